"""From the places of findings to those of the protocol: which document, and which range of it."""

from __future__ import annotations

import os
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris

from pipelint.findings import Edit, Span
from pipelint.linter.fixing.applying import NotApplicable, decoded
from pipelint.server.documents import OpenFile, Snapshot
from pipelint.server.texts import Text, Units

START = lsp.Position(0, 0)


class Places:
    """Places in what is open at one time, and in files of the disk, whose texts are kept in ``closed``."""

    def __init__(self, snapshot: Snapshot, units: Units, closed: dict[str, Text]) -> None:
        self.snapshot = snapshot
        self.units = units
        self._texts = closed

    def open_file(self, file: str) -> OpenFile | None:
        """Return the file that a finding calls ``file``, if it is open."""
        return self.snapshot.files.get(os.path.realpath(file))

    def location(self, span: Span) -> lsp.Location:
        """Return the document and the range of ``span``: the first line where it has none."""
        held = self.open_file(span.file)
        if held is not None and held.text is None:
            return self._in_notebook(held, span)
        text = held.text if held is not None and held.text is not None else self._on_disk(span.file)
        uri = held.uri if held is not None else uris.from_fs_path(os.path.abspath(span.file)) or ""  # noqa: PTH100
        if span.cell is not None and span.file.endswith(".ipynb"):  # its columns are those of a cell, not of the JSON
            return lsp.Location(uri, self._whole_line(text, span.line))
        return lsp.Location(uri, self._range(text, span.line, span))

    def _in_notebook(self, held: OpenFile, span: Span) -> lsp.Location:
        if span.cell is None or not 0 <= span.cell < len(held.cells):
            code = next((cell for cell in held.cells if cell.code), None)
            return lsp.Location(code.uri if code is not None else held.uri, lsp.Range(START, START))
        cell = held.cells[span.cell]
        return lsp.Location(cell.uri, self._range(cell.text, span.cell_line, span))

    def _range(self, text: Text, line: int | None, span: Span) -> lsp.Range:
        if line is None:
            return self._whole_line(text, 1)
        begin = text.position(line, span.column or 1, self.units)
        if span.end_line is None or span.end_column is None or span.line is None:
            return lsp.Range(begin, begin)
        return lsp.Range(begin, text.position(line + span.end_line - span.line, span.end_column, self.units))

    def _whole_line(self, text: Text, line: int | None) -> lsp.Range:
        written = text.line((line or 1) - 1)
        first = len(written) - len(written.lstrip())
        begin, end = (text.position(line or 1, column + 1, self.units) for column in (first, len(written)))
        return lsp.Range(begin, end)

    def edit(self, file: str, edit: Edit) -> tuple[str, lsp.TextEdit] | None:
        """Return the document that ``edit`` changes, and the change; None where that cannot be said of it."""
        held = self.open_file(file)
        uri, text = "", None
        if held is None or held.text is not None:
            if edit.cell is not None:
                return None  # the text of a notebook as JSON: its escapes are not the editor's to know
            uri = held.uri if held is not None else uris.from_fs_path(os.path.abspath(file)) or ""  # noqa: PTH100
            text = held.text if held is not None else self._on_disk(file)
        elif edit.cell is not None and 0 <= edit.cell < len(held.cells):
            uri, text = held.cells[edit.cell].uri, held.cells[edit.cell].text
        if text is None:
            return None
        begin = text.position(edit.line, edit.column, self.units)
        end = text.position(edit.end_line, edit.end_column, self.units)
        return uri, lsp.TextEdit(lsp.Range(begin, end), edit.text)

    def text_of(self, span: Span) -> str | None:
        """Return what stands at ``span``, if that is in one line; None for what cannot be looked at."""
        held = self.open_file(span.file)
        line: int | None
        if held is not None and held.text is None:
            cell = held.cells[span.cell] if span.cell is not None and 0 <= span.cell < len(held.cells) else None
            text, line = cell.text if cell is not None else None, span.cell_line
        elif span.cell is not None and span.file.endswith(".ipynb"):
            return None
        else:
            text = held.text if held is not None else self._on_disk(span.file)
            line = span.line
        if text is None or line is None or span.line != span.end_line or span.column is None:
            return None
        return text.line(line - 1)[span.column - 1 : (span.end_column or span.column) - 1]

    def _on_disk(self, file: str) -> Text:
        if file not in self._texts:
            try:
                data = Path(file).read_bytes()
            except (OSError, ValueError):
                data = b""
            try:
                text = decoded(data)[0]
            except NotApplicable:
                text = data.decode("utf-8", "replace")
            self._texts[file] = Text(text.removeprefix("\ufeff"))
        return self._texts[file]
