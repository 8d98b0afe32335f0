"""Data classes that cost next to nothing to define.

A run of pipelint defines more than a hundred small classes before it reads the first line of the user's. The standard
library's ``dataclass`` compiles up to six methods for each of them, half a millisecond a class: a sixth of the whole
run. :func:`record` means the same and takes those of the same words that are used here; it compiles one method,
``__init__``, when it is called for the first time. docs/performance.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:  # for type checkers alone

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        """Return a decorator that does nothing: Python itself has this one from 3.11 on."""
        return lambda decorated: decorated


Class = TypeVar("Class", bound=type)
Method = Callable[..., Any]
Instance = TypeVar("Instance")

_FIELDS = "__record_fields__"
NOT_GIVEN: Any = object()
"""In place of a default: there is none."""


class Field:
    """What :func:`field` says of a field."""

    __slots__ = ("compare", "default", "default_factory", "repr")

    def __init__(self, default: Any, default_factory: Callable[[], Any] | None, compare: bool, repr: bool) -> None:  # noqa: A002
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr


def field(
    *,
    default: Any = NOT_GIVEN,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    repr: bool = True,  # noqa: A002 as dataclasses.field has it
) -> Any:
    """Declare a field as :func:`dataclasses.field` does; what is not compared is not hashed either."""
    return Field(default, default_factory, compare, repr)


@overload
def record(cls: Class, /) -> Class: ...


@overload
def record(*, frozen: bool = True, eq: bool = True) -> Callable[[Class], Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type | None = None, /, *, frozen: bool = True, eq: bool = True) -> object:
    """Make of the class that is decorated what ``dataclass(slots=True)`` would make of it.

    ``frozen`` refuses to change a field. With ``eq``, records of one class that hold the same are equal, and hashable
    where they are frozen; without it, a record equals only itself. The fields of the bases come first.
    """
    return _record(cls, frozen, eq) if cls is not None else lambda cls: _record(cls, frozen, eq)


def replace(instance: Instance, /, **changes: Any) -> Instance:
    """Return a copy of a record with some fields changed. Raises :class:`TypeError` for a field it has not."""
    for name in fields(instance):
        if name not in changes:
            changes[name] = getattr(instance, name)
    return type(instance)(**changes)


def fields(record: object) -> dict[str, Field]:
    """Return the fields of a record, or of a class of records, by name."""
    found: dict[str, Field] = getattr(record, _FIELDS)
    return found


def _record(cls: Class, frozen: bool, eq: bool) -> Class:
    body = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    inherited: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited.update(vars(base).get(_FIELDS, {}))
    known = inherited | _taken_out(body, cls.__annotations__)

    def initialise(self: object, *positional: object, **named: object) -> None:
        method = compiled_init(made, known, frozen=frozen)
        type.__setattr__(made, "__init__", method)
        method(self, *positional, **named)

    body["__slots__"] = tuple(name for name in known if name not in inherited)
    body["__match_args__"] = tuple(known)
    body["__qualname__"] = cls.__qualname__
    body[_FIELDS] = known
    body["__init__"] = initialise
    body["__reduce__"] = _reduce
    body.setdefault("__repr__", _repr)
    if eq:
        compared = attrgetter("__class__", *(name for name, one in known.items() if one.compare))
        body["__eq__"] = _eq(compared)
        body["__hash__"] = _hash(compared) if frozen else None
    if frozen:
        body["__setattr__"] = body["__delattr__"] = _refuse
    made: Class = type(cls)(cls.__name__, cls.__bases__, body)
    return made


def _taken_out(body: dict[str, Any], annotations: dict[str, Any]) -> dict[str, Field]:
    """Return the fields that are declared in the body of a class, and take their defaults out of it."""
    found = {}
    for name, annotation in annotations.items():
        if not str(annotation).startswith("ClassVar"):
            default = body.pop(name, NOT_GIVEN)
            found[name] = default if type(default) is Field else Field(default, None, True, True)
    return found


def compiled_init(cls: type, fields: dict[str, Field], *, frozen: bool, then: str = "") -> Method:
    """Compile the ``__init__`` of a class: one line, which knows the defaults and the setters by names of their own.

    ``then`` is a statement for its end.
    """
    parameters, lines = ["self"], []
    known: dict[str, Any] = {"_not_given": NOT_GIVEN}
    for name, one in fields.items():
        value = name
        if one.default_factory is not None:
            known[f"_make_{name}"] = one.default_factory
            parameters.append(f"{name}=_not_given")
            value = f"_make_{name}() if {name} is _not_given else {name}"
        elif one.default is not NOT_GIVEN:
            known[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        if frozen:  # the setter of the slot passes by __setattr__
            known[f"_set_{name}"] = getattr(cls, name).__set__
        lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    lines += [then] if then else []
    exec(f"def __init__({', '.join(parameters)}): {'; '.join(lines) or 'pass'}", known)  # noqa: S102 no name is the user's
    method: Method = known["__init__"]
    method.__qualname__ = f"{cls.__qualname__}.__init__"
    return method


def _eq(compared: Callable[[object], object]) -> Method:
    def equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(compared: Callable[[object], object]) -> Method:
    return lambda self: hash(compared(self))


def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in fields(self).items() if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: object) -> tuple[type, tuple[object, ...]]:
    """Copy and pickle: the class, and what to make it with, as a frozen record cannot be filled later."""
    return type(self), tuple(getattr(self, name) for name in fields(self))


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name!r} cannot be changed")
