"""Steps that the SDK makes of what the user wrote: objects with the place of the one they come from."""

from __future__ import annotations

from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.sdk.rows import SdkClass
from pipelint.linter.source.unknowns import UnknownText
from pipelint.pipeline.values import Literal, Unknown


def derived(item: SdkObject, cls: SdkClass, name: Object, **arguments: Object | None) -> SdkObject:
    """Return a step called ``name`` that building ``item`` makes; arguments that are None are not passed."""
    given = {"name": name, **{key: value for key, value in arguments.items() if value is not None}}
    for key in ("display_name", "description"):
        inherited = item.argument(key)
        if inherited is not None:
            given.setdefault(key, inherited)
    return SdkObject(cls, item.dotted, given, item.origin, certain=item.certain, depth=item.depth, world=item.world)


def suffixed(item: SdkObject, suffix: str) -> Object:
    """Return the name of ``item`` with ``suffix`` behind it, written where that name is."""
    name = item.argument("name")
    if isinstance(name, Literal) and isinstance(name.value, str):
        return Literal(name.value + suffix, name.origin)
    return Unknown(f"the name of a {item.cls.name} that cannot be known", item.origin)


def is_passed(value: Object | None) -> bool | None:
    """Tell whether an argument is there and not None in Python; None where that cannot be known."""
    if value is None:
        return False
    if isinstance(value, Unknown):
        return True if isinstance(value, UnknownText) else None
    return not isinstance(value, Literal) or value.value is not None


def is_true(value: Object | None) -> bool | None:
    """Tell whether an argument is true in Python; None where that cannot be known."""
    if isinstance(value, Literal):
        return bool(value.value)
    if isinstance(value, (ListObject, DictObject)) and value.complete:
        return bool(value.items if isinstance(value, ListObject) else value.entries)
    return is_passed(value)
