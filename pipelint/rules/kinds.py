"""Of what kind a value is when an execution runs, as far as its type tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal as TypingLiteral
from typing import NamedTuple

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import DocumentShape
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    Literal,
    ParameterReference,
    PropertyFileReference,
    StepReference,
    Value,
)
from pipelint.rules.looking import every_expression, sole_steps
from pipelint.rules.script_files import document_read

Kind = TypingLiteral["string", "number", "truth value", "null", "object", "list"]

KIND_OF_TYPE: Mapping[str, Kind] = {
    "String": "string",
    "Integer": "number",
    "Float": "number",
    "Boolean": "truth value",
}
"""The types of parameters and of the outputs of Lambda and Callback steps. Integers and floats are one kind."""

TEXT_VARIABLES = frozenset(
    {
        *("PipelineName", "PipelineArn", "PipelineExecutionId", "PipelineExecutionArn"),
        *("TrainingJobName", "ProcessingJobName"),
    }
)
"""The execution variables that are surely text: nobody says of what kind StartDateTime and CurrentDateTime are."""


class ScalarShape(NamedTuple):
    """What a shape of the API that holds a single value is called, and which values it takes as they are written."""

    noun: str
    taken: tuple[type, ...]


SCALAR_SHAPES: Mapping[str, ScalarShape] = {
    "string": ScalarShape("a string", (str,)),
    "integer": ScalarShape("a whole number", (int,)),
    "long": ScalarShape("a whole number", (int,)),
    "float": ScalarShape("a number", (int, float)),
    "double": ScalarShape("a number", (int, float)),
    "boolean": ScalarShape("a truth value", (bool,)),
}

Kinds = Mapping[str, Kind]


def kinds_of(pipeline: Pipeline) -> Kinds:
    """Map each reference whose kind is declared, as it is spelled, to that kind.

    Nothing is declared by a name that is declared twice.
    """
    found: dict[str, Kind] = {f"Execution.{name}": "string" for name in TEXT_VARIABLES}
    declared = [(f"Parameters.{one.name}", one.type) for one in pipeline.parameters]
    for step in sole_steps(pipeline).values():
        if step.type in ("Lambda", "Callback"):
            for output in step.outputs:
                if isinstance(output.name, Literal) and isinstance(output.type, Literal):
                    spelled = f"Steps.{step.name}.OutputParameters['{output.name.value}']"
                    declared.append((spelled, str(output.type.value)))
    steps = sole_steps(pipeline)
    for _, value in every_expression(pipeline):
        if isinstance(value, JsonGet) and (kind := _kind_read(value, steps)) is not None:
            found[_spelled(value)] = kind
    count = Counter(spelled for spelled, _ in declared)
    found.update({name: KIND_OF_TYPE[kind] for name, kind in declared if count[name] == 1 and kind in KIND_OF_TYPE})
    return found


_KIND_OF_SHAPE: Mapping[str, Kind] = {
    "string": "string",
    "number": "number",
    "boolean": "truth value",
    "null": "null",
    "object": "object",
    "list": "list",
}


def _kind_read(value: JsonGet, steps: Mapping[str, Step]) -> Kind | None:
    """Return the kind of the value that a script writes where ``value`` reads it; None where that is not known."""
    read = document_read(value, steps)
    ends = read.ends if read is not None else ()
    kinds = {_KIND_OF_SHAPE.get(end.kind) if isinstance(end, DocumentShape) else None for end in ends}
    return kinds.pop() if len(kinds) == 1 else None


def _spelled(value: JsonGet) -> str:
    path = value.path.value if isinstance(value.path, Literal) else None
    return f"{path} of {value.source}"


def kind_of(value: Value, kinds: Kinds) -> Kind | None:
    """Return the kind that ``value`` surely is of, or None."""
    if isinstance(value, (ParameterReference, ExecutionVariable, StepReference)):
        return kinds.get(str(value))
    if isinstance(value, JsonGet):
        return kinds.get(_spelled(value)) if isinstance(value.source, PropertyFileReference) else None
    if isinstance(value, Join):
        return "string"
    if not isinstance(value, Literal):
        return None
    if value.value is None:
        return "null"
    if isinstance(value.value, bool):
        return "truth value"
    return "string" if isinstance(value.value, str) else "number"
