"""The slots of a request: which shape of the API each value in a step's arguments must have."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.pipeline.model import Step
from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import ListValue, Record, Value


def request_shape(step: Step) -> Shape | None:
    """Return the shape of the request that ``step`` sends, or None where it is not known or follows none."""
    known = STEP_TYPES.get(step.type or "")
    return shape(known.request) if known is not None and known.request is not None else None


def slots(step: Step) -> Iterator[tuple[str, Shape, Value]]:
    """Yield the path, the shape and the value of every slot that ``step`` fills, outer before inner.

    A path reads like ``Environment['KEY']`` or ``ProcessingInputs[0].InputName``. Where a shape or a member is not
    known, nothing below it is yielded. Without recursion.
    """
    request = request_shape(step)
    pending: list[tuple[str, Shape, Value]] = [("", request, step.arguments)] if request is not None else []
    while pending:
        path, here, value = pending.pop()
        if path:
            yield path, here, value
        pending.extend(reversed(list(_inner(path, here, value))))


def structures(step: Step) -> Iterator[tuple[str, Shape, Record]]:
    """Yield the path, the shape and the record of every structure that ``step`` fills, outer before inner.

    The first is the request itself, whose path is empty.
    """
    request = request_shape(step)
    if request is not None:
        yield "", request, step.arguments
    for path, here, value in slots(step):
        if here.type == "structure" and isinstance(value, Record):
            yield path, here, value


def _inner(path: str, here: Shape, value: Value) -> Iterator[tuple[str, Shape, Value]]:
    """Yield the slots directly inside one; a value of another kind than its shape has none."""
    if isinstance(value, Record) and here.type in ("structure", "map"):
        for key, item in value.entries.items():
            name = here.members.get(key) if here.type == "structure" else here.value
            inner = shape(name) if name is not None else None
            if inner is not None:
                yield _below(path, key, here), inner, item
    elif isinstance(value, ListValue) and here.type == "list" and here.member is not None:
        inner = shape(here.member)
        if inner is not None:
            yield from ((f"{path}[{position}]", inner, item) for position, item in enumerate(value.items))


def _below(path: str, key: str, here: Shape) -> str:
    if here.type == "map":
        return f"{path}['{key}']"
    return f"{path}.{key}" if path else key
