"""SMP701: a condition compares values of different kinds."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Comparison, Condition, Membership, Pipeline
from pipelint.pipeline.values import Join, JsonGet, ListValue, Literal, Value
from pipelint.rules.kinds import Kinds, kind_of, kinds_of
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

OUTPUT_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Count", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:count",
     "OutputParameters": [{"OutputName": "rows", "OutputType": "Integer"}], "Arguments": {}},
    {"Name": "Check", "Type": "Condition", "Arguments": {
      "Conditions": [
        {"Type": "GreaterThan", "LeftValue": {"Get": "Steps.Count.OutputParameters['rows']"}, "RightValue": "100"},
        {"Type": "Equals", "LeftValue": {"Get": "Execution.PipelineName"}, "RightValue": 1}
      ],
      "IfSteps": [], "ElseSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "too few rows"}}]
    }}
  ]
}
"""

SCRIPT = """\
import json

report = {"metrics": {"mse": {"value": "4.2", "folds": [4.1, 4.3]}}}
with open("/opt/ml/processing/evaluation/evaluation.json", "w") as file:
    json.dump(report, file)
"""
SCRIPTED = """\
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    report = PropertyFile("Report", output_name="evaluation", path="evaluation.json")
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    outputs = [ProcessingOutput(output_name="evaluation", source="/opt/ml/processing/evaluation")]
    evaluate = ProcessingStep(
        "Evaluate", step_args=processor.run(code="evaluate.py", outputs=outputs), property_files=[report]
    )
    loss = JsonGet("Evaluate", property_file=report, json_path="metrics.mse.value")
    gate = ConditionStep("Good", conditions=[ConditionLessThan(loss, 6.0)], if_steps=[], else_steps=[])
    return Pipeline("Train", steps=[evaluate, gate], sagemaker_session=session)
"""


class ConditionOperands(Rule):
    """A text, a number and a truth value are never equal, and none is greater than another.

    A parameter has the kind of its type, so `ParameterBoolean` compared with `"True"`, or `ParameterString` with `5`,
    is most likely a mistake. `definition()` compiles it. Local mode fails the step (`… are not of the same type.` for
    Equals; the comparisons of Python for the others); `In` just finds nothing. Whether the service converts one kind
    into the other is not documented in any respect, hence a warning.

    The outputs of Lambda and Callback steps are of the type that the step declares (whether the declaration counts is
    not documented either: a sample of AWS declares a number as `String`), and names and ARNs of the execution are
    texts. What a `JsonGet` reads is of the kind that the step's script writes, where pipelint can follow that. Integers
    and floats are one kind here. What other steps yield, and the times of the execution, are of a kind that nobody can
    know.
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
                    'condition "CheckApproval": Equals compares a truth value (Parameters.Approve) with a string '
                    '("True")',
                    line=11,
                    text='"True"',
                ),
            ),
        ),
        Example(SOURCE.replace('"True"', "True")),
        Example(
            SCRIPTED,
            expected=(
                Expected(
                    'condition "Good": '
                    "LessThan compares a string (metrics.mse.value of Steps.Evaluate.PropertyFiles.Report) with a "
                    "number (6.0)",
                    line=18,
                    text="6.0",
                ),
            ),
            title="A metric that the script writes as text",
            beside={"evaluate.py": SCRIPT},
        ),
        Example(SCRIPTED, beside={"evaluate.py": SCRIPT.replace('"4.2"', "4.2")}),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'condition "Check": GreaterThan compares a string (Parameters.Size) with a number (2)',
                    pointer="/Steps/0/Arguments/Conditions/0/Condition/RightValue",
                ),
                Expected(
                    'condition "Check": In looks for a number (Parameters.Count) and can never find a string ("3")',
                    pointer="/Steps/0/Arguments/Conditions/1/Values/2",
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"Type": "String", "DefaultValue": "3"', '"Type": "Float"').replace('"3"', "3"), "json"
        ),
        Example(
            OUTPUT_DEFINITION,
            "json",
            (
                Expected(
                    'condition "Check": '
                    "GreaterThan compares a number (Steps.Count.OutputParameters['rows']) with a string (\"100\")",
                    pointer="/Steps/1/Arguments/Conditions/0/RightValue",
                ),
                Expected(
                    'condition "Check": Equals compares a string (Execution.PipelineName) with a number (1)',
                    pointer="/Steps/1/Arguments/Conditions/1/RightValue",
                ),
            ),
            title="What is declared of an output, and a name of the execution",
        ),
        Example(OUTPUT_DEFINITION.replace('"100"', "100").replace("PipelineName", "StartDateTime"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the kinds of the operands of every condition; see the class."""
        kinds = kinds_of(pipeline)
        for step, condition in every_condition(pipeline):
            yield from distinct(_reports(condition, kinds, step.name))


def _reports(condition: Condition, kinds: Kinds, step: str) -> Iterator[Report]:
    place = f'condition "{step}"'
    if isinstance(condition, Comparison):
        left, right = condition.left, condition.right
        if _differ(left, right, kinds):
            what = f"{place}: {condition.type} compares {_described(left, kinds)} with {_described(right, kinds)}"
            literal = right if isinstance(right, Literal) else left
            yield Report(what, literal.origin or condition.origin, step, _HELP)
    elif isinstance(condition, Membership) and isinstance(condition.values, ListValue):
        for item in condition.values.items:
            if _differ(condition.query, item, kinds):
                found, sought = _described(item, kinds), _described(condition.query, kinds)
                what = f"{place}: In looks for {sought} and can never find {found}"
                yield Report(what, item.origin or condition.origin, step, _HELP)


_HELP = (
    "Give both the same kind: change the type of the parameter or the way the value is written. Local mode fails the "
    "step or finds nothing; whether the service converts the one into the other is not documented."
)


def _differ(left: Value, right: Value, kinds: Kinds) -> bool:
    first, second = kind_of(left, kinds), kind_of(right, kinds)
    # Two literals are a constant condition, whatever their kinds: SMP702.
    written = isinstance(left, Literal) and isinstance(right, Literal)
    return first is not None and second is not None and first != second and not written


def _described(value: Value, kinds: Kinds) -> str:
    kind = kind_of(value, kinds)
    if kind == "null":
        return "null"
    if isinstance(value, Literal):
        return f"a {kind} ({shown(value.value) if isinstance(value.value, str) else value.value})"
    article = "an" if kind == "object" else "a"
    return f"{article} {kind} ({_named(value)})"


def _named(value: Value) -> str:
    if isinstance(value, JsonGet):
        return f"{value.path.value} of {value.source}" if isinstance(value.path, Literal) else "a JsonGet"
    return "a Join" if isinstance(value, Join) else str(value)
