"""Texts that editors hold, with positions as editors count them and as findings do.

A finding counts lines and columns from 1, columns in characters. The protocol counts from 0, columns in units of the
encoding that client and server agree on, and ends lines where Python does: at LF, CR LF and CR
(https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from lsprotocol import types as lsp

from pipelint.linter.fixing.applying import NEWLINE

Units = str
"""What columns count: ``utf-8``, ``utf-16`` or ``utf-32``."""

_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def units_in(text: str, units: Units) -> int:
    """Return how many units ``text`` has."""
    if text.isascii():
        return len(text)
    encoding, width = _BYTES[units]
    return len(text.encode(encoding, "surrogatepass")) // width


def characters_in(text: str, count: int, units: Units) -> int:
    """Return how many characters the first ``count`` units of ``text`` are; one that is cut through is left out."""
    if text.isascii():
        return min(count, len(text))
    encoding, width = _BYTES[units]
    return len(text.encode(encoding, "surrogatepass")[: count * width].decode(encoding, "ignore"))


class Text:
    """One text; it never changes."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(newline.end() for newline in NEWLINE.finditer(self.text))]

    def line(self, number: int) -> str:
        """Return a line, counted from 0, without its end; empty where there is none."""
        if not 0 <= number < len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def position(self, line: int, column: int, units: Units) -> lsp.Position:
        """Return where a finding's ``line`` and ``column`` are; never beyond the end of the line or of the text."""
        if line > len(self.starts):
            return self.position_at(len(self.text), units)
        return lsp.Position(line - 1, units_in(self.line(line - 1)[: max(column - 1, 0)], units))

    def position_at(self, offset: int, units: Units) -> lsp.Position:
        """Return where the character at ``offset`` is."""
        line = bisect_right(self.starts, offset) - 1
        return lsp.Position(line, units_in(self.text[self.starts[line] : offset], units))

    def offset(self, position: lsp.Position, units: Units) -> int:
        """Return the offset of ``position``; a column beyond the end of its line is that end, as the protocol says."""
        if position.line >= len(self.starts):
            return len(self.text)
        line = self.line(max(position.line, 0))
        return self.starts[max(position.line, 0)] + characters_in(line, max(position.character, 0), units)

    def place_at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of the character at ``offset`` as findings count them."""
        line = bisect_right(self.starts, offset) - 1
        return line + 1, offset - self.starts[line] + 1

    def changed(self, changes: Iterable[lsp.TextDocumentContentChangeEvent], units: Units) -> Text:
        """Return the text with ``changes`` made one after another, each in what the one before left."""
        text = self
        for change in changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                begin, end = (text.offset(place, units) for place in (change.range.start, change.range.end))
                text = Text(text.text[:begin] + change.text + text.text[max(begin, end) :])
            else:
                text = Text(change.text)
        return text
