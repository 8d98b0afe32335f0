"""From a place in a compiled definition to the line of Python that made it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelint.compiling.process import Compiled
from pipelint.compiling.target import Target
from pipelint.findings import Span
from pipelint.linter.definition.positions import Pointer, json_pointer
from pipelint.linter.inputs import shown
from pipelint.pipeline.record import record

STEP_LISTS = frozenset({"Steps", "IfSteps", "ElseSteps", "ForEachBody"})
"""The keys of a definition whose lists hold steps."""


@record
class Owner:
    """The innermost step or parameter around a place of a definition: ``kind`` is "step" or "parameter"."""

    kind: str
    name: str


def target_file(target: Target) -> str:
    """Return the target's file as reports show it; of a module, whose file only the child knows, its name."""
    return str(target.module) if target.file is None else shown(Path(target.file))


class Whereabouts:
    """Finds the Python line for places of one compiled definition."""

    def __init__(self, compiled: Compiled, target: Target) -> None:
        self._content = json.loads(compiled.definition)
        self._compiled = compiled
        self._target = target

    @property
    def file(self) -> str:
        """The file in which the pipeline is made, as reports show it; the target's where that is not known."""
        place = self._compiled.pipeline
        return target_file(self._target) if place is None else shown(Path(place[0]))

    def owner(self, pointer: Pointer) -> Owner | None:
        """Return the innermost step or parameter that the value at ``pointer`` belongs to."""
        return next(iter(reversed(list(self._owners(pointer)))), None)

    def span(self, pointer: Pointer) -> Span:
        """Return the line where the owner of the value at ``pointer`` is made, or the pipeline; with the pointer."""
        places = {"step": self._compiled.steps, "parameter": self._compiled.parameters}
        for owner in reversed(list(self._owners(pointer))):
            if owner.name in places[owner.kind]:
                file, line = places[owner.kind][owner.name]
                return Span(shown(Path(file)), line, pointer=json_pointer(pointer))
        line_of_pipeline = self._compiled.pipeline[1] if self._compiled.pipeline is not None else None
        return Span(self.file, line_of_pipeline, pointer=json_pointer(pointer))

    def _owners(self, pointer: Pointer) -> Iterator[Owner]:
        """Yield the steps and the parameter around ``pointer``, outer before inner."""
        here: Any = self._content
        for position, key in enumerate(pointer):
            try:
                here = here[key]
            except (KeyError, IndexError, TypeError):  # a finding may be about a key that is missing
                return
            kind = _kind(pointer, position)
            if kind is not None and isinstance(here, dict) and isinstance(here.get("Name"), str):
                yield Owner(kind, here["Name"])


def _kind(pointer: Pointer, position: int) -> str | None:
    if position == 0 or not isinstance(pointer[position], int):
        return None
    if position == 1 and pointer[0] == "Parameters":
        return "parameter"
    return "step" if pointer[position - 1] in STEP_LISTS else None
