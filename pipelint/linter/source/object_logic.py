"""What can be told of objects: whether they are true, whether two are the same, and what two worlds make of a name."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.linter.source.objects import DictObject, ExternalName, ListObject, Object, SdkObject, UserInstance
from pipelint.pipeline.values import Literal, Unknown


def truth(value: Object) -> bool | None:
    """Tell whether ``value`` is true in an ``if``; None when that cannot be known."""
    if isinstance(value, Literal):
        return bool(value.value)
    if isinstance(value, ExternalName) and value.dotted == "typing.TYPE_CHECKING":
        return False  # what is imported for type checkers alone is not there when the code runs
    if isinstance(value, ListObject):
        return bool(value.items) or (None if not value.complete else False)
    if isinstance(value, DictObject):
        return bool(value.entries) or (None if not value.complete else False)
    if isinstance(value, UserInstance):
        return value.truth()
    return None if isinstance(value, (Unknown, ExternalName)) else True


def distinct(items: list[Object]) -> list[Object]:
    """Return ``items`` without those that surely stood before, as in a set."""
    found: list[Object] = []
    for item in items:
        if not any(same(item, one) for one in found):
            found.append(item)
    return found


def is_known(value: Object) -> bool:
    """Tell whether it is known which object ``value`` is."""
    return not isinstance(value, (Unknown, ExternalName))


def merge(first: Mapping[str, Object], second: Mapping[str, Object]) -> dict[str, Object]:
    """Join the names of two worlds of which only one happens.

    A name that only one world binds keeps its value: code that reads it later relies on that world. A name the worlds
    bind differently is unknown, unless it was imported under one name from two places (one SDK or the other).
    """
    merged = {**second, **first}
    for name in first.keys() & second.keys():
        mine, other = first[name], second[name]
        if isinstance(mine, ExternalName) and isinstance(other, ExternalName) and mine.last == other.last:
            continue
        if mine is not other and not same(mine, other):
            merged[name] = Unknown(f"`{name}` differs between branches")
    return merged


def same(first: Object, second: Object) -> bool:
    """Tell whether two values are surely the same: equal scalars of one type, or one and the same object."""
    if isinstance(first, Literal) and isinstance(second, Literal):
        return type(first.value) is type(second.value) and first.value == second.value
    if isinstance(first, SdkObject) and isinstance(second, SdkObject):
        return first.arguments is second.arguments  # one object, perhaps used at two places
    return first is second or (not isinstance(first, Unknown) and first == second)
