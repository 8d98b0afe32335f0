"""The rules on caches, gates, outputs and models stay silent where there is room: SMP112, SMP618, SMP619, SMP703 …"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings


def found(code: str, *steps: dict[str, Any], parameters: tuple[dict[str, Any], ...] = ()) -> list[tuple[str, str]]:
    definition = {"Version": "2020-12-01", "Metadata": {}, "Parameters": list(parameters), "Steps": list(steps)}
    result = check([], Settings((Choice(select=(code,)),)), stdin=("d.json", json.dumps(definition).encode()))
    return [(one.severity.value, one.message) for one in result.findings if one.code == code]


def step(name: str, type_: str, arguments: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"Name": name, "Type": type_, "Arguments": arguments or {}, **more}


def get(path: str) -> dict[str, str]:
    return {"Get": path}


def joined(*values: Any) -> dict[str, Any]:
    return {"Std:Join": {"On": "/", "Values": list(values)}}


CACHE = {"Enabled": True, "ExpireAfter": "P1D"}
PLACE, MODE = {"Name": "Place", "Type": "String"}, {"Name": "Mode", "Type": "String"}


@pytest.mark.parametrize(
    ("arguments", "cache"),
    [
        ({"OutputDataConfig": {"S3OutputPath": get("Parameters.Place")}}, {"Enabled": False}),
        ({"OutputDataConfig": {"S3OutputPath": get("Execution.PipelineExecutionId")}}, CACHE),
        ({"OutputDataConfig": {"S3OutputPath": "s3://b/c"}, "RoleArn": get("Parameters.Place")}, CACHE),
        (
            {
                "OutputDataConfig": {"S3OutputPath": joined("s3:/", get("Parameters.Place"))},
                "HyperParameters": {"place": joined("", get("Parameters.Place"))},
            },
            CACHE,
        ),
    ],
)
def test_a_place_that_nobody_chooses_or_that_is_in_the_key_is_fine(arguments, cache):
    assert found("SMP812", step("Train", "Training", arguments, CacheConfig=cache), parameters=(PLACE,)) == []


def test_all_parameters_that_choose_a_place_are_named():
    output = {"S3Output": {"S3Uri": joined("s3:/", get("Parameters.Place"), get("Parameters.Mode"))}}
    arguments = {"ProcessingOutputConfig": {"Outputs": [output]}}
    assert found("SMP812", step("A", "Processing", arguments, CacheConfig=CACHE), parameters=(PLACE, MODE)) == [
        (
            "warning",
            'step "A" is taken from the cache whatever parameters "Place" and "Mode" are, which choose where it writes',
        )
    ]


@pytest.mark.parametrize(
    "uri",
    [
        get("Parameters.Place"),
        joined("s3:/", "b", get("Execution.PipelineExecutionId")),
        get("Steps.Other.ModelArtifacts.S3ModelArtifacts"),
        "s3://b/P/code/0123abcd/run.py",
        "s3://b/run-2026-05-17/input/code/run.sh",
        "s3://b/job/source/sourcedir.tar.gz",
    ],
)
def test_an_input_that_differs_or_that_the_sdk_uploads_is_fine(uri):
    arguments = {"ProcessingInputs": [{"InputName": "a", "S3Input": {"S3Uri": uri}}]}
    steps = (step("A", "Processing", arguments, CacheConfig=CACHE), step("Other", "Training"))
    assert found("SMP813", *steps, parameters=(PLACE,)) == []


REGISTER, STOP = step("Register", "RegisterModel"), step("Stop", "Fail", {"ErrorMessage": "weak"})


def gate(if_steps: list[Any], else_steps: list[Any]) -> dict[str, Any]:
    conditions = [{"Type": "Equals", "LeftValue": get("Parameters.Place"), "RightValue": "a"}]
    return step("Gate", "Condition", {"Conditions": conditions, "IfSteps": if_steps, "ElseSteps": else_steps})


def test_a_gate_is_told_unless_it_has_another_branch_or_somebody_asks_how_it_went():
    assert len(found("SMP703", gate([REGISTER], []), parameters=(PLACE,))) == 1
    assert found("SMP703", gate([REGISTER], [STOP]), parameters=(PLACE,)) == []
    assert found("SMP703", gate([step("Tell", "Lambda", FunctionArn="a", OutputParameters=[])], [])) == []
    asking = step("Ask", "Lambda", {"went": get("Steps.Gate.Outcome")}, FunctionArn="a", OutputParameters=[])
    assert found("SMP703", gate([REGISTER], []), asking, parameters=(PLACE,)) == []


JOB = get("Steps.Tune.TrainingJobSummaries[0].TrainingJobName")


def top_model(written: Any, *sought: Any, rest: str = "output/model.tar.gz") -> list[tuple[str, str]]:
    tune = step("Tune", "Tuning", {"TrainingJobDefinition": {"OutputDataConfig": {"S3OutputPath": written}}})
    container = {"Image": "i", "ModelDataUrl": joined("s3:/", *sought, JOB, rest)}
    return found("SMP619", tune, step("Best", "Model", {"PrimaryContainer": container}), parameters=(PLACE,))


def test_a_model_is_looked_for_where_it_is_written_or_where_nobody_can_tell():
    assert len(top_model("s3://b/models", "b")) == 1
    assert top_model("s3://b/models/", "b", "models") == []
    assert top_model(joined("s3://b", "models"), "b/models") == []
    assert top_model(get("Parameters.Place"), "b") == []
    assert top_model("s3://b/models", get("Parameters.Place")) == []
    assert top_model("s3://b/models", "b", "logs", rest="log.txt") == []


def as_json(default: str, **hyperparameters: str) -> list[tuple[str, str]]:
    arguments = {"HyperParameters": {"mode": get("Parameters.Mode"), **hyperparameters}}
    return found("SMP618", step("Train", "Training", arguments), parameters=({**MODE, "DefaultValue": default},))


@given(
    st.text(min_size=1, max_size=8) | st.sampled_from(["true", "null", "1.0", "1.50", "007", "1e3", "[1]", "NaN", "-0"])
)
def test_a_text_is_told_where_json_and_python_spell_it_otherwise(text):
    try:
        read = json.loads(text)
    except ValueError:
        read = text
    arrives = text if isinstance(read, (list, dict)) else "" if read is None else str(read)
    assert bool(as_json(text, sagemaker_program='"train.py"')) is (arrives != text)
    assert as_json(text) == []  # an image of the user's own may read it in another way


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("Steps.Count.OutputParameters['a']", 0),
        ("Steps.Count.OutputParameters['a'].b", 1),
        ("Steps.Count.OutputParameters['a'][0]", 1),
        ("Steps.Train.OutputParameters['a'].b", 0),  # no such property: SMP102
        ("Steps.Nobody.OutputParameters['a'].b", 0),  # no such step: SMP101
    ],
)
def test_parts_of_outputs_are_told_of_steps_that_have_outputs(path, count):
    count_step = step(
        "Count", "Lambda", FunctionArn="a", OutputParameters=[{"OutputName": "a", "OutputType": "String"}]
    )
    reader = step("Read", "Lambda", {"x": get(path)}, FunctionArn="a", OutputParameters=[])
    assert len(found("SMP112", count_step, step("Train", "Training"), reader)) == count
