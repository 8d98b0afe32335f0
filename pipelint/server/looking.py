"""From a position in the editor to what stands there in the model.

While a text cannot be parsed, what was read last stands for it, its places moved by what was typed since.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp

from pipelint.linter.fixing.applying import NotApplicable, decoded
from pipelint.linter.suppression_comments import Comment
from pipelint.pipeline.record import record
from pipelint.server.documents import OpenFile
from pipelint.server.entries import Entries, Entry, Place
from pipelint.server.projects import Project
from pipelint.server.rereading import Kept, Rereading
from pipelint.server.session import Session
from pipelint.server.texts import Text


@record
class Look:
    """A position in a file: its ``place`` in what was read, and what stands in that file.

    ``text`` is that of the file, or of the cell, and ``offset`` the position in it. The text ``is_read`` as it is.
    """

    file: OpenFile
    real: str
    text: Text
    offset: int
    place: Place
    readings: Rereading
    entries: Entries
    is_read: bool

    @property
    def entry(self) -> Entry | None:
        """What stands at the position."""
        return self.entries.at(self.place)

    @property
    def line(self) -> str:
        """The line that the position is in."""
        return self.text.line(self.text.place_at(self.offset)[0] - 1)


class Looking:
    """Looks at positions, and keeps the index of the file that was looked at last."""

    def __init__(self) -> None:
        self._last: tuple[tuple[int, ...], str, Entries] | None = None

    def at(self, session: Session, uri: str, position: lsp.Position) -> Look | None:
        """Return what is at a position of a document; None where the document is not one of a project."""
        file = session.snapshot.file(uri)
        if file is None:
            return None
        real = os.path.realpath(file.path)
        project = session.project_of(real)
        cell = next((number for number, one in enumerate(file.cells) if one.uri == uri), -1)
        text = file.cells[cell].text if cell >= 0 else file.text
        if project is None or project.readings is None or text is None:
            return None
        together = project.readings.kept_of(real)
        own = together[0] if together and together[0].own == real else None
        offset = text.offset(position, session.units)
        line, column = text.place_at(offset)
        is_read = own is None or not own.is_broken
        if own is not None and own.is_broken and own.good is not None:
            together = [own.good, *together[1:]]
            line, column = _moved(own.good, text, offset) if cell < 0 else (line, column)
        entries = self._entries(together, real)
        return Look(file, real, text, offset, (cell, line, column), project.readings, entries, is_read)

    def entries_of(self, project: Project, real: str) -> Entries:
        """Return what stands in a file of a project."""
        return self._entries(project.readings.kept_of(real) if project.readings is not None else [], real)

    def _entries(self, together: Sequence[Kept], real: str) -> Entries:
        numbers = tuple(kept.number for kept in together)
        if self._last is None or self._last[:2] != (numbers, real):
            readings = [kept.reading for kept in together if kept.reading is not None]
            self._last = numbers, real, Entries(readings, real)
        return self._last[2]


def good_text(good: Kept) -> str | None:
    """Return the text that was read last before the file could not be parsed."""
    try:
        return decoded(good.data)[0].removeprefix("\ufeff") if good.data is not None else None
    except NotApplicable:
        return None


def spliced(good: Kept, text: Text, offset: int) -> Iterator[tuple[str, int]]:
    """Yield what was read last with the line at ``offset`` in it, and where the character at ``offset`` is there.

    The line takes the place of the one that was there, or else stands before it.
    """
    before = good_text(good)
    if before is None:
        return
    row, column = text.place_at(offset)
    lines = before.split("\n")
    place = min(_moved(good, text, offset)[0], len(lines)) - 1
    for taken in (1, 0):
        made = [*lines[:place], text.line(row - 1), *lines[place + taken :]]
        yield "\n".join(made), sum(len(line) + 1 for line in lines[:place]) + column - 1


def _moved(good: Kept, text: Text, offset: int) -> tuple[int, int]:
    """Return where the character at ``offset`` was in what was read last; where that was not yet there, its end."""
    before = good_text(good)
    if before is None:
        return text.place_at(offset)
    same = _alike(before, text.text)
    same_at_end = _alike(before[same:][::-1], text.text[same:][::-1])
    if offset > same:
        behind = offset - (len(text.text) - len(before))
        offset = behind if offset >= len(text.text) - same_at_end else same
    return Text(before).place_at(min(offset, len(before)))


def _alike(one: str, other: str) -> int:
    """Return with how many of the same characters two texts begin."""
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


_CODE = re.compile(r"[A-Za-z]+[0-9]+")


def code_at(look: Look) -> str | None:
    """Return the code of a rule that stands at a position in a suppression comment."""
    comments: Sequence[Comment] = look.entries.readings[0].suppressions if look.entries.readings else ()
    cell, row, column = look.place
    for comment in comments:
        here = (comment.cell if comment.cell is not None else -1) == cell and comment.row == row
        if here and comment.column <= column <= comment.end_column:
            words = _CODE.finditer(look.line)
            return next((word[0].upper() for word in words if word.start() < column <= word.end() + 1), None)
    return None
