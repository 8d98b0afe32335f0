"""Definitions read into the model and written back: nothing is lost, whatever they hold."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.definition.writer import write_definition
from pipelint.pipeline.model import Comparison, Dependency, Pipeline, Step
from pipelint.pipeline.values import (
    Index,
    Join,
    JsonGet,
    ListValue,
    Literal,
    Member,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
)
from tests.pipeline.generated_definitions import anything, definitions

EMITTED = sorted((Path(__file__).parents[2] / "fixtures" / "definitions").glob("*/*.json"))


def normal(content):
    return json.dumps(content, sort_keys=True)


def round_trip(content):
    return write_definition(read_definition(content))


@pytest.mark.parametrize("path", EMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_the_sdks_emit_comes_back(path):
    content = json.loads(path.read_bytes())
    assert normal(round_trip(content)) == normal(content)


@given(definitions)
def test_whatever_has_the_form_of_a_definition_comes_back(content):
    before = normal(content)
    assert normal(round_trip(content)) == before
    assert normal(content) == before


@given(st.fixed_dictionaries({"Steps": st.lists(anything, max_size=4)}, optional={"Parameters": anything}))
def test_what_makes_no_sense_in_it_comes_back_too(content):
    assert normal(round_trip(content)) == normal(content)


MALFORMED = {
    "a step that is none": {"Steps": [5, {"Name": "A", "Type": "Fail", "Arguments": {}}]},
    "a name that is no text": {"Steps": [{"Name": 5, "Type": "Fail", "Arguments": {}}]},
    "no name, no type": {"Steps": [{"Arguments": {}}]},
    "a type that is no text": {"Steps": [{"Name": "A", "Type": ["Fail"], "Arguments": {}}]},
    "arguments that are no object": {"Steps": [{"Name": "A", "Type": "Condition", "Arguments": ["Conditions"]}]},
    "arguments that are a reference": {
        "Steps": [{"Name": "A", "Type": "Lambda", "Arguments": {"Get": "Parameters.P"}}]
    },
    "a branch with what is no step": {
        "Steps": [
            {"Name": "A", "Type": "Condition", "Arguments": {"Conditions": {}, "IfSteps": [None], "ElseSteps": 1}}
        ]
    },
    "a condition without operands": {
        "Steps": [
            {"Name": "A", "Type": "Condition", "Arguments": {"Conditions": [{"Type": "Not"}, 5, {"Type": "Odd"}]}}
        ]
    },
    "a dependency that is none": {"Steps": [{"Name": "A", "Type": "Fail", "DependsOn": ["B", {"Step": 5}]}]},
    "dependencies that are no list": {"Steps": [{"Name": "A", "Type": "Fail", "DependsOn": "B"}]},
    "a property file without its path": {
        "Steps": [{"Name": "A", "Type": "Processing", "PropertyFiles": [{"OutputName": "o", "x": 1}, "f"]}]
    },
    "outputs that are no list": {"Steps": [{"Name": "A", "Type": "Lambda", "OutputParameters": {"x": [1]}}]},
    "parameters that are none": {"Steps": [], "Parameters": [{"Type": "String"}, 5]},
    "a parameter of no type": {"Steps": [], "Parameters": [{"Name": "P", "Type": 5, "EnumValues": {}}]},
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED)
def test_what_became_a_gap_comes_back(content):
    pipeline = read_definition(content)
    assert pipeline.gaps
    assert normal(write_definition(pipeline)) == normal(content)


def test_a_key_beside_those_of_the_arguments_stays_beside_them():
    content = {
        "Steps": [
            {
                "Name": "A",
                "Type": "Condition",
                "Conditions": "not the step's own",
                "Arguments": {"Conditions": 5, "New": {"Get": "Parameters.P"}},
            }
        ]
    }
    assert round_trip(content) == content


# --- what the SDK writes, for pieces made by hand ------------------------------------------------------------------


def written(step):
    return write_definition(Pipeline(steps=(step,)))["Steps"][0]


def test_pieces_that_were_not_read_are_spelled_as_the_sdk_spells_them():
    lambda_step = Step(
        "Notify",
        "Lambda",
        arguments=Record({"text": Join(Literal("-"), ListValue((Literal("a"), ParameterReference("P"))))}),
        attributes=Record({"FunctionArn": Literal("arn")}),
        depends_on=(Dependency("A"), Dependency("B", "Failed")),
    )
    assert written(lambda_step) == {
        "Name": "Notify",
        "Type": "Lambda",
        "Arguments": {"text": {"Std:Join": {"On": "-", "Values": ["a", {"Get": "Parameters.P"}]}}},
        "FunctionArn": "arn",
        "DependsOn": ["A", {"Step": "B", "Trigger": "Failed"}],
        "OutputParameters": [],
    }
    metric = JsonGet(PropertyFileReference("E", "R"), Literal("mse"))
    condition = Step("Check", "Condition", conditions=(Comparison("LessThan", metric, Literal(6.0)),))
    assert written(condition) == {
        "Name": "Check",
        "Type": "Condition",
        "Arguments": {
            "Conditions": [
                {
                    "Type": "LessThan",
                    "LeftValue": {"Std:JsonGet": {"PropertyFile": {"Get": "Steps.E.PropertyFiles.R"}, "Path": "mse"}},
                    "RightValue": 6.0,
                }
            ],
            "IfSteps": [],
            "ElseSteps": [],
        },
    }


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            Unknown("it is read from a file"),
            "a definition cannot hold a value that is not known: it is read from a file",
        ),
        (
            StepReference("A", (Member("Outputs"), Index(None))),
            "a definition cannot hold Steps.A.Outputs[…], of which a part is not known",
        ),
        (
            PropertyFileReference("A", None),
            "a definition cannot hold Steps.A.PropertyFiles.…, of which a part is not known",
        ),
    ],
)
def test_what_the_source_does_not_tell_cannot_be_written(value, message):
    with pytest.raises(ValueError) as refused:
        written(Step("A", "Lambda", arguments=Record({"x": value})))
    assert str(refused.value) == message


# --- depth -----------------------------------------------------------------------------------------------------------


def nested(depth, outer, innermost):
    content = innermost
    for _ in range(depth):
        content = outer(content)
    return content


def same(first, second):
    """Compare two JSON contents to any depth, which ``==`` does not."""
    pending = [(first, second)]
    while pending:
        one, other = pending.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, dict):
            if one.keys() != other.keys():
                return False
            pending.extend((one[key], other[key]) for key in one)
        elif isinstance(one, list):
            if len(one) != len(other):
                return False
            pending.extend(zip(one, other, strict=True))
        elif one != other:
            return False
    return True


DEEP = {
    "lists": lambda depth: {"Name": "A", "Type": "Lambda", "Arguments": {"x": nested(depth, lambda one: [one], 1)}},
    "joins": lambda depth: {
        "Name": "A",
        "Type": "Lambda",
        "Arguments": {"x": nested(depth, lambda one: {"Std:Join": {"On": "", "Values": [one]}}, "end")},
    },
    "conditions": lambda depth: {
        "Name": "A",
        "Type": "Condition",
        "Arguments": {
            "Conditions": [
                nested(depth, lambda one: {"Type": "Not", "Condition": one}, {"Type": "Or", "Conditions": []})
            ]
        },
    },
    "branches, each beside what is no step": lambda depth: nested(
        depth,
        lambda one: {"Name": "A", "Type": "Condition", "Arguments": {"IfSteps": [one, 5]}},
        {"Name": "B", "Type": "Fail", "Arguments": {}},
    ),
}


@pytest.mark.parametrize("make", DEEP.values(), ids=DEEP)
def test_depth_is_no_limit_and_costs_no_more_than_its_length(make):
    def seconds(depth):
        content = {"Steps": [make(depth)]}
        start = time.process_time()
        written = round_trip(content)
        took = time.process_time() - start
        assert same(written, content)
        return took

    # What grows with the square would take 100 times as long; the least of several runs is free of what disturbs one.
    short, long = (min(seconds(depth) for _ in range(3)) for depth in (1000, 10_000))
    assert long < 40 * max(short, 0.005)
