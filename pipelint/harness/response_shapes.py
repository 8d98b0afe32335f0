"""The shapes that a step's properties are read from, as far as they are known."""

from __future__ import annotations

from functools import cache

from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import Index, Key, Member, PathPart


def response_shapes(step_type: str | None) -> tuple[Shape, ...]:
    """Return the shapes whose members, taken together, a property path starts from; none where they are not known."""
    known = STEP_TYPES.get(step_type or "")
    if known is None:
        return ()
    return tuple(found for found in map(shape, known.properties) if found is not None)


@cache
def response_members(step_type: str | None) -> frozenset[str] | None:
    """Return the members that the Describe response of such a step has, or None where it is not known."""
    shapes = response_shapes(step_type)
    return frozenset(name for found in shapes for name in found.members) if shapes else None


def shape_at(step_type: str | None, path: tuple[PathPart, ...]) -> Shape | None:
    """Return the shape of the value at ``path``, or None where it is not known."""
    found: Shape | None = None
    for position, part in enumerate(path):
        candidates = response_shapes(step_type) if position == 0 else (found,)
        found = next(filter(None, (_inner(shape_, part) for shape_ in candidates if shape_ is not None)), None)
    return found


def _inner(outer: Shape, part: PathPart) -> Shape | None:
    name: str | None
    if outer.type == "structure" and isinstance(part, (Member, Key)):
        name = outer.members.get(part.name or "")
    elif outer.type == "list" and isinstance(part, (Index, Key)):
        name = outer.member
    else:
        name = outer.value if outer.type == "map" else None
    return None if name is None else shape(name)
