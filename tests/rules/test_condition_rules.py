"""What the rules about conditions say of single ones: SMP701 and SMP702."""

from __future__ import annotations

import pytest

from pipelint.pipeline.model import (
    Comparison,
    Condition,
    Disjunction,
    Membership,
    Negation,
    OutputParameter,
    Parameter,
    Pipeline,
    Step,
    UnknownCondition,
)
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
)
from pipelint.rules.smp701_condition_operands import ConditionOperands
from pipelint.rules.smp702_constant_condition import ConstantCondition

PARAMETERS = (
    *(Parameter(kind, kind) for kind in ("String", "Integer", "Float", "Boolean")),
    Parameter("Twice", "String"),
    Parameter("Twice", "Integer"),
)
TEXT, COUNT, SHARE, FLAG, TWICE = map(ParameterReference, ("String", "Integer", "Float", "Boolean", "Twice"))
JOIN = Join(Literal(""), ListValue((COUNT,)))
RUN = ExecutionVariable("PipelineExecutionId")
ROWS, UNTOLD = (StepReference("L", (Member("OutputParameters"), Key(name))) for name in ("n", "other"))
LAMBDA = Step("L", "Lambda", outputs=(OutputParameter(Literal("n"), Literal("Integer")),))
FILE = JsonGet(PropertyFileReference("S", "F"), Literal("a"))
STOP = Step("Stop", "Fail")


def found(rule: type, *conditions: Condition) -> list[str]:
    step = Step("Check", "Condition", conditions=conditions, if_steps=(STOP,))
    return [report.message for report in rule().check(Pipeline((LAMBDA, step), parameters=PARAMETERS))]


def literals(*values: object) -> ListValue:
    return ListValue(tuple(Literal(value) for value in values))


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (TEXT, Literal(5), "Equals compares a string (Parameters.String) with a number (5)"),
        (Literal("5"), COUNT, 'Equals compares a string ("5") with a number (Parameters.Integer)'),
        (FLAG, Literal(1), "Equals compares a truth value (Parameters.Boolean) with a number (1)"),
        (FLAG, TEXT, "Equals compares a truth value (Parameters.Boolean) with a string (Parameters.String)"),
        (JOIN, SHARE, "Equals compares a string (a Join) with a number (Parameters.Float)"),
        (TEXT, Literal(None), "Equals compares a string (Parameters.String) with null"),
        (RUN, COUNT, "Equals compares a string (Execution.PipelineExecutionId) with a number (Parameters.Integer)"),
        (ROWS, TEXT, "Equals compares a number (Steps.L.OutputParameters['n']) with a string (Parameters.String)"),
    ],
)
def test_operands_that_surely_differ(left, right, message):
    assert found(ConditionOperands, Comparison("Equals", left, right)) == [f'condition "Check": {message}']


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (COUNT, Literal(0.5)),
        (SHARE, COUNT),
        (TEXT, JOIN),
        (FLAG, Literal(False)),
        (TWICE, Literal(5)),
        (ParameterReference("Undeclared"), Literal(5)),
        (StepReference("S"), Literal("True")),
        (FILE, Literal(5)),
        (ExecutionVariable("StartDateTime"), Literal(5)),
        (ExecutionVariable("AddedNextMonth"), Literal(5)),
        (RUN, TEXT),
        (ROWS, Literal(0.5)),
        (UNTOLD, TEXT),
        (Unknown("why"), Literal(5)),
        (Literal(1), Literal("1")),
    ],
)
def test_operands_that_may_be_of_one_kind(left, right):
    assert found(ConditionOperands, Comparison("LessThan", left, right)) == []


def test_members_of_another_kind_are_named_one_by_one():
    condition = Disjunction((Negation(Membership(TEXT, literals("a", 1, True))),))
    assert found(ConditionOperands, condition) == [
        'condition "Check": In looks for a string (Parameters.String) and can never find a number (1)',
        'condition "Check": In looks for a string (Parameters.String) and can never find a truth value (True)',
    ]
    assert found(ConditionOperands, Membership(FILE, literals("a", 1)), Membership(TEXT, COUNT)) == []


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (Comparison("Equals", Literal("a"), Literal(1)), 'Equals compares two literals, "a" and 1: '),
        (Comparison("LessThan", TEXT, TEXT), "LessThan compares Parameters.String with itself: "),
        (Comparison("Equals", StepReference("A"), StepReference("A")), "Equals compares Steps.A with itself: "),
        (Membership(Literal("a"), literals("a", "b")), "In compares literals only: "),
    ],
)
def test_the_outcome_that_is_always_the_same(condition, message):
    assert found(ConstantCondition, Negation(condition)) == [
        f'condition "Check": {message}the outcome is always the same'
    ]


@pytest.mark.parametrize(
    "condition",
    [
        Comparison("Equals", TEXT, FLAG),
        Comparison("Equals", FILE, FILE),
        Membership(TEXT, COUNT),
        Membership(TEXT, literals("a")),
        Membership(Literal("a"), ListValue((TEXT, Literal("b")))),
        Membership(TEXT, ListValue((), complete=False)),
        Membership(Literal("a"), ListValue((Literal("b"),), complete=False)),
        Disjunction((), complete=False),
        Disjunction((Comparison("Equals", TEXT, Literal("a")),)),
        UnknownCondition("Between", Record()),
    ],
)
def test_conditions_that_may_decide(condition):
    assert found(ConstantCondition, condition) == []


def test_what_is_looked_in_must_be_a_list():
    assert found(ConstantCondition, Membership(TEXT, Literal(5))) == [
        'condition "Check": In looks in the 5, which is no list of values'
    ]


def steps(*made: Step, **rest: object) -> list[str]:
    return [report.message for report in ConstantCondition().check(Pipeline(made, **rest))]


CONDITION = Comparison("Equals", TEXT, Literal("a"))
EMPTY = Step("Check", "Condition", conditions=(CONDITION,))


def test_empty_branches_decide_nothing_unless_the_outcome_is_read():
    assert steps(EMPTY) == ['both branches of condition "Check" are empty, and nothing reads its Outcome']
    reads = Step("Reads", "Lambda", arguments=Record({"x": StepReference("Check")}))
    assert steps(EMPTY, reads) == []
    assert steps(EMPTY, steps_complete=False) == []
    assert steps(Step("Check", "Condition", conditions=(CONDITION,), children_complete=False)) == []


def test_a_condition_without_conditions_always_holds_if_there_are_none():
    assert steps(Step("Check", "Condition", if_steps=(STOP,))) == [
        'condition "Check" has no conditions: it always holds'
    ]
    assert steps(Step("Check", "Condition", if_steps=(STOP,), conditions_complete=False)) == []
    assert steps(Step("Check", "Model")) == []


def test_ten_thousand_nested_conditions_are_no_problem():
    condition: Condition = Comparison("Equals", TEXT, Literal(5))
    for _ in range(10_000):
        condition = Negation(condition)
    assert len(found(ConditionOperands, condition)) == 1
    assert found(ConstantCondition, condition) == []
