"""What mends a value of the wrong kind in a slot of the API; made only for what is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.shapes import shape as shape_of
from pipelint.pipeline.values import Literal, ParameterReference, Value
from pipelint.rules.wording import shown_scalar

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair


def as_text(shape: Shape, value: Value) -> Repair | None:
    """Return what makes text of a number or a parameter, where text is wanted.

    How a script reads a truth value nobody can tell: ``true`` is what definitions write, and is not surely meant.
    """
    from pipelint.rules.repair import Behind, Repair, Rewritten

    if shape.type != "string" or value.origin is None:
        return None
    if isinstance(value, ParameterReference):
        return Repair(f'Pass parameter "{value.name}" as text', (Behind(value.origin, ".to_string()"),))
    if isinstance(value, Literal) and isinstance(value.value, (int, float)):
        text = shown_scalar(value.value) if isinstance(value.value, bool) else str(value.value)
        return Repair(f'Write "{text}"', (Rewritten(value.origin, text),), safe=not isinstance(value.value, bool))
    return None


def in_list(shape: Shape, value: Value) -> Repair | None:
    """Return what puts a single value into a list, where a list of single values is wanted."""
    from pipelint.rules.repair import Around, Repair

    item = shape_of(shape.member) if shape.type == "list" and shape.member is not None else None
    if item is None or item.type != "string" or value.origin is None:
        return None
    return Repair("Put it in a list", (Around(value.origin, "[", "]"),))
