"""SMP801: a value is longer, larger or other than the API takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeGuard

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.installed import installed_shape
from pipelint.pipeline.service.patterns import matches
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.shapes import shape as find_shape
from pipelint.pipeline.service.slots import judged_slots
from pipelint.pipeline.values import ListValue, Literal, Record, Value
from pipelint.rules.looking import Remark, gathered_slots
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
      "Environment": {"%s": "x", "BATCH-SIZE": "8"},
      "InputDataConfig": [{"ChannelName": ""}], "RoleArn": "arn:aws:iam::11112222:role/Pipelines"
    }}
  ]
}
""".replace("%s", "K" * 600)
GOOD_DEFINITION = DEFINITION.replace("Files", "File").replace('"InstanceCount": -1', '"InstanceCount": 1')
GOOD_DEFINITION = GOOD_DEFINITION.replace("K" * 600, "KEY").replace("BATCH-SIZE", "BATCH_SIZE")
GOOD_DEFINITION = GOOD_DEFINITION.replace('"ChannelName": ""', '"ChannelName": "train"').replace(
    "::11112222:", "::111122223333:"
)


Fault = tuple[str, Severity | None]  # what to say, and its severity where that is not the rule's own

SURE = "Keep to the limit, which is the API's; the service checks it when the pipeline is created or updated."
LIKELY = (
    "Give it a value that the API takes. It is refused at the latest when the step is to start; whether the service "
    "says so when the pipeline is created or updated is not documented."
)
LOCAL_MODE = frozenset({"local", "local_gpu", "ml.local", "ml.local_gpu"})
_NUMBERS = frozenset({"integer", "long", "float", "double"})


class ApiLimit(Rule):
    """The API bounds the length of strings, the size of lists and maps, and the range of numbers.

    At most ten inputs and ten outputs of a processing step, 256 characters of a container argument, a hundred
    environment variables: the limits are those of the Create request that the step sends. The service refuses the
    pipeline when it is created or updated: `Unable to parse pipeline definition. Model Validation failed: string '…'
    with length=260 cannot be great…`, `container ProcessingEnvironmentMap length (132) exceeds maximum limit (100)`.

    Those are errors. Of what is too short or too few, of numbers out of range and of text that is not of the form the
    API takes, no message of the service is known, and AWS adds words to its enumerations (new instance types above
    all); so these are warnings. The API refuses them at the latest when the step is to start.

    Only what is written out is judged: a parameter or reference may still be too long at run time. Where botocore is
    installed, it is asked before anything is reported, so that a limit that AWS has raised passes. In source neither
    the form of text nor what is too short is judged, as the SDK turns the name of a role into its ARN and a local path
    into an S3 URI. An instance type of local mode never reaches the API.
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
                Expected(
                    'Environment of step "Train" has the key "BATCH-SIZE", which is not of the form the API takes: '
                    "[a-zA-Z_][a-zA-Z0-9_]*",
                    pointer="/Steps/0/Arguments/Environment",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'InputDataConfig[0].ChannelName of step "Train" has 0 characters, the API takes 1 or more',
                    pointer="/Steps/0/Arguments/InputDataConfig/0/ChannelName",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'RoleArn of step "Train" is "arn:aws:iam::11112222:role/Pipelines", which is not of the form the '
                    r"API takes: arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+",
                    pointer="/Steps/0/Arguments/RoleArn",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every slot that is filled; see the class."""
        compiled = pipeline.dialect is None
        yield from gathered_slots(
            (path, Remark(step, text, value.origin or step.origin, SURE if severity is None else LIKELY, severity))
            for step, path, _, value, (text, severity) in judged_slots(
                pipeline, lambda shape, value: _beyond(shape, value, compiled)
            )
        )


def _beyond(shape: Shape, value: Value, compiled: bool) -> Iterator[Fault]:
    """Say what of ``value`` is beyond the limits of ``shape``; ``compiled`` tells a definition from source."""
    if isinstance(value, Literal) and isinstance(value.value, str) and shape.type == "string":
        yield from _size(shape, len(value.value), "characters", compiled) or _words(shape, value.value, compiled)
    elif isinstance(value, Literal) and _is_number(value.value) and shape.type in _NUMBERS:
        number = value.value
        if _agreed(shape, lambda known: not _within(number, known)):
            yield f"is {number}, the API takes {_range(shape)}", Severity.WARNING
    elif isinstance(value, ListValue) and shape.type == "list":
        yield from _size(shape, len(value.items), "items", compiled and value.complete)
    elif isinstance(value, Record) and shape.type == "map":
        yield from _size(shape, len(value.entries), "entries", compiled and value.complete)
        key_shape = find_shape(shape.key) if shape.key is not None else None
        if key_shape is not None:
            yield from _keys(key_shape, value)


def _size(shape: Shape, size: int, unit: str, whole: bool) -> list[Fault]:
    """Judge a length or a number of things; a lower bound only where it is ``whole``, as there may be more of it."""
    if _exceeds(shape, size):
        return [(f"has {size} {unit}, the API takes {shape.maximum}", None)]
    if whole and _agreed(shape, lambda known: known.minimum is not None and size < known.minimum):
        return [(f"has {size} {unit}, the API takes {shape.minimum} or more", Severity.WARNING)]
    return []


def _words(shape: Shape, text: str, compiled: bool) -> list[Fault]:
    """Judge text by the words, or else by the form, that the API takes."""
    if text not in LOCAL_MODE and _agreed(shape, lambda known: bool(known.enum) and text not in known.enum):
        known = expectation(text, shape.enum, "it takes")
        return [(f"is {shown(text)}, which the API does not know{known}", Severity.WARNING)]
    if compiled and _misshapen(shape, text):
        return [(f"is {shown(text)}, which is not of the form the API takes: {shape.pattern}", Severity.WARNING)]
    return []


def _keys(shape: Shape, value: Record) -> Iterator[Fault]:
    """Judge the keys of a map; the SDK passes them on as they are."""
    for key in value.entries:
        if _exceeds(shape, len(key)):
            yield f"has a key of {len(key)} characters, the API takes {shape.maximum}", None
        elif _misshapen(shape, key):
            form = f"which is not of the form the API takes: {shape.pattern}"
            yield f"has the key {shown(key)}, {form}", Severity.WARNING


def _exceeds(shape: Shape, size: int) -> bool:
    return _agreed(shape, lambda known: known.maximum is not None and size > known.maximum)


def _misshapen(shape: Shape, text: str) -> bool:
    return _agreed(shape, lambda known: known.pattern is not None and not matches(known.pattern, text))


def _agreed(shape: Shape, wrong: Callable[[Shape], bool]) -> bool:
    """Tell whether a thing is ``wrong`` by the digest and by the installed botocore, where there is one."""
    if not wrong(shape):
        return False
    newer = installed_shape(shape.name)
    return newer is None or wrong(newer)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _within(number: float, shape: Shape) -> bool:
    low = shape.minimum is None or number >= shape.minimum
    return low and (shape.maximum is None or number <= shape.maximum)


def _range(shape: Shape) -> str:
    if shape.minimum is None:
        return f"{shape.maximum} or less"
    return f"{shape.minimum} or more" if shape.maximum is None else f"{shape.minimum} to {shape.maximum}"
