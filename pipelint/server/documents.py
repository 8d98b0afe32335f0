"""What the editor holds open: files, and notebooks as the cells they are made of."""

from __future__ import annotations

import io
import json
import os
import tokenize
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from lsprotocol import types as lsp
from pygls import uris

from pipelint.pipeline.record import field, record
from pipelint.server.texts import Text, Units


@record
class Cell:
    """One cell of a notebook: where the editor finds it, its text, and whether it is code."""

    uri: str
    text: Text
    code: bool
    version: int | None = None


class OpenFile:
    """A file or a notebook as the editor holds it; it never changes. ``cells`` are those of a notebook."""

    def __init__(
        self, uri: str, path: str, version: int | None, text: Text | None = None, cells: tuple[Cell, ...] = ()
    ) -> None:
        self.uri = uri
        self.path = path
        self.version = version
        self.text = text
        self.cells = cells

    @cached_property
    def data(self) -> bytes:
        """What the file would hold if it were saved now."""
        if self.text is None:
            return json.dumps(_notebook(self.cells)).encode()
        return self.text.text.encode(_encoding(self.text.text), "replace")


def _notebook(cells: Iterable[Cell]) -> dict[str, Any]:
    kinds = {True: "code", False: "markdown"}
    held = [{"cell_type": kinds[cell.code], "source": cell.text.text} for cell in cells]
    return {"cells": held, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _encoding(text: str) -> str:
    """Return the encoding that a text declares as Python source does; UTF-8 where it declares none."""
    head = "\n".join(text.split("\n", 2)[:2])
    try:
        return tokenize.detect_encoding(io.BytesIO(head.encode("utf-8", "replace")).readline)[0]
    except SyntaxError:
        return "utf-8"


@record
class Snapshot:
    """All that is open at one time, by the path with its links followed; ``cells`` has the notebook of each cell."""

    files: Mapping[str, OpenFile] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    def file(self, uri: str) -> OpenFile | None:
        """Return what is open as ``uri``, or holds it as a cell."""
        real = self.cells.get(uri) or real_path(uri)
        return self.files.get(real) if real is not None else None


def real_path(uri: str) -> str | None:
    """Return the path of ``uri`` with its links followed; None where it is no file's."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return None if path is None else os.path.realpath(path)


class Documents:
    """What is open now. Every method that changes it returns the real path of the file that it concerns, if any."""

    def __init__(self) -> None:
        self.units: Units = "utf-16"
        self._files: dict[str, OpenFile] = {}
        self._cells: dict[str, str] = {}

    def snapshot(self) -> Snapshot:
        """Return what is open at this moment."""
        return Snapshot(dict(self._files), dict(self._cells))

    def open(self, uri: str, version: int | None, text: str) -> str | None:
        """Open a file, or hold another text of one that is open."""
        real = real_path(uri)
        path = uris.to_fs_path(uri)
        if real is None or path is None or (real in self._files and self._files[real].cells):
            return None
        self._files[real] = OpenFile(uri, os.path.abspath(path), version, Text(text))  # noqa: PTH100 - links stay
        return real

    def change(
        self, uri: str, version: int | None, changes: Iterable[lsp.TextDocumentContentChangeEvent]
    ) -> str | None:
        """Change the text of a file."""
        real = real_path(uri)
        held = self._files.get(real or "")
        if real is None or held is None or held.text is None:
            return None
        self._files[real] = OpenFile(held.uri, held.path, version, held.text.changed(changes, self.units))
        return real

    def close(self, uri: str) -> str | None:
        """Close a file or a notebook."""
        real = real_path(uri)
        if real is None or self._files.pop(real, None) is None:
            return None
        self._cells = {cell: notebook for cell, notebook in self._cells.items() if notebook != real}
        return real

    def open_notebook(self, params: lsp.DidOpenNotebookDocumentParams) -> str | None:
        """Open a notebook with all of its cells."""
        notebook = params.notebook_document
        path, real = uris.to_fs_path(notebook.uri), real_path(notebook.uri)
        if path is None or real is None:
            return None
        texts = {one.uri: one for one in params.cell_text_documents}
        cells = [_cell(one, texts.get(one.document)) for one in notebook.cells]
        path = os.path.abspath(path)  # noqa: PTH100 - links stay
        return self._hold(real, OpenFile(notebook.uri, path, notebook.version, cells=tuple(cells)))

    def change_notebook(self, params: lsp.DidChangeNotebookDocumentParams) -> str | None:
        """Change the order of cells, or their texts."""
        real = real_path(params.notebook_document.uri)
        held = self._files.get(real or "")
        change = params.change.cells
        if real is None or held is None or held.text is not None or change is None:
            return None
        cells = list(held.cells)
        if change.structure is not None:
            opened = {one.uri: one for one in change.structure.did_open or ()}
            known = {cell.uri: cell for cell in cells}
            array = change.structure.array
            new = [known.get(one.document) or _cell(one, opened.get(one.document)) for one in array.cells or ()]
            cells[array.start : array.start + array.delete_count] = new
        for one in change.text_content or ():
            cells = [self._edited(cell, one) if cell.uri == one.document.uri else cell for cell in cells]
        for data in change.data or ():
            code = data.kind is lsp.NotebookCellKind.Code
            cells = [Cell(one.uri, one.text, code, one.version) if one.uri == data.document else one for one in cells]
        version = params.notebook_document.version
        return self._hold(real, OpenFile(held.uri, held.path, version, cells=tuple(cells)))

    def _edited(self, cell: Cell, change: lsp.NotebookDocumentCellContentChanges) -> Cell:
        return Cell(cell.uri, cell.text.changed(change.changes, self.units), cell.code, change.document.version)

    def _hold(self, real: str, file: OpenFile) -> str:
        self._files[real] = file
        self._cells = {cell: notebook for cell, notebook in self._cells.items() if notebook != real}
        self._cells.update((cell.uri, real) for cell in file.cells)
        return real


def _cell(cell: lsp.NotebookCell, opened: lsp.TextDocumentItem | None) -> Cell:
    code = cell.kind is lsp.NotebookCellKind.Code
    if opened is None:
        return Cell(cell.document, Text(""), code)
    return Cell(cell.document, Text(opened.text), code, opened.version)
