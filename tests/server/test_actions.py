"""What is offered about findings, and what a text is after it was done."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types as lsp

from pipelint.server.texts import Text

from .editor import Editor
from .test_diagnostics import text_of
from .test_notebooks import STEP, notebook, opened  # noqa: F401

ALL = "Fix all that pipelint can mend safely"
DECLARED = "parameters=[input_data, instance_type, min_accuracy]"
OWN_INSTANCE = "instance_type=instance_type,\n        instance_count=1,\n        entry"


def offered(editor: Editor, uri: str, place: lsp.Range, *only: str) -> dict[str, lsp.CodeAction]:
    context = lsp.CodeActionContext([], list(only) or None)
    asked = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), place, context)
    return {one.title: one for one in editor.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, asked)}


def done(text: str, uri: str, action: lsp.CodeAction) -> str:
    """Return the text of a document as it is after an action of it alone."""
    assert action.edit is not None
    assert action.edit.changes is not None
    assert list(action.edit.changes) == [uri]
    edits = sorted(action.edit.changes[uri], key=lambda one: one.range.start, reverse=True)
    return (
        Text(text)
        .changed((lsp.TextDocumentContentChangePartial(one.range, one.new_text) for one in edits), "utf-16")
        .text
    )


def faulty(project: Path) -> str:
    """Return a pipeline with two faults: a parameter that is not declared, and an instance type that is hard-coded."""
    text = text_of(project / "pipeline.py", DECLARED, "parameters=[input_data, instance_type]")
    assert text.count(OWN_INSTANCE) == 1
    return text.replace(OWN_INSTANCE, OWN_INSTANCE.replace("=instance_type", '="ml.c5.xlarge"'))


def test_a_fix_is_offered_where_its_finding_is_and_mends_it(editor: Editor, project: Path) -> None:
    text = faulty(project)
    uri = editor.open(project / "pipeline.py", text)
    assert editor.codes(uri) == ["SMP501", "SMP104"]
    wrong = editor.diagnostics(uri)[1]
    title = 'Declare parameter "MinAccuracy"'
    actions = offered(editor, uri, wrong.range)
    assert list(actions) == [title, "Ignore SMP104 here, with a comment", ALL]
    fix = actions[title]
    assert (fix.kind, fix.is_preferred) == (lsp.CodeActionKind.QuickFix, True)
    assert fix.diagnostics is not None
    assert [one.code for one in fix.diagnostics] == ["SMP104"]
    assert DECLARED in done(text, uri, fix)
    editor.change(uri, done(text, uri, fix))
    assert editor.codes(uri) == ["SMP501"]
    assert offered(editor, uri, lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))) == {}


def test_an_unsafe_fix_says_so_and_is_not_preferred(editor: Editor, project: Path) -> None:
    text = faulty(project)
    uri = editor.open(project / "pipeline.py", text)
    hard = editor.diagnostics(uri)[0]
    (fix, *_) = offered(editor, uri, hard.range).values()
    assert fix.title == 'Make it the pipeline parameter "TrainModelInstanceType" (unsafe: look at what it changes)'
    assert fix.is_preferred is False
    editor.change(uri, done(text, uri, fix))
    assert editor.codes(uri) == ["SMP104"]


def test_a_comment_holds_a_finding_back(editor: Editor, project: Path) -> None:
    text = faulty(project)
    uri = editor.open(project / "pipeline.py", text)
    for one in editor.diagnostics(uri):
        action = offered(editor, uri, one.range)[f"Ignore {one.code} here, with a comment"]
        text = done(text, uri, action)
        editor.change(uri, text)
    assert editor.codes(uri) == []
    assert "# pipelint: ignore[SMP104]" in text


def test_all_that_is_safe_is_mended_at_once(editor: Editor, project: Path) -> None:
    text = faulty(project).replace("parameters=[input_data, instance_type]", "parameters=[]")
    uri = editor.open(project / "pipeline.py", text)
    assert sorted(editor.codes(uri)) == ["SMP104", "SMP104", "SMP104", "SMP501"]
    everywhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    for kind in ("source.fixAll", "source.fixAll.pipelint"):
        (fix,) = offered(editor, uri, everywhere, kind).values()
        assert fix.kind == "source.fixAll.pipelint"
    assert offered(editor, uri, everywhere, "source.organizeImports") == {}
    editor.change(uri, done(text, uri, fix))
    assert editor.codes(uri) == ["SMP501"]
    assert offered(editor, uri, everywhere, "source.fixAll") == {}


def test_a_cell_is_mended_in_its_own_lines(editor: Editor, notebook: Path) -> None:  # noqa: F811
    uris = opened(editor, notebook)
    (hard,) = editor.diagnostics(uris[2])
    actions = offered(editor, uris[2], hard.range)
    comment = actions["Ignore SMP501 here, with a comment"]
    first, rest = STEP.split("\n", 1)
    assert done(STEP, uris[2], comment) == f"{first}  # pipelint: ignore[SMP501]\n{rest}"


def test_nothing_is_offered_that_would_be_wrong_in_json(editor: Editor, project: Path) -> None:
    file = project / "definition.json"
    text = file.read_text().replace('"Steps.PreprocessData.', '"Steps.PrepareData.', 1)
    uri = editor.open(file, text, "json")
    wrong = next(one for one in editor.diagnostics(uri) if one.code == "SMP101")
    assert offered(editor, uri, wrong.range) == {}
