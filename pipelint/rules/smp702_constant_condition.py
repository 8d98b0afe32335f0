"""SMP702: a condition does not decide anything."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Pipeline, Step
from pipelint.pipeline.values import (
    ExecutionVariable,
    ListValue,
    Literal,
    Origin,
    ParameterReference,
    StepReference,
    Value,
)
from pipelint.rules.conjunction import Bound, contradictions, repetitions
from pipelint.rules.looking import distinct, every_condition, every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown, shown_scalar

SOURCE = """\
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionIn
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

stage = ParameterString("Stage", default_value="test")
check = ConditionStep(
    "CheckStage",
    conditions=[ConditionIn(value=stage, in_values="test")],
    if_steps=[],
    else_steps=[FailStep("Stop", error_message="not a test")],
)
pipeline = Pipeline("Abalone", parameters=[stage], steps=[check], sagemaker_session=PipelineSession())
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Count", "Type": "Integer", "DefaultValue": 3}],
  "Steps": [
    {"Name": "CheckCount", "Type": "Condition", "Arguments": {
      "Conditions": [
        {"Type": "Equals", "LeftValue": 1, "RightValue": 1},
        {"Type": "LessThan", "LeftValue": {"Get": "Parameters.Count"}, "RightValue": {"Get": "Parameters.Count"}},
        {"Type": "Not", "Condition": {"Type": "Or", "Conditions": []}},
        {"Type": "In", "QueryValue": {"Get": "Parameters.Count"}, "Values": []}
      ],
      "IfSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "wrong count"}}], "ElseSteps": []
    }},
    {"Name": "CheckNothing", "Type": "Condition", "Arguments": {"Conditions": [], "IfSteps": [], "ElseSteps": []}}
  ]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Count", "Type": "Integer", "DefaultValue": 3}],
  "Steps": [
    {"Name": "CheckCount", "Type": "Condition", "Arguments": {
      "Conditions": [
        {"Type": "LessThan", "LeftValue": {"Get": "Parameters.Count"}, "RightValue": 4},
        {"Type": "Not", "Condition": {"Type": "In", "QueryValue": {"Get": "Parameters.Count"}, "Values": [0]}}
      ],
      "IfSteps": [], "ElseSteps": []
    }},
    {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": {"Get": "Steps.CheckCount.Outcome"}}}
  ]
}
"""

TOGETHER_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [
    {"Name": "Count", "Type": "Integer", "DefaultValue": 3}, {"Name": "Stage", "Type": "String"}],
  "Steps": [
    {"Name": "CheckCount", "Type": "Condition", "Arguments": {
      "Conditions": [
        {"Type": "GreaterThan", "LeftValue": {"Get": "Parameters.Count"}, "RightValue": 5},
        {"Type": "LessThan", "LeftValue": {"Get": "Parameters.Count"}, "RightValue": 3},
        {"Type": "In", "QueryValue": {"Get": "Parameters.Stage"}, "Values": ["test", "prod"]},
        {"Type": "In", "QueryValue": {"Get": "Parameters.Stage"}, "Values": ["test", "prod"]}
      ],
      "IfSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "wrong count"}}], "ElseSteps": []
    }}
  ]
}
"""


class ConstantCondition(Rule):
    """A condition whose outcome is always the same decides nothing, and one without steps in its branches neither.

    Literals compared with literals, a value compared with itself, `In` with nothing to look in, `Or` of nothing, no
    conditions at all: `definition()` compiles them all. Local mode takes a step without conditions for true and an `Or`
    of nothing for false; what the service does is not documented.

    `ConditionIn` wants a list. A string in its place is sent as it is; local mode then looks for a part of the text.

    The conditions of a step must all hold. Two that compare the same value with numbers that leave nothing between them
    (more than 5, less than 3), or with two texts, never do; most likely one of them was to hold, which is what
    `ConditionOr` is for. One that stands in the list twice says nothing new.

    A condition with two empty branches is fine where another step reads its `Outcome`.
    """

    code = "SMP702"
    name = "constant-condition"
    severity = Severity.WARNING
    summary = "A condition always has the same outcome, or decides between two empty branches."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/local/pipeline.py:352-365 and 480-482 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'condition "CheckStage": In looks in the string "test", which is no list of values',
                    line=11,
                    text='"test"',
                ),
            ),
            title="A string where a list of values should stand",
        ),
        Example(SOURCE.replace('in_values="test"', 'in_values=["test"]')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'condition "CheckCount": Equals compares two literals, 1 and 1: the outcome is always the same',
                    pointer="/Steps/0/Arguments/Conditions/0",
                ),
                Expected(
                    'condition "CheckCount": '
                    "LessThan compares Parameters.Count with itself: the outcome is always the same",
                    pointer="/Steps/0/Arguments/Conditions/1",
                ),
                Expected(
                    'condition "CheckCount": Or has no conditions: it never holds',
                    pointer="/Steps/0/Arguments/Conditions/2/Condition",
                ),
                Expected(
                    'condition "CheckCount": In has no values to look in: it never holds',
                    pointer="/Steps/0/Arguments/Conditions/3/Values",
                ),
                Expected('condition "CheckNothing" has no conditions: it always holds', pointer="/Steps/1/Name"),
                Expected(
                    'both branches of condition "CheckNothing" are empty, and nothing reads its Outcome',
                    pointer="/Steps/1/Name",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            TOGETHER_DEFINITION,
            "json",
            (
                Expected(
                    'condition "CheckCount": GreaterThan 5 and LessThan 3 never both hold of Parameters.Count',
                    pointer="/Steps/0/Arguments/Conditions/1",
                ),
                Expected('condition "CheckCount" asks the same twice', pointer="/Steps/0/Arguments/Conditions/3"),
            ),
            title="Conditions that must all hold, and do not go together",
        ),
        Example(
            TOGETHER_DEFINITION.replace('"RightValue": 3', '"RightValue": 9').replace(
                '["test", "prod"]', '["test"]', 1
            ),
            "json",
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look for conditions that decide nothing; see the class."""
        for step, condition in every_condition(pipeline):
            for problem, at in _problems(condition):
                yield Report(f'condition "{step.name}": {problem}', at or step.origin, step.name, _HELP)
        yield from distinct(_steps(pipeline))
        yield from distinct(_lists(pipeline))


_HELP = "Let it compare something that differs between executions: a parameter, a property, a JsonGet."


_EMPTY = "Local mode takes no conditions for true; what the service does is not documented."


def _problems(condition: Condition) -> Iterator[tuple[str, Origin | None]]:
    if isinstance(condition, Comparison):
        left, right = condition.left, condition.right
        if isinstance(left, Literal) and isinstance(right, Literal):
            values = f"{_written(left)} and {_written(right)}"
            what = f"{condition.type} compares two literals, {values}: the outcome is always the same"
            yield what, condition.origin
        elif isinstance(left, (ParameterReference, ExecutionVariable, StepReference)) and left == right:
            yield f"{condition.type} compares {left} with itself: the outcome is always the same", condition.origin
    elif isinstance(condition, Membership):
        yield from _membership_problems(condition.query, condition.values, condition.origin)
    elif isinstance(condition, Disjunction) and condition.complete and not condition.conditions:
        yield "Or has no conditions: it never holds", condition.origin


def _membership_problems(query: Value, values: Value, origin: Origin | None) -> Iterator[tuple[str, Origin | None]]:
    at = values.origin or origin
    if isinstance(values, Literal):
        noun = "string " if isinstance(values.value, str) else ""
        yield f"In looks in the {noun}{_written(values)}, which is no list of values", at
    elif isinstance(values, ListValue) and values.complete:
        if not values.items:
            yield "In has no values to look in: it never holds", at
        elif all(isinstance(one, Literal) for one in (query, *values.items)):
            yield "In compares literals only: the outcome is always the same", origin


def _written(value: Literal) -> str:
    return shown(value.value) if isinstance(value.value, str) else str(value.value)


def _steps(pipeline: Pipeline) -> Iterator[Report]:
    conditions = [step for step in pipeline.all_steps() if step.type == "Condition"]
    empty = [step for step in conditions if step.children_complete and not step.children and pipeline.steps_complete]
    read = set()
    if empty:
        read = {value.step for _, value in every_expression(pipeline) if isinstance(value, StepReference)}
    for step in conditions:
        if step.conditions_complete and not step.conditions:
            message = f'condition "{step.name}" has no conditions: it always holds'
            help_ = f"Give it a condition, or put its steps beside it. {_EMPTY}"
            yield Report(message, _at(step), step.name, help_)
    for step in empty:
        if step.name not in read:
            message = f'both branches of condition "{step.name}" are empty, and nothing reads its Outcome'
            yield Report(message, _at(step), step.name, "Put steps into if_steps or else_steps, or take the step away.")


def _lists(pipeline: Pipeline) -> Iterator[Report]:
    for step in pipeline.all_steps():
        for one, other in contradictions(step.conditions) if step.conditions_complete else ():
            what = f'condition "{step.name}": {_bound(one)} and {_bound(other)} never both hold of {one.subject}'
            help_ = "Put them into a ConditionOr where one of them is enough: all conditions of a step must hold."
            yield Report(what, other.condition.origin or _at(step), step.name, help_)
        for condition in repetitions(step.conditions) if step.conditions_complete else ():
            help_ = "Take it away, or let it ask what was meant."
            yield Report(
                f'condition "{step.name}" asks the same twice', condition.origin or _at(step), step.name, help_
            )


def _bound(bound: Bound) -> str:
    return f"{bound.type} {shown_scalar(bound.limit)}"


def _at(step: Step) -> Origin | None:
    return step.name_origin or step.origin
