"""Programs for both SDKs and what they compile to: nothing differs from itself, nor a program from its definition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.changes.comparison import compare
from pipelint.linter.source.reader import read_source
from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.model import Pipeline

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAIRS = [(program, program.with_suffix(".json")) for program in sorted((FIXTURES / "agreement").glob("v?/*.py"))]
PAIRS.append((FIXTURES / "sample_project" / "pipeline.py", FIXTURES / "sample_project" / "definition.json"))
DEFINITIONS = sorted((FIXTURES / "definitions").rglob("*.json"))


def name_of(value: Path) -> str | None:
    return f"{value.parent.name}-{value.stem}" if value.suffix == ".py" else ""


def read(program: Path) -> Pipeline:
    (pipeline,) = read_source(program.read_bytes(), str(program)).pipelines
    return pipeline


@pytest.mark.parametrize(("program", "definition"), PAIRS, ids=name_of)
def test_a_program_and_its_definition_do_not_differ(program: Path, definition: Path) -> None:
    source, compiled = read(program), read_definition(json.loads(definition.read_text()))
    for old, new in ((source, compiled), (compiled, source)):
        changes = compare(old, new)
        assert (changes.fields, changes.parameters, changes.steps) == ((), (), ())


@pytest.mark.parametrize(("program", "definition"), PAIRS, ids=name_of)
def test_neither_differs_from_itself(program: Path, definition: Path) -> None:
    for pipeline in (read(program), read_definition(json.loads(definition.read_text()))):
        changes = compare(pipeline, pipeline)
        assert not changes
        assert (changes.caches, changes.not_compared) == ((), 0)


def test_what_a_program_changes_is_found_against_the_definition_it_had() -> None:
    program = FIXTURES / "agreement" / "v2" / "conditions.py"
    text = program.read_text()
    assert text.count("right=0.5") == 1
    (changed,) = read_source(text.replace("right=0.5", "right=0.6").encode(), str(program)).pipelines
    compiled = read_definition(json.loads(program.with_suffix(".json").read_text()))
    (step,) = compare(compiled, changed).steps
    (field,) = step.fields
    assert (field.old or "").replace("0.5", "0.6") == field.new


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_definition_does_not_differ_from_itself(definition: Path) -> None:
    pipeline = read_definition(json.loads(definition.read_text()))
    assert not compare(pipeline, read_definition(json.loads(definition.read_text())))
    assert not compare(pipeline, pipeline)
