"""How a fault gets into a compiled definition: edits, and the places they name.

A place is a JSON Pointer that may begin at a step, by its name: ``@Train/Arguments/RoleArn``; ``@Train`` is the step.
The last part may be ``-``: behind the last item of a list, for an edit, and the last item itself, for a finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

FIXTURES = Path(__file__).parents[3] / "fixtures"
_NESTED = ("IfSteps", "ElseSteps", "ForEachBody")


@dataclass(frozen=True, slots=True)
class Put:
    """Set or append ``value`` at ``place``."""

    place: str
    value: Any

    def apply(self, definition: Any) -> None:
        *way, last = find(definition, self.place)
        holder = value_at(definition, way)
        if last == "-":
            holder.append(self.value)
        else:
            holder[last] = self.value


@dataclass(frozen=True, slots=True)
class Drop:
    """Take away what is at ``place``."""

    place: str

    def apply(self, definition: Any) -> None:
        *way, last = find(definition, self.place)
        del value_at(definition, way)[last]


@dataclass(frozen=True, slots=True)
class Copy:
    """Set or append at ``place`` what stands at ``source``."""

    source: str
    place: str

    def apply(self, definition: Any) -> None:
        value = deepcopy(value_at(definition, find(definition, self.source)))
        Put(self.place, value).apply(definition)


Edit = Union[Put, Drop, Copy]


def read(base: str) -> Any:
    """Return the definition ``base``, a path below ``fixtures`` without its suffix."""
    return json.loads((FIXTURES / f"{base}.json").read_bytes())


def find(definition: Any, place: str) -> list[str | int]:
    """Return the keys and indexes that lead to ``place``; the last of them need not exist yet."""
    start, *parts = place.split("/")
    way: list[str | int] = list(_way_to_step(definition, start[1:])) if start else []
    for part in (part.replace("~1", "/").replace("~0", "~") for part in parts):
        holder = value_at(definition, way)
        way.append(int(part) if isinstance(holder, list) and part != "-" else part)
    return way


def pointer(definition: Any, place: str) -> str:
    """Return the JSON Pointer of ``place``, where ``-`` is the last item of a list."""
    way = find(definition, place)
    if way and way[-1] == "-":
        way[-1] = len(value_at(definition, way[:-1])) - 1
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in way)


def value_at(definition: Any, way: Sequence[str | int]) -> Any:
    """Return what ``way`` leads to."""
    for key in way:
        definition = definition[key]
    return definition


def _way_to_step(definition: Any, name: str) -> Sequence[str | int]:
    for way, step in _steps(definition["Steps"], ("Steps",)):
        if step.get("Name") == name:
            return way
    raise KeyError(f"no step is called {name}")


def _steps(steps: list[Any], way: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for index, step in enumerate(steps):
        here = (*way, index)
        yield here, step
        for key in _NESTED:
            yield from _steps(step.get("Arguments", {}).get(key, []), (*here, "Arguments", key))
