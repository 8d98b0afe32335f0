"""The few functions and methods of Python itself whose results are worth knowing, as tables."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping, Sequence

import libcst as cst

from pipelint.linter.source import sequences, texts
from pipelint.linter.source.binding import extend
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.pipeline.values import Literal, Origin, Scalar, Unknown

Positional = Sequence[Object]
Named = Mapping[str, Object]
Function = Callable[[Interpreter, cst.Call, Positional, Named], "Object | None"]


def _join_path(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    parts = [value for value in texts.scalars(positional) or () if isinstance(value, str)]
    if not parts or len(parts) != len(positional):
        return None
    return Literal(posixpath.join(*parts), run.origin(node))


def _text(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    if len(positional) == 1 and isinstance(positional[0], Literal):
        return Literal(str(positional[0].value), run.origin(node))
    return None


def _path_part(part: Callable[[str], str]) -> Function:
    def function(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
        path = positional[0] if len(positional) == 1 else None
        known = isinstance(path, Literal) and isinstance(path.value, str)
        return Literal(part(path.value), run.origin(node)) if known else None  # type: ignore[union-attr, arg-type]

    return function


def _from_json(run: Interpreter, node: cst.Call, positional: Positional, named: Named) -> Object | None:
    text = positional[0] if len(positional) == 1 and not named else None
    if not isinstance(text, Literal) or not isinstance(text.value, str):
        return None
    try:
        return from_data(run, json.loads(text.value), run.origin(node))
    except (ValueError, RecursionError):
        return None


def from_data(run: Interpreter, data: object, origin: Origin) -> Object:
    """Return what plain data stands for, as read from a configuration."""
    if isinstance(data, dict):
        entries: dict[Scalar, Object] = {str(key): from_data(run, value, origin) for key, value in data.items()}
        return DictObject(entries, True, run.depth, origin)
    if isinstance(data, list):
        return ListObject([from_data(run, value, origin) for value in data], True, run.depth, origin)
    if data is None or isinstance(data, (str, int, float, bool)):
        return Literal(data, origin)
    return Unknown("a value that is no plain data", origin)


def _same(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    return positional[0] if positional and isinstance(positional[0], SdkObject) else None


FUNCTIONS: dict[str, Function] = {
    **sequences.FUNCTIONS,
    "os.path.join": _join_path,
    "posixpath.join": _join_path,
    "os.path.basename": _path_part(posixpath.basename),
    "os.path.dirname": _path_part(posixpath.dirname),
    "builtins.str": _text,
    "json.loads": _from_json,
    "copy.copy": _same,
}


def method(
    run: Interpreter, node: cst.Call, receiver: Object, name: str, positional: Positional, named: Named
) -> Object | None:
    """Call a method of a text, list or dict; None when the result is not known."""
    if isinstance(receiver, Literal) and isinstance(receiver.value, str):
        return texts.method(run, node, receiver.value, name, positional, named)
    if isinstance(receiver, ListObject):
        return _list_method(run, node, receiver, name, positional)
    if isinstance(receiver, DictObject):
        return _dict_method(run, node, receiver, name, positional, named)
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
        return _shrink(run, node, target, name, positional)
    return None


def _shrink(run: Interpreter, node: cst.Call, target: ListObject, name: str, positional: Positional) -> Object:
    """Take items out of a list, or order it, where that surely happens and is known."""
    where = positional[0] if positional else Literal(-1)
    certain = target.complete and run.depth <= target.depth
    if certain and name == "pop" and isinstance(where, Literal) and isinstance(where.value, int):
        if -len(target.items) <= where.value < len(target.items):
            return target.items.pop(where.value)
    elif certain and name in ("clear", "reverse"):
        target.items[:] = [] if name == "clear" else target.items[::-1]
        return Literal(None)
    target.complete = False
    return Unknown(f"the result of `.{name}(…)` on a list", run.origin(node))


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
    if name in ("pop", "setdefault") and positional:
        found = _take_or_put(run, target, name, positional)
        if found is not None:
            return found
    if name in ("pop", "clear", "setdefault", "popitem"):
        target.complete = False
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


def _update(run: Interpreter, target: DictObject, positional: Positional, named: Named) -> Object:
    certain = run.depth <= target.depth
    for value in positional:
        if isinstance(value, DictObject):
            target.entries.update(value.entries if certain else dict.fromkeys(value.entries, Unknown("perhaps set")))
        certain = certain and isinstance(value, DictObject) and value.complete
    target.entries.update(named if certain else dict.fromkeys(named, Unknown("perhaps set")))
    target.complete = target.complete and certain
    return Literal(None)
