"""SMP502: the time of the compilation stands in the definition, for all executions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.storage import OUTPUTS, fixed_places
from pipelint.pipeline.values import (
    ExecutionVariable,
    ListValue,
    Literal,
    ParameterReference,
    Record,
    Stamp,
    StepReference,
    Value,
    walk,
)
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.times import holds_time
from pipelint.rules.wording import shown

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "RunName", "Type": "String", "DefaultValue": "churn-2026-05-17-09-41-23"}],
  "Steps": [{"Name": "Prepare", "Type": "Processing", "Arguments": {
    "Environment": {"RUN": {"Get": "Parameters.RunName"}},
    "ProcessingOutputConfig": {"Outputs": [
      {"OutputName": "data", "S3Output": {"S3Uri": "s3://bucket/1779010883/data", "LocalPath": "/opt/ml/data",
       "S3UploadMode": "EndOfJob"}}]}
  }}]
}
"""
GOOD_DEFINITION = DEFINITION.replace("-2026-05-17-09-41-23", "").replace(
    '"s3://bucket/1779010883/data"',
    '{"Std:Join": {"On": "/", "Values": ["s3://bucket", {"Get": "Execution.PipelineExecutionId"}, "data"]}}',
)

SOURCE = """\
from datetime import datetime
from time import gmtime, strftime
from uuid import uuid4

from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
run = ParameterString("RunName", default_value="churn-" + datetime.now().strftime("%Y-%m-%d-%H-%M-%S"))
place = f"s3://bucket/{strftime('%Y-%m-%d', gmtime())}/data"
processor = Processor("role", "clean:1", 1, "ml.m5.large", env={"RUN": str(uuid4())}, sagemaker_session=session)
output = ProcessingOutput(source="/opt/ml/data", destination=place, output_name="data")
prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output], arguments=["--run", run]))
pipeline = Pipeline(f"Churn-{uuid4().hex[:8]}", [run], steps=[prepare], sagemaker_session=session)
"""
GOOD_SOURCE = (
    SOURCE.replace('"churn-" + datetime.now().strftime("%Y-%m-%d-%H-%M-%S")', '"churn"')
    .replace("f\"s3://bucket/{strftime('%Y-%m-%d', gmtime())}/data\"", '"s3://bucket/data"')
    .replace("str(uuid4())", "ExecutionVariables.PIPELINE_EXECUTION_ID")
    .replace(
        "from sagemaker.workflow.parameters",
        "from sagemaker.workflow.execution_variables import ExecutionVariables\nfrom sagemaker.workflow.parameters",
    )
)

OUTPUT_MEMBERS = ("ProcessingOutputConfig", "OutputDataConfig", "TransformOutput")  # of the requests of jobs
ADDRESS = re.compile(r"s3://|https?://|.*\.dkr\.ecr\.")


class FrozenTime(Rule):
    """A time that Python puts into a pipeline is the time of the compilation, the same for all executions.

    `default_value=datetime.now().isoformat()` and `destination=f"s3://bucket/{time.time():.0f}"` look as if each
    execution got a time of its own. All of them get the one of the last upsert: they overwrite each other's outputs,
    and with every upsert the steps that depend on it miss their cache.

    Version 2 of the SDK does so itself where code reads `step.arguments` while it builds the pipeline, as AWS's abalone
    template does for its model metrics: an output without a `destination` gets one with the time, and keeps it. Read
    from `step.properties`, the place holds the id of the execution.

    A default that is an address (data, an image) may well be the snapshot of a certain day: it is reported only where
    it says where a step writes to. It is a warning, as the time of the upsert may be meant.

    In source, times and random numbers (`uuid4()`) are followed to defaults, to the places that steps write to, and to
    environment variables and hyperparameters. What may well serve to tell one upsert from another, such as the name of
    a pipeline or a job, is left alone.
    """

    code = "SMP502"
    name = "frozen-time"
    severity = Severity.WARNING
    summary = "The time of the compilation stands in the definition, for all executions."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/2808",
        "https://github.com/aws/sagemaker-python-sdk/pull/2790",
        "sagemaker/processing.py:478-506 of sagemaker 2.257",
    )
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the default of parameter "RunName" holds a time, the same for all executions: '
                    '"churn-2026-05-17-09-41-23"',
                    pointer="/Parameters/0/DefaultValue",
                ),
                Expected(
                    'step "Prepare" writes to a place with a time in it, the same for all executions: '
                    '"s3://bucket/1779010883/data"',
                    pointer="/Steps/0/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the default of parameter "RunName" is made of datetime.datetime.now() at the compilation, the '
                    "same for all executions",
                    line=12,
                    text='"churn-" + datetime.now().strftime("%Y-%m-%d-%H-%M-%S")',
                ),
                Expected(
                    'the place that step "Prepare" writes to is made of time.gmtime() at the compilation, the same for '
                    "all executions",
                    line=13,
                    text="f\"s3://bucket/{strftime('%Y-%m-%d', gmtime())}/data\"",
                ),
                Expected(
                    'Environment "RUN" of step "Prepare" is made of uuid.uuid4() at the compilation, the same for all '
                    "executions",
                    line=14,
                    text="str(uuid4())",
                ),
            ),
            title="Only what reaches the definition counts, and no name of a pipeline",
        ),
        Example(GOOD_SOURCE),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look for times in defaults, and in the places that steps write to; see the class."""
        if pipeline.dialect is not None:
            yield from distinct(_in_source(pipeline))
            return  # a time that is written out was written by hand
        for step in pipeline.all_steps():
            for place in fixed_places(step, OUTPUTS):
                if holds_time(place.text):
                    message = f'step "{step.name}" writes to a place with a time in it, the same for all executions'
                    yield Report(f"{message}: {shown(place.text)}", place.origin or step.origin, step.name, _HELP)
        yield from _defaults(pipeline)


_HELP = (
    "If each execution is to have its own, put ExecutionVariables.START_DATETIME or PIPELINE_EXECUTION_ID into a Join: "
    "what Python computes is computed once, when the pipeline is compiled. Where code reads step.arguments, the SDK "
    "computes such a place; read step.properties instead."
)


def _in_source(pipeline: Pipeline) -> Iterator[Report]:
    for parameter in pipeline.parameters:
        stamp = parameter.default
        if isinstance(stamp, Stamp) and (not stamp.address or parameter.name in _written_to(pipeline)):
            yield _report(f'the default of parameter "{parameter.name}"', stamp)
    for step in pipeline.all_steps():
        for place in _places(step):
            stamp = _stamp(place)
            if stamp is not None:
                yield _report(f'the place that step "{step.name}" writes to', stamp, step.name)
        for member in ("Environment", "HyperParameters"):
            record = step.arguments.get(member)
            for key, value in record.entries.items() if isinstance(record, Record) else ():
                stamp = _stamp(value)
                if stamp is not None:
                    yield _report(f'{member} "{key}" of step "{step.name}"', stamp, step.name)


def _places(step: Step) -> Iterator[Value]:
    outputs = step.arguments.get("ProcessingOutputConfig", "Outputs")
    for output in outputs.items if isinstance(outputs, ListValue) else ():
        place = output.get("S3Output", "S3Uri") if isinstance(output, Record) else None
        if place is not None:
            yield place


def _stamp(value: Value) -> Stamp | None:
    """Return the stamp in ``value``; None where something in it differs in each execution."""
    parts = list(walk(value))
    if any(isinstance(part, (ExecutionVariable, StepReference)) for part in parts):
        return None
    return next((part for part in parts if isinstance(part, Stamp)), None)


def _report(noun: str, stamp: Stamp, step: str | None = None) -> Report:
    message = f"{noun} is made of {stamp.function} at the compilation, the same for all executions"
    return Report(message, stamp.origin, step, _HELP)


def _defaults(pipeline: Pipeline) -> Iterator[Report]:
    for parameter in pipeline.parameters:
        text = parameter.default.value if isinstance(parameter.default, Literal) else None
        if not isinstance(text, str) or not holds_time(text):
            continue
        if not ADDRESS.match(text) or parameter.name in _written_to(pipeline):
            message = f'the default of parameter "{parameter.name}" holds a time, the same for all executions'
            at = (parameter.default.origin if parameter.default is not None else None) or parameter.origin
            yield Report(f"{message}: {shown(text)}", at, help=_HELP)


def _written_to(pipeline: Pipeline) -> set[str]:
    """Return the parameters that say where a step writes to."""
    outputs = [step.arguments.get(key) for step in pipeline.all_steps() for key in OUTPUT_MEMBERS]
    parts = (part for value in outputs if value is not None for part in walk(value))
    return {part.name for part in parts if isinstance(part, ParameterReference)}
