"""Who wants to hear of every run: :meth:`Harness.run` tells it of each one that came to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelint.harness.run import Run

Observer = Callable[["Run", str], object]
"""Called with a run and the name of its pipeline."""

_observers: list[Observer] = []


def tell(run: Run, name: str) -> None:
    """Tell every observer of ``run``, an execution of the pipeline called ``name``."""
    for observer in _observers:
        observer(run, name)


@contextmanager
def observed_by(observer: Observer) -> Iterator[None]:
    """Let ``observer`` hear of every run of this process until the way out."""
    _observers.append(observer)
    try:
        yield
    finally:
        _observers.remove(observer)


@contextmanager
def unobserved() -> Iterator[None]:
    """Let nobody hear of the runs until the way out: they are made to find something out, and test nothing."""
    heard, _observers[:] = _observers[:], []
    try:
        yield
    finally:
        _observers[:] = heard
