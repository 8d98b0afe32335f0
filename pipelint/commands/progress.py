"""How far a long run has come, shown on a terminal while it runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_T = TypeVar("_T")
PATIENCE = 1.0
"""Seconds that a run may take before the bar is shown: most are over by then, and need not wait for rich."""


class Progress:
    """A bar on standard error, for use in a ``with`` statement: it appears after :data:`PATIENCE`, and leaves no trace.

    A timer brings it up, not the work that it is about: one file may take longer than the whole patience.
    """

    def __init__(self) -> None:
        self._doing, self._done, self._total = "", 0, 0
        self._bar: tuple[Bar, TaskID] | None = None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if os.environ.get("TERM") != "dumb":
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._timer.is_alive():
            self._timer.join()  # it may be about to show the bar
        if self._bar is not None:
            self._bar[0].stop()

    def watch(self, doing: str, items: Sequence[_T]) -> Iterator[_T]:
        """Yield ``items``; ``doing`` says in a word what is done with them."""
        self._doing, self._done, self._total = doing, 0, len(items)
        self._update()
        for item in items:
            yield item
            self._done += 1
            self._update()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        bar = Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
        task = bar.add_task(self._doing, completed=self._done, total=self._total)
        bar.start()
        self._bar = (bar, task)

    def _update(self) -> None:
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, description=self._doing, completed=self._done, total=self._total)
