"""Items for a ForEach step: as many as wanted, with the fields that the body reads of them."""

from __future__ import annotations

import json
from typing import Any

from pipelint.harness.arms import MANY, ONE, ZERO
from pipelint.harness.generation.building import Building, put
from pipelint.harness.generation.inputs import Input, NotChosen, input_of
from pipelint.harness.generation.search import Has
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.values import Index, OtherReference, StepReference, walk

_COUNTS = {ZERO: 0, ONE: 1, MANY: 2}
_ITEM = "ForEach.CurrentItem"


def items_goal(loop: Step, outcome: str, default: Any) -> Has | None:
    """Return the goal that gives ``loop`` that many items; None where they are written out in the definition.

    ``default`` is the value that its input has by default: its items are taken where there are enough.

    Raises:
        NotChosen: no test can choose the items.
    """
    one = items_input(loop)
    if one is None:
        return None
    known = _default_items(default)
    count = _COUNTS[outcome]
    items = known[:count] if len(known) >= count else [example_item(loop, index) for index in range(count)]
    if outcome == MANY and len(known) > count:
        return Has(one, default)
    return Has(one, json.dumps(items))


def items_input(loop: Step) -> Input | None:
    """Return the input that gives ``loop`` its items. Raises :class:`NotChosen`."""
    items = loop.arguments.get("IterableItems")
    return None if items is None else input_of(items)


def fewest_items(loop: Step, pipeline: Pipeline) -> int:
    """Return how many items ``loop`` must have for what other steps read of its iterations to be there."""
    fewest = 0
    for step in pipeline.all_steps():
        for value in step.values():
            for part in walk(value):
                if isinstance(part, StepReference) and part.step == loop.name:
                    fewest = max(fewest, _fewest(part))
    return fewest


def _fewest(reference: StepReference) -> int:
    head = str(reference.path[0]) if reference.path else ""
    second = reference.path[1] if len(reference.path) > 1 else None
    if head == ".IterationOutputs" and isinstance(second, Index):
        return (second.position or 0) + 1
    return 1 if head == ".Selected" else 0


def is_open(loop: Step) -> bool:
    """Tell whether a test can choose the items of ``loop``."""
    try:
        return items_input(loop) is not None
    except NotChosen:
        return False


def _default_items(default: Any) -> list[Any]:
    try:
        items = json.loads(default) if isinstance(default, str) else None
    except ValueError:
        return []
    return items if isinstance(items, list) else []


def example_item(loop: Step, index: int) -> Any:
    """Return an item with every field that a step of the body reads; a text where none reads any."""
    made = Building()
    parts = (part for step in loop.body for value in step.values() for part in walk(value))
    texts = {part.text for part in parts if isinstance(part, OtherReference) and part.text.startswith(_ITEM)}
    for drill in sorted(text.removeprefix(_ITEM) for text in texts):
        reference = parse_reference(f"Steps.item{drill}") if drill else None
        if isinstance(reference, StepReference):
            keys = [part.position if isinstance(part, Index) else part.name for part in reference.path]
            name = next((key for key in reversed(keys) if isinstance(key, str)), "item")
            put(made, tuple(key for key in keys if key is not None), f"{name}-{index}")
    return made.content if made.content is not None else f"item-{index}"
