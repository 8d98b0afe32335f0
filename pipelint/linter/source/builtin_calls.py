"""The functions and methods of Python itself whose results are worth knowing, brought together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import libcst as cst

from pipelint.linter.source import config_files, methods, paths, sequences, texts
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.unknowns import OpenFile, PathObject
from pipelint.pipeline.values import Literal

Positional = Sequence[Object]
Named = Mapping[str, Object]
Function = Callable[[Interpreter, cst.Call, Positional, Named], "Object | None"]


_DATA_BOUND = 20_000  # values that are copied or written at once; lists that hold others twice grow fast


class _Data:
    """Plain data on its way out of the evaluator, or to a copy of its own."""

    def __init__(self) -> None:
        self.left = _DATA_BOUND

    def _count(self, value: Object) -> None:
        self.left -= 1
        if self.left < 0:
            raise ValueError(value)

    def plain(self, value: Object) -> object:
        """Return what ``value`` is to :mod:`json`; raises ValueError where some of it is not known."""
        self._count(value)
        if isinstance(value, Literal):
            return value.value
        if isinstance(value, ListObject) and value.complete and value.kind in ("list", "tuple"):
            return [self.plain(one) for one in value.items]
        if isinstance(value, DictObject) and value.complete:
            return {key: self.plain(one) for key, one in value.entries.items()}
        raise ValueError(value)

    def copy(self, value: Object, run: Interpreter) -> Object:
        """Return a deep copy; raises ValueError where there is too much."""
        self._count(value)
        if isinstance(value, ListObject):
            items = [self.copy(one, run) for one in value.items]
            return ListObject(items, value.complete, run.depth, value.origin, value.kind)
        if isinstance(value, DictObject):
            entries = {key: self.copy(one, run) for key, one in value.entries.items()}
            return DictObject(entries, value.complete, run.depth, value.origin)
        return value


def _to_json(run: Interpreter, node: cst.Call, positional: Positional, named: Named) -> Object | None:
    if len(positional) != 1 or named:
        return None
    try:
        return Literal(json.dumps(_Data().plain(positional[0])), run.origin(node))
    except (ValueError, RecursionError):
        return None


def _copied(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    """``copy.copy``: the SDK's objects are taken for themselves, with what was set on them."""
    value = positional[0] if positional else None
    if isinstance(value, ListObject):
        return ListObject(list(value.items), value.complete, run.depth, run.origin(node), value.kind)
    if isinstance(value, DictObject):
        return DictObject(dict(value.entries), value.complete, run.depth, run.origin(node))
    return value if isinstance(value, (Literal, SdkObject)) else None


def _copied_deep(run: Interpreter, node: cst.Call, positional: Positional, _: Named) -> Object | None:
    value = positional[0] if positional else None
    try:
        return _Data().copy(value, run) if isinstance(value, (Literal, ListObject, DictObject)) else None
    except (ValueError, RecursionError):
        return None


FUNCTIONS: dict[str, Function] = {
    **sequences.FUNCTIONS,
    **paths.FUNCTIONS,
    **config_files.FUNCTIONS,
    "json.dumps": _to_json,
    "copy.copy": _copied,
    "copy.deepcopy": _copied_deep,
}


def method(
    run: Interpreter, node: cst.Call, receiver: Object, name: str, positional: Positional, named: Named
) -> Object | None:
    """Call a method of a text, list, dict, path or open file; None when the result is not known."""
    if isinstance(receiver, Literal) and isinstance(receiver.value, str):
        return texts.method(run, node, receiver.value, name, positional, named)
    if isinstance(receiver, ListObject):
        return methods.of_list(run, node, receiver, name, positional, named)
    if isinstance(receiver, DictObject):
        return methods.of_dict(run, node, receiver, name, positional, named)
    if isinstance(receiver, (PathObject, OpenFile)):
        read = config_files.method(run, node, receiver, name)
        if read is not None or isinstance(receiver, OpenFile):
            return read
        return paths.method(run, node, receiver, name, positional)
    return None
