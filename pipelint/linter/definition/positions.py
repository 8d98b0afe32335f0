"""Where the values of a JSON text stand, found only when there is something to report.

``json.loads`` is many times faster than any parser that keeps positions; this scan runs once for a file with findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

Pointer = tuple[str | int, ...]
"""Keys and indexes from the top of the document, as a tuple: ``("Steps", 0, "Name")``."""

Range = tuple[int, int, int, int]
"""Line and column of the first character, line and column after the last one; all count from 1."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


class _Scanner:
    """Follows the structure of a text that ``json.loads`` has accepted."""

    def __init__(self, wanted: set[Pointer]) -> None:
        self.wanted = wanted
        self.found: dict[Pointer, tuple[int, int]] = {}
        self.path: list[str | int] = []
        self.starts: list[int] = []
        self.key: str | None = None

    def _note(self, start: int, end: int) -> None:
        pointer = tuple(self.path)
        if pointer in self.wanted:
            self.found[pointer] = (start, end)

    def token(self, text: str, start: int, end: int) -> None:
        """Take in one token."""
        first = text[start]
        if first in "{[":
            self.starts.append(start)
            self.path.append("" if first == "{" else 0)
        elif first in "}]":
            self.path.pop()
            self._note(self.starts.pop(), end)
        elif first == ",":
            if self.path and isinstance(self.path[-1], int):
                self.path[-1] += 1
        elif first == ":":
            self.path[-1] = self.key or ""
            self.key = None
        elif first == '"' and self._is_key(text, end):
            import json

            self.key = json.loads(text[start:end], strict=False)
        else:
            self._note(start, end)

    def _is_key(self, text: str, end: int) -> bool:
        if not self.path or isinstance(self.path[-1], int):
            return False
        rest = _TOKEN.search(text, end)
        return rest is not None and rest.group() == ":"


def locate(text: str, pointers: Iterable[Pointer]) -> dict[Pointer, Range]:
    """Return the range of the value at each of ``pointers``; one that leads nowhere is absent.

    ``text`` must be well-formed JSON. Linear in its size, without recursion. Of duplicate keys the last counts, as for
    ``json.loads``.
    """
    scanner = _Scanner(set(pointers))
    for match in _TOKEN.finditer(text):
        scanner.token(text, match.start(), match.end())
    breaks = [match.start() for match in re.finditer("\n", text)]

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(breaks, offset - 1)
        return line + 1, offset - (breaks[line - 1] + 1 if line else 0) + 1

    return {pointer: (*place(start), *place(end)) for pointer, (start, end) in scanner.found.items()}


def json_pointer(pointer: Pointer) -> str:
    """Spell a pointer as RFC 6901 does."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
