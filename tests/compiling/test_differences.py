"""What differs between two definitions, and how it is said."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.compiling.differences import ABSENT, Difference, differences, unstable
from pipelint.compiling.process import Compiled
from pipelint.compiling.target import Target
from pipelint.findings import Severity, Span


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ({"a": 1}, {"a": 2}, [(("a",), 1, 2)]),
        ({"a": 1}, {}, [(("a",), 1, ABSENT)]),
        ({}, {"a": None}, [(("a",), ABSENT, None)]),
        ([1, 2], [1, 3, 4], [((1,), 2, 3), ((2,), ABSENT, 4)]),
        ({"a": 1}, {"a": 1.0}, [(("a",), 1, 1.0)]),
        ({"a": 1}, {"a": True}, [(("a",), 1, True)]),
        ({"a": float("nan")}, {"a": float("nan")}, []),
        ({"a": []}, {"a": {}}, [(("a",), [], {})]),
        ({"z": 1, "a": {"b": 1}}, {"z": 2, "a": {"b": 2}}, [(("z",), 1, 2), (("a", "b"), 1, 2)]),
    ],
)
def test_each_place_that_differs_is_named(first: Any, second: Any, expected: list[Any]) -> None:
    found = list(differences(first, second))
    assert found == [Difference(*one) for one in expected]
    assert [type(one.second) for one in found] == [type(one[2]) for one in expected]


def test_named_items_in_another_order_are_compared_by_name() -> None:
    first = {"Steps": [{"Name": "A", "x": 1}, {"Name": "B", "x": 2}]}
    second = {"Steps": [{"Name": "B", "x": 3}, {"Name": "A", "x": 1}]}
    assert list(differences(first, second)) == [
        Difference(("Steps",), ["A", "B"], ["B", "A"]),
        Difference(("Steps", 1, "x"), 2, 3),
    ]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["Name", "a", "b"]), inner),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_nothing_differs_from_its_copy(value: Any) -> None:
    assert list(differences(value, copy.deepcopy(value))) == []


@given(JSON_VALUES, JSON_VALUES)
def test_whatever_differs_is_found_both_ways(first: Any, second: Any) -> None:
    same = json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)
    assert (list(differences(first, second)) == []) is same
    assert (list(differences(second, first)) == []) is same


def test_depth_is_no_limit() -> None:
    def nested(innermost: int) -> Any:
        value: Any = innermost
        for _ in range(5000):
            value = [value]
        return value

    assert [one.first for one in differences(nested(1), nested(2))] == [1]


TARGET = Target("flow.py:build", "flow.py", None, "build")


def compiled(**changes: Any) -> Compiled:
    inner = {"Name": "Inner", "Type": "Fail", "Arguments": {"ErrorMessage": changes.get("message", "x")}}
    check = {"Name": "Check", "Type": "Condition", "Arguments": {"IfSteps": [inner], "ElseSteps": []}}
    definition = {
        "Version": "2020-12-01",
        "Metadata": changes.get("metadata", {}),
        "Parameters": [{"Name": "P", "Type": "String", "DefaultValue": changes.get("default", "d")}],
        "Steps": [check],
    }
    steps = {"Check": ("/flows/flow.py", 20), "Inner": ("/flows/steps.py", 7)}
    return Compiled(json.dumps(definition), "Name", ("/flows/flow.py", 30), steps, {"P": ("/flows/flow.py", 3)})


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelint.compiling.whereabouts.shown", lambda path: path.name)


@pytest.mark.parametrize(
    ("changes", "message", "span"),
    [
        (
            {"message": "y"},
            'step "Inner" compiles differently each time: "x", then "y"',
            Span("steps.py", 7, pointer="/Steps/0/Arguments/IfSteps/0/Arguments/ErrorMessage"),
        ),
        (
            {"default": 3},
            'parameter "P" compiles differently each time: "d", then 3',
            Span("flow.py", 3, pointer="/Parameters/0/DefaultValue"),
        ),
        (
            {"metadata": {"a/b": 1}},
            "the pipeline compiles differently each time: nothing, then 1",
            Span("flow.py", 30, pointer="/Metadata/a~1b"),
        ),
    ],
)
def test_a_difference_is_a_finding_on_the_line_that_made_it(changes: dict[str, Any], message: str, span: Span) -> None:
    (finding,) = unstable(compiled(), compiled(**changes), TARGET)
    assert (finding.code, finding.severity) == ("SMP032", Severity.WARNING)
    assert (finding.message, finding.span) == (message, span)


def test_long_values_are_shown_where_they_differ() -> None:
    first, second = "s3://bucket/" + "a" * 100 + "1" + "z" * 100, "s3://bucket/" + "a" * 100 + "2" + "z" * 100
    (finding,) = unstable(compiled(message=first), compiled(message=second), TARGET)
    one, other = ("…" + "a" * 20 + digit + "z" * 39 + "…" for digit in "12")
    assert finding.message == f'step "Inner" compiles differently each time: {one}, then {other}'
