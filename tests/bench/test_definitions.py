"""The schema that definitions are compared with knows as much as the shipped one, and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bench.cases.definitions import cases, without_dispatch
from bench.generate import definition
from pipelint.linter.definition.form import SCHEMA

SHIPPED = json.loads(SCHEMA.read_bytes())
EMITTED = sorted((Path(__file__).parents[2] / "fixtures" / "definitions").glob("v?/*.json"))


@pytest.fixture(scope="module")
def validator():
    schema = without_dispatch(SHIPPED)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_it_accepts_what_is_generated_and_rejects_what_the_shipped_schema_rejects(validator):
    good = definition(12)
    assert validator.is_valid(good)
    for path, value in ((("Type",), "Trainin"), (("CacheConfig",), {"Enabled": 3}), (("Arguments", "RoleArn"), [])):
        bad = definition(12)
        part = bad["Steps"][0]
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        assert not validator.is_valid(bad)


@pytest.mark.parametrize("path", EMITTED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_accepts_what_the_sdks_emit(validator, path):
    assert validator.is_valid(json.loads(path.read_bytes()))


def test_each_step_type_and_condition_is_one_alternative():
    named = without_dispatch(SHIPPED)["$defs"]
    assert {"$ref": "#/$defs/TrainingStep"} in named["Step"]["oneOf"]
    assert {"$ref": "#/$defs/NotCondition"} in named["Condition"]["oneOf"]
    assert {"$ref": "#/$defs/Expression"} in named["api.S3Uri"]["oneOf"]
    assert "allOf" in SHIPPED["$defs"]["Step"], "the shipped schema itself is left as it was"


@pytest.mark.slow
def test_the_benchmarks_of_definitions_name_their_goals(tmp_path):
    goals = {case.name: case.goal for case in cases(tmp_path)}
    assert goals == {
        "1000 steps, against `jsonschema.validate`": 0.10,
        "1000 steps, against jsonschema's validator alone": None,
        "10,000 steps, against 1000 steps": 12,
        "`pipelint --version`, against `python -c pass`": None,
    }
