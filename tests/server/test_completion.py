"""What is offered where somebody types, in texts that are not finished."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from pipelint.server.repairing import MARK, repaired
from pipelint.server.texts import Text

from .editor import Editor
from .test_notebooks import PIPELINE, notebook, opened  # noqa: F401


@pytest.fixture
def project(shared_project: Path) -> Path:
    return shared_project


@pytest.fixture
def editor(shared_editor: Editor) -> Editor:
    return shared_editor


HERE = "<here>"
"""Where the cursor is."""

TRAIN_INPUT = 'TrainingInput(prepared["train"].S3Output.S3Uri'
ARTIFACTS = "train.properties.ModelArtifacts.S3ModelArtifacts\n"
GET = "step_name=evaluate.name, property_file=report"
OTHERS = ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "RegisterModel-RegisterModel"]
LAMBDA = "        lambda_func=Lambda(function_arn=NOTIFY, session=session),\n"


def asked(editor: Editor, uri: str, text: str) -> list[lsp.CompletionItem]:
    """Type a text, and return what is offered at the mark in it."""
    assert text.count(HERE) == 1
    place = Text(text).position_at(text.index(HERE), "utf-16")
    editor.change(uri, text.replace(HERE, ""))
    params = lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), place)
    found = editor.ask(lsp.TEXT_DOCUMENT_COMPLETION, params)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The text behind the cursor is what an editor leaves there: nothing, or the brackets and quotes that it closes.
        (ARTIFACTS, f"train.properties.ModelArtifacts.{HERE}\n", ["S3ModelArtifacts"]),
        (TRAIN_INPUT, f'TrainingInput(prepared["{HERE}"', ["train", "test"]),
        (TRAIN_INPUT, f'TrainingInput(prepared["{HERE}', ["train", "test"]),
        (TRAIN_INPUT, f'TrainingInput(prepared["t{HERE}rain"].S3Output.S3Uri', ["train", "test"]),
        (LAMBDA, f'{LAMBDA}        depends_on=["{HERE}"],\n', OTHERS),
        (LAMBDA, f'{LAMBDA}        depends_on=["{HERE}\n', OTHERS),
        ("step_name=evaluate.name", f'step_name="{HERE}"', ["EvaluateModel"]),
        ("property_file=report", f'property_file="{HERE}"', ["EvaluationReport"]),
        ('json_path="metrics.accuracy.value"', f'json_path="metrics.{HERE}"', ["metrics.accuracy.value"]),
        (GET, f'{GET}, json_path="{HERE}\n)\n    accurate = JsonGet({GET}', ["metrics.accuracy.value"]),
        ('output_name="evaluation", path', f'output_name="{HERE}", path', ["evaluation"]),
    ],
)  # fmt: skip
def test_what_may_stand_there_is_offered(
    editor: Editor, project: Path, old: str, new: str, expected: list[str]
) -> None:
    text = (project / "pipeline.py").read_text()
    assert text.count(old) == 1
    uri = editor.open(project / "pipeline.py")
    assert [one.label for one in asked(editor, uri, text.replace(old, new))] == expected


def test_members_come_with_their_types_and_what_aws_says(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    found = asked(
        editor, uri, text.replace("train.properties.ModelArtifacts.S3ModelArtifacts", f"train.properties.Mo{HERE}")
    )
    one = next(one for one in found if one.label == "ModelArtifacts")
    assert {"TrainingJobName", "BillableTimeInSeconds"} <= {one.label for one in found}
    assert one.detail == "ModelArtifacts: structure"
    assert isinstance(one.documentation, lsp.MarkupContent)
    assert one.documentation.value.startswith("Information about the Amazon S3 location")
    assert isinstance(one.text_edit, lsp.TextEdit)
    assert one.text_edit.range.end.character - one.text_edit.range.start.character == len("Mo")


def test_a_property_that_nothing_uses_yet_is_completed(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    new = f"    there = train.properties.ModelArtifacts.{HERE}\n\n    report ="
    assert [one.label for one in asked(editor, uri, text.replace("\n    report =", new))] == ["S3ModelArtifacts"]


def test_what_was_read_last_helps_where_the_text_is_no_python_elsewhere(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    broken = text.replace("    input_data =", "    nobody knows (\n    input_data =")
    editor.change(uri, broken)
    assert editor.codes(uri) == ["SMP002"]
    for old, new in (
        (ARTIFACTS, f"train.properties.ModelArtifacts.S3{HERE}\n"),
        ("    report =", f"    new = train.properties.ModelArtifacts.S3{HERE}\n    report ="),
    ):
        (one,) = asked(editor, uri, broken.replace(old, new))
        assert one.label == "S3ModelArtifacts"
        assert isinstance(one.text_edit, lsp.TextEdit)
        place = one.text_edit.range
        line = broken.replace(old, new).splitlines()[place.start.line]
        assert line[place.start.character :].startswith(f"S3{HERE}")


def test_channels_that_the_script_reads_are_offered(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    found = asked(editor, uri, text.replace('estimator.fit({"train":', f'estimator.fit({{"{HERE}":'))
    assert [(one.label, one.detail) for one in found] == [("train", "read by the script")]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("Parameters.", ["InputData", "InstanceType", "MinAccuracy"]),
        ("Steps.Tra", [*OTHERS, "NotifyTeam"]),
        ("Steps.TrainModel.ModelArtifacts.", ["S3ModelArtifacts"]),
    ],
)  # fmt: skip
def test_references_in_a_definition_are_completed(editor: Editor, project: Path, new: str, expected: list[str]) -> None:
    file = project / "definition.json"
    text = file.read_text()
    uri = editor.open(file, language="json")
    old = '"Steps.TrainModel.ModelArtifacts.S3ModelArtifacts"'
    found = asked(editor, uri, text.replace(old, f'"{new}{HERE}', 1))
    assert [one.label for one in found] == expected


def test_a_cell_is_completed_with_what_the_others_make(editor: Editor, notebook: Path) -> None:  # noqa: F811
    uris = opened(editor, notebook)
    text = PIPELINE + "there = step.properties."
    document = lsp.VersionedNotebookDocumentIdentifier(2, notebook.as_uri())
    content = lsp.NotebookDocumentCellContentChanges(
        lsp.VersionedTextDocumentIdentifier(2, uris[3]), [lsp.TextDocumentContentChangeWholeDocument(text)]
    )
    change = lsp.NotebookDocumentChangeEvent(cells=lsp.NotebookDocumentCellChanges(text_content=[content]))
    editor.tell(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE, lsp.DidChangeNotebookDocumentParams(document, change))
    place = lsp.Position(1, len("there = step.properties."))
    params = lsp.CompletionParams(lsp.TextDocumentIdentifier(uris[3]), place)
    found = editor.ask(lsp.TEXT_DOCUMENT_COMPLETION, params)
    assert {"ProcessingJobName", "ProcessingOutputConfig"} <= {one.label for one in found}


@pytest.mark.parametrize("where", ["    # a comment with train.", '    """A text over', "import "])
def test_nothing_is_offered_where_no_pipeline_is_written(editor: Editor, project: Path, where: str) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    assert asked(editor, uri, text.replace("\n    report =", f"\n{where}{HERE}\n    report =")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b<here>c", f"a.{MARK}"),
        ('f("<here>', f'f("{MARK}")'),
        ("f('a<here>b')", f"f('{MARK}')"),
        ("f([x.<here>", f"f([x.{MARK}])"),
        ("f(a=x.<here>\n  b=1)", f"f(a=x.{MARK},\n  b=1)"),
        ('f("it\'s <here>", 1)', f'f("{MARK}", 1)'),
        ("f(", None),
    ],
)
def test_an_unfinished_text_is_finished(text: str, expected: str | None) -> None:
    place = text.index(HERE) if HERE in text else 0
    found = repaired(text.replace(HERE, ""), place)
    assert (found.text if found is not None else None) == expected
