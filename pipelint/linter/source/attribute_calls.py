"""Functions of Python about the attributes of the user's instances and classes, and about records."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from pipelint.linter.source import access
from pipelint.linter.source.binding import bind_attribute
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import (
    BoundMethod,
    ClassObject,
    DictObject,
    Frame,
    ListObject,
    Object,
    Partial,
    UserInstance,
)
from pipelint.pipeline.values import Literal, Scalar

Function = Callable[[Interpreter, Arguments, cst.Call], "Object | None"]


def taking(function: Function, least: int, most: int | None = None) -> Function:
    """Guard a function by the number of arguments that it takes by position."""

    def guarded(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
        enough = least <= len(arguments.positional) <= (least if most is None else most)
        return function(run, arguments, node) if enough else None

    return guarded


def _field(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    """``field(default=…)`` and ``field(default_factory=…)`` of dataclasses, attrs and pydantic."""
    factory = arguments.named.get("default_factory", arguments.named.get("factory"))
    given = arguments.positional[0] if arguments.positional else arguments.named.get("default")
    return Partial(factory) if factory is not None else given


def _get_attribute(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    owner, name, *default = arguments.positional
    if not isinstance(name, Literal) or not isinstance(name.value, str):
        return None
    present = _has(owner, name.value)
    if present is False:
        return default[0] if default else None
    found = access.attribute_of(run, owner, name.value, node)
    is_its_own = not isinstance(found, BoundMethod) or found.function is not None
    return found if is_its_own and (present or not default) else None


def _has(owner: Object, name: str) -> bool | None:
    """Tell whether an instance or class of the user's has an attribute; None where that is not known."""
    cls = owner.cls if isinstance(owner, UserInstance) else owner
    if not isinstance(cls, ClassObject):
        return None
    if cls.find(name) is not None or (isinstance(owner, UserInstance) and name in owner.attributes):
        return True
    return False if cls.is_known() and cls.find("__getattr__") is None else None


def _has_attribute(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    owner, name = arguments.positional
    known = _has(owner, str(name.value)) if isinstance(name, Literal) else None
    return Literal(known, run.origin(node)) if known is not None else None


def _set_attribute(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    owner, name, value = arguments.positional
    if not isinstance(name, Literal) or not isinstance(name.value, str):
        return None
    bind_attribute(run, owner, name.value, value)
    return Literal(None)


def _namespace(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    return UserInstance(ClassObject("SimpleNamespace", Frame(), ()), dict(arguments.named), run.depth)


def _replace(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    """``dataclasses.replace``: a new record, with some of its fields changed."""
    record = arguments.positional[0]
    if not isinstance(record, UserInstance) or not record.cls.record:
        return None
    fields = {name: value for name, value in record.attributes.items() if name in record.cls.fields}
    return run.apply(record.cls, Arguments([], {**fields, **arguments.named}), node)


def _as_dict(run: Interpreter, arguments: Arguments, node: cst.Call) -> Object | None:
    record = arguments.positional[0]
    return _entries(run, record, node) if isinstance(record, UserInstance) and not arguments.named else None


def _entries(run: Interpreter, value: Object, node: cst.Call) -> Object:
    if isinstance(value, UserInstance) and value.cls.record:
        entries: dict[Scalar, Object] = {name: _entries(run, one, node) for name, one in value.attributes.items()}
        return DictObject(entries, True, run.depth, run.origin(node))
    if isinstance(value, ListObject):
        items = [_entries(run, one, node) for one in value.items]
        return ListObject(items, value.complete, run.depth, value.origin, value.kind)
    return value


ATTRIBUTE_CALLS: dict[str, Function] = {
    "dataclasses.field": _field,
    "attr.ib": _field,
    "attr.field": _field,
    "attrs.field": _field,
    "pydantic.Field": _field,
    "dataclasses.replace": taking(_replace, 1),
    "dataclasses.asdict": taking(_as_dict, 1),
    "attr.asdict": taking(_as_dict, 1),
    "attrs.asdict": taking(_as_dict, 1),
    "builtins.vars": taking(_as_dict, 1),
    "builtins.getattr": taking(_get_attribute, 2, 3),
    "builtins.hasattr": taking(_has_attribute, 2),
    "builtins.setattr": taking(_set_attribute, 3),
    "types.SimpleNamespace": taking(_namespace, 0),
}
