"""SMP105: a parameter is declared and nothing uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.contents import every_expression, every_literal
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal, ParameterReference, walk
from pipelint.rules.rule import Example, Expected, Report, Rule

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [
    {"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.m5.xlarge"},
    {"Name": "InstanceCount", "Type": "Integer", "DefaultValue": 1}
  ],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "ResourceConfig": {"InstanceType": {"Get": "Parameters.InstanceType"}, "InstanceCount": 1, "VolumeSizeInGB": 30}
    }}
  ]
}
"""

# Text that holds a reference which pipelint does not read as one (JSON in a string) uses the parameter all the same.
_MENTIONED = re.compile(r"Parameters\.([A-Za-z0-9_-]+)")


class UnusedParameter(Rule):
    """A parameter that a pipeline declares should reach a step, a condition or the experiment.

    A value that is passed for another at start changes nothing, and nobody says so. Mostly the parameter was meant to
    be used and its default was built in instead: `instance_count=1`, or `f"s3://{bucket.default_value}/data"`. AWS's
    own template for batch inference declared the type and number of its instances and used neither.

    Nothing is wrong with such a definition to the service, so this is a warning. Only definitions are judged: the
    source of a pipeline shows pipelint too few of the uses. Nothing is reported where a part of the definition was not
    understood.
    """

    code = "SMP105"
    name = "unused-parameter"
    severity = Severity.WARNING
    summary = "A parameter is declared and nothing in the pipeline uses it."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws-samples/sagemaker-custom-project-templates/pull/75",
    )
    languages = ("json",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'parameter "InstanceCount" is declared, but nothing in the pipeline uses it',
                    pointer="/Parameters/1",
                ),
            ),
            title="A number that is written out although there is a parameter for it",
        ),
        Example(
            DEFINITION.replace('"InstanceCount": 1', '"InstanceCount": {"Get": "Parameters.InstanceCount"}'), "json"
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare what is declared with what is used; see the class."""
        if pipeline.dialect is not None or pipeline.gaps or not pipeline.steps_complete:
            return
        used = _used(pipeline)
        for parameter in pipeline.parameters:
            if parameter.name not in used:
                yield Report(
                    f'parameter "{parameter.name}" is declared, but nothing in the pipeline uses it',
                    parameter.origin,
                    help="Use it where its value is written out, or remove it: a value that is passed at start changes "
                    "nothing. In source, pass the parameter itself, not its default_value.",
                )


def _used(pipeline: Pipeline) -> set[str]:
    """Return the names of the parameters that the pipeline uses or mentions."""
    beside = [*walk(pipeline.experiment_config), *walk(pipeline.attributes)]
    literals = [value for _, value in every_literal(pipeline)] + [one for one in beside if isinstance(one, Literal)]
    others = [value for _, value in every_expression(pipeline)] + beside
    texts = [one.value for one in literals if type(one.value) is str]
    mentioned = _MENTIONED.findall("\n".join(texts))  # looking through one text is quicker than through each
    return {one.name for one in others if type(one) is ParameterReference}.union(mentioned)
