"""What the steps in the body of a loop produce in each iteration, so that its selector picks what was chosen."""

from __future__ import annotations

import json
import math
from typing import Any

from pipelint.harness.generation.inputs import Assignment, Input, NotChosen
from pipelint.harness.generation.loops import items_input
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.values import ListValue, Literal, OtherReference, StepReference

Shares = dict[str, dict[Input, Any]]
"""By the name of a step, or of one iteration of it: what was chosen of it."""

_BEST = 1


def selector_field(loop: Step) -> StepReference | None:
    """Return what the selector of ``loop`` compares, None where it has none that can be read."""
    field = loop.arguments.get("Selector", "Field")
    if not isinstance(field, OtherReference):
        return None
    reference = parse_reference(f"Steps.{field.text.removeprefix('IterationOutput.')}")
    return reference if isinstance(reference, StepReference) else None


def add_iterations(pipeline: Pipeline, chosen: Assignment, shares: Shares) -> None:
    """Add to ``shares`` what each iteration of each loop with a selector produces.

    The first iteration is the one to be picked. The others fall behind, each by one more than the one before: which of
    equals the service picks is not documented.
    """
    for loop in pipeline.all_steps():
        field = selector_field(loop)
        if field is None:
            continue
        pick = loop.arguments.get("Selector", "Pick")
        sign = 1 if isinstance(pick, Literal) and pick.value == "MinBy" else -1
        best = chosen.get(Input("selected", loop.name, parts=field.path), _BEST)
        if isinstance(best, bool) or not isinstance(best, (int, float)):
            raise NotChosen(f'the selector of loop "{loop.name}" compares numbers alone')
        behind = sign * (1 if isinstance(best, int) else max(1, 2 * math.ulp(best)))
        for index in range(_count(loop, chosen)):
            share = shares.setdefault(f"{field.step}-{index}", {})
            share.update(shares.get(field.step, {}))
            share[Input("member", field.step, parts=field.path)] = best + behind * index
            for one, value in chosen.items() if index == 0 else ():
                if one.kind == "selected" and one.step == loop.name and one.parts != field.path:
                    share[Input("member", field.step, parts=one.parts)] = value
        shares.pop(field.step, None)


def _count(loop: Step, chosen: Assignment) -> int:
    """Return how many items ``loop`` has."""
    items = loop.arguments.get("IterableItems")
    if isinstance(items, ListValue):
        return len(items.items)
    one = items_input(loop)
    text = None if one is None else chosen.get(one)
    read = json.loads(text) if isinstance(text, str) else []
    return len(read) if isinstance(read, list) else 0
