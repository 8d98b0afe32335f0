"""What the modules of this package make: members of a Describe response, and which of them are made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipelint.harness.surroundings import Surroundings
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record

NOTHING: frozenset[tuple[str, ...]] = frozenset()


@record
class Begun:
    """A step that has started: its ``name`` in this run, and its ``arguments`` and ``attributes``, resolved."""

    name: str
    step: Step
    arguments: Mapping[str, Any]
    attributes: Mapping[str, Any]
    surroundings: Surroundings


@record
class Made:
    """Members, and the paths among them that are made up (an item of a list is ``[0]``)."""

    members: Mapping[str, Any]
    made_up: frozenset[tuple[str, ...]] = NOTHING


Maker = Callable[[Begun, Mapping[str, Any]], Made]
"""Makes the members that the response has besides the job's name and status, which it is given."""


def mapping(value: Any) -> Mapping[str, Any]:
    """Return ``value`` where it is an object, else an empty one: a definition may hold anything anywhere."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects in ``value`` where it is a list, else none."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
