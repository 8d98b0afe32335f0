"""A pipeline file: against fixit, which reads with libcst, too, and against libcst alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.case import Case
from bench.generate_scripts import scripts
from bench.generate_source import source

PIPELINT = (sys.executable, "-m", "pipelint", "--exit-zero", "--no-cache")
LIBCST = (sys.executable, "-c", "import libcst, sys; libcst.parse_module(open(sys.argv[1], 'rb').read())")
FIXIT = (sys.executable, "-m", "fixit", "lint")


def cases(folder: Path) -> Iterator[Case]:
    """Yield the benchmarks of source files."""
    path = folder / "source" / "pipeline.py"
    path.parent.mkdir()
    path.write_text(source(300), encoding="utf-8")
    yield Case(
        "a file of 300 lines, against `fixit lint`",
        (*PIPELINT, str(path)),
        (*FIXIT, str(path)),
        goal=0.30,
        memory_goal=0.6,
    )
    with_scripts, longer = _project(folder / "scripts_of_steps", 80), folder / "longer" / "pipeline.py"
    for name, text in scripts(450).items():
        (with_scripts.parent.parent / "scripts" / name).write_text(text, encoding="utf-8")
    longer.parent.mkdir()
    longer.write_text(source(980), encoding="utf-8")
    yield Case(
        "a pipeline of 100 lines and the 900 of its two scripts, against one of 1000 lines",
        (*PIPELINT, str(with_scripts)),
        (*PIPELINT, str(longer)),
        goal=1.05,  # as much, but for what two runs of one command differ by
    )
    yield Case("libcst alone, which reads that file, against `fixit lint`", (*LIBCST, str(path)), (*FIXIT, str(path)))


def _project(folder: Path, lines: int) -> Path:
    """Make a project with a folder for scripts, and return its pipeline, of at least ``lines`` lines."""
    (folder / "scripts").mkdir(parents=True)
    (folder / "setup.cfg").touch()
    path = folder / "pipelines" / "pipeline.py"
    path.parent.mkdir()
    path.write_text(source(lines), encoding="utf-8")
    return path
