"""Model values as plain JSON data, for values that hold no expression."""

from __future__ import annotations

from typing import Any

from pipelint.harness.errors import InvalidDefinition
from pipelint.pipeline.expression_text import short_expression
from pipelint.pipeline.values import ListValue, Literal, Record, Value


def plain(value: Value | None) -> Any:
    """Return ``value`` as JSON data, ``None`` for None.

    Raises:
        InvalidDefinition: it holds an expression; parameters and their enums are not interpolated
            (sagemaker/workflow/pipeline.py:788-832 of sagemaker 2.257).
    """
    if value is None:
        return None
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, ListValue):
        return [plain(item) for item in value.items]
    if isinstance(value, Record):
        return {key: plain(entry) for key, entry in value.entries.items()}
    raise InvalidDefinition(f"an expression stands where only a plain value may: {short_expression(value)}")
