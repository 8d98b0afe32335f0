"""Two compilations of the same code, compared: what differs defeats caching, and makes every deployment a change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipelint.compiling.process import Compiled
from pipelint.compiling.target import Target
from pipelint.compiling.whereabouts import Whereabouts
from pipelint.findings import Finding
from pipelint.linter.definition.positions import Pointer
from pipelint.linter.problems import problem
from pipelint.pipeline.record import record

_LONGEST = 60  # characters of a value that a message shows
_BEFORE = 20  # of these, before the first that differs


class _Absent:
    """What stands at a pointer that leads nowhere in one of two definitions."""


ABSENT = _Absent()


@record
class Difference:
    """The values at ``pointer`` in two definitions, :data:`ABSENT` where there is none.

    Of a list whose items have names and come in another order, the values are the lists of the names.
    """

    pointer: Pointer
    first: Any
    second: Any


def differences(first: Any, second: Any) -> Iterator[Difference]:
    """Yield where two definitions (as ``json.loads`` gives them) differ, in the order of the first one.

    The order of keys does not count. Items of lists that have the same names are compared by name.
    """
    pending: list[Difference] = [Difference((), first, second)]
    while pending:
        here = pending.pop()
        if isinstance(here.first, dict) and isinstance(here.second, dict):
            inner = _of_objects(here)
        elif isinstance(here.first, list) and isinstance(here.second, list):
            names = _names(here.first), _names(here.second)
            if names[0] != names[1] and sorted(names[0]) == sorted(names[1]):
                yield Difference(here.pointer, *names)
                by_name = dict(zip(names[1], here.second, strict=True))
                here = Difference(here.pointer, here.first, [by_name[name] for name in names[0]])
            inner = _of_lists(here)
        else:
            if repr(here.first) != repr(here.second):  # 1, 1.0 and True differ in JSON; NaN is itself
                yield here
            continue
        pending.extend(reversed(list(inner)))


def _of_objects(both: Difference) -> Iterator[Difference]:
    for key in dict.fromkeys([*both.first, *both.second]):
        yield Difference((*both.pointer, key), both.first.get(key, ABSENT), both.second.get(key, ABSENT))


def _of_lists(both: Difference) -> Iterator[Difference]:
    lengths = len(both.first), len(both.second)
    for index in range(max(lengths)):
        values = (each[index] if index < len(each) else ABSENT for each in (both.first, both.second))
        yield Difference((*both.pointer, index), *values)


def _names(items: list[Any]) -> list[str]:
    """Return the names of ``items``, in order; none where an item has no name or two have the same."""
    names = [item.get("Name") for item in items if isinstance(item, dict)]
    texts = [name for name in names if isinstance(name, str)]
    return texts if len(set(texts)) == len(items) else []


def unstable(first: Compiled, second: Compiled, target: Target) -> list[Finding]:
    """Return a finding for everything that differs between two compilations of one target."""
    whereabouts = Whereabouts(first, target)
    found = differences(json.loads(first.definition), json.loads(second.definition))
    return [_finding(difference, whereabouts) for difference in found]


def _finding(difference: Difference, whereabouts: Whereabouts) -> Finding:
    owner = whereabouts.owner(difference.pointer)
    subject = "the pipeline" if owner is None else f'{owner.kind} "{owner.name}"'
    message = f"{subject} compiles differently each time: {_shown(difference.first, difference.second)}"
    return problem("SMP032", message, whereabouts.span(difference.pointer))


def _shown(first: Any, second: Any) -> str:
    """Return both values in JSON; long ones from a little before the first character that differs."""
    texts = ["nothing" if value is ABSENT else json.dumps(value, ensure_ascii=False) for value in (first, second)]
    start = max(0, _common(*texts) - _BEFORE) if max(map(len, texts)) > _LONGEST else 0
    one, other = (
        f"{'…' if start else ''}{text[start : start + _LONGEST]}{'…' if len(text) > start + _LONGEST else ''}"
        for text in texts
    )
    return f"{one}, then {other}"


def _common(one: str, other: str) -> int:
    """Return how many characters the two begin with in common."""
    shorter = min(len(one), len(other))
    return next((position for position in range(shorter) if one[position] != other[position]), shorter)
