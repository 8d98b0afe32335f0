"""Where things are made, and the outline of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp

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


def made_at(editor: Editor, uri: str, place: lsp.Position) -> tuple[str, str] | None:
    """Return the name of the file and the line, without its spaces, that is gone to."""
    params = lsp.DefinitionParams(lsp.TextDocumentIdentifier(uri), place)
    found = editor.ask(lsp.TEXT_DOCUMENT_DEFINITION, params)
    if found is None:
        return None
    file = Path(found.uri.removeprefix("file://"))
    return file.name, file.read_text().splitlines()[found.range.start.line].strip()


@pytest.mark.parametrize(
    ("mark", "inside", "expected"),
    [
        ("train.properties.ModelArtifacts", 1, ("pipeline.py", "train = TrainingStep(")),
        ("train.properties.ModelArtifacts", len("train.properties.M"), ("pipeline.py", "train = TrainingStep(")),
        ("steps=[preprocess, train", len("steps=[p"), ("pipeline.py", "preprocess = ProcessingStep(")),
        ("step_name=evaluate.name", len("step_name=e"), ("pipeline.py", "evaluate = ProcessingStep(")),
        (
            'prepared["train"]',
            len('prepared["t'),
            ("pipeline.py", 'ProcessingOutput(output_name="train", source="/opt/ml/processing/train"),'),
        ),
        (
            "right=min_accuracy",
            len("right=m"),
            ("pipeline.py", 'min_accuracy = ParameterFloat(name="MinAccuracy", default_value=0.8)'),
        ),
        (
            "metrics.accuracy.value",
            1,
            ("evaluate.py", 'report = {"metrics": {"accuracy": {"value": accuracy}}}'),
        ),
    ],
)
def test_the_place_is_found_where_something_is_made(
    editor: Editor, project: Path, mark: str, inside: int, expected: tuple[str, str]
) -> None:
    uri = editor.open(project / "pipeline.py")
    assert made_at(editor, uri, position((project / "pipeline.py").read_text(), mark, inside)) == expected


def test_a_name_written_as_text_leads_to_its_step(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", "step_name=evaluate.name", 'step_name="EvaluateModel"')
    uri = editor.open(project / "pipeline.py", text)
    assert made_at(editor, uri, position(text, '"EvaluateModel", property')) == (
        "pipeline.py",
        "evaluate = ProcessingStep(",
    )


def test_a_json_path_that_nothing_writes_leads_to_where_the_file_is_written(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", "metrics.accuracy.value", "metrics.recall")
    uri = editor.open(project / "pipeline.py", text)
    assert made_at(editor, uri, position(text, "metrics.recall")) == (
        "evaluate.py",
        '(ROOT / "evaluation" / "evaluation.json").write_text(json.dumps(report))',
    )


def test_what_leads_nowhere_is_not_answered(editor: Editor, project: Path) -> None:
    uri = editor.open(project / "pipeline.py")
    assert made_at(editor, uri, position((project / "pipeline.py").read_text(), "Train a classifier")) is None


def test_a_step_of_an_imported_module_is_found_in_its_file(editor: Editor, project: Path) -> None:
    (project / "made.py").write_text(
        "from sagemaker.workflow.fail_step import FailStep\n\n\ndef stop():\n"
        '    return FailStep(name="Stop", error_message="no")\n'
    )
    file = project / "other.py"
    file.write_text(
        "from made import stop\nfrom sagemaker.workflow.pipeline import Pipeline\n\n"
        'last = stop()\npipeline = Pipeline(name="other", steps=[last])\n'
    )
    uri = editor.open(file)
    assert made_at(editor, uri, position(file.read_text(), "steps=[last]", len("steps=[l"))) == (
        "made.py",
        'return FailStep(name="Stop", error_message="no")',
    )


def test_the_outline_has_parameters_and_steps_in_the_order_of_the_file(editor: Editor, project: Path) -> None:
    uri = editor.open(project / "pipeline.py")
    params = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri))
    found = editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)
    assert [(one.name, one.detail) for one in found] == [
        ("InputData", None),
        ("InstanceType", None),
        ("MinAccuracy", None),
        ("PreprocessData", "Processing"),
        ("TrainModel", "Training"),
        ("EvaluateModel", "Processing"),
        ("RegisterModel-RegisterModel", "RegisterModel"),
        ("NotifyTeam", "Lambda"),
        ("CheckAccuracy", "Condition"),
    ]
    for one in found:
        assert (one.range.start, one.range.end) <= (one.selection_range.start, one.selection_range.end)
        assert one.selection_range.end <= one.range.end


def test_the_outline_of_a_cell_has_what_is_made_in_it(editor: Editor, notebook: Path) -> None:  # noqa: F811
    uris = opened(editor, notebook)
    names = []
    for uri in uris[1:]:
        params = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri))
        names.append([one.name for one in editor.ask(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)])
    assert names == [[], ["Prepare"], []]
