"""Expressions and values in the words that people read them in."""

from __future__ import annotations

import json
from typing import Any

from pipelint.pipeline.values import Join, JsonGet, ListValue, Literal, Record, Unknown, Value

_LONGEST = 60


def expression_text(value: Value) -> str:
    """Return ``value`` as one short line: references as the definition spells them, functions by name."""
    if isinstance(value, Literal):
        return json.dumps(value.value, ensure_ascii=False)
    if isinstance(value, JsonGet):
        return f"{expression_text(value.source)}[{_path_text(value.path)}]"
    if isinstance(value, Join):
        pieces = value.values.items if isinstance(value.values, ListValue) else (value.values,)
        return f"Join({', '.join(map(expression_text, pieces))})"
    if isinstance(value, ListValue):
        return f"[{', '.join(map(expression_text, value.items))}]"
    if isinstance(value, Record):
        entries = (f"{json.dumps(key)}: {expression_text(entry)}" for key, entry in value.entries.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, Unknown):
        return f"<unknown: {value.reason}>"
    return str(value)


def shortened(value: Any) -> str:
    """Return resolved data as JSON text of at most 60 characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _path_text(path: Value) -> str:
    return str(path.value) if isinstance(path, Literal) else expression_text(path)
