"""The JSON path dialect that AWS documents: Jayway JsonPath (https://github.com/json-path/JsonPath).

The rules are those of its ``PathCompiler.java`` at commit 62a4c9f, which works from left to right: ``.key``, ``[0]``,
``['key']``, ``..``, ``*``, ``[*]``, ``[1:2]``, ``[0,1]``, ``['a','b']``, ``[?(…)]`` and ``.function()``; a path without
``$`` or ``@`` before it is read as if ``$.`` stood there. Left out is an accident of that compiler, which drops one
last character after a key or a bracket (``a[`` as ``a``): no document promises it.
"""

from __future__ import annotations

import re

from pipelint.pipeline.jsonpath.problems import JsonPathError
from pipelint.pipeline.jsonpath.reading import Reading, Segment

_ROOTS = ("$", "@")
_LARGEST_INDEX = 2**31 - 1  # Integer.parseInt
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def read_service(text: str) -> Reading:
    """Return how Jayway JsonPath reads ``text``; raise :class:`JsonPathError` where it refuses it."""
    return _Compiler(text).compile()


class _Compiler:
    """One path being read. ``position`` counts in ``full``, the text with its root and without blanks at its end."""

    def __init__(self, text: str) -> None:
        root = "" if text.startswith(_ROOTS) else "$."
        self.full = (root + text).rstrip(" ")
        self.added = len(root)
        self.position = 1
        self.segments: list[Segment] = []
        self.selects: str | None = None

    def compile(self) -> Reading:
        if self.added and self.full == "$.":
            raise self.refuse("expected a key, the path is empty", 0)
        if self.full.endswith("."):
            raise self.refuse("expected a key after the dot", len(self.full))
        if len(self.full) > 1 and self.full[1] not in ".[":
            raise self.refuse(f'expected "." or "[" after {self.full[0]}', 1)
        while self.position < len(self.full):
            if self.full[self.position] == ".":
                self.dots()
            here = self.full[self.position]
            if here == "[":
                self.bracket()
            elif here == "*":
                self.select("a wildcard", self.position + 1)
            else:
                self.key_or_function()
        return Reading(tuple(self.segments)) if self.selects is None else Reading(selects=self.selects)

    def refuse(self, message: str, position: int) -> JsonPathError:
        return JsonPathError(message, max(0, position - self.added))

    def select(self, what: str, end: int) -> None:
        """Note that the path, up to ``end``, may lead to many places; the first reason is the one to tell."""
        self.selects = self.selects or what
        self.position = end

    def dots(self) -> None:
        """Read ``.``, or ``..`` for a search at any depth."""
        if self.full.startswith("..", self.position):
            self.select("a search at any depth (..)", self.position + 2)
        else:
            self.position += 1
        if self.full[self.position] == ".":
            raise self.refuse("expected a key after the dots", self.position)

    def key_or_function(self) -> None:
        """Read a key up to the next dot or bracket, or a function up to its closing parenthesis."""
        start = self.position
        end = start
        while end < len(self.full) and self.full[end] not in ".[( ":
            end += 1
        ending = self.full[end : end + 1]
        if ending == " ":
            raise self.refuse("a key with blanks stands in brackets and quotes: ['two words']", end)
        if ending == "(":
            self.select(f"the function {self.full[start:end]}()", self.closing_parenthesis(end) + 1)
            return
        self.segments.append(self.full[start:end])
        self.position = end

    def bracket(self) -> None:
        """Read what stands in brackets, by the first character in them."""
        start = self.after_blanks(self.position + 1)
        first = self.full[start : start + 1]
        if first in ("'", '"'):
            self.quoted_keys(start, first)
        elif first.isdecimal() or first in ("-", ":"):
            self.indexes(start)
        elif first == "*":
            self.select("a wildcard", self.end_of_bracket(start + 1))
        elif first == "?":
            self.filter(start)
        elif not first:
            raise self.refuse('the "[" is not closed', self.position)
        elif first == "]":
            raise self.refuse("expected an index or a quoted key in the brackets", start)
        else:
            raise self.refuse("expected an index, or a key in quotes: ['key']", start)

    def end_of_bracket(self, position: int) -> int:
        """Return the position after the ``]`` that must stand at ``position``, blanks aside."""
        position = self.after_blanks(position)
        if not self.full.startswith("]", position):
            raise self.refuse('expected "]"', position)
        return position + 1

    def quoted_keys(self, position: int, quote: str) -> None:
        """Read ``'key']`` or ``'one','two']``; a backslash escapes the character after it."""
        keys: list[str] = []
        while True:
            end = self.closing(position, quote)
            if end < 0:
                raise self.refuse(f"the key is not closed with {quote}", position)
            keys.append(_ESCAPED.sub(_unescaped, self.full[position + 1 : end]))
            position = self.after_blanks(end + 1)
            if not self.full.startswith(",", position):
                break
            position = self.after_blanks(position + 1)
            if not self.full.startswith(quote, position):
                raise self.refuse(f"expected another key in {quote} after the comma", position)
        self.position = self.end_of_bracket(position)
        if len(keys) == 1:
            self.segments.append(keys[0])
        else:
            self.select("several keys at once", self.position)

    def indexes(self, start: int) -> None:
        """Read ``0]``, ``0,1]`` or a slice ``0:2]``."""
        end = self.full.find("]", start)
        if end < 0:
            raise self.refuse('the "[" is not closed', self.position)
        inside = self.full[start:end].rstrip(" ")
        if ":" in inside:
            bounds = inside.split(":")[:2]
            if not any(bounds) or any(bound and _index(bound) is None for bound in bounds):
                raise self.refuse("expected a slice with a bound: [0:2], [1:] or [:2]", start)
            self.select("a slice", end + 1)
            return
        found = [_index(part.strip()) for part in inside.split(",")]
        only = found[0]
        if None in found or only is None:
            raise self.refuse("expected an index", start)
        if len(found) > 1:
            self.select("several indexes at once", end + 1)
            return
        self.segments.append(only)
        self.position = end + 1

    def filter(self, start: int) -> None:
        """Read ``?(…)]``. What the filter says is not looked into."""
        opening = self.after_blanks(start + 1)
        if not self.full.startswith("(", opening):
            raise self.refuse('expected "(" after "?": [?(@.key > 1)]', opening)
        self.select("a filter", self.end_of_bracket(self.closing_parenthesis(opening) + 1))

    def after_blanks(self, position: int) -> int:
        while self.full.startswith(" ", position):
            position += 1
        return position

    def closing(self, position: int, quote: str) -> int:
        """Return where the text that opens at ``position`` ends with an unescaped ``quote``, or -1."""
        at = position + 1
        while at < len(self.full) and self.full[at] != quote:
            at += 2 if self.full[at] == "\\" else 1
        return at if at < len(self.full) else -1

    def closing_parenthesis(self, opening: int) -> int:
        """Return where the parenthesis at ``opening`` closes, those in quoted texts and ``/expressions/`` aside."""
        depth = 0
        at = opening
        while at < len(self.full):
            here = self.full[at]
            if here in "'\"/":
                at = self.closing(at, here)
                if at < 0:
                    break
            depth += (here == "(") - (here == ")")
            if depth == 0:
                return at
            at += 1
        raise self.refuse('the "(" is not closed', opening)


def _index(text: str) -> int | None:
    """Return ``text`` as an index, or None where it is none: digits, perhaps after a minus, up to 2147483647."""
    digits = text.removeprefix("-")
    if not digits.isdecimal() or len(digits) > len(str(_LARGEST_INDEX)) or int(digits) > _LARGEST_INDEX:
        return None
    return int(text)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _ESCAPES.get(match[2], match[2])
