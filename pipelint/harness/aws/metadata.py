"""PipelineExecutionStepMetadata: what ListPipelineExecutionSteps tells of a step besides how it ended.

The members are those of the shape in botocore's model of SageMaker (service-2.json of botocore 1.44).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipelint.harness.output_names import returns_parameters

if TYPE_CHECKING:
    from pipelint.harness.step_run import StepRun

_ARNS: Mapping[str, tuple[str, str]] = {
    "Training": ("TrainingJob", "TrainingJobArn"),
    "Processing": ("ProcessingJob", "ProcessingJobArn"),
    "Transform": ("TransformJob", "TransformJobArn"),
    "Tuning": ("TuningJob", "HyperParameterTuningJobArn"),
    "AutoML": ("AutoMLJob", "AutoMLJobArn"),
    "Model": ("Model", "ModelArn"),
    "RegisterModel": ("RegisterModel", "ModelPackageArn"),
    "Endpoint": ("Endpoint", "EndpointArn"),
    "EndpointConfig": ("EndpointConfig", "EndpointConfigArn"),
    "InferenceComponent": ("InferenceComponent", "InferenceComponentArn"),
    "Job": ("Job", "JobArn"),
}
"""By step type: the member of the metadata with the ARN of what the step made, and that of the Describe response."""

_CHECKS = frozenset({"QualityCheck", "ClarifyCheck"})
_OF_CHECKS = (
    "CalculatedBaselineConstraints",
    "CalculatedBaselineStatistics",
    "BaselineUsedForDriftCheckConstraints",
    "BaselineUsedForDriftCheckStatistics",
)
_OF_LOOPS = (
    "Status",
    "InputItemCount",
    "TotalStepCount",
    "SucceededStepCount",
    "FailedStepCount",
    "StoppedStepCount",
)


def metadata(step: StepRun) -> dict[str, Any]:
    """Return the metadata of ``step``; empty for a type of step that the shape has no member for."""
    kind = step.step.type or ""
    made = step.produced or {}
    if kind in _ARNS:
        name, member = _ARNS[kind]
        return {name: {"Arn": made[member]}} if member in made else {}
    if kind == "Condition":
        return {kind: {"Outcome": "True" if step.branch == "if" else "False"}} if step.branch else {}
    if kind == "Fail":
        return {kind: {"ErrorMessage": (step.resolved_arguments or {}).get("ErrorMessage", "")}}
    if returns_parameters(step.step):
        return {kind: {**_function(step), "OutputParameters": _texts(made)}}
    members = _OF_CHECKS if kind in _CHECKS else _OF_LOOPS if kind == "ForEach" else ()
    return {kind: {name: made[name] for name in members if name in made}} if members else {}


def _function(step: StepRun) -> dict[str, Any]:
    """Return what a Lambda or Callback step called, where the definition writes it out."""
    attributes = step.step.attributes.entries
    places = {"Arn": attributes.get("FunctionArn"), "SqsQueueUrl": attributes.get("SqsQueueUrl")}
    return {name: place.value for name, place in places.items() if place is not None and hasattr(place, "value")}


def _texts(outputs: Mapping[str, Any]) -> list[dict[str, str]]:
    from pipelint.harness.aws.execution import parameter_text

    return [{"Name": name, "Value": parameter_text(value)} for name, value in outputs.items()]
