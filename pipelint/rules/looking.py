"""How rules look at a pipeline: every value with the step that holds it, steps by name, the names a step declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.contents import every_expression as every_expression
from pipelint.pipeline.model import Condition, Disjunction, Negation, Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.values import JsonGet, ListValue, Literal, Origin, Record, Value
from pipelint.rules.rule import Report
from pipelint.rules.wording import quoted

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair


@remembered
def every_condition(pipeline: Pipeline) -> tuple[tuple[Step, Condition], ...]:
    """Return every condition, outer before inner, through any depth of ``Not`` and ``Or``, each with its step."""
    found: list[tuple[Step, Condition]] = []
    for step in pipeline.all_steps():
        pending = list(reversed(step.conditions))
        while pending:
            here = pending.pop()
            found.append((step, here))
            if isinstance(here, Negation):
                pending.append(here.condition)
            elif isinstance(here, Disjunction):
                pending.extend(reversed(here.conditions))
    return tuple(found)


@remembered
def sole_steps(pipeline: Pipeline) -> Mapping[str, Step]:
    """Map each name that only one step bears to that step: of a name borne by two, nobody knows which is meant."""
    count = Counter(step.name for step in pipeline.all_steps())
    return {step.name: step for step in pipeline.all_steps() if count[step.name] == 1 and step.name_known}


def may_be_expression(record: Record) -> bool:
    """Tell whether ``record`` looks like an expression that pipelint does not know, which may yield anything."""
    return any(key == "Get" or key.startswith("Std:") for key in record.entries)


def place_of_wait(origin: Origin | None, source: Step, step: Step) -> Origin | None:
    """Return where to show that ``step`` waits for ``source``: at ``origin``, or at ``step``.

    Where the source code names ``source`` by the object, ``origin`` is the place that made the object, not the one that
    asks to wait.
    """
    return origin if origin is not None and origin != source.origin else step.name_origin or step.origin


def reached(start: str, ahead: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the names that ``ahead`` leads to from ``start`` in any number of steps, ``start`` included."""
    found = {start}
    pending = [start]
    while pending:
        for name in ahead.get(pending.pop(), ()):
            if name not in found:
                found.add(name)
                pending.append(name)
    return found


def distinct(reports: Iterable[Report]) -> Iterator[Report]:
    """Leave out what was said before of the same place: one expression in the source may stand in several steps."""
    seen: set[tuple[str, Origin | None]] = set()
    for report in reports:
        if (report.message, report.at) not in seen:
            seen.add((report.message, report.at))
            yield report


@record
class Remark:
    """What is to be said of one step, but for its name: ``text`` goes on where the name ends."""

    step: Step
    text: str
    at: Origin | None
    help: str
    severity: Severity | None = None
    related: tuple[tuple[Origin, str], ...] = ()
    repair: Repair | None = None


def gathered(subject: str, remarks: Iterable[Remark]) -> Iterator[Report]:
    """Say what is the same of several steps, at the same place, once: one object in the source may serve them all."""
    groups: dict[tuple[str, Origin | None], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.text, remark.at or remark.step.origin), []).append(remark)
    for (text, at), group in groups.items():
        names = list(dict.fromkeys(remark.step.name for remark in group))
        steps = f"step{'s' if names[1:] else ''} {quoted(names)}"
        step = None if names[1:] else names[0]
        first = group[0]
        yield Report(f"{subject} {steps} {text}", at, step, first.help, first.related, first.severity, first.repair)


def gathered_each(remarks: Iterable[tuple[str, Remark]]) -> Iterator[Report]:
    """Say what is to be said of subjects, of each once for all steps that it is the same for."""
    by_subject: dict[str, list[Remark]] = {}
    for subject, remark in remarks:
        by_subject.setdefault(subject, []).append(remark)
    for subject, group in by_subject.items():
        yield from gathered(subject, group)


def gathered_slots(remarks: Iterable[tuple[str, Remark]]) -> Iterator[Report]:
    """Say what is to be said of slots, each given by its path, once for all the steps that one place fills."""
    return gathered_each((f"{path} of", remark) for path, remark in remarks)


@record
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
    for step, value in every_expression(pipeline):
        if isinstance(value, JsonGet) and isinstance(value.path, Literal) and isinstance(value.path.value, str):
            yield step, value.path.value, value.path.origin or value.origin


# Where a property path names an item: the members before the name, per step type, and the list the name must be in.
NAMED_LISTS = {
    ("Processing", "ProcessingOutputConfig", "Outputs"): PROCESSING_OUTPUTS,
    ("Processing", "ProcessingInputs"): PROCESSING_INPUTS,
    ("Lineage", "ActionArns"): NamedList("action", ("Actions",), "ActionName"),
    ("Lineage", "ArtifactArns"): NamedList("artifact", ("Artifacts",), "ArtifactName"),
    ("Lineage", "ContextArns"): NamedList("context", ("Contexts",), "ContextName"),
}


def declared_names(step: Step, members: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return what a key after ``members`` names and the names that ``step`` declares; None when they are not known."""
    named_list = NAMED_LISTS.get((step.type or "", *members))
    if named_list is not None:
        names = listed_names(step, named_list)
        return None if names is None else (named_list.noun, names)
    if step.type in ("Lambda", "Callback") and members == ("OutputParameters",) and step.outputs_complete:
        names = literal_names(output.name for output in step.outputs)
        return None if names is None else ("output", names)
    return None
