"""Expressions and conditions in the words that people read them in, however deep they are nested."""

from __future__ import annotations

import pytest

from pipelint.pipeline.condition_text import condition_text
from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.model import Condition
from pipelint.pipeline.values import Unknown, Value

DEEP = 20_000
LESS = {"Type": "LessThan", "LeftValue": {"Get": "Parameters.N"}, "RightValue": 3}


def value(content: object) -> Value:
    step = {"Name": "A", "Type": "Processing", "Arguments": {"x": content}}
    (read,) = read_definition({"Version": "2020-12-01", "Steps": [step]}).steps
    return read.arguments.entries["x"]


def condition(content: object) -> Condition:
    step = {"Name": "A", "Type": "Condition", "Arguments": {"Conditions": [content]}}
    (read,) = read_definition({"Version": "2020-12-01", "Steps": [step]}).steps
    return read.conditions[0]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('say "é"', '"say \\"é\\""'),
        ([], "[]"),
        ({"a": [1, True], "b": None}, '{"a": [1, true], "b": null}'),
        ({"Get": "Steps.A.B['c'].D"}, "Steps.A.B['c'].D"),
        ({"Std:Join": {"On": "/", "Values": ["s3:/", {"Get": "Parameters.P"}]}}, 'Join("s3:/", Parameters.P)'),
        (
            {"Std:JsonGet": {"PropertyFile": {"Get": "Steps.A.PropertyFiles.R"}, "Path": "a.b"}},
            "Steps.A.PropertyFiles.R[a.b]",
        ),
    ],
)
def test_an_expression_is_one_line(content: object, text: str) -> None:
    assert expression_text(value(content)) == text


def test_what_is_not_known_says_why() -> None:
    assert expression_text(Unknown("it is an argument")) == "<unknown: it is an argument>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (LESS, "Parameters.N LessThan 3"),
        ({"Type": "Not", "Condition": LESS}, "Not(Parameters.N LessThan 3)"),
        (
            {"Type": "Or", "Conditions": [LESS, {"Type": "In", "QueryValue": "a", "Values": ["a", "b"]}]},
            'Or(Parameters.N LessThan 3, "a" In ["a", "b"])',
        ),
        ({"Type": "Or", "Conditions": []}, "Or()"),
        ({"Type": "Contains"}, "<unknown: Contains>"),
    ],
)
def test_a_condition_is_one_line(content: object, text: str) -> None:
    assert condition_text(condition(content)) == text


def test_depth_does_not_matter() -> None:
    deep: object = 1
    negated: object = LESS
    for _ in range(DEEP):
        deep = [deep]
        negated = {"Type": "Not", "Condition": negated}
    assert expression_text(value(deep)) == "[" * DEEP + "1" + "]" * DEEP
    assert condition_text(condition(negated)) == "Not(" * DEEP + "Parameters.N LessThan 3" + ")" * DEEP
