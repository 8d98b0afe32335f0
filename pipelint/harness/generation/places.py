"""Where a JSON file in S3 stands, as far as the definition tells: ``Join`` of a step's output and a file name."""

from __future__ import annotations

from typing import Any

from pipelint.harness.generation.inputs import Assignment, Input, NotChosen, evaluated, files_read
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import Index, Join, Key, ListValue, Literal, Record, StepReference, Value, walk

_WRITES_NOTHING = frozenset({"Condition", "Fail", "ForEach"})


def uri_of(one: Input, pipeline: Pipeline, chosen: Assignment) -> str:
    """Return the URI of the file that ``one`` stands in.

    Raises:
        NotChosen: it is known only when the pipeline runs.
    """
    if one.uri is not None:
        try:
            return str(evaluated(_with_echoes(one.uri, pipeline), chosen))
        except NotChosen:
            pass
    raise NotChosen(f"a JSON file decides whose place is known only when the pipeline runs: {one.name}")


@remembered
def writers(pipeline: Pipeline) -> dict[str, str]:
    """Return, for each JSON file in S3 by the text of its URI, a step that can have written it.

    It is a step of which the URI is made, or else one that the reader waits for, or the first that starts a job.
    """
    found: dict[str, str] = {}
    data: dict[str, str] = {edge.target: edge.source for edge in edges(pipeline) if edge.kind == "data"}
    first = next((step.name for step in pipeline.steps if step.type not in _WRITES_NOTHING), "")
    for step in pipeline.all_steps():
        for one in files_read(step.values()):
            if one.kind == "s3" and one.uri is not None and one.name not in found:
                named = [part.step for part in walk(one.uri) if isinstance(part, StepReference)]
                found[one.name] = [*named, data.get(step.name, first)][0]
    return found


def _with_echoes(value: Value, pipeline: Pipeline) -> Value:
    """Return ``value`` with each property that a step's own arguments tell replaced by the argument."""
    if isinstance(value, StepReference):
        step = pipeline.step(value.step)
        echo = None if step is None else _echo(step, value)
        return value if echo is None else _with_echoes(echo, pipeline)
    if isinstance(value, Join):
        return replace(value, values=_with_echoes(value.values, pipeline))
    if isinstance(value, ListValue):
        return replace(value, items=tuple(_with_echoes(item, pipeline) for item in value.items))
    return value


def _echo(step: Step, reference: StepReference) -> Value | None:
    """Return the argument of ``step`` that its Describe response repeats at the path of ``reference``."""
    here: Value | None = step.arguments
    for position, part in enumerate(reference.path):
        if isinstance(here, Record):
            here = here.entries.get(str(getattr(part, "name", "")))
        elif isinstance(here, ListValue) and isinstance(part, Index):
            here = here.items[part.position or 0] if 0 <= (part.position or 0) < len(here.items) else None
        elif isinstance(here, ListValue) and isinstance(part, Key):
            here = _item_named(here, part.name, _name_key(step, reference.path[:position]))
        else:
            return None
    return here


def _name_key(step: Step, path: tuple[Any, ...]) -> str | None:
    known = STEP_TYPES.get(step.type or "")
    return None if known is None else known.name_keyed.get(tuple(str(getattr(part, "name", "")) for part in path))


def _item_named(items: ListValue, name: str | None, name_key: str | None) -> Value | None:
    for item in items.items:
        if isinstance(item, Record) and name_key and item.entries.get(name_key) == Literal(name):
            return item
    return None
