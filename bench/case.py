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
    """Two commands, and how much of the processor time of the second the first may take: None asks for nothing."""

    name: str
    first: Sequence[str]
    second: Sequence[str]
    goal: float | None = None


Cases = Callable[[Path], Iterator[Case]]


def all_cases(folder: Path) -> Iterator[Case]:
    """Yield the benchmarks of every file in ``bench/cases/``; what they read is written to ``folder``."""
    for module in iter_modules(cases.__path__, f"{cases.__name__}."):
        found: Cases = import_module(module.name).cases
        yield from found(folder)
