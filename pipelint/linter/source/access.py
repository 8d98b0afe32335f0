"""Attributes and subscripts: how a property reference grows, and what is known of everything else."""

from __future__ import annotations

import libcst as cst

from pipelint.linter.source import facts, paths, sdk_calls
from pipelint.linter.source.class_calls import is_decorated, is_set_from_outside, member, of_super
from pipelint.linter.source.functions import Arguments, call_function
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import (
    BoundMethod,
    ClassObject,
    DictObject,
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    ModuleObject,
    Object,
    PropertiesObject,
    SdkObject,
    SuperObject,
    UserInstance,
)
from pipelint.linter.source.sdk.classes import find_method
from pipelint.linter.source.step_groups import is_step
from pipelint.linter.source.unknowns import Handle, PathObject, StampText
from pipelint.pipeline.values import Index, Key, Literal, Member, Unknown


def attribute(run: Interpreter, node: cst.Attribute, frame: Frame) -> Object:
    """``value.name``."""
    value = run.evaluate(node.value, frame)
    found = attribute_of(run, value, node.attr.value, node)
    return found.used_at(run.origin(node)) if isinstance(found, SdkObject) else found


def attribute_of(run: Interpreter, value: Object, name: str, node: cst.CSTNode) -> Object:
    """Return what ``name`` of ``value`` is."""
    if isinstance(value, ExternalName):
        return ExternalName(f"{value.dotted}.{name}", run.origin(node), value.note)
    if isinstance(value, ModuleObject):
        return run.modules.attribute(value, name)
    if isinstance(value, PropertiesObject):
        facts.drilled(run, value, name, node)
        place = run.origin(node.attr if isinstance(node, cst.Attribute) else node)
        return PropertiesObject(value.step, (*value.path, Member(name, place)), run.origin(node))
    if isinstance(value, SdkObject):
        return _of_sdk_object(run, value, name, node)
    if isinstance(value, UserInstance):
        return _of_instance(run, value, name, node)
    if isinstance(value, SuperObject):
        return of_super(run, value, name)
    if isinstance(value, ClassObject):
        found = member(value, name)
        return found if found is not None else Unknown(f"`{value.name}.{name}` is not set here", run.origin(node))
    if isinstance(value, PathObject):
        return paths.attribute(run, value, name, node) or BoundMethod(value, name)
    if isinstance(value, Handle):
        return BoundMethod(value, name)
    if isinstance(value, StampText):
        return StampText(value.reason, run.origin(node), value.function)
    if isinstance(value, Unknown):
        return Unknown(value.reason, run.origin(node))
    return BoundMethod(value, name)


def _of_sdk_object(run: Interpreter, value: SdkObject, name: str, node: cst.CSTNode) -> Object:
    own = value.user_class.find(name) if value.user_class is not None and name not in value.attributes else None
    if isinstance(own, FunctionObject):
        if is_decorated(own, "property", "cached_property"):
            return call_function(run, own, Arguments([value]), node)
        return BoundMethod(value, name, own)
    if own is not None:
        return own
    if name == "properties" and is_step(value):
        return PropertiesObject(value, (), run.origin(node))
    if name in value.attributes or name in value.arguments:
        found = value.argument(name)
        return (
            facts.quoted(run, value, name, found, node) if found is not None else Unknown(f"`{name}`", run.origin(node))
        )
    if name in value.cls.signature and not value.open and find_method(value.cls, name) is None:
        return _unset(run, value, name, node)
    facts.accessed(run, value, name, node)
    facts.result_attribute(run, value, name, node)
    return BoundMethod(value, name)


def _unset(run: Interpreter, value: SdkObject, name: str, node: cst.CSTNode) -> Object:
    """An attribute named like an argument that was not passed: a list the caller may fill, or the SDK's default."""
    if value.cls.kind == "pipeline" and name in ("steps", "parameters"):
        made = ListObject([], True, value.depth, run.origin(node))
        value.attributes[name] = made
        return made
    return Unknown(f"`{name}` of {value.cls.name} was not passed; the SDK fills it", run.origin(node))


def _of_instance(run: Interpreter, value: UserInstance, name: str, node: cst.CSTNode) -> Object:
    found = value.attributes.get(name)
    if found is None:
        found = value.cls.find(name)
        if isinstance(found, FunctionObject):
            if is_decorated(found, "property", "cached_property"):
                return call_function(run, found, Arguments([value]), node)
            return BoundMethod(value, name, found)
        if found is not None and is_set_from_outside(value.cls):
            return Unknown(f"attribute `{name}` of {value.cls.name} may come from the environment", run.origin(node))
    if found is None:
        return Unknown(f"attribute `{name}` of {value.cls.name} is not set here", run.origin(node))
    return found


def subscript(run: Interpreter, node: cst.Subscript, frame: Frame) -> Object:
    """``value[key]``."""
    value = run.evaluate(node.value, frame)
    if isinstance(value, StampText):
        return StampText(value.reason, run.origin(node), value.function)
    if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Slice):
        return _sliced(run, value, node.slice[0].slice, frame) or Unknown("a slice", run.origin(node))
    if len(node.slice) != 1 or not isinstance(node.slice[0].slice, cst.Index):
        return Unknown("a slice", run.origin(node))
    key_node = node.slice[0].slice.value
    key = run.evaluate(key_node, frame)
    if isinstance(value, PropertiesObject):
        part = _property_key(run, key, key_node)
        return PropertiesObject(value.step, (*value.path, part), run.origin(node))
    result = sdk_calls.item_of_result(run, value, key, key_node) if isinstance(value, SdkObject) else None
    if result is not None:
        return result
    if isinstance(key, UserInstance) and key.plain is not None:
        key = key.plain
    facts.indexed(run, value, key, node)
    if run.machine is not None and isinstance(value, ExternalName):
        return run.machine.item(run, value.dotted, key, node)
    if isinstance(key, Literal):
        found = _item(value, key) or _made_item(run, value, key, node)
        if found is not None:
            return found.used_at(run.origin(node)) if isinstance(found, SdkObject) else found
    reason = value.reason if isinstance(value, Unknown) else "an item that cannot be known"
    return Unknown(reason, run.origin(node))


def _made_item(run: Interpreter, value: Object, key: Literal, node: cst.Subscript) -> Object | None:
    """Return what a ``defaultdict`` makes of a key that is missing; None where that is not known."""
    if not isinstance(value, DictObject) or value.factory is None or not value.complete or run.depth > value.depth:
        return None
    place = cst.Call(node.value)
    value.entries[key.value] = made = run.apply(value.factory, Arguments(), place)
    return made


def _sliced(run: Interpreter, value: Object, node: cst.Slice, frame: Frame) -> Object | None:
    """``value[start:stop:step]`` of a known list or text; None where it is not known."""
    bounds: list[int | None] = []
    for part in (node.lower, node.upper, node.step):
        bound = run.evaluate(part, frame) if part is not None else Literal(None)
        if not isinstance(bound, Literal) or not (bound.value is None or type(bound.value) is int):
            return None
        bounds.append(bound.value)
    if bounds[2] == 0:
        return None
    if isinstance(value, Literal) and isinstance(value.value, str):
        return Literal(value.value[slice(*bounds)], run.origin(node))
    if isinstance(value, ListObject) and value.complete:
        return ListObject(value.items[slice(*bounds)], True, run.depth, run.origin(node))
    return None


def _property_key(run: Interpreter, key: Object, node: cst.BaseExpression) -> Index | Key:
    if isinstance(key, Literal) and isinstance(key.value, str):
        return Key(key.value, run.origin(node))
    if isinstance(key, Literal) and isinstance(key.value, int):
        return Index(key.value, run.origin(node))
    return Key(None, run.origin(node))


def _item(value: Object, key: Literal) -> Object | None:
    if isinstance(value, DictObject):
        return value.entries.get(key.value)
    if isinstance(value, ClassObject) and isinstance(key.value, str):
        return value.choices.get(key.value)
    if isinstance(value, Literal) and isinstance(value.value, str) and type(key.value) is int:
        inside = -len(value.value) <= key.value < len(value.value)
        return Literal(value.value[key.value]) if inside else None
    if isinstance(value, ListObject) and value.complete and isinstance(key.value, int):
        inside = -len(value.items) <= key.value < len(value.items)
        return value.items[key.value] if inside else None
    return None
