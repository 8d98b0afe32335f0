"""SMP205: a JsonGet reads a JSON file without saying what in it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import JsonGet, Literal
from pipelint.rules.looking import distinct, every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Evaluate", "Type": "Processing",
     "Arguments": {"ProcessingOutputConfig": {"Outputs": [{"OutputName": "eval"}]}},
     "PropertyFiles": [{"PropertyFileName": "Report", "OutputName": "eval", "FilePath": "report.json"}]},
    {"Name": "Tell", "Type": "Lambda", "OutputParameters": [],
     "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:tell",
     "Arguments": {"loss": {"Std:JsonGet": {
       "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Report"}, "Path": null}}}}
  ]
}
"""


class MissingJsonPath(Rule):
    """A `JsonGet` needs a `json_path`, which says what in the file is meant.

    The SDK lets it be left out, and compiles `"Path": null`. Local mode then takes the whole document, which no
    comparison and no argument can use. What the service does is not documented, hence a warning.
    """

    code = "SMP205"
    name = "missing-json-path"
    severity = Severity.WARNING
    summary = "A JsonGet has no json path."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "sagemaker/workflow/functions.py:125-154 and sagemaker/local/utils.py:196-238 of sagemaker 2.257",
    )
    languages = ("json",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'JsonGet in step "Tell" has no json path: it does not say what in the file is meant',
                    pointer="/Steps/1/Arguments/loss/Std:JsonGet/Path",
                ),
            ),
        ),
        Example(DEFINITION.replace("null", '"metrics.loss"'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every JsonGet; see the class."""
        yield from distinct(
            Report(
                f'JsonGet in step "{step.name}" has {found}: it does not say what in the file is meant',
                value.path.origin or value.origin or step.origin,
                step.name,
                "Give it a json_path such as metrics.loss. Local mode takes the whole document; what the service does "
                "is not documented.",
            )
            for step, value in every_expression(pipeline)
            if isinstance(value, JsonGet) and isinstance(value.path, Literal)
            if value.spelling is None or not value.spelling.extras  # one of these keys is a misspelt Path: SMP021
            if (found := _instead(value.path)) is not None
        )


def _instead(path: Literal) -> str | None:
    """Name what stands in the place of a path; None where it is text."""
    if isinstance(path.value, str):
        return None
    return "no json path" if path.value is None else f"{shown_scalar(path.value)} as its json path"
