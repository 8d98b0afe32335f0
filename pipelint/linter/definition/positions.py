"""Lines and columns of JSON values, found by a scan of the text that is made only when a finding needs one.

``json`` of the standard library reads ten times faster than anything that keeps positions, and most definitions have no
finding. Where there is one, ``json`` reads over all that leads to no finding. The scan is linear in the text, whatever
the depth.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from pipelint.pipeline.record import field, record

Pointer = tuple[str | int, ...]
Range = tuple[int, int, int, int]
"""Line and column of the first character, line and column after the last one; all count from 1."""

_DECODER = json.JSONDecoder()
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


@record(frozen=False)
class _Wanted:
    """A value whose place is wanted, or that leads to one: offsets of its first and after its last character."""

    start: int = -1
    end: int = -1
    inside: dict[str | int, _Wanted] = field(default_factory=dict)


@record(frozen=False)
class _Container:
    """An open list (``index`` counts its items) or object (``index`` is None)."""

    wanted: _Wanted
    index: int | None
    at_key: bool

    def inside(self, key: str | int) -> _Wanted | None:
        return self.wanted.inside.get(key)


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
    token = TOKEN.search(text)
    while token is not None:
        mark, after = token.group(), token.end()
        if mark == ",":
            container = opened[-1]
            if container.index is None:
                container.at_key = True
            else:
                container.index += 1
                here = container.inside(container.index)
        elif mark in "}]":
            opened.pop().wanted.end = after
        elif opened and opened[-1].at_key:
            opened[-1].at_key = False
            here = opened[-1].inside(json.loads(mark))
        elif here is None:
            after = _end(text, token.start())
        else:
            here.start, here.end = token.span()
            if mark in "{[":
                opened.append(_Container(here, 0 if mark == "[" else None, mark == "{"))
                here = opened[-1].inside(0) if mark == "[" else None
        token = TOKEN.search(text, after)


def _end(text: str, start: int) -> int:
    """Return where the value ends that begins at ``start``."""
    try:
        return _DECODER.raw_decode(text, start)[1]
    except RecursionError:
        depth = 0
        for token in TOKEN.finditer(text, start):
            depth += (token.group() in "{[") - (token.group() in "}]")
            if depth == 0:
                return token.end()
        raise


def json_pointer(pointer: Pointer) -> str:
    """Spell ``pointer`` as a JSON Pointer (RFC 6901): ``("Steps", 0)`` is ``/Steps/0``, the whole document ``''``."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in pointer)
