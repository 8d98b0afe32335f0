"""Classes of the user's: what calling one makes; records, enumerations, and classes derived from the SDK's."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from pipelint.linter.source.by_position import by_position
from pipelint.linter.source.functions import Arguments, call_function
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.object_logic import same
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
_RECORD_BASES = frozenset(
    {"typing.NamedTuple", "pydantic.BaseModel", "pydantic_settings.BaseSettings", "pydantic.BaseSettings"}
)
_ENUMERATIONS = frozenset({"enum.Enum", "enum.StrEnum", "enum.IntEnum"})
_PLAIN = frozenset({"builtins.str", "builtins.int", "enum.StrEnum", "enum.IntEnum"})
"""Bases that make the members of an enumeration texts or numbers, too."""
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


def sdk_base(cls: ClassObject) -> tuple[SdkClass, str] | None:
    """Return the class of the SDK that ``cls`` is derived from, with its dotted name, or None."""
    for base in cls.ancestry():
        found = find_class(base.dotted) if isinstance(base, ExternalName) else None
        if isinstance(base, ExternalName) and found is not None:
            return found, base.dotted
    return None


def is_set_from_outside(cls: ClassObject) -> bool:
    """Tell whether the attributes of ``cls`` may come from the environment, whatever their defaults are."""
    return any(isinstance(base, ExternalName) and base.last in _FROM_OUTSIDE for base in cls.ancestry())


def instantiate(run: Interpreter, cls: ClassObject, arguments: Arguments, node: cst.Call) -> Object:
    """Call a class of the user's."""
    if cls.choices:
        return _choice(run, cls, arguments, node)
    derived = sdk_base(cls)
    made: SdkObject | UserInstance = UserInstance(cls, {}, run.depth)
    if derived is not None:
        made = _of_the_sdk(run, cls, derived, node)
    initialiser = cls.find("__init__")
    if isinstance(initialiser, FunctionObject):
        call_function(run, initialiser, Arguments([made, *arguments.positional], arguments.named, arguments.open), node)
    elif isinstance(made, SdkObject):
        fill(made, arguments)
    elif cls.record:
        _fill_fields(run, made, arguments, node)
    return made


def _choice(run: Interpreter, cls: ClassObject, arguments: Arguments, node: cst.Call) -> Object:
    """``Enumeration(value)``."""
    given = arguments.positional[0] if len(arguments.positional) == 1 else None
    for one in cls.choices.values():
        if given is one or (given is not None and same(given, one.attributes["value"])):
            return one
    return Unknown(f"a member of {cls.name} by a value that is not known", run.origin(node))


def _of_the_sdk(run: Interpreter, cls: ClassObject, derived: tuple[SdkClass, str], node: cst.Call) -> SdkObject:
    found, dotted = derived
    certain = run.depth == 0
    made = SdkObject(found, dotted, {}, run.origin(node.func), certain=certain, depth=run.depth, user_class=cls)
    made.world = run.world
    run.remember(made)
    return made


def fill(made: SdkObject, arguments: Arguments) -> None:
    """Give an object of a derived class the arguments that the SDK's class gets."""
    made.arguments.update(by_position(made, arguments.positional))
    made.arguments.update(arguments.named)
    made.open = made.open or arguments.open


def _fill_fields(run: Interpreter, made: UserInstance, arguments: Arguments, node: cst.Call) -> None:
    """Set the fields of a record: what is passed, or else a default of its own; then its ``__post_init__``."""
    fields: dict[str, Object | None] = {}
    for base in reversed([one for one in made.cls.ancestry() if isinstance(one, ClassObject)]):
        fields |= {name: base.members.variables.get(name) for name in base.fields}
    outside = is_set_from_outside(made.cls)
    for name, default in fields.items():
        if default is None or outside or arguments.open:
            why = "may come from the environment" if outside else "has no default, or may be passed"
            made.attributes[name] = Unknown(f"field `{name}` of {made.cls.name} {why}", run.origin(node))
        elif isinstance(default, Partial):  # the factory of a default
            made.attributes[name] = run.apply(default.function, Arguments(), node)
        else:
            made.attributes[name] = default
    made.attributes.update(zip(fields, arguments.positional, strict=False))
    made.attributes.update(arguments.named)
    finish = made.cls.find("__post_init__") or made.cls.find("__attrs_post_init__")
    if isinstance(finish, FunctionObject):
        call_function(run, finish, Arguments([made]), node)


def choices_of(run: Interpreter, cls: ClassObject) -> dict[str, UserInstance]:
    """Return the members of a class that is an enumeration, by name; none for any other class."""
    bases = {base.dotted for base in cls.ancestry() if isinstance(base, ExternalName)}
    if not bases & _ENUMERATIONS:
        return {}
    choices: dict[str, UserInstance] = {}
    for name, value in cls.members.variables.items():
        if name.startswith("_") or isinstance(value, (FunctionObject, ClassObject)):
            continue
        origin = value.origin if isinstance(value, (Literal, Unknown)) else None
        plain = value if isinstance(value, Literal) and bases & _PLAIN else None
        attributes: dict[str, Object] = {"value": value, "name": Literal(name, origin)}
        choices[name] = UserInstance(cls, attributes, run.depth, plain)
    return choices


def member(cls: ClassObject, name: str) -> Object | None:
    """Return ``cls.name``: a member of an enumeration with its value and its name, a method bound to the class."""
    if name in cls.choices:
        return cls.choices[name]
    found = cls.find(name)
    if isinstance(found, FunctionObject) and is_decorated(found, "classmethod"):
        return BoundMethod(cls, name, found)
    return found


def is_decorated(function: FunctionObject, *names: str) -> bool:
    """Tell whether one of the decorators of ``function`` is called as one of ``names``."""
    decorators = function.node.decorators if isinstance(function.node, cst.FunctionDef) else ()
    nodes = [item.decorator for item in decorators]
    last = [node.attr if isinstance(node, cst.Attribute) else node for node in nodes]
    return any(isinstance(one, cst.Name) and one.value in names for one in last)


def of_super(run: Interpreter, value: SuperObject, name: str) -> Object:
    """Return ``super().name``: the method of the next class that has one."""
    for base in value.cls.bases:
        found = base.find(name) if isinstance(base, ClassObject) else None
        if isinstance(found, FunctionObject):
            return BoundMethod(value.receiver, name, found)
    return BoundMethod(value, name)
