"""SMP701: a condition compares values of different kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.model import Comparison, Condition, Membership, Pipeline
from pipelint.pipeline.values import Join, ListValue, Literal, ParameterReference, Value
from pipelint.rules.looking import distinct, every_condition
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.parameters import ParameterBoolean
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

approve = ParameterBoolean("Approve", default_value=True)
check = ConditionStep(
    "CheckApproval",
    conditions=[ConditionEquals(left=approve, right="True")],
    if_steps=[],
    else_steps=[FailStep("Stop", error_message="not approved")],
)
pipeline = Pipeline("Abalone", parameters=[approve], steps=[check], sagemaker_session=PipelineSession())
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [
    {"Name": "Size", "Type": "String", "DefaultValue": "3"}, {"Name": "Count", "Type": "Integer", "DefaultValue": 3}
  ],
  "Steps": [{"Name": "Check", "Type": "Condition", "Arguments": {
    "Conditions": [
      {"Type": "Not", "Condition":
        {"Type": "GreaterThan", "LeftValue": {"Get": "Parameters.Size"}, "RightValue": 2}},
      {"Type": "In", "QueryValue": {"Get": "Parameters.Count"}, "Values": [1, 2.0, "3"]}
    ],
    "IfSteps": [], "ElseSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "wrong size"}}]
  }}]
}
"""

KIND_OF_PARAMETER = {"String": "string", "Integer": "number", "Float": "number", "Boolean": "truth value"}


class ConditionOperands(Rule):
    """A text, a number and a truth value are never equal, and none is greater than another.

    A parameter has the kind of its type, so `ParameterBoolean` compared with `"True"`, or `ParameterString` with `5`,
    is most likely a mistake. `definition()` compiles it. Local mode fails the step (`… are not of the same type.` for
    Equals; the comparisons of Python for the others); `In` just finds nothing. Whether the service converts one kind
    into the other is not documented in any respect, hence a warning.

    Integers and floats are one kind here. What a step yields, or `JsonGet`, is of a kind that nobody can know.
    """

    code = "SMP701"
    name = "condition-operands"
    severity = Severity.WARNING
    summary = "A condition compares values of different kinds."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/local/pipeline.py:408-439 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'Equals compares a truth value (Parameters.Approve) with a string ("True")', line=11, text='"True"'
                ),
            ),
        ),
        Example(SOURCE.replace('"True"', "True")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    "GreaterThan compares a string (Parameters.Size) with a number (2)",
                    pointer="/Steps/0/Arguments/Conditions/0/Condition/RightValue",
                ),
                Expected(
                    'In looks for a number (Parameters.Count) and can never find a string ("3")',
                    pointer="/Steps/0/Arguments/Conditions/1/Values/2",
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"Type": "String", "DefaultValue": "3"', '"Type": "Float"').replace('"3"', "3"), "json"
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the kinds of the operands of every condition; see the class."""
        count = Counter(parameter.name for parameter in pipeline.parameters)
        types = {one.name: KIND_OF_PARAMETER.get(one.type) for one in pipeline.parameters if count[one.name] == 1}
        for step, condition in every_condition(pipeline):
            yield from distinct(_reports(condition, types, step.name))


def _reports(condition: Condition, types: Mapping[str, str | None], step: str) -> Iterator[Report]:
    if isinstance(condition, Comparison):
        left, right = condition.left, condition.right
        if _differ(left, right, types):
            what = f"{condition.type} compares {_described(left, types)} with {_described(right, types)}"
            literal = right if isinstance(right, Literal) else left
            yield Report(what, literal.origin or condition.origin, step, _HELP)
    elif isinstance(condition, Membership) and isinstance(condition.values, ListValue):
        for item in condition.values.items:
            if _differ(condition.query, item, types):
                found, sought = _described(item, types), _described(condition.query, types)
                what = f"In looks for {sought} and can never find {found}"
                yield Report(what, item.origin or condition.origin, step, _HELP)


_HELP = (
    "Give both the same kind: change the type of the parameter or the way the value is written. Local mode fails the "
    "step or finds nothing; whether the service converts the one into the other is not documented."
)


def _differ(left: Value, right: Value, types: Mapping[str, str | None]) -> bool:
    first, second = _kind(left, types), _kind(right, types)
    # Two literals are a constant condition, whatever their kinds: SMP702.
    written = isinstance(left, Literal) and isinstance(right, Literal)
    return first is not None and second is not None and first != second and not written


def _kind(value: Value, types: Mapping[str, str | None]) -> str | None:
    """Return the kind that ``value`` surely is of, or None."""
    if isinstance(value, ParameterReference):
        return types.get(value.name)
    if isinstance(value, Join):
        return "string"
    if not isinstance(value, Literal):
        return None
    if value.value is None:
        return "null"
    if isinstance(value.value, bool):
        return "truth value"
    return "string" if isinstance(value.value, str) else "number"


def _described(value: Value, types: Mapping[str, str | None]) -> str:
    kind = _kind(value, types)
    if kind == "null":
        return "null"
    if isinstance(value, Literal):
        return f"a {kind} ({shown(value.value) if isinstance(value.value, str) else value.value})"
    return f"a {kind} ({'a Join' if isinstance(value, Join) else value})"
