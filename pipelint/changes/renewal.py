"""Whether what a step makes has another name, ARN or place when the step runs again."""

from __future__ import annotations

from typing import Literal as OneOf

from pipelint.pipeline.model import Step
from pipelint.pipeline.service.policies import PER_EXECUTION
from pipelint.pipeline.storage import fixed_text
from pipelint.pipeline.values import ExecutionVariable, Key, ListValue, Literal, PathPart, Record, Value, walk

_OUTPUTS = ("ProcessingOutputConfig", "Outputs")
_TRANSFORMED = ("TransformOutput", "S3OutputPath")
_MODEL = ("ModelArtifacts",)
"""A training job writes to a folder of its own name
(https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_OutputDataConfig.html)."""
_NAMES = ("Arn", "JobName", "ModelName")
"""The ends of members that name what a request made; names and ARNs are unique in a region of an account."""


def is_made_anew(step: Step, path: tuple[PathPart, ...] | None) -> OneOf["yes", "no", "perhaps"]:
    """Tell whether the property of ``step`` at ``path`` has another value each time that the step runs.

    A ``path`` of None is the contents of a property file.
    """
    if not path:
        return "perhaps"
    names = tuple(getattr(part, "name", None) for part in path)
    if names[:1] == _MODEL:
        return "yes"
    if names[:2] == _OUTPUTS and isinstance(path[2] if path[2:] else None, Key):
        return _is_placed_anew(_place_of_output(step, names[2]))
    if names == _TRANSFORMED:
        return _is_placed_anew(step.arguments.get(*_TRANSFORMED))
    last = names[-1]
    return "yes" if last is not None and last.endswith(_NAMES) and len(names) == 1 else "perhaps"


def _place_of_output(step: Step, name: str | None) -> Value | None:
    outputs = step.arguments.get(*_OUTPUTS)
    for item in outputs.items if isinstance(outputs, ListValue) else ():
        if isinstance(item, Record) and item.get("OutputName") == Literal(name):
            return item.get("S3Output", "S3Uri")
    return None


def _is_placed_anew(place: Value | None) -> OneOf["yes", "no", "perhaps"]:
    if place is None:
        return "perhaps"
    if any(isinstance(part, ExecutionVariable) and part.name in PER_EXECUTION for part in walk(place)):
        return "yes"
    return "no" if fixed_text(place) is not None else "perhaps"
