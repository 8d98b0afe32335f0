"""The slots of a request: which shape of the API each value in a step's arguments must have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import ListValue, Literal, Record, Value

Fault = TypeVar("Fault")
Slot = tuple[Step, str, Shape, Value]
"""The step, the path, the shape and the value of a slot that is filled."""

_CONTAINERS = (Record, ListValue)


def request_shape(step: Step) -> Shape | None:
    """Return the shape of the request that ``step`` sends, or None where it is not known or follows none."""
    known = STEP_TYPES.get(step.type or "")
    return shape(known.request) if known is not None and known.request is not None else None


@remembered
def every_slot(pipeline: Pipeline) -> tuple[Slot, ...]:
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
            containers = []
            for slot in _inner(path, here, value):
                if type(slot[2]) in _CONTAINERS:
                    containers.append(slot)
                else:
                    found.append((step, *slot))
            pending += containers[::-1]
    return tuple(found)


@remembered
def every_structure(pipeline: Pipeline) -> tuple[tuple[Step, str, Shape, Record], ...]:
    """Return those of :func:`every_slot` that are structures, and are filled with one."""
    return tuple(
        (step, path, here, value)
        for step, path, here, value in every_slot(pipeline)
        if here.type == "structure" and isinstance(value, Record)
    )


def judged_slots(
    pipeline: Pipeline, judge: Callable[[Shape, Value], Iterable[Fault]]
) -> Iterator[tuple[Step, str, Shape, Value, Fault]]:
    """Yield what ``judge`` says of every slot that is filled, with the slot.

    It looks once at each literal: one step fills its slots much as the step before did. What it says of a literal must
    depend on nothing but the shape and what is written.
    """
    for slots in _alike(pipeline):
        _, _, here, value = slots[0]
        for fault in judge(here, value):
            for step, path, _, one in slots:
                yield step, path, here, one, fault


@remembered
def _alike(pipeline: Pipeline) -> Sequence[Sequence[Slot]]:
    """Gather the slots of one shape that the same literal fills; every other slot is alone."""
    literals: dict[tuple[int, type, object], list[Slot]] = {}
    others: list[Sequence[Slot]] = []
    for slot in every_slot(pipeline):
        value = slot[3]
        if type(value) is Literal:
            key = (id(slot[2]), type(value.value), value.value)  # there is one Shape of each name
            if key in literals:
                literals[key].append(slot)
            else:
                literals[key] = [slot]
        else:
            others.append((slot,))
    return (*literals.values(), *others)


def _inner(path: str, here: Shape, value: Value) -> list[tuple[str, Shape, Value]]:
    """Return the slots directly inside one; a value of another kind than its shape has none."""
    if isinstance(value, Record) and here.type == "structure":
        before, members = f"{path}." if path else "", here.members
        return [
            (before + key, known, item)
            for key, item in value.entries.items()
            if key in members and (known := shape(members[key])) is not None
        ]
    if isinstance(value, Record) and here.value is not None and (known := shape(here.value)) is not None:
        return [(f"{path}['{key}']", known, item) for key, item in value.entries.items()]
    if isinstance(value, ListValue) and here.member is not None and (known := shape(here.member)) is not None:
        return [(f"{path}[{position}]", known, item) for position, item in enumerate(value.items)]
    return []
