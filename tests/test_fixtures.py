"""The fixture projects yield exactly the findings they were made for, in source and in the compiled definition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.cli import main

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def findings(capsys: pytest.CaptureFixture[str], path: Path) -> list[tuple[str, str, int]]:
    main([str(path), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    return [(found["code"], found["severity"], found["line"]) for found in report["findings"]]


def marked(path: Path, text: str) -> int:
    """Return the number of the only line of ``path`` with ``text``."""
    (line,) = [number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line]
    return line


def test_the_sample_project_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert findings(capsys, FIXTURES / "sample_project") == []


SEEDED_ERRORS = (
    ("SMP101", 'depends_on=["EvaluteModel"]'),
    ("SMP102", "train.properties.ModelArtifact.S3ModelArtifacts"),
    ("SMP103", 'prepared["trian"]'),
    ("SMP201", 'json_path="metrics.accuracy[value]"'),
    ("SMP202", "property_file=bias"),
    ("SMP202", 'property_file="EvaluationReprot"'),
    ("SMP203", 'output_name="evaluations"'),
    ("SMP301", "closes a circle"),
)
SEEDED_WARNINGS = ("hard-coded, directly", "hard-coded, through a constant", "hard-coded, as a default")


def test_each_fault_of_the_broken_source_is_found_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    source = FIXTURES / "broken_project" / "pipeline.py"
    expected = [(code, "error", marked(source, text)) for code, text in SEEDED_ERRORS]
    expected += [("SMP501", "warning", marked(source, text)) for text in SEEDED_WARNINGS]
    assert sorted(findings(capsys, source)) == sorted(expected)


SEEDED_IN_DEFINITION = (
    ("SMP101", "error", '"EvaluteModel"'),
    ("SMP102", "error", "Steps.TrainModel.ModelArtifact.S3ModelArtifacts"),
    ("SMP103", "error", "Outputs['trian']"),
    ("SMP201", "error", "metrics.accuracy[value]"),
    ("SMP202", "error", "PropertyFiles.BiasReport"),
    ("SMP202", "error", "PropertyFiles.EvaluationReprot"),
    ("SMP203", "error", '"OutputName": "evaluations"'),
    ("SMP501", "warning", '"InstanceType": "ml.'),
)


def test_each_fault_of_the_broken_definition_is_found_wherever_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    definition = FIXTURES / "broken_project" / "faulty_definition.json"
    lines = definition.read_text().splitlines()
    expected = [
        (code, severity, number - ('"Get":' in line))  # a reference begins with its brace, on the line above
        for code, severity, text in SEEDED_IN_DEFINITION
        for number, line in enumerate(lines, 1)
        if text in line
    ]
    expected.append(("SMP301", "error", lines.index('        "EvaluateModel"') + 1))  # DependsOn of PreprocessData
    assert sorted(findings(capsys, definition)) == sorted(expected)


@pytest.mark.parametrize("path", sorted((FIXTURES / "definitions").glob("*/*.json")), ids=lambda path: path.stem)
def test_a_definition_the_sdks_emit_is_read_and_has_no_error(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {severity for _, severity, _ in findings(capsys, path)} <= {"warning", "info"}
    main([str(path), "--require-pipeline", "--exit-zero"])
    assert "recognised 1 pipeline" in capsys.readouterr().out


def test_the_definition_of_the_broken_project_is_the_last_that_worked() -> None:
    working = (FIXTURES / "broken_project" / "definition.json").read_text()
    assert working == (FIXTURES / "sample_project" / "definition.json").read_text()
