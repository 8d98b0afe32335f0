"""A step's arguments as a template: all that is plain, and the places where an expression is to be filled in.

Nine tenths of a real step hold no expression. Each run gets a copy of them, so that a test which changes what it was
given changes nothing for the next run; ``marshal`` makes that copy ten times as fast as going through the model does,
and from bytes that never leave this process.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import Any

from pipelint.harness.execution import Place
from pipelint.pipeline.record import record
from pipelint.pipeline.values import ListValue, Literal, Record, Value


@record(eq=False)
class Template:
    """``plain`` is the marshalled data, with null in the places of ``expressions``."""

    plain: bytes
    expressions: tuple[tuple[Place, Value], ...]

    def filled(self, resolve: Callable[[Value, Place], Any]) -> Any:
        """Return a new copy, with what ``resolve`` makes of each expression and its place."""
        data = marshal.loads(self.plain)  # noqa: S302 - bytes of our own
        for place, expression in self.expressions:
            value = resolve(expression, place)
            if not place:
                return value
            here = data
            for key in place[:-1]:
                here = here[key]
            here[place[-1]] = value
        return data


def template_of(value: Value) -> Template:
    """Return ``value`` as a template."""
    found: list[tuple[Place, Value]] = []
    return Template(marshal.dumps(_plain(value, (), found)), tuple(found))


def _plain(value: Value, place: Place, found: list[tuple[Place, Value]]) -> Any:
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Record):
        return {key: _plain(entry, (*place, key), found) for key, entry in value.entries.items()}
    if isinstance(value, ListValue):
        return [_plain(item, (*place, index), found) for index, item in enumerate(value.items)]
    found.append((place, value))
    return None
