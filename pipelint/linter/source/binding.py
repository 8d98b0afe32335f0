"""Binding values to targets, and what containers do when they are filled or walked over."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source import facts
from pipelint.linter.source.functions import Arguments, call_function
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import (
    LIST_BOUND,
    ClassObject,
    DictObject,
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    ModuleObject,
    Object,
    SdkObject,
    UserInstance,
)
from pipelint.pipeline.values import Literal, Unknown


def bind(run: Interpreter, target: cst.BaseExpression, value: Object, frame: Frame) -> None:
    """Assign ``value`` to a target: a name, an attribute, an item, or a tuple of those."""
    if isinstance(target, cst.Name):
        home = frame.elsewhere.get(target.value, frame)
        if home is not frame and run.depth > 0:
            value = Unknown(f"`{target.value}` is assigned only in some worlds")
        home.variables[target.value] = value
    elif isinstance(target, cst.Attribute):
        owner = run.evaluate(target.value, frame)
        bind_attribute(run, owner, target.attr.value, value)
        facts.changed(run, owner, target.attr.value, target)
    elif isinstance(target, cst.Subscript):
        _bind_item(run, target, value, frame)
    elif isinstance(target, (cst.Tuple, cst.List)):
        facts.walked_over(run, value, target)
        _unpack(run, target.elements, value, frame)


def bind_attribute(run: Interpreter, owner: Object, name: str, value: Object) -> None:
    """``owner.name = value``."""
    if isinstance(owner, (ModuleObject, ClassObject)):
        names = owner.names if isinstance(owner, ModuleObject) else owner.members
        names.variables[name] = Unknown(f"`{name}` is assigned only in some worlds") if run.depth else value
    elif isinstance(owner, UserInstance) and isinstance(known := owner.cls.find(name), FunctionObject) and known.setter:
        call_function(run, known.setter, Arguments([owner, value]), None)
    elif isinstance(owner, (SdkObject, UserInstance)):
        perhaps = run.depth > owner.depth
        owner.attributes[name] = Unknown(f"`{name}` is assigned only in some worlds") if perhaps else value


def _bind_item(run: Interpreter, target: cst.Subscript, value: Object, frame: Frame) -> None:
    owner = run.evaluate(target.value, frame)
    index = target.slice[0].slice if len(target.slice) == 1 else None
    key = run.evaluate(index.value, frame) if isinstance(index, cst.Index) else Unknown("a slice")
    if isinstance(owner, ExternalName) and run.machine is not None:
        run.machine.item_set(owner.dotted, key)
    if not isinstance(owner, (DictObject, ListObject)):
        return
    if isinstance(owner, DictObject) and isinstance(key, Literal):
        perhaps = run.depth > owner.depth
        owner.entries[key.value] = Unknown("an item assigned only in some worlds") if perhaps else value
    elif isinstance(owner, ListObject) and isinstance(key, Literal) and isinstance(key.value, int) and owner.complete:
        if -len(owner.items) <= key.value < len(owner.items):
            perhaps = run.depth > owner.depth
            owner.items[key.value] = Unknown("an item assigned only in some worlds") if perhaps else value
    elif isinstance(owner, DictObject):
        owner.overlay("perhaps replaced: the key of an item that is assigned is not known")
    else:
        _assign_slice(run, owner, index, value)


def _assign_slice(run: Interpreter, owner: ListObject, index: cst.BaseSlice | None, value: Object) -> None:
    """``owner[start:stop] = value``: where it stands is not followed, only that the list is another then."""
    whole = isinstance(index, cst.Slice) and index.lower is None and index.upper is None and index.step is None
    items, complete = items_of(value)
    if whole and run.depth <= owner.depth:
        owner.items[:], owner.complete = items, complete
    else:
        owner.items[:] = [Unknown("an item that is perhaps replaced") for _ in owner.items]
        owner.complete = False


def _unpack(run: Interpreter, elements: Sequence[cst.BaseElement], value: Object, frame: Frame) -> None:
    items, complete = items_of(value)
    stars = [position for position, element in enumerate(elements) if isinstance(element, cst.StarredElement)]
    star = stars[0] if stars else len(elements)
    rest = len(items) - len(elements) + len(stars)  # how many the starred target takes
    known = complete and len(stars) < 2 and (rest >= 0 if stars else rest == 0)  # Python parses two, and refuses later
    for position, element in enumerate(elements):
        item: Object = Unknown("part of an unknown sequence", run.origin(element.value))
        if position == star:
            item = ListObject(items[star : star + rest] if known else [], known, run.depth)
        elif known:
            item = items[position if position < star else position + rest - 1]
        bind(run, element.value, item, frame)


def extend(run: Interpreter, target: ListObject, value: Object) -> None:
    """``target.extend(value)``."""
    items, complete = items_of(value)
    room = LIST_BOUND - len(target.items)
    target.items.extend(items[: max(room, 0)])
    if not complete or len(items) > room or run.depth > target.depth:
        target.complete = False


def items_of(value: Object) -> tuple[list[Object], bool]:
    """Return the items a loop over ``value`` surely sees, and if those are all; an iterator is empty then."""
    if isinstance(value, ListObject):
        items = list(value.items)
        if value.kind == "iterator":
            value.items.clear()
        return items, value.complete
    if isinstance(value, ClassObject) and value.choices:
        return list(value.choices.values()), True
    if isinstance(value, DictObject):
        return [Literal(key) for key in value.entries], value.complete
    if isinstance(value, Literal) and isinstance(value.value, str):
        return [Literal(letter) for letter in value.value], True
    return [], False
