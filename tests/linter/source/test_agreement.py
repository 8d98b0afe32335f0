"""What is read from source is what the SDKs compile: program by program, feature by feature."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.values import Literal
from tests.linter.source.agreement import differences

FIXTURES = Path(__file__).parents[3] / "fixtures"
PROGRAMS = sorted((FIXTURES / "agreement").glob("v?/*.py"))
PAIRS = [(program, program.with_suffix(".json")) for program in PROGRAMS]
PAIRS.append((FIXTURES / "sample_project" / "pipeline.py", FIXTURES / "sample_project" / "definition.json"))
NOT_ASKED = (None, Literal(False))


def name_of(value: object) -> str | None:
    return f"{value.parent.name}-{value.stem}" if isinstance(value, Path) and value.suffix == ".py" else ""


@pytest.mark.parametrize(("program", "definition"), PAIRS, ids=name_of)
def test_the_model_read_from_source_is_that_of_the_definition(program: Path, definition: Path) -> None:
    reading = read_source(program.read_bytes(), str(program))
    assert [finding.message for finding in reading.findings] == []
    (pipeline,) = reading.pipelines
    assert differences(pipeline, definition.read_text()) == []


@pytest.mark.parametrize(("program", "definition"), PAIRS, ids=name_of)
def test_what_the_source_leaves_out_the_definition_does_not_hold(program: Path, definition: Path) -> None:
    (pipeline,) = read_source(program.read_bytes(), str(program)).pipelines
    compiled = {step.name: step for step in read_definition(json.loads(definition.read_text())).all_steps()}
    claimed = {(step.name, path) for step in pipeline.all_steps() for path in step.left_out}
    asked = {(name, path) for name, path in claimed if compiled[name].arguments.get(*path.split(".")) not in NOT_ASKED}
    assert asked == set()


def test_what_is_left_out_is_told_by_what_is_passed() -> None:
    program = FIXTURES / "agreement" / "v2" / "training.py"
    (pipeline,) = read_source(program.read_bytes(), str(program)).pipelines
    left_out = {path for step in pipeline.all_steps() for path in step.left_out}
    assert "ResourceConfig.VolumeKmsKeyId" in left_out
    opened = program.read_text().replace("sagemaker_session=session", "sagemaker_session=session, **unknown")
    (pipeline,) = read_source(opened.encode(), str(program)).pipelines
    assert not any(step.left_out for step in pipeline.all_steps())


def read(version: str, program: str, old: str = "", new: str = "") -> list[str]:
    """Change a program in one place, and return where it then differs from what the unchanged one compiles to."""
    path = FIXTURES / "agreement" / version / f"{program}.py"
    text = path.read_text()
    assert text.count(old) == 1
    (pipeline,) = read_source(text.replace(old, new).encode(), str(path)).pipelines
    return differences(pipeline, path.with_suffix(".json").read_text())


@pytest.mark.parametrize(
    ("program", "old", "new", "expected"),
    [
        ("emr", 'jar="s3://example-bucket/job.jar"', 'jar="x.jar"', ["arguments.StepConfig.HadoopJarStep.Jar"]),
        ("outputs", 'output_name="score"', 'output_name="scored"', ["edge", "edge", "outputs", "arguments.score"]),
        ("conditions", "right=0.5", "right=0.6", ["condition right"]),
        ("models", "depends_on=[create],", "", ["edge", "depends_on"]),
        ("processing", 'path="report.json"', 'path="other.json"', ["property files"]),
        ("tuning", "default_value=4", "default_value=5", ["parameter"]),
    ],
)
def test_a_difference_is_found(program: str, old: str, new: str, expected: list[str]) -> None:
    found = read("v2", program, old, new)
    assert [next((name for name in expected if name in line), line) for line in found] == expected
