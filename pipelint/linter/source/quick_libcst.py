"""libcst, imported in little more than half of the time.

It has two hundred kinds of nodes. Each is a frozen ``dataclass``, for which Python compiles three methods: two fifths
of the import, and a quarter of checking one file. Here the classes are made with those of records, which are compiled
when a node of the class is first made. docs/performance.md has the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from pipelint.pipeline.record import NOT_GIVEN, Field, compiled_init

_NODES = "libcst._nodes."
_OF_NODES = {"__eq__", "__hash__", "__repr__"}
"""What ``CSTNode`` puts into each class that is derived from it, so that ``dataclass`` makes none of these."""


def import_libcst() -> None:
    """Import libcst, if it is not there yet.

    Meanwhile ``dataclasses.dataclass`` is another, which does what it always does for all classes but for nodes.
    These are what they would be: the same fields, arguments and defaults, and frozen.
    """
    if "libcst" in sys.modules:
        return
    import dataclasses

    usual = dataclasses.dataclass
    frozen = usual(frozen=True)(type("Frozen", (), {})).__dataclass_params__  # type: ignore[attr-defined]
    dataclasses.dataclass = partial(_decorated, usual, frozen)
    try:
        import libcst  # noqa: F401
    finally:
        dataclasses.dataclass = usual


def _decorated(usual: Any, frozen: Any, cls: type | None = None, /, **options: Any) -> Any:
    if cls is None and options == {"frozen": True}:
        return partial(_made, usual, frozen)
    return usual(cls, **options)


def _made(usual: Any, frozen: Any, cls: type) -> type:
    if not cls.__module__.startswith(_NODES) or not vars(cls).keys() >= _OF_NODES:
        made: type = usual(frozen=True)(cls)
        return made
    frozen.frozen = False  # or else the bases would refuse to have a class derived that is not
    try:
        made = usual(init=False, repr=False, eq=False)(cls)
    finally:
        frozen.frozen = True
    made.__dataclass_params__ = frozen  # type: ignore[attr-defined]
    made.__init__ = _compiling()  # type: ignore[misc]
    made.__setattr__ = _refuse_to_set  # type: ignore[assignment]
    made.__delattr__ = _refuse_to_delete  # type: ignore[assignment]
    return made


def _compiling() -> Callable[..., None]:
    """Return the ``__init__`` of a class that puts another into its place when it is first called."""

    def initialise(self: object, *positional: object, **named: object) -> None:
        # The class is not the one that was decorated: libcst makes one with slots of it.
        owner = next(one for one in type(self).__mro__ if vars(one).get("__init__") is initialise)
        method = compiled_init(owner, _fields(owner), frozen=True, then="self.__post_init__()")
        owner.__init__ = method  # type: ignore[misc]
        method(self, *positional, **named)

    return initialise


def _fields(cls: type) -> dict[str, Field]:
    from dataclasses import MISSING, fields

    return {
        one.name: Field(
            NOT_GIVEN if one.default is MISSING else one.default,
            None if one.default_factory is MISSING else one.default_factory,
            one.compare,
            one.repr,
        )
        for one in fields(cls)
    }


def _refuse_to_set(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")
