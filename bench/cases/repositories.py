"""Many files: against linters that read all of them, without a cache and with a warm one, and growing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import generate_repository
from bench.case import Case

PIPELINT = (sys.executable, "-m", "pipelint", "--exit-zero", "--no-config")
COLD = (*PIPELINT, "--no-cache", ".")
WARM = (*PIPELINT, "--cache-dir", "../cache", ".")
FIXIT = (sys.executable, "-m", "fixit", "lint", ".")
RUFF = (sys.executable, "-m", "ruff", "check", "--isolated", "--select", "ALL", "--no-cache", "--exit-zero", ".")
# Every pipeline is a module of its own name, though the folders are no packages; nothing that they import is installed.
MYPY = (sys.executable, "-m", "mypy", "--config-file=", "--explicit-package-bases", "--ignore-missing-imports", ".")
LINES = 150  # of each pipeline, at least, in a repository of other files


def cases(folder: Path) -> Iterator[Case]:
    """Yield the benchmarks of repositories."""
    pipelines, plain, large, small = (folder / name / "repository" for name in ("pipelines", "plain", "large", "small"))
    generate_repository.write(pipelines, files=260, pipelines=65, lines=300)
    generate_repository.write(plain, files=3000, pipelines=100, lines=LINES, with_scripts=False)
    generate_repository.write(large, files=3000, pipelines=100, lines=LINES)
    generate_repository.write(small, files=300, pipelines=10, lines=LINES)
    yield Case("65 pipelines, 20,000 lines, against `fixit lint`", COLD, FIXIT, goal=0.12, folder=pipelines)
    yield Case("the same, unchanged, against `mypy`, both with a warm cache", WARM, MYPY, folder=pipelines)
    ruff = "`ruff check --select ALL --no-cache`"
    yield Case(f"3000 files with 100 pipelines, against {ruff}", COLD, RUFF, 0.8, memory_goal=0.5, folder=plain)
    yield Case(f"the same where each pipeline has two scripts, against {ruff}", COLD, RUFF, folder=large)
    yield Case(f"the same, unchanged, with a warm cache, against {ruff}", WARM, RUFF, goal=0.15, folder=large)
    yield Case("3000 files, against 300 files", COLD, (*COLD[:-1], str(small)), goal=12, folder=large)
