"""Classes of the user's: what calling one makes; records, enumerations, and classes derived from the SDK's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import libcst as cst

from pipelint.linter.source.functions import Arguments, call_function
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import (
    BoundMethod,
    ClassObject,
    ExternalName,
    FunctionObject,
    Object,
    Partial,
    SdkObject,
    SuperObject,
    UserInstance,
)
from pipelint.linter.source.sdk.classes import SdkClass, find_class
from pipelint.pipeline.values import Literal, Unknown

_RECORD_DECORATORS = frozenset(
    "dataclasses.dataclass pydantic.dataclasses.dataclass attr.s attr.attrs attr.define attr.frozen attrs.define"
    " attrs.frozen attrs.mutable".split()
)
_RECORD_BASES = frozenset({"typing.NamedTuple", "pydantic.BaseModel"})
_ENUMERATIONS = frozenset({"enum.Enum", "enum.StrEnum", "enum.IntEnum"})
_FROM_OUTSIDE = frozenset({"BaseSettings"})
"""Bases whose defaults the environment may replace (pydantic's settings)."""


def is_record(decorators: Iterable[Object], bases: Iterable[Object]) -> bool:
    """Tell whether calling a class with these decorators, without their arguments, fills the fields it annotates."""
    named = [one.dotted for one in decorators if isinstance(one, ExternalName)]
    if any(name in _RECORD_DECORATORS for name in named):
        return True
    return any(
        (isinstance(base, ExternalName) and base.dotted in _RECORD_BASES)
        or (isinstance(base, ClassObject) and base.record)
        for base in bases
    )


def ancestry(cls: ClassObject) -> Iterator[Object]:
    """Yield ``cls`` and everything it is derived from, nearest first."""
    yield cls
    for base in cls.bases:
        if isinstance(base, ClassObject):
            yield from ancestry(base)
        else:
            yield base


def sdk_base(cls: ClassObject) -> tuple[SdkClass, str] | None:
    """Return the class of the SDK that ``cls`` is derived from, with its dotted name, or None."""
    for base in ancestry(cls):
        found = find_class(base.dotted) if isinstance(base, ExternalName) else None
        if isinstance(base, ExternalName) and found is not None:
            return found, base.dotted
    return None


def is_set_from_outside(cls: ClassObject) -> bool:
    """Tell whether the attributes of ``cls`` may come from the environment, whatever their defaults are."""
    return any(isinstance(base, ExternalName) and base.last in _FROM_OUTSIDE for base in ancestry(cls))


def instantiate(run: Interpreter, cls: ClassObject, arguments: Arguments, node: cst.Call) -> Object:
    """Call a class of the user's."""
    derived = sdk_base(cls)
    made: SdkObject | UserInstance = UserInstance(cls, {}, run.depth)
    if derived is not None:
        made = _of_the_sdk(run, cls, derived, node)
    initialiser = cls.find("__init__")
    if isinstance(initialiser, FunctionObject):
        call_function(run, initialiser, Arguments([made, *arguments.positional], arguments.named, arguments.open), node)
    elif isinstance(made, SdkObject):
        fill(made, arguments)
    elif cls.record and not is_set_from_outside(cls):
        _fill_fields(run, made, arguments, node)
    return made


def _of_the_sdk(run: Interpreter, cls: ClassObject, derived: tuple[SdkClass, str], node: cst.Call) -> SdkObject:
    found, dotted = derived
    certain = run.depth == 0
    made = SdkObject(found, dotted, {}, run.origin(node.func), certain=certain, depth=run.depth, user_class=cls)
    run.created.append(made)
    return made


def fill(made: SdkObject, arguments: Arguments) -> None:
    """Give an object of a derived class the arguments that the SDK's class gets."""
    made.arguments.update(zip(made.cls.signature, arguments.positional, strict=False))
    made.arguments.update(arguments.named)
    made.open = made.open or arguments.open


def _fill_fields(run: Interpreter, made: UserInstance, arguments: Arguments, node: cst.Call) -> None:
    """Set the fields of a record: what is passed, or else a default of its own."""
    fields: dict[str, Object | None] = {}
    for base in reversed([one for one in ancestry(made.cls) if isinstance(one, ClassObject)]):
        fields |= {name: base.members.variables.get(name) for name in base.fields}
    for name, default in fields.items():
        missing = Unknown(f"field `{name}` of {made.cls.name} has no default", run.origin(node))
        value: Object = missing if default is None else default
        if isinstance(default, Partial):
            function = default.function
            factory = isinstance(function, FunctionObject)
            value = call_function(run, function, Arguments(), node) if factory else missing  # type: ignore[arg-type]
        made.attributes[name] = Unknown(f"`{name}` may be passed", run.origin(node)) if arguments.open else value
    made.attributes.update(zip(fields, arguments.positional, strict=False))
    made.attributes.update(arguments.named)


def member(cls: ClassObject, name: str) -> Object | None:
    """Return ``cls.name``: a member of an enumeration with its value and its name, a method bound to the class."""
    found = cls.find(name)
    if isinstance(found, Literal) and any(
        isinstance(base, ExternalName) and base.dotted in _ENUMERATIONS for base in ancestry(cls)
    ):
        return UserInstance(cls, {"value": found, "name": Literal(name, found.origin)})
    if isinstance(found, FunctionObject) and is_decorated(found, "classmethod"):
        return BoundMethod(cls, name, found)
    return found


def is_decorated(function: FunctionObject, *names: str) -> bool:
    """Tell whether one of the decorators of ``function`` is called as one of ``names``."""
    decorators = function.node.decorators if isinstance(function.node, cst.FunctionDef) else ()
    return any(isinstance(one.decorator, cst.Name) and one.decorator.value in names for one in decorators)


def of_super(run: Interpreter, value: SuperObject, name: str) -> Object:
    """Return ``super().name``: the method of the next class that has one."""
    for base in value.cls.bases:
        found = base.find(name) if isinstance(base, ClassObject) else None
        if isinstance(found, FunctionObject):
            return BoundMethod(value.receiver, name, found)
    return BoundMethod(value, name)
