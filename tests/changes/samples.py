"""What the tests of comparisons share: definitions compared, and what came of it as short as it can be told."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from pipelint.changes.changes import Changes
from pipelint.changes.comparison import compare
from pipelint.pipeline.definition import read_definition

CACHE = {"Enabled": True, "ExpireAfter": "P30D"}


def compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    return compare(read_definition(old), read_definition(new))


def edited(definition: Mapping[str, Any], edit: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return a copy of ``definition`` on which ``edit`` was done."""
    made = copy.deepcopy(dict(definition))
    edit(made)
    return made


def fields(changes: Changes) -> list[tuple[str, str, str | None, str | None]]:
    """Return every field that differs: of which step or parameter, which field, the old and the new value."""
    of_pipeline = [("pipeline", one.text, one.old, one.new) for one in changes.fields]
    many = [*changes.parameters, *changes.steps]
    return of_pipeline + [(each.name, one.text, one.old, one.new) for each in many for one in each.fields]


def kinds(changes: Changes) -> list[tuple[str, str]]:
    """Return what became of each step: its kind of change, and its name."""
    return [(one.kind, one.name) for one in changes.steps]


def caches(changes: Changes) -> dict[str, tuple[str, list[str]]]:
    """Return what becomes of each cache, and why."""
    return {one.step: (one.outcome, [reason.text for reason in one.reasons]) for one in changes.caches}
