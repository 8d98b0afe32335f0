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
            gc.enable()


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
