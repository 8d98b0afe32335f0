"""What a drawing tells of findings: the place, the line of code, and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.by_pipeline import found_by_pipeline
from pipelint.linter.files import read_files
from pipelint.linter.report.as_drawing import drawing_of_found
from pipelint.linter.settings import Settings
from tests.cli.samples import FAULTY, HELP, MESSAGE

SECRET = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = Processor("role", "image", 1, env={"DB_PASSWORD": "wG7qLx2mP9"})
pipeline = Pipeline(name="demo", steps=[ProcessingStep("Prepare", processor=processor)])
"""


def findings_section(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    monkeypatch.chdir(tmp_path)
    Path("faulty.py").write_text(text)
    _, readings, _ = read_files(["faulty.py"], Settings())
    (found,) = found_by_pipeline(readings, Settings())
    drawing = drawing_of_found(found)
    assert drawing.title == "demo"
    (section,) = (one for one in drawing.nodes[0].sections if one.title == "Findings")
    return [(line.label, line.text) for line in section.lines]


def test_a_finding_is_told_of_with_its_place_and_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings_section(FAULTY, tmp_path, monkeypatch) == [
        ("warning SMP501", MESSAGE),
        ("", "faulty.py:5:43"),
        ("", '5 | processor = Processor("role", "image", 1, "ml.m5.xlarge")'),
        ("", "  |                                           ^^^^^^^^^^^^^^"),
        ("", HELP),
    ]


def test_the_line_of_a_secret_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = findings_section(SECRET, tmp_path, monkeypatch)
    assert any(label == "warning SMP551" for label, _ in told)
    assert "wG7qLx2mP9" not in "".join(text for _, text in told)
