"""The slots of a request: which shape of the API each value in a step's arguments must have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import ListValue, Literal, Record, Value

Fault = TypeVar("Fault")

_CONTAINERS = (Record, ListValue)


def request_shape(step: Step) -> Shape | None:
    """Return the shape of the request that ``step`` sends, or None where it is not known or follows none."""
    known = STEP_TYPES.get(step.type or "")
    return shape(known.request) if known is not None and known.request is not None else None


@remembered
def every_slot(pipeline: Pipeline) -> tuple[tuple[Step, str, Shape, Value], ...]:
    """Return the step, the path, the shape and the value of every slot that is filled, outer before inner.

    The first of a step is its whole request, whose path is empty. A path reads like ``Environment['KEY']`` or
    ``ProcessingInputs[0].InputName``. Where a shape or a member is not known, nothing below it is returned. Without
    recursion.
    """
    found = []
    for step in pipeline.all_steps():
        request = request_shape(step)
        pending: list[tuple[str, Shape, Value]] = [("", request, step.arguments)] if request is not None else []
        while pending:
            path, here, value = pending.pop()
            found.append((step, path, here, value))
            if type(value) in _CONTAINERS:
                pending += _inner(path, here, value)[::-1]
    return tuple(found)


@remembered
def every_structure(pipeline: Pipeline) -> tuple[tuple[Step, str, Shape, Record], ...]:
    """Return those of :func:`every_slot` that are structures, and are filled with one."""
    return tuple(
        (step, path, here, value)
        for step, path, here, value in every_slot(pipeline)
        if here.type == "structure" and isinstance(value, Record)
    )


def judged_once(judge: Callable[[Shape, Value], Iterable[Fault]]) -> Callable[[Shape, Value], Sequence[Fault]]:
    """Return ``judge``, which looks once at each literal: one step fills its slots much as the step before did.

    What ``judge`` says of a literal must depend on nothing but the shape and what is written.
    """
    known: dict[tuple[str, type, object], Sequence[Fault]] = {}

    def faults(here: Shape, value: Value) -> Sequence[Fault]:
        if type(value) is not Literal:
            return tuple(judge(here, value))
        key = (here.name, type(value.value), value.value)
        if key not in known:
            known[key] = tuple(judge(here, value))
        return known[key]

    return faults


def _inner(path: str, here: Shape, value: Value) -> list[tuple[str, Shape, Value]]:
    """Return the slots directly inside one; a value of another kind than its shape has none."""
    inside: list[tuple[str, str | None, Value]] = []
    if isinstance(value, Record) and here.type == "structure":
        before = f"{path}." if path else ""
        inside = [(before + key, here.members.get(key), item) for key, item in value.entries.items()]
    elif isinstance(value, Record) and here.type == "map":
        inside = [(f"{path}['{key}']", here.value, item) for key, item in value.entries.items()]
    elif isinstance(value, ListValue) and here.type == "list":
        inside = [(f"{path}[{position}]", here.member, item) for position, item in enumerate(value.items)]
    return [
        (place, known, item) for place, name, item in inside if name is not None and (known := shape(name)) is not None
    ]
