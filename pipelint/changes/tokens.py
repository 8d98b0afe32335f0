"""A value as a row of tokens: two values mean the same where their rows are equal.

The order of keys does not count, nor that of lists whose order means nothing; ``1``, ``1.0`` and ``true`` differ, as in
JSON. Without recursion, as a definition may be nested deeper than Python walks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from typing import Union

from pipelint.changes.lists import in_one_order
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation
from pipelint.pipeline.values import (
    Join,
    JsonGet,
    ListValue,
    Literal,
    OtherReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    Value,
    path_text,
)

Naming = Callable[[str], Hashable]
"""Says what stands for the name of a step in the tokens: another name, where a step was renamed."""

_ITERATION = re.compile(r"(IterationOutput\.)([^.\[]+)(.*)", re.DOTALL)


def tokens(value: Value, naming: Naming, key: str = "") -> tuple[Hashable, ...]:
    """Return the tokens of ``value``, which stands under ``key``."""
    return tuple(_tokens(value, naming, key))


def condition_tokens(condition: Condition, naming: Naming) -> tuple[Hashable, ...]:
    """Return the tokens of ``condition``."""
    found: list[Hashable] = []
    pending: list[Union[str, Condition]] = [condition]
    while pending:
        here = pending.pop()
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, Negation):
            pending += (")", here.condition, "Not(")
        elif isinstance(here, Disjunction):
            pending += (")", *reversed(here.conditions), "Or(")
        else:
            found.append(here.type if not isinstance(here, Membership) else "In")
            for operand in _operands(here):
                found.extend(_tokens(operand, naming, ""))
    return tuple(found)


def _operands(condition: Condition) -> tuple[Value, ...]:
    if isinstance(condition, Comparison):
        return (condition.left, condition.right)
    if isinstance(condition, Membership):
        return (condition.query, condition.values)
    return () if isinstance(condition, (Negation, Disjunction)) else (condition.content,)


def _tokens(value: Value, naming: Naming, key: str) -> Iterator[Hashable]:
    pending: list[Union[str, tuple[str, Value]]] = [(key, value)]
    while pending:
        here = pending.pop()
        if isinstance(here, str):
            yield here
            continue
        under, one = here
        if isinstance(one, Record):
            yield "{"
            pending.append("}")
            for name in sorted(one.entries, reverse=True):
                pending += ((name, one.entries[name]), f".{name}")
        elif isinstance(one, ListValue):
            yield "["
            pending += ("]", *(("", item) for item in reversed(in_one_order(under, one))))
        elif isinstance(one, Join):
            pending += (")", ("", one.values), ("", one.on), "Join(")
        elif isinstance(one, JsonGet):
            pending += (")", ("", one.path), ("", one.source), "JsonGet(")
        else:
            yield _leaf(one, naming)


def _leaf(value: Value, naming: Naming) -> Hashable:
    if isinstance(value, Literal):
        return ("literal", repr(value.value))  # NaN is itself
    if isinstance(value, StepReference):
        return ("step", naming(value.step), path_text(value.path))
    if isinstance(value, PropertyFileReference):
        return ("file", None if value.step is None else naming(value.step), value.name)
    if isinstance(value, OtherReference):
        found = _ITERATION.fullmatch(value.text)
        return ("other", value.text) if found is None else ("other", found[1], naming(found[2]), found[3])
    return ("unknown", value.reason) if isinstance(value, Unknown) else ("get", str(value))
