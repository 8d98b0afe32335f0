"""A pipeline file: against fixit, which reads with libcst, too, and against libcst alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.case import Case
from bench.generate_source import source

PIPELINT = (sys.executable, "-m", "pipelint", "--exit-zero")
LIBCST = (sys.executable, "-c", "import libcst, sys; libcst.parse_module(open(sys.argv[1], 'rb').read())")
FIXIT = (sys.executable, "-m", "fixit", "lint")


def cases(folder: Path) -> Iterator[Case]:
    """Yield the benchmarks of source files."""
    path = folder / "source" / "pipeline.py"
    path.parent.mkdir()
    path.write_text(source(300), encoding="utf-8")
    yield Case("a file of 300 lines, against `fixit lint`", (*PIPELINT, str(path)), (*FIXIT, str(path)), goal=0.30)
    yield Case("libcst alone, which reads that file, against `fixit lint`", (*LIBCST, str(path)), (*FIXIT, str(path)))
