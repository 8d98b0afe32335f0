"""What a test can choose of a pipeline: parameters, property files and members of steps, where something reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pipelint.harness.arms import written_name
from pipelint.harness.output_names import returns_parameters
from pipelint.harness.parameters import allowed_values
from pipelint.harness.plain import plain
from pipelint.harness.response_shapes import shape_at
from pipelint.pipeline.expression_text import expression_text, short_expression
from pipelint.pipeline.jsonpath import parse
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import (
    ExecutionVariable,
    Index,
    Join,
    JsonGet,
    ListValue,
    Literal,
    Member,
    ParameterReference,
    PathPart,
    PropertyFileReference,
    Record,
    StepReference,
    Value,
    path_text,
    walk,
)

Assignment = Mapping["Input", Any]
"""The values that were chosen."""


class NotChosen(Exception):
    """A value that no test can choose decides here; the text says which."""


@record
class Input:
    """One thing a test can choose.

    ``kind`` is ``"parameter"``; ``"file"``, a value in the property file ``name`` of ``step``, at ``path``; ``"s3"``, a
    value in the JSON file that stands at ``uri`` in S3; ``"member"``, what Describe returns of ``step``, at ``parts``,
    an output parameter, too, in one iteration of a loop where ``step`` bears its number; ``"selected"``, the same of
    what the loop ``step`` selects; or ``"variable"``, an execution variable, which is given.
    """

    kind: str
    step: str = ""
    name: str = ""
    path: tuple[str | int, ...] = ()
    parts: tuple[PathPart, ...] = ()
    uri: Value | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        if self.kind in ("parameter", "variable"):
            return self.name
        if self.kind == "s3":
            return f"{self.name}[{_path(self.path)}]"
        if self.kind == "selected":
            return f"{self.step}.Selected.{path_text(self.parts)}"
        if self.kind == "member":
            return f"{self.step}.{path_text(self.parts)}"
        return f"{self.step}.{self.name}[{_path(self.path)}]"


@record
class Domain:
    """The values that an input can have: of ``kind`` number, integer, string, boolean, or any; one of ``among``."""

    kind: str = "any"
    among: tuple[Any, ...] | None = None
    default: Any = None

    def holds(self, value: Any) -> bool:
        """Tell whether the input can have ``value``."""
        if self.among is not None and value not in self.among:
            return False
        if self.kind == "boolean" or isinstance(value, bool):
            return self.kind in ("boolean", "any") and isinstance(value, bool)
        if self.kind == "integer":
            return isinstance(value, int)
        if self.kind == "number":
            return isinstance(value, (int, float))
        return self.kind == "any" or (isinstance(value, str) and value != "")


_KINDS = {"Integer": "integer", "Float": "number", "String": "string", "Boolean": "boolean"}
_SHAPE_KINDS = {
    "integer": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "string": "string",
    "boolean": "boolean",
}


def input_of(value: Value) -> Input | None:
    """Return the input that ``value`` is, None where it is none.

    Raises:
        NotChosen: a path that leads to no one place.
    """
    if isinstance(value, ExecutionVariable):
        return Input("variable", name=value.name)
    if isinstance(value, ParameterReference):
        return Input("parameter", name=value.name)
    if isinstance(value, StepReference):
        return _member(value)
    if isinstance(value, JsonGet):
        path = plain(value.path)
        segments = _segments(path) if isinstance(path, str) else None
        if segments is None:
            raise NotChosen(f"the json path {path!r} leads to no one place")
        if isinstance(value.source, PropertyFileReference):
            return Input("file", value.source.step or "", value.source.name or "", tuple(segments))
        return Input("s3", name=expression_text(value.source), path=tuple(segments), uri=value.source)
    return None


@lru_cache(maxsize=10_000)
def _segments(path: str) -> tuple[str | int, ...] | None:
    return parse(path).segments


def _member(reference: StepReference) -> Input:
    """Return the member that ``reference`` reads, in an iteration where it leads into a loop."""
    path = reference.path
    head = path[0].name if path and isinstance(path[0], Member) else ""
    if head == "Selected":
        return Input("selected", reference.step, parts=path[1:])
    if head == "IterationOutputs" and len(path) > 2 and isinstance(path[1], Index) and isinstance(path[2], Member):
        return Input("member", f"{path[2].name}-{path[1].position}", parts=path[3:])
    return Input("member", reference.step, parts=path)


def inputs_in(value: Value) -> Iterator[Input]:
    """Yield the inputs in ``value``, in the order they stand there. Raises :class:`NotChosen`."""
    found = input_of(value)
    if found is not None:
        yield found
    elif isinstance(value, ListValue):
        for item in value.items:
            yield from inputs_in(item)
    elif isinstance(value, Join):
        yield from inputs_in(value.values)
        yield from inputs_in(value.on)


def domain(one: Input, pipeline: Pipeline) -> Domain:
    """Return the values that ``one`` can have in ``pipeline``."""
    if one.kind == "parameter":
        for parameter in pipeline.parameters:
            if parameter.name == one.name:
                kind = _KINDS.get(parameter.type, "any")
                return Domain(kind, tuple(allowed_values(parameter)) or None, plain(parameter.default))
    if one.kind == "selected":
        return Domain("number")
    known = {step.name: step for step in pipeline.all_steps()}
    step = known.get(written_name(one.step, known))
    if one.kind == "member" and step is not None:
        return _member_domain(step, one.parts)
    return Domain()


def _member_domain(step: Step, parts: tuple[PathPart, ...]) -> Domain:
    if returns_parameters(step):
        declared = {str(plain(output.name)): str(plain(output.type)) for output in step.outputs}
        return Domain(_KINDS.get(declared.get(getattr(parts[-1], "name", "") or "", ""), "any") if parts else "any")
    shape = shape_at(step.type, parts)
    if shape is None:
        return Domain()
    return Domain(_SHAPE_KINDS.get(shape.type, "any"), shape.enum or None)


def evaluated(value: Value, chosen: Assignment) -> Any:
    """Return ``value`` as JSON data.

    Raises:
        NotChosen: it holds something that is not chosen, or that no test can choose.
    """
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, ListValue):
        return [evaluated(item, chosen) for item in value.items]
    if isinstance(value, Record):
        return {key: evaluated(entry, chosen) for key, entry in value.entries.items()}
    if isinstance(value, Join):
        pieces, on = evaluated(value.values, chosen), evaluated(value.on, chosen)
        return str(on).join(map(_joined_text, pieces))
    one = input_of(value)
    if one is None:
        raise NotChosen(f"{short_expression(value)} decides, which no test can choose")
    if one not in chosen:
        raise NotChosen(f"{one} is not chosen")
    return chosen[one]


def _joined_text(piece: Any) -> str:
    if isinstance(piece, bool):
        return "true" if piece else "false"
    return piece if isinstance(piece, str) else repr(piece)


def files_read(values: Iterable[Value]) -> Iterator[Input]:
    """Yield every value of a JSON file that one of ``values`` reads: nobody but a test can give it."""
    for value in values:
        for part in walk(value):
            if isinstance(part, JsonGet):
                try:
                    found = input_of(part)
                except NotChosen:
                    continue
                if found is not None:
                    yield found


def _path(segments: tuple[str | int, ...]) -> str:
    text = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in segments)
    return text.removeprefix(".")
