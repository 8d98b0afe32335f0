"""What a dialect makes of a path."""

from __future__ import annotations

from typing import Union

from pipelint.pipeline.record import record

Segment = Union[str, int]


@record
class Reading:
    """A path as one dialect reads it.

    ``segments`` are its keys (str) and indexes (int) when it leads to one place; ``selects`` names what makes it lead
    to any number of places instead (``a wildcard``), and then ``segments`` is empty.
    """

    segments: tuple[Segment, ...] = ()
    selects: str | None = None

    def __str__(self) -> str:
        return spelled(self.segments) if self.selects is None else self.selects


def spelled(segments: tuple[Segment, ...]) -> str:
    """Spell ``segments`` so that no dialect can be meant: each key quoted, in brackets."""
    if not segments:
        return "the document"
    return "".join(f'["{part}"]' if isinstance(part, str) else f"[{part}]" for part in segments)
