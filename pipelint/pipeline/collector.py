"""Python's garbage collector, and when to let it rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Let the collector rest, also as a decorator, where much is made that stays.

    It looks for objects that refer to each other in a circle, at all there are, again and again as their number grows.
    Nothing in a model refers back to what holds it, so there is nothing to find.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _take_all_as_old()
            gc.enable()


def _take_all_as_old() -> None:
    """Let what was made meanwhile count as old: else the collector would at once look at all of it.

    To freeze and to unfreeze moves the whole list of objects, and looks at none
    (https://docs.python.org/3/library/gc.html#gc.freeze). What somebody else has frozen stays so.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


@contextmanager
def collector_seldom() -> Iterator[None]:
    """Let the collector look less often, also as a decorator, where there are circles, but few of them.

    By default it looks after 700 new objects, and a syntax tree of one file has tens of thousands. A quarter of the
    time of linting a thousand files goes there, and what it frees is less than a hundredth of the memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
