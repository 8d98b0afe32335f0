"""SMP204: a json path that is read in one way here and in another there."""

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
error = JsonGet(step_name="Evaluate", property_file=report, json_path="$.mse.value")
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
        "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Report"}, "Path": "folds[*].mse"}}}],
      "IfSteps": [], "ElseSteps": []}}
  ]
}
"""


class JsonPathDialect(Rule):
    """A json path should mean the same to the service and to local mode.

    AWS says that a `json_path` is "JsonPath notation" and points to Jayway JsonPath; which part of it the service
    supports is not documented, and all its examples are keys joined by dots with indexes in brackets. The SDK's local
    mode has a reader of its own that takes `$` for a key, splits at dots inside quotes and knows no wildcards. A path
    that the two read differently cannot be tested locally and is unconfirmed on the service.
    """

    code = "SMP204"
    name = "json-path-dialect"
    severity = Severity.WARNING
    summary = "The json path of a JsonGet means one thing to the documented dialect and another to local mode."
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
                    'json path "$.mse.value" is doubtful, and unconfirmed on the service: '
                    'the service reads it as ["mse"]["value"], local mode reads it as ["$"]["mse"]["value"]',
                    line=19,
                    text='"$.mse.value"',
                ),
            ),
            title="A leading dollar sign",
        ),
        Example(SOURCE.replace("$.", "")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'json path "folds[*].mse" is doubtful, and unconfirmed on the service: the service reads it as '
                    "a wildcard, local mode refuses it (expected an index or a quoted key)",
                    pointer="/Steps/1/Arguments/Conditions/0/LeftValue/Std:JsonGet/Path",
                ),
            ),
        ),
        Example(DEFINITION.replace("[*]", "[0]"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare what the two dialects make of every json path; see the class."""
        yield from distinct(
            Report(
                f'json path "{path}" is doubtful, and unconfirmed on the service: {"; ".join(differences)}',
                origin or step.origin,
                step.name,
                "Write keys joined by dots and indexes in brackets, as in metrics.folds[0].mse: they mean the same "
                "everywhere.",
            )
            for step, path, origin in json_paths(pipeline)
            if (differences := _differences(path))
        )


def _differences(path: str) -> tuple[str, ...]:
    try:
        return parse(path).differences
    except JsonPathError:
        return ()  # SMP201 says so
