"""Every operator, short-circuits, and what is refused because nobody has said what the service does."""

from __future__ import annotations

import pytest
from harness_samples import compare, condition, definition, get, json_get, lambda_, parameter, processing, training
from hypothesis import given
from hypothesis import strategies as st

from pipelint.harness import Harness, MissingFake, UnsettledComparison, outputs


def not_(inner):
    return {"Type": "Not", "Condition": inner}


def or_(*inner):
    return {"Type": "Or", "Conditions": list(inner)}


def in_(query, values):
    return {"Type": "In", "QueryValue": query, "Values": values}


TRUE = compare("Equals", 1, 1)
FALSE = compare("Equals", 1, 2)


def branch(*conditions, **options):
    sample = definition(condition("Check", conditions, [lambda_("If")], [lambda_("Else")]))
    return Harness(sample, **options).run()["Check"].branch


@pytest.mark.parametrize(
    ("type_", "left", "right", "holds"),
    [
        ("Equals", "a", "a", True),
        ("Equals", "a", "A", False),
        ("Equals", 1, 1.0, True),
        ("Equals", True, True, True),
        ("Equals", True, False, False),
        ("GreaterThan", 2, 1.5, True),
        ("GreaterThan", 2, 2, False),
        ("GreaterThanOrEqualTo", 2, 2, True),
        ("GreaterThanOrEqualTo", 1, 2, False),
        ("LessThan", "a", "b", True),
        ("LessThan", 2, 2, False),
        ("LessThanOrEqualTo", 2, 2, True),
        ("LessThanOrEqualTo", 3, 2, False),
    ],
)
def test_comparisons(type_, left, right, holds):
    assert branch(compare(type_, left, right)) == ("if" if holds else "else")


@given(st.integers() | st.floats(allow_nan=False), st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_ordered_one_way(left, right):
    from pipelint.harness.compare import compare as compared

    held = {name for name in ("GreaterThan", "Equals", "LessThan") if compared(name, left, right, "refuse")}
    assert len(held) == 1
    assert compared("GreaterThanOrEqualTo", left, right, "refuse") is ("LessThan" not in held)
    assert compared("LessThanOrEqualTo", left, right, "refuse") is ("GreaterThan" not in held)


@pytest.mark.parametrize(
    ("conditions", "taken"),
    [
        ([], "if"),
        ([TRUE, TRUE], "if"),
        ([TRUE, FALSE], "else"),
        ([not_(FALSE)], "if"),
        ([not_(or_(FALSE, TRUE))], "else"),
        ([or_()], "else"),
        ([or_(FALSE, or_(FALSE, TRUE))], "if"),
        ([in_("b", ["a", "b"])], "if"),
        ([in_("c", ["a", "b"])], "else"),
        ([in_(1, [])], "else"),
        ([not_(in_("b", ["a", "b"]))], "else"),
    ],
)
def test_conditions_are_combined(conditions, taken):
    assert branch(*conditions) == taken


@pytest.mark.parametrize(
    ("left", "type_", "right", "kinds"),
    [
        ("1", "Equals", 1, r"a string \('1'\) compared by Equals with a number \(1\)"),
        (True, "Equals", 1, r"a boolean \(True\) compared by Equals with a number \(1\)"),
        (None, "Equals", None, "null compared by Equals with null"),
        (True, "LessThan", False, r"a boolean \(True\) compared by LessThan with a boolean \(False\)"),
        ("0.9", "GreaterThan", 0.8, r"a string \('0.9'\) compared by GreaterThan with a number \(0.8\)"),
    ],
)
def test_what_nobody_has_settled_is_refused(left, type_, right, kinds):
    with pytest.raises(UnsettledComparison, match=f'condition step "Check": {kinds}. No AWS documentation'):
        branch(compare(type_, left, right))


def test_membership_is_refused_only_when_the_unsettled_items_matter():
    assert branch(in_("a", ["a", 1])) == "if"
    with pytest.raises(UnsettledComparison, match="a string"):
        branch(in_("b", ["a", 1]))
    with pytest.raises(UnsettledComparison, match="which is no list"):
        branch(in_("a", "abc"))


@pytest.mark.parametrize(
    ("left", "type_", "right", "taken"),
    [
        ("1", "Equals", 1, "if"),
        (0.5, "LessThan", "5e-1", "else"),
        ("-2", "LessThan", 1, "if"),
        ("10", "GreaterThan", "9", "else"),  # two strings stay strings
    ],
)
def test_numeric_coercion_reads_numbers_out_of_strings(left, type_, right, taken):
    assert branch(compare(type_, left, right), coercion="numeric") == taken


@pytest.mark.parametrize(("left", "right"), [("01", 1), ("one", 1), ("", 0), (True, 1), ("true", True), (None, 0)])
def test_numeric_coercion_guesses_nothing_else(left, right):
    with pytest.raises(UnsettledComparison):
        branch(compare("Equals", left, right), coercion="numeric")


def test_local_mode_compares_as_the_sdk_does():
    def local(one):
        sample = definition(condition("Check", [one], [lambda_("If")], [lambda_("Else")]))
        step = Harness(sample, coercion="local_mode").run()["Check"]
        return step.branch or step.failure.reason

    assert local(compare("Equals", True, 1)) == "if"
    assert local(compare("Equals", 5, 5.0)) == "Equals: local mode compares no int with float"
    assert local(compare("LessThan", False, True)) == "if"
    assert local(compare("GreaterThan", "a", 1)).startswith("GreaterThan: '>' not supported")
    assert local(in_("a", "abc")) == "if"
    assert local(in_("a", 3)).startswith("In: argument of type 'int' is not")


def test_conditions_after_the_decisive_one_stay_unjudged():
    mixed = compare("Equals", "1", 1)
    sample = definition(condition("Check", [or_(TRUE, mixed), FALSE, mixed]))
    first, second, third = Harness(sample).run()["Check"].judgements
    assert (first.outcome, first.parts[0].outcome, first.parts[1].outcome) == (True, True, None)
    assert (second.outcome, third.outcome) == (False, None)


def test_operands_are_kept_with_what_they_came_to():
    sample = definition(
        processing("Evaluate", outputs=("o",), property_files={"Report": "o"}),
        condition("Check", [compare("LessThan", json_get("Evaluate", "Report", "mse"), get("Parameters.Most"))]),
        parameters=[parameter("Most", "Integer", 6)],
    )
    run = Harness(sample).run(steps={"Evaluate": outputs(property_files={"Report": {"mse": 7.5}})})
    [judgement] = run["Check"].judgements
    assert str(judgement) == "Steps.Evaluate.PropertyFiles.Report[mse] = 7.5 LessThan Parameters.Most = 6"
    assert run["Check"].because == f"took the else branch: {judgement} is false"
    assert judgement.to_dict() == {
        "type": "LessThan",
        "outcome": False,
        "operands": [
            {"text": "Steps.Evaluate.PropertyFiles.Report[mse]", "value": 7.5},
            {"text": "Parameters.Most", "value": 6},
        ],
        "parts": [],
    }


def test_the_outcome_can_be_read():
    sample = definition(
        condition("Check", [FALSE]),
        lambda_("After", {"outcome": get("Steps.Check.Outcome")}),
    )
    assert Harness(sample).run()["After"].arguments == {"outcome": "False"}


def test_a_made_up_value_never_decides_a_branch():
    sample = definition(
        lambda_("Approve", outputs={"approved": "Boolean"}),
        condition("Check", [compare("Equals", get("Steps.Approve.OutputParameters['approved']"), True)]),
    )
    with pytest.raises(MissingFake) as caught:
        Harness(sample).run()
    assert str(caught.value) == (
        "condition step \"Check\" decides on Steps.Approve.OutputParameters['approved'], which no fake gives: "
        "the harness made up False, and a made-up value never decides a branch. "
        'Fake it: run(steps={"Approve": outputs({...})})'
    )
    assert Harness(sample).run(steps={"Approve": outputs({"approved": True})})["Check"].branch == "if"


def test_a_made_up_value_is_harmless_where_it_decides_nothing():
    gate = or_(TRUE, compare("Equals", get("Steps.Train.TrainingJobName"), "x"))
    sample = definition(training("Train"), condition("Check", [gate]))
    assert Harness(sample).run()["Check"].branch == "if"
