"""A pipeline file: against compiling it with the SDK that it is written for, which has an environment of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.case import Case, Skipped
from bench.cases.source import PIPELINT
from bench.generate_scripts import scripts
from bench.generate_source import source

SDK = Path(sys.prefix).parent / "sdk2" / "bin" / "python"
AGAINST_SDK = "a file of 300 lines and its scripts, against compiling it with the SDK v2"
AGAINST_MYPY = "the same, unchanged, against `mypy` where the SDK is installed, both with a warm cache"
WARM = (sys.executable, "-m", "pipelint", "--exit-zero", "--no-config", "--cache-dir")


def cases(folder: Path) -> Iterator[Case | Skipped]:
    """Yield the benchmarks that need the SDK."""
    if not SDK.exists():
        why = "no environment with the SDK v2 (`make .venv/sdk2/.made` makes it)"
        yield from (Skipped(name, why) for name in (AGAINST_SDK, AGAINST_MYPY))
        return
    project = folder / "with_sdk"
    path = project / "pipelines" / "pipeline.py"
    files = {"pipelines/pipeline.py": source(300), "setup.cfg": ""}
    files |= {f"scripts/{name}": text for name, text in scripts(50).items()}
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    compiling = (str(SDK), "-m", "bench.compile_source", str(path))
    yield Case(AGAINST_SDK, (*PIPELINT, str(path)), compiling, goal=0.08)
    mypy = (sys.executable, "-m", "mypy", "--config-file=", f"--cache-dir={folder / 'mypy'}", str(path))
    installed = ("--ignore-missing-imports", "--python-executable", str(SDK))
    yield Case(AGAINST_MYPY, (*WARM, str(folder / "cache"), str(path)), (*mypy, *installed), goal=0.3)
