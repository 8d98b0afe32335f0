"""Room for what recurses as deep as the user's code is nested, as libcst does when it writes a tree as text.

Python parses sums of some thousand terms, each nested in the next; its usual limit is passed at three hundred.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")
_DEPTH = 50_000
_STACK = 256 * 1024 * 1024  # bytes: up to Python 3.10 a call of Python takes some of the stack of C, too


def with_room(work: Callable[[], Answer]) -> Answer:
    """Return what ``work`` does; where the usual depth is not enough, let it begin anew with more."""
    try:
        return work()
    except RecursionError:
        pass
    usual, size = sys.getrecursionlimit(), threading.stack_size(_STACK)
    try:
        sys.setrecursionlimit(_DEPTH)
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(work).result()
    finally:
        sys.setrecursionlimit(usual)
        threading.stack_size(size)
