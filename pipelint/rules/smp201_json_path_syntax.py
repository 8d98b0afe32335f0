"""SMP201: a json path that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.jsonpath import JsonPathError, parse
from pipelint.pipeline.model import Pipeline
from pipelint.rules.looking import distinct, json_paths
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThanOrEqualTo
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
report = PropertyFile(name="Report", output_name="metrics", path="report.json")
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(outputs=[ProcessingOutput(output_name="metrics", source="/opt/ml/processing/metrics")]),
    property_files=[report],
)
error = JsonGet(step_name="Evaluate", property_file=report, json_path="regression_metrics[mse].value")
check = ConditionStep("Check", conditions=[ConditionLessThanOrEqualTo(error, 6.0)], if_steps=[], else_steps=[])
pipeline = Pipeline("Abalone", steps=[evaluate, check], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Evaluate", "Type": "Processing",
     "Arguments": {"ProcessingOutputConfig": {"Outputs": [{"OutputName": "metrics"}]}},
     "PropertyFiles": [{"PropertyFileName": "Report", "OutputName": "metrics", "FilePath": "report.json"}]},
    {"Name": "Check", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "LessThan", "RightValue": 6.0, "LeftValue": {"Std:JsonGet": {
        "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Report"}, "Path": "regression_metrics[0.value"}}}],
      "IfSteps": [], "ElseSteps": []}}
  ]
}
"""


class JsonPathSyntax(Rule):
    """The `json_path` of a `JsonGet` must be a path.

    AWS documents paths such as `regression_metrics.mse.value` and `Output[1]`: keys joined by dots, indexes in
    brackets. `definition()` compiles any text, and nothing shows that the service looks at it before the condition is
    evaluated: then the steps before it have run and been paid for.

    A path is reported only when neither the dialect that AWS documents (Jayway JsonPath) nor the SDK's local mode can
    read it. What only one of them reads is SMP204.
    """

    code = "SMP201"
    name = "json-path-syntax"
    severity = Severity.ERROR
    summary = "The json path of a JsonGet is malformed."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "https://github.com/json-path/JsonPath",
        "sagemaker/local/utils.py:196-238 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'json path "regression_metrics[mse].value" cannot be read from character 20 on: '
                    "expected an index, or a key in quotes: ['key']",
                    line=19,
                    text='"regression_metrics[mse].value"',
                ),
            ),
            title="A key in brackets",
        ),
        Example(SOURCE.replace("[mse].value", ".mse.value")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'json path "regression_metrics[0.value" cannot be read from character 19 on: the "[" is not closed',
                    pointer="/Steps/1/Arguments/Conditions/0/LeftValue/Std:JsonGet/Path",
                ),
            ),
        ),
        Example(DEFINITION.replace("[0.value", "[0].value"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Read every json path; see the class."""
        yield from distinct(_reports(pipeline))


def _reports(pipeline: Pipeline) -> Iterator[Report]:
    for step, path, origin in json_paths(pipeline):
        try:
            parse(path)
        except JsonPathError as error:
            yield Report(
                f'json path "{path}" cannot be read from character {error.position + 1} on: {error.message}',
                origin or step.origin,
                step.name,
                f"    {path}\n    {' ' * error.position}^\n"
                "Write keys joined by dots and indexes in brackets, as in metrics.folds[0].mse. definition() compiles "
                f'any text; step "{step.name}" fails when it reads the path, after the steps before it have run.',
            )
