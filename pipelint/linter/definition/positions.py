"""Lines and columns of JSON values, found by a scan of the text that is made only when a finding needs one.

``json`` of the standard library reads ten times faster than anything that keeps positions, and most definitions have no
finding. The scan is linear in the text and does not recurse, whatever the depth.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Pointer = tuple[str | int, ...]
Range = tuple[int, int, int, int]
"""Line and column of the first character, line and column after the last one; all count from 1."""

_NEWLINE = re.compile(r"\r\n?|\n")
TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\],]|[^\s{}\[\],:"]+', re.DOTALL)
"""Everything in a JSON text but blanks and colons: strings, brackets, commas, and numbers and words.

A string that does not end goes on to the end of the text: to look for another one at each quote in it would take the
square of its length.
"""


class Lines:
    """Turns offsets into ``text`` into lines and columns; built once, as it has to look at the whole text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(newline.end() for newline in _NEWLINE.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character at ``offset``."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(slots=True)
class _Wanted:
    """A value whose place is wanted, or that leads to one: offsets of its first and after its last character."""

    start: int = -1
    end: int = -1
    inside: dict[str | int, _Wanted] = field(default_factory=dict)


@dataclass(slots=True)
class _Container:
    """An open list (``index`` counts its items) or object (``index`` is None)."""

    wanted: _Wanted | None
    index: int | None
    at_key: bool

    def inside(self, key: str | int) -> _Wanted | None:
        return None if self.wanted is None else self.wanted.inside.get(key)


def locate(
    text: str, pointers: Iterable[Pointer], place: Callable[[int], tuple[int, int]] | None = None
) -> Mapping[Pointer, Range]:
    """Return the range of the value at each of ``pointers`` (keys and indexes from the top of the document).

    ``text`` is what ``json.loads`` accepts. Of a key that stands twice in an object the last one counts, as it does for
    ``json.loads``. A pointer that leads nowhere gets the place of the last value on its way. ``place`` turns an offset
    in ``text`` into a line and a column; without it those of ``text`` count.
    """
    found = offsets(text, pointers)
    place = place or Lines(text).place
    return {pointer: (*place(start), *place(end)) for pointer, (start, end) in found.items()}


def offsets(text: str, pointers: Iterable[Pointer]) -> Mapping[Pointer, tuple[int, int]]:
    """Return where in ``text`` the value at each of ``pointers`` begins and ends; see :func:`locate`."""
    wanted = tuple(pointers)
    root = _Wanted()
    for pointer in wanted:
        node = root
        for key in pointer:
            node = node.inside.setdefault(key, _Wanted())
    _scan(text, root)
    nodes = {pointer: _nearest(root, pointer) for pointer in wanted}
    return {pointer: (node.start, node.end) for pointer, node in nodes.items()}


def _nearest(root: _Wanted, pointer: Pointer) -> _Wanted:
    node = root
    for key in pointer:
        if node.inside[key].start < 0:
            break
        node = node.inside[key]
    return node


def _scan(text: str, root: _Wanted) -> None:
    """Fill in the offsets of all wanted values."""
    opened: list[_Container] = []
    here: _Wanted | None = root  # what is wanted of the value that comes next
    for token in TOKEN.finditer(text):
        mark = token.group()
        if mark == ",":
            container = opened[-1]
            if container.index is None:
                container.at_key = True
            else:
                container.index += 1
                here = container.inside(container.index)
        elif mark in "}]":
            closed = opened.pop().wanted
            if closed is not None:
                closed.end = token.end()
        elif opened and opened[-1].at_key:
            opened[-1].at_key = False
            here = opened[-1].inside(json.loads(mark)) if opened[-1].wanted is not None else None
        else:
            if here is not None:
                here.start, here.end = token.span()
            if mark in "{[":
                opened.append(_Container(here, 0 if mark == "[" else None, mark == "{"))
                here = opened[-1].inside(0) if mark == "[" else None


def json_pointer(pointer: Pointer) -> str:
    """Spell ``pointer`` as a JSON Pointer (RFC 6901): ``("Steps", 0)`` is ``/Steps/0``, the whole document ``''``."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in pointer)
