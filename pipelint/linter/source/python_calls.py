"""Functions of Python that take functions of the user's, or walk over what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import libcst as cst

from pipelint.linter.source.attribute_calls import ATTRIBUTE_CALLS, Function, taking
from pipelint.linter.source.binding import items_of
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import LOOP_BOUND, Interpreter
from pipelint.linter.source.methods import put_pairs, update
from pipelint.linter.source.object_logic import truth
from pipelint.linter.source.objects import (
    DictObject,
    ExternalName,
    ListObject,
    Object,
    Partial,
)
from pipelint.pipeline.values import Literal


def called(run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call) -> Object | None:
    """Call one of these functions by its dotted name; None where it is another, or its result is not known."""
    function = _FUNCTIONS.get(dotted)
    return function(run, arguments, node) if function is not None and not arguments.open else None


def _partial(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    function, *rest = arguments.positional
    return Partial(function, rest, dict(arguments.named))


def _map(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    function, *columns = arguments.positional
    known = [items_of(one) for one in columns]
    rows = list(zip(*(items for items, _ in known), strict=False))
    return _each(run, function, rows, all(complete for _, complete in known), node)


def _starmap(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    function, values = arguments.positional
    rows, complete = items_of(values)
    known = [items_of(row) for row in rows]
    if not all(whole for _, whole in known):
        return None
    return _each(run, function, [items for items, _ in known], complete, node)


def _each(
    run: Interpreter, function: Object, rows: Sequence[Sequence[Object]], complete: bool, node: cst.Call
) -> ListObject:
    made = [run.apply(function, Arguments(list(row)), node) for row in rows[:LOOP_BOUND]]
    return ListObject(made, complete and len(rows) <= LOOP_BOUND, run.depth, run.origin(node), "iterator")


def _filter(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    function, values = arguments.positional
    items, complete = items_of(values)
    by_itself = isinstance(function, Literal) and function.value is None
    tests = [truth(item if by_itself else run.apply(function, Arguments([item]), node)) for item in items]
    kept = [item for item, test in zip(items, tests, strict=True) if test]
    return ListObject(kept, complete and None not in tests, run.depth, run.origin(node), "iterator")


def _reduce(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    function, values, *start = arguments.positional
    items, complete = items_of(values)
    pending = [*start, *items]
    if not complete or not pending:
        return None
    made = pending[0]
    for item in pending[1:]:
        made = run.apply(function, Arguments([made, item]), node)
    return made


def _sorted(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    """``sorted`` by the values themselves, or by what ``key`` makes of them, where those are known scalars."""
    items, complete = items_of(arguments.positional[0])
    key, backwards = arguments.named.get("key"), arguments.named.get("reverse", Literal(False))
    by = items if key is None else [run.apply(key, Arguments([item]), node) for item in items]
    ranks: list[Any] = [one.value for one in by if isinstance(one, Literal)]
    if not complete or len(ranks) < len(items) or not isinstance(backwards, Literal):
        return None
    try:
        order = sorted(range(len(items)), key=ranks.__getitem__, reverse=bool(backwards.value))
    except TypeError:
        return None
    return ListObject([items[position] for position in order], True, run.depth, run.origin(node))


def _next(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    """``next`` of an iterator, which loses its first item."""
    values, *default = arguments.positional
    if not isinstance(values, ListObject) or values.kind != "iterator" or run.depth > values.depth:
        return None
    if values.items:
        return values.items.pop(0)
    return default[0] if default and values.complete else None


def _chain(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    known = [items_of(one) for one in arguments.positional]
    items = [item for found, _ in known for item in found]
    return ListObject(items, all(complete for _, complete in known), run.depth, run.origin(node), "iterator")


def _chain_from(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    values, complete = items_of(arguments.positional[0])
    made = _chain(run, Arguments(values), node)
    if isinstance(made, ListObject):
        made.complete = made.complete and complete
    return made


def _product(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    known = [items_of(one) for one in arguments.positional]
    size = 1
    for items, _ in known:
        size *= len(items)
    if arguments.named or size > LOOP_BOUND or not all(complete for _, complete in known):
        return None
    rows: list[Object] = [ListObject(list(row), kind="tuple") for row in product(*(items for items, _ in known))]
    return ListObject(rows, True, run.depth, run.origin(node), "iterator")


def _ordered_dict(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    made = DictObject({}, True, run.depth, run.origin(node))
    for value in arguments.positional:
        if isinstance(value, ListObject):
            made.complete = put_pairs(made, value) and made.complete
        else:
            update(run, made, value)
    made.entries.update(arguments.named)
    return made


def _default_dict(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    made = _ordered_dict(run, Arguments(arguments.positional[1:], arguments.named), node)
    if isinstance(made, DictObject) and arguments.positional:
        made.factory = arguments.positional[0]
    return made


def _keys(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    keys, *value = arguments.positional
    items, complete = items_of(keys)
    made = DictObject({}, complete, run.depth, run.origin(node))
    for item in items:
        if isinstance(item, Literal):
            made.entries[item.value] = value[0] if value else Literal(None)
        else:
            made.complete = False
    return made


_TYPES = {"str": str, "int": int, "float": float, "bool": bool}


def _is_instance(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    value, classes = arguments.positional
    wanted = classes.items if isinstance(classes, ListObject) else [classes]
    answers = [_is_one(value, cls) for cls in wanted]
    if True in answers:
        return Literal(True, run.origin(node))
    return None if None in answers else Literal(False, run.origin(node))


def _is_one(value: Object, cls: Object) -> bool | None:
    name = cls.dotted.removeprefix("builtins.") if isinstance(cls, ExternalName) else ""
    if isinstance(value, Literal):
        return isinstance(value.value, _TYPES[name]) if name in _TYPES else _no_scalar(name)
    if isinstance(value, ListObject):
        return value.kind == name if name in ("list", "tuple", "set", "str", "dict", *_TYPES) else None
    if isinstance(value, DictObject):
        return name == "dict" if name in ("list", "tuple", "set", "dict", *_TYPES) else None
    return None


def _no_scalar(name: str) -> bool | None:
    return False if name in ("list", "dict", "tuple", "set") else None


def _awaited(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    return arguments.positional[0]


def _gathered(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    return ListObject(list(arguments.positional), True, run.depth, run.origin(node))


_MANY = 1_000

_FUNCTIONS: dict[str, Function] = {
    **ATTRIBUTE_CALLS,
    "functools.partial": taking(_partial, 1, _MANY),
    "functools.reduce": taking(_reduce, 2, 3),
    "builtins.map": taking(_map, 2, _MANY),
    "builtins.filter": taking(_filter, 2),
    "builtins.sorted": taking(_sorted, 1),
    "builtins.next": taking(_next, 1, 2),
    "builtins.isinstance": taking(_is_instance, 2),
    "builtins.dict.fromkeys": taking(_keys, 1, 2),
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": taking(_chain_from, 1),
    "itertools.product": _product,
    "itertools.starmap": taking(_starmap, 2),
    "collections.OrderedDict": _ordered_dict,
    "collections.defaultdict": _default_dict,
    "asyncio.run": taking(_awaited, 1),
    "asyncio.gather": _gathered,
}
