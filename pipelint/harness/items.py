"""The items of a ForEach step: where they come from, and what a step of the body reads of the current one.

The items are a list that is written out, of scalars and references, or a text that holds a JSON list; an item that is
an object is commonly JSON text, into which ``ForEach.CurrentItem.<field>`` looks
(sagemaker/mlops/workflow/for_each_step.py:68-94 and 254-276 of sagemaker-mlops 1.27).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipelint.harness.errors import InvalidDefinition, Unsettled
from pipelint.harness.execution import Scope
from pipelint.harness.failure import StepFails
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Index, StepReference, path_text

MOST_WRITTEN_OUT = 100
MOST = 10_000
"""How many items a simulated loop may have; how many the service takes in a JSON list is not documented."""


def items_of(step: str, value: Any) -> list[Any]:
    """Return the items of loop ``step`` from its resolved IterableItems.

    Raises:
        StepFails: the text holds no JSON list.
        InvalidDefinition: the value is neither a list nor a text.
        Unsettled: the list is empty, or longer than is simulated.
    """
    if isinstance(value, list):
        if not 1 <= len(value) <= MOST_WRITTEN_OUT:
            raise InvalidDefinition(f'loop "{step}" has {len(value)} items written out; it takes 1 to 100')
        return value
    if not isinstance(value, str):
        raise InvalidDefinition(
            f'loop "{step}" runs over {value!r}; expected a list, or a text that holds a JSON list, such as ["a", "b"]'
        )
    try:
        items = json.loads(value)
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list):
        raise StepFails(f"IterableItems is no JSON list: {value if len(value) <= 60 else value[:59] + '…'}")
    if len(items) > MOST:
        raise Unsettled(
            f'loop "{step}" has {len(items)} items; nothing says how many the service takes, and {MOST} are simulated'
        )
    return items


def current_item(step: str, scope: Scope, drill: str) -> Any:
    """Return the current item, or what ``drill`` (``.name``, ``['uri']``) finds in it, for ``step`` in the body.

    Raises:
        StepFails: the item has no such field: the step fails, as the item comes from the pipeline or its parameters.
    """
    item = scope.item
    if not drill:
        return item if isinstance(item, (str, int, float)) or item is None else json.dumps(item)
    if isinstance(item, str):
        try:
            item = json.loads(item)
        except (ValueError, RecursionError):
            raise StepFails(_no_field(scope, drill, "the item is no JSON object")) from None
    reference = parse_reference(f"Steps.{step}.CurrentItem{drill}")
    if not isinstance(reference, StepReference):
        raise InvalidDefinition(f'step "{step}" reads ForEach.CurrentItem{drill}, which cannot be read')
    path = reference.path[1:]
    for position, part in enumerate(path):
        key = part.position if isinstance(part, Index) else part.name
        at = path_text(path[:position])
        there = f"{at} of the item" if at else "the item"
        try:
            item = _inside(item, key)
        except LookupError:
            raise StepFails(_no_field(scope, drill, f"{there} {_has(item, key)}")) from None
    return item


def _inside(item: Any, key: object) -> Any:
    if isinstance(item, Mapping):
        return item[key]
    if isinstance(item, list) and isinstance(key, int) and 0 <= key < len(item):
        return item[key]
    raise LookupError


def _has(item: Any, key: object) -> str:
    if isinstance(item, Mapping):
        return f"has no {key};{did_you_mean(str(key), item)} it has {', '.join(item)}"
    return f"is {json.dumps(item)}"


def _no_field(scope: Scope, drill: str, why: str) -> str:
    return f"ForEach.CurrentItem{drill} cannot be read in iteration {scope.index} of loop {scope.loop}: {why}"
