"""Of what kind a value is when an execution runs, as far as its type tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal as TypingLiteral
from typing import NamedTuple

from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import ExecutionVariable, Join, Literal, ParameterReference, StepReference, Value
from pipelint.rules.looking import sole_steps

Kind = TypingLiteral["string", "number", "truth value", "null"]

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
    count = Counter(spelled for spelled, _ in declared)
    found.update({name: KIND_OF_TYPE[kind] for name, kind in declared if count[name] == 1 and kind in KIND_OF_TYPE})
    return found


def kind_of(value: Value, kinds: Kinds) -> Kind | None:
    """Return the kind that ``value`` surely is of, or None."""
    if isinstance(value, (ParameterReference, ExecutionVariable, StepReference)):
        return kinds.get(str(value))
    if isinstance(value, Join):
        return "string"
    if not isinstance(value, Literal):
        return None
    if value.value is None:
        return "null"
    if isinstance(value.value, bool):
        return "truth value"
    return "string" if isinstance(value.value, str) else "number"
