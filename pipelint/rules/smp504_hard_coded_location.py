"""SMP504: a place in S3 is written out where a parameter should stand."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Record, Scalar
from pipelint.rules.hard_coded import Slot, reports
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
machine = ParameterString("InstanceType", default_value="ml.m5.xlarge")
estimator = Estimator("train:1", role, 1, machine, sagemaker_session=session)
data = TrainingInput("s3://shop-of-2023/orders/", content_type="text/csv")
train = TrainingStep("Train", step_args=estimator.fit({"train": data}))
pipeline = Pipeline("Orders", parameters=[machine], steps=[train], sagemaker_session=session)
"""
FIXED = (
    SOURCE.replace(
        "data = ", 'location = ParameterString(name="Location", default_value="s3://shop-of-2023/orders/")\ndata = '
    )
    .replace('TrainingInput("s3://shop-of-2023/orders/"', "TrainingInput(location")
    .replace("[machine]", "[machine, location]")
)

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Orders", "Type": "String", "DefaultValue": "s3://shop-of-2023/orders/"}],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "InputDataConfig": [{"ChannelName": "train", "DataSource": {"S3DataSource": {
        "S3DataType": "S3Prefix", "S3Uri": "s3://shop-of-2023/orders/"
      }}}]
    }}
  ]
}
"""


class HardCodedLocation(Rule):
    """A place in S3 that is written out is read or written by every execution, in every account.

    Data of another day, a test on a sample, the bucket of another account: with a `ParameterString` the same pipeline
    serves them all. With a literal the pipeline must be changed and upserted again.

    What the SDK uploads, such as code, is no place that anybody chose: inputs called `code`, `entrypoint` or
    `sm_code`, and places below them, are left alone.
    """

    code = "SMP504"
    name = "hard-coded-location"
    severity = Severity.WARNING
    summary = "A place in S3 is written out where a pipeline parameter could stand."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",)
    quiet = True
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'location "s3://shop-of-2023/orders/" is hard-coded in step "Train"',
                    line=12,
                    text='"s3://shop-of-2023/orders/"',
                ),
            ),
            fixed=FIXED,
        ),
        Example(FIXED),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'location "s3://shop-of-2023/orders/" is hard-coded in step "Train"',
                    pointer="/Steps/0/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"S3Uri": "s3://shop-of-2023/orders/"', '"S3Uri": {"Get": "Parameters.Orders"}'), "json"
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each place that writes out a location, with all steps that use it; see the class."""
        uploaded = {id(place) for step in pipeline.all_steps() for place in _of_code(step)}
        yield from reports(pipeline, _SLOT, lambda owner, key: key in _KEYS and id(owner) not in uploaded, _is_location)


_SLOT = Slot(
    "location",
    "Location",
    "ParameterString",
    "then an execution can work on other data without a new definition.",
)
_KEYS = frozenset({"S3Uri", "S3OutputPath", "S3OutputLocation", "ModelDataUrl"})
_CODE = frozenset({"code", "entrypoint", "sm_code"})  # the names that the SDKs give to inputs and channels of code


def _is_location(value: Scalar) -> bool:
    # s3://None/… is f"s3://{bucket}/…" with the default of an argument that every caller gives
    return isinstance(value, str) and value.startswith("s3://") and not value.startswith("s3://None/")


def _of_code(step: Step) -> Iterator[Record]:
    """Yield the objects that tell where the code of ``step`` lies."""
    for listed, name, path in (
        ("ProcessingInputs", "InputName", ("S3Input",)),
        ("InputDataConfig", "ChannelName", ("DataSource", "S3DataSource")),
    ):
        for entry in getattr(step.arguments.get(listed), "items", ()):
            called = entry.get(name) if isinstance(entry, Record) else None
            place = entry.get(*path) if isinstance(entry, Record) else None
            if isinstance(place, Record) and getattr(called, "value", None) in _CODE:
                yield place
