"""SMP603: every execution writes to the same place."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.storage import OUTPUTS, fixed_places
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.times import holds_time
from pipelint.rules.wording import quoted, shown

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
processor = Processor("role", "prepare:1", 1, "ml.m5.large", sagemaker_session=session)
output = ProcessingOutput("/opt/ml/processing/data", "s3://bucket/data", output_name="data")
prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output]))
pipeline = Pipeline("Abalone", steps=[prepare], sagemaker_session=session)
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Prepare", "Type": "Processing", "Arguments": {
    "ProcessingOutputConfig": {"Outputs": [
      {"OutputName": "data", "S3Output": {"S3Uri": "s3://bucket/data", "LocalPath": "/opt/ml/processing/data",
       "S3UploadMode": "EndOfJob"}}]}
  }}]
}
"""
GOOD_DEFINITION = DEFINITION.replace(
    '"s3://bucket/data"',
    '{"Std:Join": {"On": "/", "Values": ["s3://bucket", {"Get": "Execution.PipelineExecutionId"}, "data"]}}',
)

# What stands in a place and is the same in all executions of a pipeline.
SAME = ("{Execution.PipelineName}", "{Execution.PipelineArn}")


class OverwrittenOutput(Rule):
    """An output without the execution's id in its place is overwritten by the next execution.

    Two executions at once mix their files there, and the step that reads them may get the other's. A job's own folder
    is safe: training and transform jobs write below one of their own name. So is the SDK's default for processing jobs,
    which holds the id of the execution.

    A place that always holds the latest result may be just what is meant, so this is information, given once for a
    pipeline. A parameter in the place passes: then whoever starts the execution chooses.
    """

    code = "SMP603"
    name = "overwritten-output"
    severity = Severity.INFO
    summary = "Every execution writes to the same place, so that two at once overwrite each other's files."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/2808",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
    )
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'every execution overwrites what step "Prepare" writes: "s3://bucket/data" is the same in all of '
                    "them",
                    pointer="/Steps/0/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            SOURCE,
            expected=(
                Expected(
                    'every execution overwrites what step "Prepare" writes: "s3://bucket/data" is the same in all of '
                    "them",
                    line=8,
                    text='"s3://bucket/data"',
                ),
            ),
        ),
        Example(SOURCE.replace('"s3://bucket/data", output_name', "output_name")),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Gather the places that are the same in all executions; see the class."""
        places = [
            place for step in pipeline.all_steps() for place in fixed_places(step, OUTPUTS) if _is_the_same(place.text)
        ]
        if places:
            names = list(dict.fromkeys(place.step.name for place in places))
            texts = list(dict.fromkeys(place.text for place in places))
            subject = f"step{'s' if names[1:] else ''} {quoted(names)} write{'' if names[1:] else 's'}"
            rest = f"and {len(texts) - 1} more are" if texts[1:] else "is"
            yield Report(
                f"every execution overwrites what {subject}: {shown(texts[0])} {rest} the same in all of them",
                places[0].origin,
                None if names[1:] else names[0],
                "Put ExecutionVariables.PIPELINE_EXECUTION_ID into a Join, or leave the destination out: the SDK's own "
                "holds it. Nothing is wrong where only the latest result is wanted and executions never run at once.",
                tuple((place.origin, "and here") for place in places[1:] if place.origin is not None),
            )


def _is_the_same(text: str) -> bool:
    """Tell whether ``text`` names the same place in all executions; one with a time in it is SMP502's."""
    for name in SAME:
        text = text.replace(name, "")
    return "{" not in text and not holds_time(text)
