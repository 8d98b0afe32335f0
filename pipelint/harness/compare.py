"""Comparing two values as the service would, as far as anyone has said how it does.

Settled: two strings, two numbers (JSON knows one kind of number) and, for equality, two booleans. Neither the developer
guide nor the SDK (sagemaker/workflow/conditions.py of sagemaker 2.257) says what the service does between kinds, with
null, or with a list or object. So :data:`Coercion` decides:

``"refuse"``
    raise :class:`~pipelint.harness.errors.UnsettledComparison`. The default.
``"numeric"``
    a string that spells a JSON number is that number when it is compared with a number; all else still raises.
``"local_mode"``
    do as the SDK's local mode does (sagemaker/local/pipeline.py:408-482 of sagemaker 2.257): equality between different
    Python types and an order between types that Python does not order fail the step; ``In`` is Python's ``in``.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any, Literal

from pipelint.harness.errors import UnsettledComparison
from pipelint.harness.failure import StepFails

Coercion = Literal["refuse", "numeric", "local_mode"]
COERCIONS: tuple[Coercion, ...] = ("refuse", "numeric", "local_mode")

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "GreaterThan": operator.gt,
    "GreaterThanOrEqualTo": operator.ge,
    "LessThan": operator.lt,
    "LessThanOrEqualTo": operator.le,
}
COMPARISONS = frozenset({"Equals", *_ORDERS})

_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def kind(value: Any) -> str:
    """Return the JSON kind of ``value``: string, number, boolean, null, list or object."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "list" if isinstance(value, list) else "object"


def compare(operation: str, left: Any, right: Any, coercion: Coercion) -> bool:
    """Return whether ``left`` stands to ``right`` as ``operation`` (one of :data:`COMPARISONS`) says.

    Raises:
        UnsettledComparison: nobody has said what the service does with these two, and ``coercion`` does not either.
        StepFails: under ``coercion="local_mode"``, where local mode fails the step.
    """
    if coercion == "local_mode":
        return _as_local_mode(operation, left, right)
    if coercion == "numeric":
        left, right = _as_numbers(left, right)
    settled = {"string", "number", "boolean"} if operation == "Equals" else {"string", "number"}
    if kind(left) != kind(right) or kind(left) not in settled:
        raise UnsettledComparison(f"{_described(left)} compared by {operation} with {_described(right)}")
    return bool(left == right if operation == "Equals" else _ORDERS[operation](left, right))


def contains(values: Any, query: Any, coercion: Coercion) -> bool:
    """Return whether ``query`` is among ``values``, each compared as by Equals.

    Raises:
        UnsettledComparison: ``values`` is no list, or nothing equals ``query`` but some item is of another kind.
        StepFails: under ``coercion="local_mode"``, where ``values`` cannot be searched.
    """
    if coercion == "local_mode":
        try:
            return query in values
        except TypeError as error:
            raise StepFails(f"In: {error}") from error
    if not isinstance(values, list):
        raise UnsettledComparison(f"{_described(query)} looked for by In in {_described(values)}, which is no list")
    unsettled: UnsettledComparison | None = None
    for item in values:
        try:
            if compare("Equals", query, item, coercion):
                return True
        except UnsettledComparison as error:
            unsettled = unsettled or error
    if unsettled is not None:
        raise unsettled
    return False


def _as_local_mode(operation: str, left: Any, right: Any) -> bool:
    if operation != "Equals":
        try:
            return bool(_ORDERS[operation](left, right))
        except TypeError as error:
            raise StepFails(f"{operation}: {error}") from error
    if not isinstance(left, type(right)) and not isinstance(right, type(left)):
        raise StepFails(f"Equals: local mode compares no {type(left).__name__} with {type(right).__name__}")
    return bool(left == right)


def _as_numbers(left: Any, right: Any) -> tuple[Any, Any]:
    if {kind(left), kind(right)} != {"string", "number"}:
        return left, right
    return _as_number(left), _as_number(right)


def _as_number(value: Any) -> Any:
    if isinstance(value, str) and _JSON_NUMBER.fullmatch(value):
        return float(value) if any(mark in value for mark in ".eE") else int(value)
    return value


def _described(value: Any) -> str:
    article = "an" if kind(value) == "object" else "a"
    return "null" if value is None else f"{article} {kind(value)} ({value!r})"
