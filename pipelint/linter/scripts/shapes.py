"""From what the evaluator knows of a value to the shape of the JSON that it is written as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

from pipelint.linter.source.objects import DictObject, ListObject, Object
from pipelint.pipeline.scripts import ANYTHING, DocumentShape, ShapeKind
from pipelint.pipeline.values import Literal, Scalar

_DEEPEST = 40
_LARGEST = 10_000
"""The most values of a document that are looked at: of a list that holds another twice, and so on, there is no end."""


def shape_of(value: Object) -> DocumentShape:
    """Return the shape of what ``json.dump`` writes of ``value``; what is too deep, or too much, is anything."""
    return _shape_of(value, 0, count(1))


def _shape_of(value: Object, depth: int, counter: Iterator[int]) -> DocumentShape:
    if depth > _DEEPEST or next(counter) > _LARGEST:
        return ANYTHING
    if isinstance(value, DictObject):
        members = {_key(key): _shape_of(one, depth + 1, counter) for key, one in value.entries.items()}
        return DocumentShape("object", members, complete=value.complete, origin=value.origin)
    if isinstance(value, ListObject) and value.kind in ("list", "tuple"):
        items = tuple(_shape_of(one, depth + 1, counter) for one in value.items)
        return DocumentShape("list", items=items, complete=value.complete, origin=value.origin)
    return DocumentShape(_kind(value.value)) if isinstance(value, Literal) else ANYTHING


def shape_of_text(text: str) -> DocumentShape | None:
    """Return the shape of a JSON document that is written out; None where it is none."""
    try:
        return shape_of_data(json.loads(text))
    except (ValueError, RecursionError):
        return None


def shape_of_data(data: object, depth: int = 0) -> DocumentShape:
    """Return the shape of JSON that was read; what is too deep is anything."""
    if depth > _DEEPEST:
        return ANYTHING
    if isinstance(data, dict):
        return DocumentShape("object", {str(key): shape_of_data(one, depth + 1) for key, one in data.items()})
    if isinstance(data, list):
        return DocumentShape("list", items=tuple(shape_of_data(one, depth + 1) for one in data))
    return DocumentShape(_kind(data))


def _kind(value: object) -> ShapeKind:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"


def _key(key: Scalar) -> str:
    """Return the key as json writes it (https://docs.python.org/3/library/json.html#py-to-json-table)."""
    return key if isinstance(key, str) else json.dumps(key)
