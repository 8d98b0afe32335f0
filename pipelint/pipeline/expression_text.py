"""Expressions and values in the words that people read them in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Union

from pipelint.pipeline.values import Join, JsonGet, ListValue, Literal, Record, Unknown, Value

_LONGEST = 60


def expression_text(value: Value) -> str:
    """Return ``value`` as one short line: references as the definition spells them, functions by name.

    Without recursion, as a definition may be nested deeper than Python walks.
    """
    found: list[str] = []
    pending: list[Union[str, Value]] = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, (JsonGet, Join, ListValue, Record)):
            pending.extend(reversed(list(_pieces(here))))
        else:
            found.append(_leaf_text(here))
    return "".join(found)


def _leaf_text(value: Value) -> str:
    if isinstance(value, Literal):
        return json.dumps(value.value, ensure_ascii=False)
    return f"<unknown: {value.reason}>" if isinstance(value, Unknown) else str(value)


def _pieces(value: Union[JsonGet, Join, ListValue, Record]) -> Iterator[Union[str, Value]]:
    """Yield the texts and the values that the text of ``value`` is made of, in order."""
    if isinstance(value, JsonGet):
        path = str(value.path.value) if isinstance(value.path, Literal) else value.path
        yield from (value.source, "[", path, "]")
    elif isinstance(value, Join):
        joined = value.values.items if isinstance(value.values, ListValue) else (value.values,)
        yield from ("Join(", *_listed((one,) for one in joined), ")")
    elif isinstance(value, ListValue):
        yield from ("[", *_listed((one,) for one in value.items), "]")
    else:
        entries = ((f"{json.dumps(key)}: ", entry) for key, entry in value.entries.items())
        yield from ("{", *_listed(entries), "}")


def _listed(groups: Iterable[tuple[Union[str, Value], ...]]) -> Iterator[Union[str, Value]]:
    for number, group in enumerate(groups):
        yield from (", ", *group) if number else group


def short_expression(value: Value) -> str:
    """Return :func:`expression_text`, at most 60 characters of it."""
    return _cut(expression_text(value))


def shortened(value: Any) -> str:
    """Return resolved data as JSON text of at most 60 characters."""
    return _cut(json.dumps(value, ensure_ascii=False, default=str))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
