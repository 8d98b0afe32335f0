"""Another name for steps and parameters, and when none is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from pipelint.server.texts import Text

from .editor import Editor
from .test_diagnostics import text_of
from .test_hover import position
from .test_notebooks import notebook, opened  # noqa: F401


@pytest.fixture
def project(shared_project: Path) -> Path:
    return shared_project


@pytest.fixture
def editor(shared_editor: Editor) -> Editor:
    return shared_editor


GET = "step_name=evaluate.name"
BY_TEXT = 'step_name="EvaluateModel"'
LAMBDA = "lambda_func=Lambda(function_arn=NOTIFY, session=session),"


def prepared(editor: Editor, uri: str, place: lsp.Position) -> lsp.PrepareRenamePlaceholder | None:
    params = lsp.PrepareRenameParams(lsp.TextDocumentIdentifier(uri), place)
    found = editor.ask(lsp.TEXT_DOCUMENT_PREPARE_RENAME, params)
    assert found is None or isinstance(found, lsp.PrepareRenamePlaceholder)
    return found


def renamed(editor: Editor, uri: str, place: lsp.Position, new: str) -> dict[str, str]:
    """Return the texts of all documents that a renaming changes, as they are afterwards."""
    params = lsp.RenameParams(lsp.TextDocumentIdentifier(uri), place, new)
    edit = editor.ask(lsp.TEXT_DOCUMENT_RENAME, params)
    texts = {}
    for where, edits in edit.changes.items():
        before = editor.texts.get(where) or Path(where.removeprefix("file://")).read_text()
        ordered = sorted(edits, key=lambda one: one.range.start, reverse=True)
        changes = (lsp.TextDocumentContentChangePartial(one.range, one.new_text) for one in ordered)
        texts[where] = Text(before).changed(changes, "utf-16").text
    return texts


def refusal(editor: Editor, uri: str, place: lsp.Position, new: str) -> str:
    with pytest.raises(JsonRpcException) as refused:
        renamed(editor, uri, place, new)
    assert refused.value.code == lsp.LSPErrorCodes.RequestFailed.value
    return refused.value.message


def test_a_step_is_renamed_wherever_its_name_is_text(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", GET, BY_TEXT)
    text = text.replace(LAMBDA, f'{LAMBDA}\n        depends_on=["EvaluateModel", train],')
    uri = editor.open(project / "pipeline.py", text)
    assert text.count("EvaluateModel") == 3
    for mark in ('name="EvaluateModel",\n        step_args', BY_TEXT, '["EvaluateModel", train]'):
        place = position(text, mark, mark.index("EvaluateModel"))
        assert renamed(editor, uri, place, "Judge") == {uri: text.replace("EvaluateModel", "Judge")}


def test_what_is_renamed_is_selected_without_its_quotes(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    found = prepared(editor, uri, position(text, '"TrainModel"', 3))
    assert found is not None
    assert found.placeholder == "TrainModel"
    begin = position(text, '"TrainModel"')
    assert found.range == lsp.Range(begin, lsp.Position(begin.line, begin.character + len("TrainModel")))
    assert prepared(editor, uri, position(text, "Train a classifier")) is None
    assert prepared(editor, uri, position(text, "train.properties")) is None  # a variable is the other server's


def test_a_parameter_is_renamed(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    place = position(text, '"MinAccuracy"', 3)
    assert renamed(editor, uri, place, "LeastAccuracy") == {uri: text.replace("MinAccuracy", "LeastAccuracy")}


def test_files_that_build_the_same_step_are_changed_together(editor: Editor, project: Path) -> None:
    made = project / "made.py"
    made.write_text(
        "from sagemaker.workflow.fail_step import FailStep\n\n\ndef stop():\n"
        '    return FailStep(name="Stop", error_message="no")\n'
    )
    other = project / "other.py"
    other.write_text(
        "from made import stop\nfrom sagemaker.workflow.fail_step import FailStep\n"
        "from sagemaker.workflow.pipeline import Pipeline\n\n"
        'last = FailStep(name="Last", error_message="no", depends_on=["Stop"])\n'
        'pipeline = Pipeline(name="other", steps=[stop(), last])\n'
    )
    uri = editor.open(other)
    expected = {one.as_uri(): one.read_text().replace('"Stop"', '"Halt"') for one in (made, other)}
    assert renamed(editor, uri, position(other.read_text(), '"Stop"'), "Halt") == expected


def test_a_step_in_a_notebook_is_renamed_in_its_cell(editor: Editor, notebook: Path) -> None:  # noqa: F811
    uris = opened(editor, notebook)
    params = lsp.RenameParams(
        lsp.TextDocumentIdentifier(uris[2]), lsp.Position(1, len('step = ProcessingStep("P')), "New"
    )
    edit = editor.ask(lsp.TEXT_DOCUMENT_RENAME, params)
    begin = lsp.Position(1, len("step = ProcessingStep("))
    end = lsp.Position(1, begin.character + len('"Prepare"'))
    assert {uri: list(edits) for uri, edits in edit.changes.items()} == {
        uris[2]: [lsp.TextEdit(lsp.Range(begin, end), '"New"')]
    }


@pytest.mark.parametrize(
    ("old", "new", "mark", "name", "expected"),
    [
        ("", "", '"TrainModel"', "EvaluateModel", 'the pipeline has a step "EvaluateModel" already'),
        ("", "", '"TrainModel"', "a b", '"a b" cannot be the name of a step: letters, digits, - and _, at most 64'),
        ("", "", '"TrainModel"', "", '"" cannot be the name of a step: letters, digits, - and _, at most 64'),
        ("", "", '"MinAccuracy"', "InputData", 'the pipeline has a parameter "InputData" already'),
        (
            'name="TrainModel"',
            'name=TRAIN',
            "name=TRAIN",
            "New",
            "only the name of a step or a parameter is renamed, where it is written as text",
        ),
        (
            "    train = TrainingStep(\n",
            '    print("TrainModel")\n    train = TrainingStep(\n',
            '"TrainModel",',
            "New",
            None,
        ),
    ],
)  # fmt: skip
def test_nothing_is_renamed_where_the_new_name_cannot_be(
    editor: Editor, project: Path, old: str, new: str, mark: str, name: str, expected: str | None
) -> None:
    text = (project / "pipeline.py").read_text().replace(old, new) if old else (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py", text)
    place = position(text, mark, 2)
    if expected is None:
        assert renamed(editor, uri, place, name) == {uri: text.replace('"TrainModel",', '"New",')}
    else:
        assert refusal(editor, uri, place, name) == expected


def test_a_text_that_other_code_uses_is_left_alone(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", 'name="TrainModel"', "name=TRAIN")
    text = text.replace("\nSCRIPTS =", '\nTRAIN = "TrainModel"\nprint(TRAIN)\nSCRIPTS =')
    uri = editor.open(project / "pipeline.py", text)
    told = refusal(editor, uri, position(text, '"TrainModel"'), "New")
    assert told.startswith("other code may use the text of the name as well, at ")
    assert told.endswith("pipeline.py:20: rename it by hand")


def test_a_name_that_is_put_together_elsewhere_is_left_alone(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", GET, 'step_name="Evaluate" "Model"')
    uri = editor.open(project / "pipeline.py", text)
    told = refusal(editor, uri, position(text, '"EvaluateModel"'), "New")
    assert told.startswith("the name is put together by code, or written otherwise, at ")


def test_a_name_may_be_used_where_not_everything_is_understood(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", "steps=[preprocess, train,", "steps=[*more(), preprocess, train,")
    uri = editor.open(project / "pipeline.py", text)
    told = refusal(editor, uri, position(text, '"TrainModel"'), "New")
    assert told == "not everything of this pipeline is understood (SMP009), so that the name may be used elsewhere"
