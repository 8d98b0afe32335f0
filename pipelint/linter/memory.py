"""Asking for memory before it is needed: to fail amid a parser is worse, as some of them end the process."""

from __future__ import annotations

from functools import cache


def reserve(number: int) -> None:
    """Raise MemoryError where the memory of this process is limited, and ``number`` bytes are not left; they stay free.

    Where there is no limit, the system gives all that is asked for, and ends the process later if it must.
    """
    if _is_limited():
        bytearray(number)  # pages are given when they are written to, so this costs next to nothing


@cache
def _is_limited() -> bool:
    try:
        import resource
    except ImportError:  # Windows
        return False
    limits = (resource.getrlimit(one)[0] for one in (resource.RLIMIT_AS, resource.RLIMIT_DATA))
    return any(limit != resource.RLIM_INFINITY for limit in limits)
