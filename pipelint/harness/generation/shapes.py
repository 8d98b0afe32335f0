"""Strategies for whole JSON documents, by an example of one or by its shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from hypothesis import strategies as st

from pipelint.pipeline.scripts import DocumentShape

Shape = Union[DocumentShape, Mapping[str, Any], list[Any], str, int, float, bool, None]

_LARGEST = 2**31 - 1
_LARGEST_FLOAT = 1e300  # a little may be added to it
NUMBERS = st.integers(-_LARGEST, _LARGEST) | st.floats(-_LARGEST_FLOAT, _LARGEST_FLOAT)
INTEGERS = st.integers(-_LARGEST, _LARGEST)
TEXTS = st.text(min_size=1)
_SCALARS = st.none() | st.booleans() | NUMBERS | st.text()
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_BY_KIND: Mapping[str, st.SearchStrategy[Any]] = {
    "string": st.text(),
    "number": NUMBERS,
    "boolean": st.booleans(),
    "null": st.none(),
}


def documents(shape: Shape) -> st.SearchStrategy[Any]:
    """Return a strategy for documents of ``shape``: that of an example, or what is known of what a script writes."""
    if not isinstance(shape, DocumentShape):
        return _like(shape)
    if shape.kind == "object":
        return st.fixed_dictionaries({key: documents(inner) for key, inner in shape.members.items()})
    if shape.kind == "list":
        return st.tuples(*map(documents, shape.items)).map(list)
    return _BY_KIND.get(shape.kind, _ANYTHING)


def _like(example: Any) -> st.SearchStrategy[Any]:
    if isinstance(example, Mapping):
        return st.fixed_dictionaries({key: documents(inner) for key, inner in example.items()})
    if isinstance(example, list):
        return st.tuples(*map(documents, example)).map(list)
    if isinstance(example, bool):
        return st.booleans()
    if isinstance(example, (int, float)):
        return INTEGERS if isinstance(example, int) else NUMBERS
    return st.text() if isinstance(example, str) else st.just(example)


def laid_over(below: Any, above: Any) -> Any:
    """Return ``above`` with what only ``below`` has; where both have something, that of ``above``."""
    if isinstance(below, dict) and isinstance(above, dict):
        return {
            **below,
            **{key: laid_over(below[key], value) if key in below else value for key, value in above.items()},
        }
    if isinstance(below, list) and isinstance(above, list):
        merged = [laid_over(one, other) for one, other in zip(below, above, strict=False)]
        return [*merged, *below[len(above) :], *above[len(below) :]]
    return below if above is None else above
