"""Which files are opened, however Python opens them: an audit hook sees each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_watching: list[Callable[[Path], None]] = []


def _seen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _watching and isinstance(arguments[0], (str, os.PathLike)):
        for watch in _watching:
            watch(Path(arguments[0]))


sys.addaudithook(_seen)  # it stays as long as the process does, and watches nothing most of the time


@contextmanager
def watched(watch: Callable[[Path], None]) -> Iterator[None]:
    """Let ``watch`` see each file that is about to be opened; what it raises, the opening raises."""
    _watching.append(watch)
    try:
        yield
    finally:
        _watching.remove(watch)


@contextmanager
def opened_below(folder: Path) -> Iterator[list[Path]]:
    """Gather the files that are opened and really stand below ``folder``, links followed."""
    found: list[Path] = []
    real = Path(os.path.realpath(folder))

    def gather(path: Path) -> None:
        place = Path(os.path.realpath(path))
        if place.is_relative_to(real):
            found.append(place)

    with watched(gather):
        yield found
