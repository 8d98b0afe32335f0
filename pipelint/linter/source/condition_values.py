"""From the SDK's condition objects to the model's conditions."""

from __future__ import annotations

from pipelint.linter.source.lowering import DEPTH_BOUND, Lowering
from pipelint.linter.source.objects import ListObject, Object, SdkObject
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, UnknownCondition
from pipelint.pipeline.values import Unknown


def condition(lowering: Lowering, item: Object, depth: int = 0) -> Condition:
    """Return the model's condition for ``item``."""
    if not isinstance(item, SdkObject) or item.cls.kind != "condition" or depth > DEPTH_BOUND:
        return UnknownCondition(None, lowering.value(item))
    name = item.cls.name.removeprefix("Condition")
    if name == "Not":
        inner = item.argument("expression")
        return Negation(condition(lowering, inner or Unknown("`expression` was not passed"), depth + 1), item.origin)
    if name == "Or":
        parts = item.argument("conditions")
        items = parts.items if isinstance(parts, ListObject) else []
        complete = isinstance(parts, ListObject) and parts.complete
        return Disjunction(tuple(condition(lowering, one, depth + 1) for one in items), complete, item.origin)
    if name == "In":
        return Membership(lowering.given(item, "value"), lowering.given(item, "in_values"), item.origin)
    return Comparison(name, lowering.given(item, "left"), lowering.given(item, "right"), item.origin)
