"""Edits made in the bytes of a file; all that is not edited stays byte for byte."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable

from pipelint.findings import Edit

NEWLINE = re.compile(r"\r\n?|\n")


class NotApplicable(Exception):
    """Raised where a file cannot be edited without a change of something else; the words say why."""


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file with ``edits`` made, which must not overlap; raises :class:`NotApplicable`."""
    edits = list(edits)
    if any(edit.cell is not None for edit in edits):
        from pipelint.linter.fixing.notebooks import applied_to_notebook

        return applied_to_notebook(data, edits)
    text, encoding = decoded(data)
    try:
        return edited(text, edits).encode(encoding)
    except UnicodeEncodeError as error:
        raise NotApplicable(f"its encoding, {encoding}, has no {error.object[error.start]!r}") from error


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a Python file and its encoding, from which the same bytes come back."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
        if text.encode(encoding) == data:
            return text, encoding
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise NotApplicable("it cannot be decoded") from error
    raise NotApplicable(f"its encoding, {encoding}, does not give the same bytes back")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with ``edits`` made; the lines that an edit brings end like those around it."""
    starts = [0, *(newline.end() for newline in NEWLINE.finditer(text))]
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda one: (one.line, one.column, one.end_line, one.end_column)):
        if max(edit.line, edit.end_line) > len(starts):
            raise NotApplicable("it has fewer lines than were read")
        start, end = starts[edit.line - 1] + edit.column - 1, starts[edit.end_line - 1] + edit.end_column - 1
        if not done <= start <= end <= len(text):
            raise NotApplicable("two fixes change the same text")
        pieces += [text[done:start], edit.text.replace("\n", _newline(text, start))]
        done = end
    return "".join((*pieces, text[done:]))


def _newline(text: str, offset: int) -> str:
    """Return what ends the line at ``offset``, or else the line before it."""
    found = NEWLINE.search(text, offset) or NEWLINE.search(text)
    return found.group() if found is not None else "\n"
