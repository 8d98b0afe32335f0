"""Notebooks, as an editor sends them cell by cell, and as the JSON that they are on the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from .editor import Editor

IMPORTS = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
"""
STEP = (
    'processor = Processor("role", "image", 1, "ml.m5.xlarge")\nstep = ProcessingStep("Prepare", processor=processor)\n'
)
PIPELINE = 'pipeline = Pipeline(name="demo", steps=[step])\n'
TEXTS = ["# A title", IMPORTS, STEP, PIPELINE]


@pytest.fixture
def notebook(project: Path) -> Path:
    file = project / "demo.ipynb"
    kinds = ["markdown", "code", "code", "code"]
    cells = [
        {"cell_type": kind, "source": text.splitlines(keepends=True)} for kind, text in zip(kinds, TEXTS, strict=True)
    ]
    file.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1))
    return file


def cell_uri(notebook: Path, number: int) -> str:
    return notebook.as_uri().replace("file:", "vscode-notebook-cell:") + f"#W{number}"


def item(notebook: Path, number: int, text: str) -> lsp.TextDocumentItem:
    return lsp.TextDocumentItem(cell_uri(notebook, number), "python", 1, text)


def cell(notebook: Path, number: int) -> lsp.NotebookCell:
    kind = lsp.NotebookCellKind.Markup if number == 0 else lsp.NotebookCellKind.Code
    return lsp.NotebookCell(kind, cell_uri(notebook, number))


def opened(editor: Editor, notebook: Path) -> list[str]:
    """Open a notebook with all its cells; return their URIs."""
    cells = [cell(notebook, number) for number in range(len(TEXTS))]
    document = lsp.NotebookDocument(notebook.as_uri(), "jupyter-notebook", 1, cells)
    texts = [item(notebook, number, text) for number, text in enumerate(TEXTS)]
    editor.tell(lsp.NOTEBOOK_DOCUMENT_DID_OPEN, lsp.DidOpenNotebookDocumentParams(document, texts))
    uris = [one.uri for one in texts]
    editor.wait(lambda: set(uris[1:]) <= editor.shown.keys())
    return uris


def change(editor: Editor, notebook: Path, cells: lsp.NotebookDocumentCellChanges) -> None:
    document = lsp.VersionedNotebookDocumentIdentifier(2, notebook.as_uri())
    event = lsp.NotebookDocumentChangeEvent(cells=cells)
    editor.tell(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE, lsp.DidChangeNotebookDocumentParams(document, event))


def test_findings_are_shown_in_their_cells(editor: Editor, notebook: Path) -> None:
    uris = opened(editor, notebook)
    assert [editor.codes(uri) for uri in uris] == [[], [], ["SMP501"], []]
    (one,) = editor.diagnostics(uris[2])
    column = STEP.index('"ml.m5.xlarge"')
    assert one.range == lsp.Range(lsp.Position(0, column), lsp.Position(0, column + len('"ml.m5.xlarge"')))
    assert notebook.as_uri() not in editor.shown


def test_a_cell_is_changed_and_the_others_with_it(editor: Editor, notebook: Path) -> None:
    uris = opened(editor, notebook)
    text = PIPELINE.replace("[step]", '[step, ProcessingStep("Prepare", processor=processor)]')
    whole = lsp.TextDocumentContentChangeWholeDocument(text)
    document = lsp.VersionedTextDocumentIdentifier(2, uris[3])
    content = lsp.NotebookDocumentCellContentChanges(document, [whole])
    change(editor, notebook, lsp.NotebookDocumentCellChanges(text_content=[content]))
    editor.wait(lambda: "SMP302" in editor.codes(uris[3]))
    assert editor.shown[uris[3]].version == 2


def test_cells_come_and_go(editor: Editor, notebook: Path) -> None:
    uris = opened(editor, notebook)
    array = lsp.NotebookCellArrayChange(2, 1, [])
    change(editor, notebook, lsp.NotebookDocumentCellChanges(lsp.NotebookDocumentCellChangeStructure(array)))
    editor.wait(lambda: editor.codes(uris[2]) == [])
    back = lsp.NotebookDocumentCellChangeStructure(
        lsp.NotebookCellArrayChange(2, 0, [cell(notebook, 9)]), did_open=[item(notebook, 9, f"\n\n{STEP}")]
    )
    change(editor, notebook, lsp.NotebookDocumentCellChanges(back))
    editor.wait(lambda: editor.codes(cell_uri(notebook, 9)) == ["SMP501"])
    assert editor.diagnostics(cell_uri(notebook, 9))[0].range.start.line == 2


def test_a_notebook_that_is_open_as_text_is_shown_by_the_lines_of_its_json(editor: Editor, notebook: Path) -> None:
    uri = editor.open(notebook, language="json")
    (one,) = editor.diagnostics(uri)
    line = notebook.read_text().splitlines()[one.range.start.line]
    assert line[one.range.start.character : one.range.end.character].startswith('"processor = Processor(')
    editor.change(uri, notebook.read_text().replace("ml.m5.xlarge", "")[:-9])
    assert editor.codes(uri) == ["SMP010"]
