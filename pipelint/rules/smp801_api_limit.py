"""SMP801: a value is longer, larger or other than the API takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.shapes import shape as find_shape
from pipelint.pipeline.service.slots import slots
from pipelint.pipeline.values import ListValue, Literal, Record, Value
from pipelint.rules.looking import Remark, gathered
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
kind = ParameterString("InstanceType", default_value="ml.m5.large")
processor = Processor(role, "split:1", 1, kind, volume_size_in_gb=20000, sagemaker_session=session)
outputs = [ProcessingOutput(output_name=f"fold-{n}", source=f"/opt/ml/processing/{n}") for n in range(12)]
split = ProcessingStep("Split", step_args=processor.run(outputs=outputs, arguments=["--columns", "c" * 300]))
pipeline = Pipeline("Abalone", parameters=[kind], steps=[split], sagemaker_session=session)
"""
GOOD_SOURCE = SOURCE.replace("range(12)", "range(10)").replace("300", "200").replace("20000", "30")

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "AlgorithmSpecification": {"TrainingInputMode": "Files"},
      "ResourceConfig": {"InstanceCount": -1, "VolumeSizeInGB": 30},
      "Environment": {"%s": "x"}
    }}
  ]
}
""".replace("%s", "K" * 600)
GOOD_DEFINITION = DEFINITION.replace("Files", "File").replace('"InstanceCount": -1', '"InstanceCount": 1')
GOOD_DEFINITION = GOOD_DEFINITION.replace("K" * 600, "KEY")


class ApiLimit(Rule):
    """The API bounds the length of strings, the size of lists and maps, and the range of numbers.

    At most ten inputs and ten outputs of a processing step, 256 characters of a container argument, a hundred
    environment variables: the limits are those of the Create request that the step sends. The service refuses the
    pipeline when it is created or updated: `Unable to parse pipeline definition. Model Validation failed: string '…'
    with length=260 cannot be great…`, `container ProcessingEnvironmentMap length (132) exceeds maximum limit (100)`.

    For numbers out of range and for words outside an enumeration no such message is known, and AWS adds words (new
    instance types above all); so those are warnings. Only what is written out is judged: a parameter or reference may
    still be too long at run time.
    """

    code = "SMP801"
    name = "api-limit"
    severity = Severity.ERROR
    summary = "A value is longer, larger or other than the API takes."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2554",
        "https://github.com/aws/sagemaker-python-sdk/issues/5224",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'ProcessingResources.ClusterConfig.VolumeSizeInGB of step "Split" is 20000, the API takes 1 to '
                    "16384",
                    line=10,
                    text="20000",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'ProcessingOutputConfig.Outputs of step "Split" has 12 items, the API takes 10',
                    line=11,
                    text='[ProcessingOutput(output_name=f"fold-{n}", source=f"/opt/ml/processing/{n}") for n in '
                    "range(12)]",
                ),
                Expected(
                    'AppSpecification.ContainerArguments[1] of step "Split" has 300 characters, the API takes 256',
                    line=12,
                    text='"c" * 300',
                ),
            ),
            title="Too many outputs, too long an argument, too large a volume",
        ),
        Example(GOOD_SOURCE),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'AlgorithmSpecification.TrainingInputMode of step "Train" is "Files", which the API does not know; '
                    'did you mean "File"? It takes "Pipe", "File" and "FastFile"',
                    pointer="/Steps/0/Arguments/AlgorithmSpecification/TrainingInputMode",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'ResourceConfig.InstanceCount of step "Train" is -1, the API takes 0 or more',
                    pointer="/Steps/0/Arguments/ResourceConfig/InstanceCount",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'Environment of step "Train" has a key of 600 characters, the API takes 512',
                    pointer="/Steps/0/Arguments/Environment",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every slot that is filled; see the class."""
        for step in pipeline.all_steps():
            for path, shape, value in slots(step):
                for text, severity in _beyond(shape, value):
                    help_ = "The limit is the API's; the service checks it when the pipeline is created or updated."
                    yield from gathered(f"{path} of", [Remark(step, text, value.origin, help_, severity)])


def _beyond(shape: Shape, value: Value) -> Iterator[tuple[str, Severity | None]]:
    """Say what of ``value`` is beyond the limits of ``shape``; the severity is None where it is the rule's own."""
    if isinstance(value, Literal) and isinstance(value.value, str) and shape.type == "string":
        if _exceeds(len(value.value), shape):
            yield f"has {len(value.value)} characters, the API takes {shape.maximum:.0f}", None
        elif shape.enum and value.value not in shape.enum:
            known = f"{expectation(value.value, shape.enum, 'it takes')}"
            yield f"is {shown(value.value)}, which the API does not know{known}", Severity.WARNING
    elif isinstance(value, Literal) and _is_number(value.value) and shape.type in _NUMBERS:
        if not _within(value.value, shape):
            yield f"is {value.value}, the API takes {_range(shape)}", Severity.WARNING
    elif isinstance(value, ListValue) and shape.type == "list" and _exceeds(len(value.items), shape):
        yield f"has {len(value.items)} items, the API takes {shape.maximum:.0f}", None
    elif isinstance(value, Record) and shape.type == "map":
        yield from _beyond_map(shape, value)


_NUMBERS = frozenset({"integer", "long", "float", "double"})


def _beyond_map(shape: Shape, value: Record) -> Iterator[tuple[str, Severity | None]]:
    if _exceeds(len(value.entries), shape):
        yield f"has {len(value.entries)} entries, the API takes {shape.maximum:.0f}", None
    key_shape = find_shape(shape.key) if shape.key is not None else None
    longest = max(map(len, value.entries), default=0)
    if key_shape is not None and _exceeds(longest, key_shape):
        yield f"has a key of {longest} characters, the API takes {key_shape.maximum:.0f}", None


def _exceeds(size: int, shape: Shape) -> bool:
    return shape.maximum is not None and size > shape.maximum


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _within(number: float, shape: Shape) -> bool:
    low = shape.minimum is None or number >= shape.minimum
    return low and (shape.maximum is None or number <= shape.maximum)


def _range(shape: Shape) -> str:
    if shape.minimum is None:
        return f"{shape.maximum:.0f} or less"
    return f"{shape.minimum:.0f} or more" if shape.maximum is None else f"{shape.minimum:.0f} to {shape.maximum:.0f}"
