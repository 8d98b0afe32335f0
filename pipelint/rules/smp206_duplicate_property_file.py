"""SMP206: a step registers two property files of one name."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, PropertyFile, Step
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Evaluate", "Type": "Processing",
     "Arguments": {"ProcessingOutputConfig": {"Outputs": [{"OutputName": "eval"}]}},
     "PropertyFiles": [
       {"PropertyFileName": "Report", "OutputName": "eval", "FilePath": "report.json"},
       {"PropertyFileName": "Report", "OutputName": "eval", "FilePath": "bias.json"}]}
  ]
}
"""


class DuplicatePropertyFile(Rule):
    """Each property file of a step needs a name of its own.

    `JsonGet` names a property file by its step and its name, so of two that bear one name nobody can say which is read.
    The SDK compiles both, also where one object stands in `property_files` twice. What the service does is not
    documented, hence a warning. Two steps may have property files of one name.
    """

    code = "SMP206"
    name = "duplicate-property-file"
    severity = Severity.WARNING
    summary = "A step registers two property files of one name."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "sagemaker/workflow/steps.py:927-930 of sagemaker 2.257, which checks nothing",
    )
    languages = ("json",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Evaluate" registers two property files called "Report"',
                    pointer="/Steps/0/PropertyFiles/1",
                ),
            ),
        ),
        Example("Bias".join(DEFINITION.rsplit("Report", 1)), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look for names that come again in a step; see the class."""
        for step in pipeline.all_steps():
            yield from distinct(_reports(step))


def _reports(step: Step) -> Iterator[Report]:
    first: dict[str, PropertyFile] = {}
    for file in step.property_files:
        name = file.name.value if isinstance(file.name, Literal) else None
        if not isinstance(name, str):
            continue
        before = first.setdefault(name, file)
        if before is not file:
            yield Report(
                f'step "{step.name}" registers two property files called "{name}"',
                file.origin or step.origin,
                step.name,
                "Take one of them away, or give it another name. Which of the two the service reads is not documented.",
                ((before.origin, "registered here, too"),) if before.origin is not None else (),
            )
