"""Methods of lists and dicts: what they change, and what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import libcst as cst

from pipelint.linter.source.binding import extend, items_of
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.object_logic import is_known, same
from pipelint.linter.source.objects import DictObject, ListObject, Object
from pipelint.pipeline.values import Literal, Unknown

Positional = Sequence[Object]
Named = Mapping[str, Object]

_CHANGE_LIST = frozenset("remove pop clear sort reverse popleft appendleft extendleft rotate".split())
_CHANGE_DICT = frozenset("pop clear setdefault popitem move_to_end".split())


def of_list(
    run: Interpreter, node: cst.Call, target: ListObject, name: str, positional: Positional, named: Named
) -> Object | None:
    """Call a method of a list, tuple or set; None when the result is not known."""
    if name in ("append", "add") and positional:
        if target.kind != "set" or not any(same(positional[0], one) for one in target.items):
            extend(run, target, ListObject([positional[0]]))
        return Literal(None)
    if name in ("extend", "update") and positional:
        extend(run, target, positional[0])
        return Literal(None)
    if name == "insert" and len(positional) == 2:
        return _insert(run, target, positional[0], positional[1])
    if name == "copy":
        return ListObject(list(target.items), target.complete, run.depth, run.origin(node), target.kind)
    if name in ("index", "count") and len(positional) == 1:
        return _searched(run, node, target, name, positional[0])
    if name in _CHANGE_LIST:
        return _change(run, node, target, name, positional, named)
    return None


def _insert(run: Interpreter, target: ListObject, where: Object, value: Object) -> Object:
    position = where.value if isinstance(where, Literal) and isinstance(where.value, int) else len(target.items)
    target.items.insert(position, value)
    target.complete = target.complete and run.depth <= target.depth
    return Literal(None)


def _searched(run: Interpreter, node: cst.Call, target: ListObject, name: str, wanted: Object) -> Object | None:
    """``list.index`` and ``list.count`` of a scalar among scalars."""
    known = [item.value for item in target.items if isinstance(item, Literal)]
    if not isinstance(wanted, Literal) or not target.complete or len(known) < len(target.items):
        return None
    if name == "index" and wanted.value not in known:
        return None
    return Literal(known.index(wanted.value) if name == "index" else known.count(wanted.value), run.origin(node))


def _change(
    run: Interpreter, node: cst.Call, target: ListObject, name: str, positional: Positional, named: Named
) -> Object:
    """Take items out of a list, or order it, where that surely happens and is known."""
    if target.complete and run.depth <= target.depth:
        change = _CHANGES.get(name)
        found = change(target.items, positional, named) if change is not None else None
        if found is not None:
            return found
    target.complete = False
    return Unknown(f"the result of `.{name}(…)` on a list", run.origin(node))


def _pop(items: list[Object], positional: Positional, _: Named) -> Object | None:
    where = positional[0] if positional else Literal(-1)
    if not isinstance(where, Literal) or not isinstance(where.value, int):
        return None
    return items.pop(where.value) if -len(items) <= where.value < len(items) else None


def _remove(items: list[Object], positional: Positional, _: Named) -> Object | None:
    for position, item in enumerate(items):
        if positional and same(item, positional[0]):
            items.pop(position)
            return Literal(None)
        if not is_known(item):
            return None
    return None


def _clear(items: list[Object], _: Positional, __: Named) -> Object:
    items.clear()
    return Literal(None)


def _reverse(items: list[Object], _: Positional, __: Named) -> Object:
    items.reverse()
    return Literal(None)


def _sort(items: list[Object], _: Positional, named: Named) -> Object | None:
    literals = [item for item in items if isinstance(item, Literal)]
    backwards = named.get("reverse", Literal(False))
    if len(literals) < len(items) or "key" in named or not isinstance(backwards, Literal):
        return None
    try:
        literals.sort(key=_by_value, reverse=bool(backwards.value))
    except TypeError:
        return None
    items[:] = literals
    return Literal(None)


def _by_value(item: Literal) -> Any:  # the values of a list need be of no one type
    return item.value


_CHANGES: dict[str, Callable[[list[Object], Positional, Named], Object | None]] = {
    "pop": _pop,
    "remove": _remove,
    "clear": _clear,
    "reverse": _reverse,
    "sort": _sort,
}


def of_dict(
    run: Interpreter, node: cst.Call, target: DictObject, name: str, positional: Positional, named: Named
) -> Object | None:
    """Call a method of a dict; None when the result is not known."""
    if name == "get" and positional and isinstance(positional[0], Literal):
        found = target.entries.get(positional[0].value)
        if found is not None or not target.complete:
            return found
        return positional[1] if len(positional) > 1 else Literal(None, run.origin(node))
    if name == "update":
        for value in (*positional, DictObject(dict(named.items()))):
            update(run, target, value)
        return Literal(None)
    if name == "copy":
        return DictObject(dict(target.entries), target.complete, run.depth, run.origin(node))
    views: dict[str, list[Object]] = {
        "keys": [Literal(key) for key in target.entries],
        "values": list(target.entries.values()),
        "items": [ListObject([Literal(key), value], kind="tuple") for key, value in target.entries.items()],
    }
    if name in views:
        return ListObject(views[name], target.complete, run.depth, run.origin(node))
    if name in ("pop", "setdefault") and positional:
        found = _take_or_put(run, target, name, positional)
        if found is not None:
            return found
    if name in _CHANGE_DICT:
        target.overlay(f"perhaps changed by `.{name}(…)`")
        return Unknown(f"the result of `.{name}(…)` on a dict", run.origin(node))
    return None


def _take_or_put(run: Interpreter, target: DictObject, name: str, positional: Positional) -> Object | None:
    """``pop`` and ``setdefault`` of a known key, where they surely happen; None otherwise."""
    key = positional[0]
    if not isinstance(key, Literal) or not target.complete or run.depth > target.depth:
        return None
    default = positional[1] if len(positional) > 1 else Literal(None)
    if name == "setdefault":
        return target.entries.setdefault(key.value, default)
    found = target.entries.pop(key.value, None)
    return found if found is not None or len(positional) < 2 else default


def update(run: Interpreter, target: DictObject, value: Object) -> None:
    """``target.update(value)``; what is unknown may replace everything."""
    if run.depth > target.depth:
        keys = value.entries if isinstance(value, DictObject) else {}
        target.entries.update(dict.fromkeys(keys, Unknown("an item assigned only in some worlds")))
        target.complete = False
    elif isinstance(value, DictObject) and value.complete:
        target.entries.update(value.entries)
    else:
        target.overlay("perhaps replaced by that of another dict")
        target.entries.update(value.entries if isinstance(value, DictObject) else {})


def put_pairs(made: DictObject, value: Object) -> bool:
    """Fill ``made`` from a list of pairs; tell whether all of it was known."""
    items, complete = items_of(value)
    for pair in items:
        key = pair.items[0] if isinstance(pair, ListObject) and len(pair.items) == 2 else None
        if isinstance(pair, ListObject) and isinstance(key, Literal):
            made.entries[key.value] = pair.items[1]
        else:
            complete = False
    return complete
