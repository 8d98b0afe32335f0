"""Where steps read from and write to in Amazon S3, as far as the place is fixed before an execution runs.

A fixed place is text with the names of parameters and execution variables in it: two that are equal are one place in
each execution, whatever their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Union

from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    ListValue,
    Literal,
    Origin,
    ParameterReference,
    Record,
    Value,
)

EVERY = None
"""In a path: every item of a list."""

Path = tuple[Union[str, None], ...]

_PROCESSING_OUTPUT: Path = ("ProcessingOutputConfig", "Outputs", EVERY, "S3Output", "S3Uri")
_CHANNEL: Path = ("InputDataConfig", EVERY, "DataSource", "S3DataSource", "S3Uri")

# A processing job uploads to the very place it is given.
OUTPUTS: Mapping[str, tuple[Path, ...]] = dict.fromkeys(
    ("Processing", "QualityCheck", "ClarifyCheck"), (_PROCESSING_OUTPUT,)
)
# These write to a folder of the job's own below it.
OUTPUT_FOLDERS: Mapping[str, tuple[Path, ...]] = {
    "Training": (("OutputDataConfig", "S3OutputPath"),),
    "Tuning": (("TrainingJobDefinition", "OutputDataConfig", "S3OutputPath"),),
    "AutoML": (("OutputDataConfig", "S3OutputPath"),),
    "Transform": (("TransformOutput", "S3OutputPath"),),
}
INPUTS: Mapping[str, tuple[Path, ...]] = {
    "Processing": (("ProcessingInputs", EVERY, "S3Input", "S3Uri"),),
    "QualityCheck": (("ProcessingInputs", EVERY, "S3Input", "S3Uri"),),
    "ClarifyCheck": (("ProcessingInputs", EVERY, "S3Input", "S3Uri"),),
    "Training": (_CHANNEL,),
    "Tuning": (("TrainingJobDefinition", *_CHANNEL),),
    "AutoML": (_CHANNEL,),
    "Transform": (("TransformInput", "DataSource", "S3DataSource", "S3Uri"),),
    "Model": (("PrimaryContainer", "ModelDataUrl"), ("Containers", EVERY, "ModelDataUrl")),
    "RegisterModel": (("InferenceSpecification", "Containers", EVERY, "ModelDataUrl"),),
}


@record
class FixedPlace:
    """A place in S3 that a step reads from or writes to, without a slash at its end.

    ``exact`` is false where the step writes to a folder of its own below it.
    """

    step: Step
    text: str
    origin: Origin | None
    exact: bool = True


def fixed_places(step: Step, table: Mapping[str, tuple[Path, ...]]) -> Iterator[FixedPlace]:
    """Yield the fixed places of ``step`` that ``table`` leads to."""
    for path in table.get(step.type or "", ()):
        for value in _at(step.arguments, path):
            text = fixed_text(value)
            if text is not None and text.startswith("s3://"):
                yield FixedPlace(step, text.rstrip("/"), value.origin, table is not OUTPUT_FOLDERS)


def values_at(step: Step, table: Mapping[str, tuple[Path, ...]]) -> Iterator[Value]:
    """Yield what stands in ``step`` where ``table`` leads to, fixed or not."""
    for path in table.get(step.type or "", ()):
        yield from _at(step.arguments, path)


def fixed_text(value: Value) -> str | None:
    """Return the text that ``value`` has in every execution, parameters and execution variables as ``{Parameters.x}``.

    None where it takes part in a data dependency, or cannot be known.
    """
    pieces = []
    for leaf in joined(value):
        if isinstance(leaf, Literal) and isinstance(leaf.value, str):
            pieces.append(leaf.value)
        elif isinstance(leaf, (ParameterReference, ExecutionVariable)):
            pieces.append(f"{{{leaf}}}")
        else:
            return None
    return "".join(pieces)


def joined(value: Value) -> Iterator[Value]:
    """Yield what ``value`` puts together, joins inside joins included, with the separators between.

    A join whose separator or values are not known is yielded as it is.
    """
    pending = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, Join) and isinstance(here.on, Literal) and _is_whole_list(here.values):
            items = here.values.items if isinstance(here.values, ListValue) else ()
            pending.extend(piece for item in reversed(items) for piece in (item, here.on))
            if items:
                pending.pop()  # no separator stands before the first
        else:
            yield here


def _is_whole_list(value: Value) -> bool:
    return isinstance(value, ListValue) and value.complete


def _at(value: Value, path: Path) -> Iterator[Value]:
    """Yield the values that ``path`` leads to."""
    here = [value]
    for key in path:
        if key is EVERY:
            here = [item for one in here if isinstance(one, ListValue) for item in one.items]
        else:
            here = [one.entries[key] for one in here if isinstance(one, Record) and key in one.entries]
    yield from here
