"""Suppression comments, written and taken away: edits of the lines that they stand in."""

from __future__ import annotations

import tokenize
from collections.abc import Iterable, Sequence

from pipelint.findings import Edit, Finding, Fix
from pipelint.linter.suppression_comments import LAYOUT, Comment, comments_in, tokens_of
from pipelint.pipeline.record import record


def without(comment: Comment, unused: Sequence[str], file: str) -> Fix | None:
    """Return what takes the codes ``unused`` out of a comment, and all of it where no other code is left."""
    written, row = comment.written, comment.row
    if written is None:
        return None
    kept = [code for code in comment.codes if code not in unused]
    if kept:
        edit = Edit(row, written.codes, row, written.codes_end, ", ".join(kept), comment.cell)
        return Fix(f"Take {', '.join(unused)} out of the comment", True, file, (edit,))
    edit = Edit(row, written.begin, row, written.end, "", comment.cell)
    if written.whole and written.follows:
        edit = Edit(row, 1, row + 1, 1, "", comment.cell)
    return Fix("Take the comment away", True, file, (edit,))


@record
class Place:
    """Where a finding is: the rows on which it begins and ends, from 1, of a file or of a cell."""

    code: str
    first: int
    last: int


def place(finding: Finding, in_cell: bool) -> Place | None:
    """Return where ``finding`` is; None where it has no line."""
    span = finding.span
    first = span.cell_line if in_cell else span.line
    if first is None or span.line is None:
        return None
    return Place(finding.code, first, first + (span.end_line or span.line) - span.line)


def comments_for(text: str, places: Iterable[Place], reason: str, cell: int | None) -> tuple[list[Edit], list[Place]]:
    """Return the edits of Python source that suppress what is at ``places``, and the places that take no comment.

    A comment stands at the end of the line that a finding begins on, or ends on. Where none can, inside of a text over
    several lines, it stands above the statement.
    """
    lines = _Lines(text)
    by_row: dict[tuple[int, bool], list[str]] = {}
    refused: list[Place] = []
    for one in places:
        row = lines.row_for(one)
        if row is None:
            refused.append(one)
        elif one.code not in by_row.setdefault(row, []):
            by_row[row].append(one.code)
    return [lines.edit(row, above, codes, reason, cell) for (row, above), codes in by_row.items()], refused


class _Lines:
    """The lines of Python source: which of them can end in a comment, and which comments there are."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._ends: set[int] = set()
        self._statements: list[tuple[int, int]] = []
        self._known = {one.row: one for one in comments_in(text) if one.written is not None and one.first is not None}
        first = 0
        for token in tokens_of(text):
            if token.type in (tokenize.NL, tokenize.NEWLINE):
                self._ends.add(token.start[0])
            if token.type == tokenize.NEWLINE:
                self._statements.append((first or token.start[0], token.start[0]))
                first = 0
            elif token.type not in LAYOUT and not first:
                first = token.start[0]

    def row_for(self, place: Place) -> tuple[int, bool] | None:
        """Return the row whose end takes a comment about ``place``, or the one it goes above; None for neither."""
        for row in (place.first, place.last):
            if row in self._ends:
                return row, False
        within = (first for first, last in self._statements if first <= place.first <= last)
        return next(((row, True) for row in within), None)

    def edit(self, row: int, above: bool, codes: Sequence[str], reason: str, cell: int | None) -> Edit:
        """Return what adds ``codes`` to the comment of a row, or above it, or writes one."""
        there = self._known.get(row - 1 if above else row)
        if there is not None and there.written is not None and there.first is not None and there.first <= row:
            known = ", ".join((*there.codes, *(code for code in codes if code not in there.codes)))
            return Edit(there.row, there.written.codes, there.row, there.written.codes_end, known, cell)
        comment = f"# pipelint: ignore[{', '.join(codes)}] {reason}".rstrip()
        line = self._lines[row - 1]
        if above:
            indentation = line[: len(line) - len(line.lstrip())]
            return Edit(row, 1, row, 1, f"{indentation}{comment}\n", cell)
        end = len(line.rstrip())
        return Edit(row, end + 1, row, len(line) + 1, f"  {comment}", cell)
