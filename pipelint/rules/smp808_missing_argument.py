"""SMP808: the arguments of a step lack a member that the API requires."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.installed import installed_shape
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.slots import every_structure
from pipelint.pipeline.values import Record
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {
      "AppSpecification": {"ContainerArguments": ["--fast"]},
      "ProcessingOutputConfig": {"Outputs": [{"OutputName": "train", "S3Output": {"S3Uri": "s3://bucket/train"}}]}
    }}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace('{"ContainerArguments"', '{"ImageUri": "prepare:1", "ContainerArguments"').replace(
    '"s3://bucket/train"', '"s3://bucket/train", "LocalPath": "/opt/ml/processing/train", "S3UploadMode": "EndOfJob"'
)


class MissingArgument(Rule):
    """A structure in the arguments of a step needs the members that the API requires of it.

    A channel without a name, an output without an upload mode: the API refuses the request of the step. Whether the
    service looks when the pipeline is created or updated is not documented, so this is a warning; if not, the step
    fails when it is to start, after the steps before it have been paid for.

    Only definitions are judged, as the SDK adds members that source does not show. Of the request itself nothing is
    asked: the service gives every job its name, and nobody says what else it fills in.
    """

    code = "SMP808"
    name = "missing-argument"
    severity = Severity.WARNING
    summary = "The arguments of a step lack a member that the API requires."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html",)
    languages = ("json",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'AppSpecification of step "Prepare" lacks "ImageUri", which the API requires',
                    pointer="/Steps/0/Arguments/AppSpecification",
                ),
                Expected(
                    'ProcessingOutputConfig.Outputs[0].S3Output of step "Prepare" lacks "S3UploadMode", which the API '
                    "requires",
                    pointer="/Steps/0/Arguments/ProcessingOutputConfig/Outputs/0/S3Output",
                ),
            ),
            title="No image, and an output that does not say when to upload",
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every structure below the requests; see the class."""
        if pipeline.dialect is not None:
            return
        for step, path, shape, record in every_structure(pipeline):
            missing = _missing(shape, record) if path and record.complete else []
            if missing:
                yield Report(
                    f'{path} of step "{step.name}" lacks {quoted(missing)}, which the API requires',
                    record.origin or step.origin,
                    step.name,
                    "Add what is missing. The API refuses such a request at the latest when the step is to start; "
                    "whether the service says so when the pipeline is created or updated is not documented.",
                )


def _missing(shape: Shape, record: Record) -> list[str]:
    """Return what ``record`` lacks by the digest and by the installed botocore, where there is one."""
    missing = [name for name in shape.required if name not in record.entries]
    newer = installed_shape(shape.name) if missing else None
    return missing if newer is None else [name for name in missing if name in newer.required]
