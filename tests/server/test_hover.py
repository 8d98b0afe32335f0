"""What is told of the place that the pointer is on."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from pipelint.server.texts import Text

from .editor import Editor
from .test_diagnostics import text_of
from .test_notebooks import notebook, opened  # noqa: F401


@pytest.fixture
def project(shared_project: Path) -> Path:
    return shared_project


@pytest.fixture
def editor(shared_editor: Editor) -> Editor:
    return shared_editor


def position(text: str, mark: str, inside: int = 1) -> lsp.Position:
    """Return the position of the character ``inside`` of the only place where ``mark`` stands."""
    assert text.count(mark) == 1, f"{mark!r} stands there {text.count(mark)} times"
    return Text(text).position_at(text.index(mark) + inside, "utf-16")


def told(editor: Editor, uri: str, place: lsp.Position) -> str | None:
    found = editor.ask(lsp.TEXT_DOCUMENT_HOVER, lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place))
    return found.contents.value if found is not None else None


TRAIN_MODEL = """\
**TrainModel**: Training step, runs `scripts/train.py`

Reads

- output "train" of `PreprocessData`

Writes

- model artifacts: `/opt/ml/model/model.joblib`"""


@pytest.mark.parametrize(
    ("mark", "inside", "expected"),
    [
        (
            "S3ModelArtifacts\n",
            1,
            "**TrainModel**.ModelArtifacts.S3ModelArtifacts\n\n`S3Uri: string`\n\n"
            "The path of the S3 object that contains the model artifacts.",
        ),
        (
            "ModelArtifacts.S3",
            1,
            "**TrainModel**.ModelArtifacts\n\n`ModelArtifacts: structure`\n\n"
            "Information about the Amazon S3 location that is configured for storing model artifacts.",
        ),
        (
            'prepared["train"]',
            len('prepared["t'),
            "**PreprocessData**.ProcessingOutputConfig.Outputs['train']\n\n`ProcessingOutput: structure`\n\n"
            "Output `train`, from `/opt/ml/processing/train`",
        ),
        (
            "metrics.accuracy.value",
            1,
            "**metrics.accuracy.value** in property file `EvaluationReport`\n\n"
            'The script writes `{"metrics": {"accuracy": {"value": anything}}}`',
        ),
        (
            '"EvaluateModel"',
            1,
            "**EvaluateModel**: Processing step, runs `scripts/evaluate.py`\n\nReads\n\n"
            '- model artifacts of `TrainModel`\n- output "test" of `PreprocessData`\n\nWrites\n\n'
            '- property file "EvaluationReport": `/opt/ml/processing/evaluation/evaluation.json`',
        ),
        ("[preprocess, train", len("[preprocess, t"), TRAIN_MODEL),
        ("right=min_accuracy", len("right=m"), "**MinAccuracy**: Float parameter\n\nDefault: `0.8`"),
        ('"MinAccuracy"', 1, "**MinAccuracy**: Float parameter\n\nDefault: `0.8`"),
    ],
)
def test_what_a_place_means_is_told(editor: Editor, project: Path, mark: str, inside: int, expected: str) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    found = told(editor, uri, position(text, mark, inside))
    assert found == expected


def test_nothing_is_told_where_nothing_is_known(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    assert told(editor, uri, position(text, "Train a classifier")) is None
    assert told(editor, uri, lsp.Position(100_000, 7)) is None


def test_a_code_in_a_comment_is_explained(editor: Editor, project: Path) -> None:
    text = text_of(
        project / "pipeline.py", "    return Pipeline(", "    return Pipeline(  # pipelint: ignore[SMP103, SMP1]"
    )
    uri = editor.open(project / "pipeline.py", text)
    found = told(editor, uri, position(text, "SMP103"))
    assert found is not None
    assert found.startswith("**SMP103** unknown-output (error)\n\n")


def test_what_is_undeclared_in_the_script_is_told(editor: Editor, project: Path) -> None:
    text = text_of(project / "pipeline.py", "metrics.accuracy.value", "metrics.recall")
    uri = editor.open(project / "pipeline.py", text)
    found = told(editor, uri, position(text, "metrics.recall"))
    assert found is not None
    assert "The script writes no `recall` there." in found


def test_while_the_text_is_no_python_what_was_read_last_is_told(editor: Editor, project: Path) -> None:
    text = (project / "pipeline.py").read_text()
    uri = editor.open(project / "pipeline.py")
    broken = text.replace("    input_data =", "    nobody knows (\n    input_data =")
    editor.change(uri, broken)
    assert editor.codes(uri) == ["SMP002"]
    expected = told(editor, uri, position(broken, "right=min_accuracy", len("right=m")))
    assert expected == "**MinAccuracy**: Float parameter\n\nDefault: `0.8`"


def test_a_place_in_a_cell_is_told(editor: Editor, notebook: Path) -> None:  # noqa: F811
    uris = opened(editor, notebook)
    found = told(editor, uris[3], lsp.Position(0, len('pipeline = Pipeline(name="demo", steps=[s')))
    assert found == "**Prepare**: Processing step"
