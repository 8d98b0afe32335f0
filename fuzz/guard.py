"""What counts as a crash, besides what is raised: a run that takes too long, or too much memory."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import FrameType

from fuzz.target import Target

SECONDS = 5.0
"""The most processor time that one input may take: two hundred times what a file of this size takes."""

_MORE = 4
"""How many times of that all else may take that is done with it: each fix is tried in a check of its own."""

MEBIBYTES = 512
"""How much the most memory that the process ever had may grow with one input."""


class TooSlow(BaseException):
    """An input takes too long. No Exception: nothing that pipelint catches ends it."""


class TooMuchMemory(Exception):
    """An input takes too much memory."""


def attempt(target: Target, data: bytes, folder: Path, seconds: float = SECONDS, more: bool = True) -> float:
    """Run ``target`` on ``data`` in ``folder``; return the processor time. Whatever is raised is a crash."""
    before, begin = _most_memory(), process_time()
    with _alarm(seconds):
        target.run(data, folder)
    if more:
        with _alarm(_MORE * seconds):
            target.more(folder)
    took, grown = process_time() - begin, _most_memory() - before
    if grown > MEBIBYTES:
        raise TooMuchMemory(f"memory grew by {grown:.0f} MiB; {MEBIBYTES} are allowed")
    return took


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise TooSlow where the body takes more processor time; code that is not Python is only stopped at its end."""

    def ring(_: int, frame: FrameType | None) -> None:
        where = "" if frame is None else f", in {Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        raise TooSlow(f"it takes more than {seconds:g} s of processor time{where}")

    earlier = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)


def _most_memory() -> float:
    """Return the most memory that this process ever had, in MiB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
