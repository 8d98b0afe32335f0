"""The few functions and methods of Python itself whose results are worth knowing, as tables."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

import libcst as cst

from pipelint.linter.source.binding import extend, items_of
from pipelint.linter.source.interpreter import LOOP_BOUND, Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.pipeline.values import Literal, Scalar, Unknown

Positional = list[Object]
Named = Mapping[str, Object]
Function = Callable[[Interpreter, cst.Call, Positional, Named], "Object | None"]


def _scalars(values: Positional) -> list[Scalar] | None:
    found = [value.value for value in values if isinstance(value, Literal)]
    return found if len(found) == len(values) else None


def _join_path(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    parts = [value for value in _scalars(positional) or () if isinstance(value, str)]
    if not parts or len(parts) != len(positional):
        return None
    return Literal(posixpath.join(*parts), run.origin(node))


def _length(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    items, complete = items_of(positional[0]) if positional else ([], False)
    return Literal(len(items), run.origin(node)) if complete else None


def _range(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    bounds = _scalars(positional)
    if not bounds or not all(type(bound) is int for bound in bounds) or len(bounds) > 3 or bounds[2:] == [0]:
        return None
    numbers = range(*[bound for bound in bounds if isinstance(bound, int)])
    items: list[Object] = [Literal(number) for number in numbers[: LOOP_BOUND + 1]]
    return ListObject(items, len(items) == len(numbers), run.depth, run.origin(node))


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
    return ListObject(items, complete, run.depth, run.origin(node))


def _dict(run: Interpreter, node: cst.Call, positional: Positional, named: Named) -> Object | None:
    made = DictObject({}, True, run.depth, run.origin(node))
    for value in positional:
        if isinstance(value, DictObject):
            made.entries.update(value.entries)
            made.complete = made.complete and value.complete
        else:
            made.complete = False
    made.entries.update(named)
    return made


def _text(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    if len(positional) == 1 and isinstance(positional[0], Literal):
        return Literal(str(positional[0].value), run.origin(node))
    return None


def _same(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    return positional[0] if positional and isinstance(positional[0], SdkObject) else None


FUNCTIONS: dict[str, Function] = {
    "os.path.join": _join_path,
    "posixpath.join": _join_path,
    "builtins.len": _length,
    "builtins.range": _range,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.list": _list,
    "builtins.tuple": _list,
    "builtins.dict": _dict,
    "builtins.str": _text,
    "copy.copy": _same,
    "sagemaker.workflow.function_step.get_step": _same,
    "sagemaker.mlops.workflow.function_step.get_step": _same,
}

_TEXT_METHODS = frozenset("lower upper title capitalize strip lstrip rstrip replace removeprefix removesuffix".split())


def method(
    run: Interpreter, node: cst.Call, receiver: Object, name: str, positional: Positional, named: Named
) -> Object | None:
    """Call a method of a text, list or dict; None when the result is not known."""
    if isinstance(receiver, Literal) and isinstance(receiver.value, str):
        return _text_method(run, node, receiver.value, name, positional, named)
    if isinstance(receiver, ListObject):
        return _list_method(run, node, receiver, name, positional)
    if isinstance(receiver, DictObject):
        return _dict_method(run, node, receiver, name, positional, named)
    return None


def _text_method(
    run: Interpreter, node: cst.Call, text: str, name: str, positional: Positional, named: Named
) -> Object | None:
    scalars = _scalars(positional)
    if name == "format" and scalars is not None and all(isinstance(value, Literal) for value in named.values()):
        known = {key: value.value for key, value in named.items() if isinstance(value, Literal)}
        try:
            return Literal(text.format(*scalars, **known), run.origin(node))
        except (LookupError, ValueError, AttributeError, TypeError):
            return None
    if name == "join" and positional:
        items, complete = items_of(positional[0])
        words = [item.value for item in items if isinstance(item, Literal) and isinstance(item.value, str)]
        return Literal(text.join(words), run.origin(node)) if complete and len(words) == len(items) else None
    if name in _TEXT_METHODS and scalars is not None and all(isinstance(value, str) for value in scalars):
        try:
            return Literal(getattr(text, name)(*scalars), run.origin(node))
        except TypeError:
            return None
    return None


def _list_method(
    run: Interpreter, node: cst.Call, target: ListObject, name: str, positional: Positional
) -> Object | None:
    if name == "append" and positional:
        extend(run, target, ListObject([positional[0]]))
        return Literal(None)
    if name == "extend" and positional:
        extend(run, target, positional[0])
        return Literal(None)
    if name == "insert" and len(positional) == 2:
        where = positional[0]
        position = where.value if isinstance(where, Literal) and isinstance(where.value, int) else len(target.items)
        target.items.insert(position, positional[1])
        target.complete = target.complete and run.depth <= target.depth
        return Literal(None)
    if name == "copy":
        return ListObject(list(target.items), target.complete, run.depth, run.origin(node))
    if name in ("remove", "pop", "clear", "sort", "reverse"):
        target.complete = False
    return None


def _dict_method(
    run: Interpreter, node: cst.Call, target: DictObject, name: str, positional: Positional, named: Named
) -> Object | None:
    if name == "get" and positional and isinstance(positional[0], Literal):
        found = target.entries.get(positional[0].value)
        if found is not None or not target.complete:
            return found
        return positional[1] if len(positional) > 1 else Literal(None, run.origin(node))
    if name == "update":
        return _update(run, target, positional, named)
    if name == "copy":
        return DictObject(dict(target.entries), target.complete, run.depth, run.origin(node))
    views: dict[str, list[Object]] = {
        "keys": [Literal(key) for key in target.entries],
        "values": list(target.entries.values()),
        "items": [ListObject([Literal(key), value], True) for key, value in target.entries.items()],
    }
    if name in views:
        return ListObject(views[name], target.complete, run.depth, run.origin(node))
    if name in ("pop", "clear", "setdefault", "popitem"):
        target.complete = False
        return Unknown(f"the result of `.{name}(…)` on a dict", run.origin(node))
    return None


def _update(run: Interpreter, target: DictObject, positional: Positional, named: Named) -> Object:
    certain = run.depth <= target.depth
    for value in positional:
        if isinstance(value, DictObject):
            target.entries.update(value.entries if certain else dict.fromkeys(value.entries, Unknown("perhaps set")))
        certain = certain and isinstance(value, DictObject) and value.complete
    target.entries.update(named if certain else dict.fromkeys(named, Unknown("perhaps set")))
    target.complete = target.complete and certain
    return Literal(None)
