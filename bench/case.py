"""What a benchmark is. Each file in ``bench/cases/`` has a function ``cases(folder)`` that yields some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from bench import cases


@dataclass(frozen=True, slots=True)
class Case:
    """Two commands, and how much of the processor time of the second the first may take: None asks for nothing.

    ``memory_goal`` is the same of the peak memory of a process. Both run in ``folder``, where one is given.
    """

    name: str
    first: Sequence[str]
    second: Sequence[str]
    goal: float | None = None
    memory_goal: float | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A benchmark that cannot be run here, and ``why``."""

    name: str
    why: str


Cases = Callable[[Path], Iterator[Case | Skipped]]


def all_cases(folder: Path) -> Iterator[Case | Skipped]:
    """Yield the benchmarks of every file in ``bench/cases/``; what they read is written to ``folder``."""
    for module in iter_modules(cases.__path__, f"{cases.__name__}."):
        found: Cases = import_module(module.name).cases
        yield from found(folder)
