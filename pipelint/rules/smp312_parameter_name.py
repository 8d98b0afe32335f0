"""SMP312: the name of a parameter is not what the service takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted, shown

SOURCE = """\
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

reason = ParameterString("Reason of failure", default_value="nothing to do")
stop = FailStep("Stop", error_message=reason)
pipeline = Pipeline("Abalone", parameters=[reason], steps=[stop], sagemaker_session=PipelineSession())
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "instance.type", "Type": "String", "DefaultValue": "ml.m5.xlarge"}],
  "Steps": []
}
"""

LONG_NAME = "A" * 65

# PipelineParameterName of the API; the published schema has the same characters and at most 64 of them.
ILLEGAL = re.compile(r"[^A-Za-z0-9\-_]")
LONGEST = 256
LONGEST_OF_SCHEMA = 64


class ParameterName(Rule):
    """The name of a parameter is of letters, digits, hyphens and underscores.

    `definition()` compiles any name; the service takes only those, in the API and in the published schema of
    definitions alike. They disagree about the length: 256 characters in the API, 64 in the schema. So a name of more
    than 64 is a warning, one of more than 256 an error.
    """

    code = "SMP312"
    name = "parameter-name"
    severity = Severity.ERROR
    summary = "The name of a parameter is not what the service takes."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Parameter.html",
        "https://github.com/aws-sagemaker-mlops/sagemaker-model-building-pipeline-definition-JSON-schema",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'parameter name "Reason of failure" has characters that the service does not take: " "',
                    line=6,
                    text='"Reason of failure"',
                ),
            ),
        ),
        Example(SOURCE.replace("Reason of failure", "Reason_of-failure")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'parameter name "instance.type" has characters that the service does not take: "."',
                    pointer="/Parameters/0/Name",
                ),
            ),
        ),
        Example(DEFINITION.replace("instance.type", "instance-type"), "json"),
        Example(
            DEFINITION.replace("instance.type", LONG_NAME),
            "json",
            (
                Expected(
                    f'parameter name "{LONG_NAME}" has 65 characters: the API of the service takes 256, the published '
                    "schema 64",
                    pointer="/Parameters/0/Name",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(
            DEFINITION.replace("instance.type", LONG_NAME * 4),
            "json",
            (
                Expected(
                    f'parameter name "{"A" * 80}…" has 260 characters, the service takes at most 256',
                    pointer="/Parameters/0/Name",
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the name of every parameter; see the class."""
        for parameter in pipeline.parameters:
            yield from _reports(parameter)


def _reports(parameter: Parameter) -> Iterator[Report]:
    name = parameter.name
    illegal = dict.fromkeys(ILLEGAL.findall(name))
    if illegal or not name:
        has = f"has characters that the service does not take: {quoted(shown(one)[1:-1] for one in illegal)}"
        yield Report(
            f"parameter name {shown(name)} {has if illegal else 'is empty'}",
            parameter.name_origin or parameter.origin,
            help="Use letters, digits, hyphens and underscores alone. definition() does not look; the "
            "service refuses the pipeline when it is created or updated.",
        )
    if len(name) > LONGEST:
        message = f"parameter name {shown(name)} has {len(name)} characters, the service takes at most {LONGEST}"
        yield Report(message, parameter.name_origin or parameter.origin, help="Shorten it.")
    elif len(name) > LONGEST_OF_SCHEMA:
        yield Report(
            f"parameter name {shown(name)} has {len(name)} characters: the API of the service takes {LONGEST}, the "
            f"published schema {LONGEST_OF_SCHEMA}",
            parameter.name_origin or parameter.origin,
            help="Shorten it: which of the two limits the service holds is not documented.",
            severity=Severity.WARNING,
        )
