"""What the mutants are: a file's bytes up to each position, and its code or document without each single part."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import libcst as cst


def cuts(data: bytes) -> Iterator[bytes]:
    """Yield what is left of a file that is cut off at each byte."""
    return (data[:end] for end in range(len(data)))


def deletions(data: bytes, suffix: str) -> Iterator[bytes]:
    """Yield a file without each single part of it, in the order in which they stand; none of kinds without parts."""
    if suffix == ".py":
        return _without_nodes(data)
    if suffix in (".json", ".ipynb"):
        return _without_values(json.loads(data))
    return iter(())


_PARTS = (
    cst.BaseStatement,
    cst.BaseSmallStatement,
    cst.Arg,
    cst.BaseElement,
    cst.BaseDictElement,
    cst.Decorator,
    cst.Param,
    cst.ImportAlias,
    cst.AsName,
    cst.WithItem,
    cst.ExceptHandler,
    cst.Finally,
    cst.Else,
    cst.CompIf,
    cst.Annotation,
    cst.BaseFormattedStringContent,
    cst.SubscriptElement,
    cst.ComparisonTarget,
    cst.AssignTarget,
    cst.MatchCase,
)
"""What can be left out of code and leaves code, or what Python refuses and pipelint must say so of."""


class _Counting(cst.CSTVisitor):
    def __init__(self) -> None:
        self.number = 0

    def on_leave(self, original_node: cst.CSTNode) -> None:
        self.number += isinstance(original_node, _PARTS)


class _Removing(cst.CSTTransformer):
    """Takes the part of one number out."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._left = number

    def on_visit(self, node: cst.CSTNode) -> bool:
        return self._left >= 0

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> Any:
        if isinstance(original_node, _PARTS):
            self._left -= 1
            if self._left == -1:
                return cst.RemoveFromParent()
        return updated_node


def _without_nodes(data: bytes) -> Iterator[bytes]:
    tree = cst.parse_module(data)
    counting = _Counting()
    tree.visit(counting)
    for number in range(counting.number):
        try:
            yield tree.visit(_Removing(number)).bytes
        except Exception:  # libcst makes no code of it
            continue


def _without_values(document: Any) -> Iterator[bytes]:
    for path in _paths(document):
        mutant = copy.deepcopy(document)
        owner = mutant
        for key in path[:-1]:
            owner = owner[key]
        del owner[path[-1]]
        yield json.dumps(mutant, indent=1).encode()


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from _paths(inner, (*path, key))
