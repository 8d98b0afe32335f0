"""What SMP702 says of conditions that must all hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, Pipeline, Step
from pipelint.pipeline.values import (
    ExecutionVariable,
    Index,
    JsonGet,
    ListValue,
    Literal,
    Member,
    ParameterReference,
    PropertyFileReference,
    StepReference,
    Unknown,
    Value,
)
from pipelint.rules.smp702_constant_condition import ConstantCondition

COUNT, OTHER = ParameterReference("Count"), ParameterReference("Other")
FILE = JsonGet(PropertyFileReference("S", "F"), Literal("a"))
HOLDS = {
    "Equals": lambda left, right: left == right,
    "GreaterThan": lambda left, right: left > right,
    "GreaterThanOrEqualTo": lambda left, right: left >= right,
    "LessThan": lambda left, right: left < right,
    "LessThanOrEqualTo": lambda left, right: left <= right,
}
COMPARISONS = st.tuples(st.sampled_from(sorted(HOLDS)), st.integers(-2, 2), st.booleans())


def found(*conditions: Condition, **rest: object) -> list[str]:
    step = Step("Check", "Condition", conditions=conditions, if_steps=(Step("Stop", "Fail"),), **rest)
    return [report.message for report in ConstantCondition().check(Pipeline((step,)))]


def compare(kind: str, left: Value, right: object) -> Comparison:
    return Comparison(kind, left, Literal(right))


@given(st.lists(COMPARISONS, max_size=5))
def test_conditions_contradict_each_other_where_no_number_fulfils_them(comparisons):
    conditions = []
    for kind, limit, mirrored in comparisons:
        sides = (Literal(limit), COUNT) if mirrored else (COUNT, Literal(limit))
        conditions.append(Comparison(kind, *sides))
    numbers = [half / 2 for half in range(-6, 7)]  # one in every gap between the limits, and beyond them
    possible = any(
        all(HOLDS[kind](*((limit, number) if mirrored else (number, limit))) for kind, limit, mirrored in comparisons)
        for number in numbers
    )
    assert any("never both hold" in message for message in found(*conditions)) is not possible


@pytest.mark.parametrize("value", [COUNT, FILE, StepReference("S", (Member("A"), Index(0)))])
def test_the_same_value_is_recognised(value):
    (message,) = found(compare("GreaterThan", value, 5), compare("LessThan", value, 3))
    assert message.startswith('condition "Check": GreaterThan 5 and LessThan 3 never both hold of ')
    assert found(compare("Equals", value, "a"), compare("Equals", value, "a")) == [
        'condition "Check" asks the same twice'
    ]


@pytest.mark.parametrize(
    "value",
    [
        Unknown("why"),
        StepReference("S", (Member("A"), Index(None))),
        JsonGet(PropertyFileReference("S", None), Literal("a")),
        JsonGet(PropertyFileReference("S", "F"), Unknown("why")),
        JsonGet(StepReference("S", (Member("A"),)), Literal("a")),
        ExecutionVariable("CurrentDateTime"),
    ],
)
def test_what_may_be_two_values_is_none(value):
    assert found(compare("GreaterThan", value, 5), compare("LessThan", value, 3)) == []
    assert found(compare("Equals", value, 5), compare("Equals", value, 5)) == []


@pytest.mark.parametrize(
    "conditions",
    [
        (compare("Equals", COUNT, "5"), compare("Equals", COUNT, 7)),
        (compare("Equals", COUNT, True), compare("Equals", COUNT, 0)),
        (compare("Equals", COUNT, "a"), compare("GreaterThan", COUNT, "b")),
        (compare("GreaterThan", COUNT, 5), compare("LessThan", OTHER, 3)),
        (compare("GreaterThan", COUNT, 5), Comparison("LessThan", COUNT, OTHER)),
        (compare("GreaterThan", COUNT, 5), Disjunction((compare("LessThan", COUNT, 3),))),
        (compare("GreaterThan", COUNT, 5), Negation(compare("GreaterThan", COUNT, 5))),
        (compare("Equals", COUNT, 1), compare("Equals", COUNT, True)),
        (Membership(COUNT, ListValue((Literal(1),))), Membership(COUNT, ListValue((Literal(1),), complete=False))),
    ],
)
def test_conditions_that_may_both_hold(conditions):
    assert found(*conditions) == []


def test_texts_and_truth_values_exclude_each_other():
    assert found(compare("Equals", COUNT, "a"), Comparison("Equals", Literal("b"), COUNT)) == [
        'condition "Check": Equals "a" and Equals "b" never both hold of Parameters.Count'
    ]
    assert found(compare("Equals", COUNT, True), compare("Equals", COUNT, False)) == [
        'condition "Check": Equals true and Equals false never both hold of Parameters.Count'
    ]


def test_a_repetition_is_found_under_not_and_in_membership():
    one = Negation(Negation(Membership(COUNT, ListValue((Literal(1), OTHER)))))
    assert found(one, one) == ['condition "Check" asks the same twice']
    assert found(one, Negation(one)) == []


def test_a_list_that_is_not_wholly_known_is_not_judged():
    conditions = (compare("Equals", COUNT, 5), compare("Equals", COUNT, 7), compare("Equals", COUNT, 5))
    assert len(found(*conditions)) == 2
    assert found(*conditions, conditions_complete=False) == []
