"""How rules look at a pipeline: every value with the step that holds it, steps by name, the names a step declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelint.pipeline.graph import held_values
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import JsonGet, ListValue, Literal, Origin, Record, Value, walk
from pipelint.rules.rule import Report


def every_value(pipeline: Pipeline) -> Iterator[tuple[Step, Value]]:
    """Yield every value of every step, the nested ones too, each with the step that holds it."""
    for step in pipeline.all_steps():
        for value in held_values(step):
            for part in walk(value):
                yield step, part


def sole_steps(pipeline: Pipeline) -> Mapping[str, Step]:
    """Map each name that only one step bears to that step: of a name borne by two, nobody knows which is meant."""
    count = Counter(step.name for step in pipeline.all_steps())
    return {step.name: step for step in pipeline.all_steps() if count[step.name] == 1 and step.name_known}


def distinct(reports: Iterable[Report]) -> Iterator[Report]:
    """Leave out what was said before of the same place: one expression in the source may stand in several steps."""
    seen: set[tuple[str, Origin | None]] = set()
    for report in reports:
        if (report.message, report.at) not in seen:
            seen.add((report.message, report.at))
            yield report


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list in a step's request whose items bear names: ``items`` leads to it, ``key`` holds the name of an item."""

    noun: str
    items: tuple[str, ...]
    key: str


PROCESSING_OUTPUTS = NamedList("output", ("ProcessingOutputConfig", "Outputs"), "OutputName")
PROCESSING_INPUTS = NamedList("input", ("ProcessingInputs",), "InputName")


def listed_names(step: Step, named_list: NamedList) -> tuple[str, ...] | None:
    """Return the names that ``step`` gives the items of ``named_list``, or None when not all of them are known."""
    here: Value = step.arguments
    for key in named_list.items:
        if not isinstance(here, Record):
            return None
        if key not in here.entries:
            return () if here.complete else None
        here = here.entries[key]
    if not isinstance(here, ListValue) or not here.complete:
        return None
    return literal_names(item.get(named_list.key) if isinstance(item, Record) else None for item in here.items)


def literal_names(values: Iterable[Value | None]) -> tuple[str, ...] | None:
    """Return the strings that ``values`` are, or None when one of them is no literal string."""
    names = []
    for value in values:
        if not isinstance(value, Literal) or not isinstance(value.value, str):
            return None
        names.append(value.value)
    return tuple(names)


def json_paths(pipeline: Pipeline) -> Iterator[tuple[Step, str, Origin | None]]:
    """Yield the path of every JsonGet that is written out, with the step that holds it and the place."""
    for step, value in every_value(pipeline):
        if isinstance(value, JsonGet) and isinstance(value.path, Literal) and isinstance(value.path.value, str):
            yield step, value.path.value, value.path.origin or value.origin
