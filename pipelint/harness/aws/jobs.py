"""The jobs that simulated steps started, for the Describe calls of a client."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelint.pipeline.record import record

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import StepRun


@record
class Describe:
    """A Describe operation: the ``request`` member that names what is described, the ``step_types`` that make such
    things, and the members ``status`` and ``reason`` of the answer that say how it ended, where there are any.
    """

    request: str
    name: str
    step_types: tuple[str, ...]
    status: str = ""
    reason: str = "FailureReason"


_PROCESSING = ("Processing", "QualityCheck", "ClarifyCheck")
DESCRIBES: Mapping[str, Describe] = {
    "DescribeTrainingJob": Describe("TrainingJobName", "TrainingJobName", ("Training",), "TrainingJobStatus"),
    "DescribeProcessingJob": Describe("ProcessingJobName", "ProcessingJobName", _PROCESSING, "ProcessingJobStatus"),
    "DescribeTransformJob": Describe("TransformJobName", "TransformJobName", ("Transform",), "TransformJobStatus"),
    "DescribeHyperParameterTuningJob": Describe(
        "HyperParameterTuningJobName", "HyperParameterTuningJobName", ("Tuning",), "HyperParameterTuningJobStatus"
    ),
    "DescribeAutoMLJob": Describe("AutoMLJobName", "AutoMLJobName", ("AutoML",), "AutoMLJobStatus"),
    "DescribeModel": Describe("ModelName", "ModelName", ("Model",)),
    "DescribeModelPackage": Describe("ModelPackageName", "ModelPackageArn", ("RegisterModel",)),
    "DescribeEndpointConfig": Describe("EndpointConfigName", "EndpointConfigName", ("EndpointConfig",)),
    "DescribeEndpoint": Describe("EndpointName", "EndpointName", ("Endpoint",), "EndpointStatus"),
    "DescribeInferenceComponent": Describe(
        "InferenceComponentName", "InferenceComponentName", ("InferenceComponent",), "InferenceComponentStatus"
    ),
}

_TIMES = {
    "CreationTime": 0.0,
    "TrainingStartTime": 0.0,
    "ProcessingStartTime": 0.0,
    "TransformStartTime": 0.0,
    "HyperParameterTuningEndTime": 1.0,
    "LastModifiedTime": 1.0,
    "TrainingEndTime": 1.0,
    "ProcessingEndTime": 1.0,
    "TransformEndTime": 1.0,
    "EndTime": 1.0,
}
"""Times that an answer may have, as a share of the time that the step took."""


def described(operation: str, name: str, runs: list[Run]) -> dict[str, Any] | None:
    """Return the answer of the Describe ``operation`` about ``name``; None where no step of ``runs`` made it.

    The latest run comes first. The answer may hold more than the operation's response has.
    """
    describe = DESCRIBES[operation]
    for run in reversed(runs):
        for step in run.values():
            if step.step.type in describe.step_types and step.ran:
                found = _job(step, describe, run)
                if found.get(describe.name) == name:
                    return {**_times(step, run.started), **found}
    return None


def _job(step: StepRun, describe: Describe, run: Run) -> dict[str, Any]:
    if step.produced is not None:
        return dict(step.produced)
    ended = {describe.status: "Stopped" if step.stopped else "Failed"} if describe.status else {}
    reason = {describe.reason: step.failure.reason} if step.failure is not None else {}
    name = f"pipelines-{run.variables['PipelineExecutionId']}-{step.name}"[:63].rstrip("-_")
    return {**(step.resolved_arguments or {}), describe.name: name, **ended, **reason}


def _times(step: StepRun, started: datetime) -> dict[str, datetime]:
    return {
        name: started + timedelta(seconds=step.started + share * (step.ended - step.started))
        for name, share in _TIMES.items()
    }
