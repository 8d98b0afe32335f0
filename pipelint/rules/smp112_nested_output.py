"""SMP112: a part of an output of a Lambda or Callback step is read."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Index, Key, Member, StepReference
from pipelint.rules.looking import distinct, every_expression, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

arn = "arn:aws:lambda:us-west-2:111122223333:function:"
outputs = [LambdaOutput("body", LambdaOutputTypeEnum.String)]
count = LambdaStep("Count", lambda_func=Lambda(arn + "count"), inputs={}, outputs=outputs)
body = count.properties.Outputs["body"]
report = LambdaStep("Report", lambda_func=Lambda(arn + "report"), inputs={"rows": body["rows"]})
pipeline = Pipeline("Abalone", steps=[count, report], sagemaker_session=PipelineSession())
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Count", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:count",
     "Arguments": {}, "OutputParameters": [{"OutputName": "body", "OutputType": "String"}]},
    {"Name": "Report", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:report",
     "Arguments": {"rows": {"Get": "Steps.Count.OutputParameters['body'].rows"}}, "OutputParameters": []}
  ]
}
"""


class NestedOutput(Rule):
    """An output of a Lambda or Callback step is one value: a text, a number or a truth value.

    A part of it cannot be read. The SDK raises `TypeError: 'Properties' object is not subscriptable`, or an
    AttributeError, while the pipeline is built. In a definition that was written by hand the step that reads it fails,
    with a client error that is not retried.
    """

    code = "SMP112"
    name = "nested-output"
    severity = Severity.ERROR
    summary = "A part of an output of a Lambda or Callback step is read, and outputs have no parts."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html#lambdastep",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-lambda",
    )
    about = ("Lambda", "Callback")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Report" reads [\'rows\'] of output "body" of step "Count", and an output has no parts',
                    line=10,
                    text='"rows"',
                ),
            ),
        ),
        Example(SOURCE.replace('body["rows"]', "body")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Report" reads .rows of output "body" of step "Count", and an output has no parts',
                    pointer="/Steps/1/Arguments/rows",
                ),
            ),
        ),
        Example(DEFINITION.replace("['body'].rows", "['body']"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every reference to an output; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            _report(step, value)
            for step, value in every_expression(pipeline)
            if isinstance(value, StepReference) and len(value.path) > 2 and value.path[0] == Member("OutputParameters")
            if value.step in steps and steps[value.step].type in ("Lambda", "Callback")
            if pipeline.dialect is None or value.path[2] not in _OF_PYTHON
        )


_OF_PYTHON = tuple(map(Member, ("step_name", "path", "expr", "to_string")))
"""What the Python object of an output has: that is no part of its value (sagemaker/workflow/properties.py:73-120)."""


def _report(step: Step, value: StepReference) -> Report:
    output, part = value.path[1], value.path[2]
    name = output.name if isinstance(output, Key) else str(output)
    return Report(
        f'step "{step.name}" reads {part} of output "{name}" of step "{value.step}", and an output has no parts',
        (part.origin if isinstance(part, (Key, Index, Member)) else None) or value.origin or step.origin,
        step.name,
        "Let the function return each part as an output of its own, at the top of its dict.",
    )
