"""Strategies for Hypothesis: what they draw can run, stands where conditions decide, and shrinks well."""

from __future__ import annotations

import json

import pytest
from harness_samples import (
    abalone,
    compare,
    condition,
    definition,
    get,
    json_get,
    lambda_,
    parameter,
    processing,
    report,
    step,
)
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from pipelint.harness import Harness, InvalidDefinition, fails, outputs
from pipelint.harness.strategies import executions, parameters, property_files, step_failures
from pipelint.pipeline.scripts import DocumentShape

N = get("Parameters.N")
TYPED = definition(
    parameters=[
        parameter("Count", "Integer", 3),
        parameter("Rate", "Float"),
        parameter("Stage", "String", "dev", ["dev", "prod"]),
        parameter("Name", "String"),
        parameter("Flag", "Boolean", True),
    ]
)


def simplest(strategy, holds=lambda drawn: True):
    return find(strategy, holds, settings=settings(database=None, derandomize=True))


@given(parameters(TYPED))
def test_parameters_are_what_aws_would_take(values):
    Harness(TYPED).run(parameters=values)
    assert {"Rate", "Name"} <= values.keys()
    assert values.get("Stage", "dev") in ("dev", "prod")


def test_every_kind_of_value_is_drawn():
    harness = Harness(TYPED)
    assert simplest(parameters(harness)) == {"Rate": 0, "Name": "0"}
    assert simplest(parameters(harness), lambda values: values.get("Stage") == "prod")["Stage"] == "prod"
    assert simplest(parameters(harness), lambda values: "Count" in values)["Count"] == 0
    assert simplest(parameters(harness), lambda values: values.get("Flag") is False)["Flag"] is False


def test_boundaries_are_drawn_and_shrink_to_the_threshold_itself():
    harness = Harness(abalone())

    def branch(execution):
        return harness.run(**execution)["CheckAccuracy"].branch

    good = simplest(executions(harness), lambda execution: branch(execution) == "if")
    weak = simplest(executions(harness), lambda execution: branch(execution) == "else")
    assert good == {
        "parameters": {},
        "steps": {
            "EvaluateModel": outputs(property_files={"EvaluationReport": {"metrics": {"accuracy": {"value": 0.8}}}})
        },
    }
    assert weak == {"parameters": {}, "steps": {"EvaluateModel": outputs(property_files=report(0.79))}}


@given(executions(abalone(), failures=True))
def test_executions_run_and_fail_only_where_they_were_made_to(execution):
    run = Harness(abalone()).run(**execution)
    assert run.succeeded or "made to fail" in str(run.failure)


def test_failures_shrink_to_none_and_to_one():
    assert simplest(step_failures(abalone())) == {}
    harness = Harness(abalone())
    failing = simplest(executions(harness, failures=True), lambda execution: not harness.run(**execution).succeeded)
    assert list(failing["steps"].values()).count(fails("made to fail")) == 1


EXAMPLE = {"metrics": {"accuracy": {"value": 0.5, "std": 0.1}, "labels": ["a", 1]}, "ok": True, "none": None}
SHAPE = DocumentShape(
    "object",
    {
        "rows": DocumentShape("list", items=(DocumentShape("string"), DocumentShape("number"))),
        "other": DocumentShape("anything", complete=False),
    },
)


@given(property_files(abalone(), {"EvaluateModel": {"EvaluationReport": EXAMPLE}}))
def test_files_are_like_the_example_with_the_paths_that_are_read(files):
    document = files["EvaluateModel"]["EvaluationReport"]
    assert isinstance(document["metrics"]["accuracy"]["value"], (int, float))
    assert isinstance(document["metrics"]["accuracy"]["std"], (int, float))
    assert [type(one) for one in document["metrics"]["labels"]] == [str, int]
    assert (type(document["ok"]), document["none"]) == (bool, None)
    json.dumps(document, allow_nan=False)


@given(property_files(abalone(), {"EvaluateModel": {"EvaluationReport": SHAPE}}))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_files_have_the_shape_that_a_script_writes(files):
    document = files["EvaluateModel"]["EvaluationReport"]
    assert document.keys() == {"rows", "other", "metrics"}
    assert [isinstance(one, kind) for one, kind in zip(document["rows"], (str, (int, float)), strict=True)] == [
        True
    ] * 2


def test_a_list_that_is_read_is_merged_with_the_one_of_the_example():
    pipeline = definition(
        processing("E", outputs=("o",), property_files={"Report": "o"}),
        condition("C", [compare("GreaterThan", json_get("E", "Report", "rows[1].n"), 7)]),
    )
    example = {"rows": [{"n": 1, "name": "x"}, {"n": 1, "name": "y"}]}
    files = simplest(property_files(pipeline, {"E": {"Report": example}}))
    assert files == {"E": {"Report": {"rows": [{"n": 0, "name": ""}, {"n": 7, "name": ""}]}}}


@given(st.data())
def test_loops_have_as_many_items_as_others_read(data):
    body = lambda_("Score", {"item": get("ForEach.CurrentItem.name")}, {"loss": "Float"})
    field = get("IterationOutput.Score.OutputParameters['loss']")
    loop = step(
        "Loop",
        "ForEach",
        {
            "IterableItems": get("Parameters.Items"),
            "MaxConcurrency": 2,
            "ForEachBody": [body],
            "Selector": {"Pick": "MaxBy", "Field": field},
        },
    )
    pipeline = definition(
        loop,
        condition("C", [compare("GreaterThan", get("Steps.Loop.Selected.OutputParameters['loss']"), 0.5)]),
        lambda_("Tell", {"second": get("Steps.Loop.IterationOutputs[1].Score.OutputParameters['loss']")}),
        parameters=[parameter("Items", "String")],
    )
    execution = data.draw(executions(pipeline))
    run = Harness(pipeline).run(**execution)
    assert run.succeeded
    assert 2 <= len(run["Loop"].iterations) <= 3


def test_a_pipeline_that_cannot_run_is_refused_when_the_strategy_is_made():
    circle = [lambda_("A", depends_on=["B"]), lambda_("B", depends_on=["A"])]
    with pytest.raises(InvalidDefinition, match="in a circle"):
        executions(definition(*circle))
