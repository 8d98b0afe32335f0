"""The line of code that a finding is about, with carets below what is meant."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelint.findings import Finding, Span
from pipelint.pipeline.plain_text import columns

WIDTH = 110
"""Columns of code that are shown of a long line: a definition may be one line of a megabyte."""

SECRET = "SMP551"  # noqa: S105 it is none
"""The code of the findings that say where a secret is written out."""

_MARGIN = 20  # columns shown before the place in a line that is cut


class SourceLines:
    """The lines of the files that findings are about, each file read when its first line is asked for.

    ``given`` are the contents of files that are in no folder, by name. A file that has become unreadable has no lines.
    """

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        self._given = given or {}
        self._lines: dict[tuple[str, int | None], list[str]] = {}
        self._hidden: set[tuple[str, int | None, int | None]] = set()

    def hide_secrets(self, findings: Iterable[Finding]) -> None:
        """Show none of the lines on which ``findings`` say that a secret stands: a report ends in many a log."""
        self._hidden |= {_place(finding.span) for finding in findings if finding.code == SECRET}

    def line(self, span: Span) -> tuple[int, str] | None:
        """Return the number and the text of the line that ``span`` begins on; in a notebook those of the cell."""
        is_notebook = span.file.endswith(".ipynb")
        cell, number = (span.cell, span.cell_line) if is_notebook else (None, span.line)
        if number is None or (is_notebook and cell is None) or _place(span) in self._hidden:
            return None
        key = (span.file, cell)
        if key not in self._lines:
            self._lines[key] = self._read(span.file, cell)
        lines = self._lines[key]
        return (number, lines[number - 1]) if 0 < number <= len(lines) else None

    def _read(self, file: str, cell: int | None) -> list[str]:
        try:
            data = self._given[file] if file in self._given else Path(file).read_bytes()
            text = _decoded(data, file)
            if cell is not None:
                source: Any = json.loads(text)["cells"][cell]["source"]
                text = source if isinstance(source, str) else "".join(source)
        except (OSError, ValueError, SyntaxError, LookupError, TypeError, RecursionError):
            return []
        # Not str.splitlines(): a form feed, or a separator of Unicode, ends no line of Python or JSON.
        return [line.rstrip("\n") for line in io.StringIO(text, None)]


def _place(span: Span) -> tuple[str, int | None, int | None]:
    return span.file, span.cell, span.line if span.cell is None else span.cell_line


def _decoded(data: bytes, file: str) -> str:
    if file.endswith(".py"):
        import tokenize

        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    return data.decode(json.detect_encoding(data))


def frame(span: Span, lines: SourceLines) -> Iterator[tuple[str, str]]:
    """Yield a gutter and a text for each line of the frame of ``span``; nothing where there is no code to show."""
    found = lines.line(span)
    if found is None or span.column is None:
        return
    number, text = found
    begin = min(span.column - 1, len(text))
    end = begin + 1 if span.end_column is None else span.end_column - 1 if span.end_line == span.line else len(text)
    indent = next((at for at, one in enumerate(text) if not one.isspace()), 0)
    start = indent if end - indent <= WIDTH else max(indent, begin - _MARGIN)
    shown = _plain(text[start : start + WIDTH])
    last = min(max(end, begin + 1), start + len(shown))
    gutter = str(number)
    cut = "…" if start > indent else ""
    yield f"{gutter} | ", cut + shown + ("…" if start + WIDTH < len(text) else "")
    blank = " " * (len(cut) + columns(shown[: begin - start]))
    yield f"{' ' * len(gutter)} | ", blank + "^" * max(1, columns(shown[begin - start : last - start]))


def _plain(text: str) -> str:
    """Return ``text`` as columns: a tab is one of them, and nothing in it commands the terminal."""
    return text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)
