"""What can be wrong with a JSON path, and with a document it is applied to."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.jsonpath.reading import Segment, spelled
from pipelint.pipeline.spelling import did_you_mean

_MOST_KEYS_LISTED = 20
_LONGEST_VALUE = 60


class JsonPathError(ValueError):
    """A path that is not well formed. ``position`` is the index in the text at which it goes wrong."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class JsonPathUnsupported(ValueError):
    """A path that the service may well read, but that cannot be evaluated here."""


class JsonPathMissing(LookupError):
    """The document has nothing at the path.

    ``walked`` are the segments that were found, ``segment`` is the one that was not, and ``available`` are the keys at
    that place, or None where no object stands there.
    """

    def __init__(self, walked: tuple[Segment, ...], segment: Segment, here: object) -> None:
        self.walked = walked
        self.segment = segment
        self.available = tuple(map(str, here)) if isinstance(here, Mapping) else None
        super().__init__(_missing(spelled(walked), segment, here))


def _missing(place: str, segment: Segment, here: object) -> str:
    """Say that ``segment`` is not at ``place``, and what is there instead."""
    if isinstance(here, Mapping):
        names = [str(key) for key in here]
        if isinstance(segment, int):
            return f"[{segment}] needs a list, and {place} is an object with {_listed(names)}"
        return f'there is no key "{segment}" in {place};{did_you_mean(segment, names)} it has {_listed(names)}'
    if isinstance(here, list):
        if isinstance(segment, int):
            return f"there is no item [{segment}] in {place}, a list of {len(here)}"
        return f'key "{segment}" needs an object, and {place} is a list of {len(here)}: an item of it is read as [0]'
    wanted = f'key "{segment}" needs an object' if isinstance(segment, str) else f"[{segment}] needs a list"
    return f"{wanted}, and {place} is {_short(here)}"


def _short(scalar: object) -> str:
    text = repr(scalar)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _listed(names: list[str]) -> str:
    if not names:
        return "no keys"
    more = len(names) - _MOST_KEYS_LISTED
    return ", ".join(f'"{name}"' for name in names[:_MOST_KEYS_LISTED]) + (f" and {more} more" if more > 0 else "")
