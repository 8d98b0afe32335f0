"""Python's functions on sequences and numbers, as far as their results are worth knowing."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import libcst as cst

from pipelint.linter.source.binding import items_of
from pipelint.linter.source.interpreter import LOOP_BOUND, Interpreter
from pipelint.linter.source.methods import put_pairs
from pipelint.linter.source.object_logic import distinct, truth
from pipelint.linter.source.objects import DictObject, Kind, ListObject, Object
from pipelint.linter.source.texts import scalars
from pipelint.pipeline.values import Literal

Positional = Sequence[Object]
Named = Mapping[str, Object]
Function = Callable[[Interpreter, cst.Call, Positional, Named], "Object | None"]


def _length(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    items, complete = items_of(positional[0]) if positional else ([], False)
    return Literal(len(items), run.origin(node)) if complete else None


def _range(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    bounds = scalars(positional)
    if not bounds or not all(type(bound) is int for bound in bounds) or len(bounds) > 3 or bounds[2:] == [0]:
        return None
    numbers = range(*[bound for bound in bounds if isinstance(bound, int)])
    items: list[Object] = [Literal(number) for number in numbers[: LOOP_BOUND + 1]]
    return ListObject(items, not numbers[len(items) :], run.depth, run.origin(node))


def _enumerate(run: Interpreter, node: cst.Call, positional: Positional, named: Named) -> Object | None:
    if not positional:
        return None
    items, complete = items_of(positional[0])
    start = positional[1] if len(positional) > 1 else named.get("start", Literal(0))
    if not isinstance(start, Literal) or not isinstance(start.value, int):
        return None
    pairs: list[Object] = [
        ListObject([Literal(start.value + offset), item], True, run.depth) for offset, item in enumerate(items)
    ]
    return ListObject(pairs, complete, run.depth, run.origin(node))


def _zip(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    columns = [items_of(value) for value in positional]
    rows = zip(*(items for items, _ in columns), strict=False)
    pairs: list[Object] = [ListObject(list(row), True, run.depth) for row in rows]
    return ListObject(pairs, all(complete for _, complete in columns), run.depth, run.origin(node))


def _list(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    items, complete = items_of(positional[0]) if positional else ([], True)
    name = node.func.value if isinstance(node.func, cst.Name) else ""
    kind = _KINDS.get(name, "list")
    return ListObject(distinct(items) if kind == "set" else items, complete, run.depth, run.origin(node), kind)


_KINDS: dict[str, Kind] = {"tuple": "tuple", "set": "set", "frozenset": "set", "iter": "iterator"}


def _dict(run: Interpreter, node: cst.Call, positional: Positional, named: Named) -> Object | None:
    made = DictObject({}, True, run.depth, run.origin(node))
    for value in positional:
        if isinstance(value, DictObject):
            made.entries.update(value.entries)
            made.complete = made.complete and value.complete
        else:
            made.complete = put_pairs(made, value) and made.complete
    made.entries.update(named)
    return made


def _reversed(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    items, complete = items_of(positional[0]) if positional else ([], False)
    return ListObject(items[::-1], True, run.depth, run.origin(node)) if complete else None


def _extreme(choose: Callable[..., Any]) -> Function:
    def function(run: Interpreter, node: cst.Call, positional: Positional, named: Named) -> Object | None:
        items, complete = items_of(positional[0]) if len(positional) == 1 else (list(positional), True)
        known = scalars(items)
        if not known or not complete or named:
            return None
        try:
            return Literal(choose(known), run.origin(node))
        except (TypeError, ArithmeticError):
            return None

    return function


def _quantified(wanted: bool) -> Function:
    """``any`` stops at the first true item, ``all`` at the first false one."""

    def function(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
        items, complete = items_of(positional[0]) if positional else ([], False)
        known = [truth(item) for item in items]
        if wanted in known and None not in known[: known.index(wanted)]:
            return Literal(wanted, run.origin(node))
        return Literal(not wanted, run.origin(node)) if complete and None not in known else None

    return function


def _converted(convert: Callable[..., Any]) -> Function:
    def function(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
        known = scalars(positional)
        if not known or len(known) > 2:
            return None
        try:
            return Literal(convert(*known), run.origin(node))
        except (TypeError, ValueError, OverflowError):
            return None

    return function


FUNCTIONS: dict[str, Function] = {
    "builtins.len": _length,
    "builtins.range": _range,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.list": _list,
    "builtins.tuple": _list,
    "builtins.set": _list,
    "builtins.frozenset": _list,
    "builtins.iter": _list,
    "builtins.dict": _dict,
    "builtins.reversed": _reversed,
    "builtins.min": _extreme(min),
    "builtins.max": _extreme(max),
    "builtins.sum": _extreme(sum),
    "builtins.any": _quantified(True),
    "builtins.all": _quantified(False),
    "builtins.int": _converted(int),
    "builtins.float": _converted(float),
    "builtins.bool": _converted(bool),
    "builtins.round": _converted(round),
    "builtins.abs": _converted(operator.abs),
}
