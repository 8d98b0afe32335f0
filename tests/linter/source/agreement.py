"""Compares the model read from source with the model read from what the SDK compiles of that source.

They must be equal up to what source cannot know: a value that is unknown in source agrees with any, and a record or
list that source does not know whole may hold more in the definition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Condition, Disjunction, Membership, Negation, Pipeline, Step, UnknownCondition
from pipelint.pipeline.values import Join, JsonGet, ListValue, Literal, Record, Unknown, Value

# What the steps hold as fields of one value each.
_FIELDS = ("type", "depends_on", "depends_on_complete", "certain", "children_complete", "conditions_complete")


def differences(source: Pipeline, definition: str) -> list[str]:
    """Say in one line each where ``source`` and the text of a definition differ; none when they agree.

    A step whose name source cannot know is the one that stands in its place in the definition.
    """
    compiled = read_definition(json.loads(definition))
    pairs = zip(source.all_steps(), compiled.all_steps(), strict=False)
    for label, name in [(step.name, other.name) for step, other in pairs if not step.name_known]:
        definition = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", label, definition)
    compiled = read_definition(json.loads(definition))
    found = list(_of_pipelines(source, compiled))
    pairs = [(step, compiled.step(step.name)) for step in source.all_steps()]
    for step, other in pairs:
        if other is not None:
            found.extend(f"{step.name}: {line}" for line in _of_steps(step, other))
    return found


def _of_pipelines(source: Pipeline, compiled: Pipeline) -> Iterator[str]:
    mine, theirs = outline(source.steps), outline(compiled.steps)
    if mine != theirs:
        yield f"steps: {mine} in source, {theirs} in the definition"
    if not source.steps_complete:
        yield f"the steps are not known to be all: {source.gaps}"
    waits, their_waits = (
        {(edge.source, edge.target, edge.kind, edge.path) for edge in edges(pipeline)}
        for pipeline in (source, compiled)
    )
    yield from (f"edge {wait} only in source" for wait in sorted(waits - their_waits))
    yield from (f"edge {wait} only in the definition" for wait in sorted(their_waits - waits))
    if len(source.parameters) != len(compiled.parameters) or not source.parameters_complete:
        yield f"parameters: {source.parameters} in source, {compiled.parameters} in the definition"
    for given, declared in zip(source.parameters, compiled.parameters, strict=False):
        if (given.name, given.type) != (declared.name, declared.type):
            yield f"parameter {given} in source, {declared} in the definition"
        for member in ("default", "enum_values"):
            mine, theirs = getattr(given, member), getattr(declared, member)
            if mine is not None or theirs is not None:
                yield from _of_values(f"parameter {given.name}: {member}", mine or Literal(None), theirs)
    yield from _of_values("experiment", source.experiment_config, compiled.experiment_config)
    yield from _of_values("attributes", source.attributes, compiled.attributes)


def outline(steps: Sequence[Step]) -> list[object]:
    """Return the names and types of ``steps`` in order, with the steps inside them."""
    return [
        (step.name, step.type, *(outline(inner) for inner in (step.if_steps, step.else_steps, step.body) if inner))
        for step in steps
    ]


def _of_steps(source: Step, compiled: Step) -> Iterator[str]:
    for name in _FIELDS:
        mine, theirs = getattr(source, name), getattr(compiled, name)
        if mine != theirs:
            yield f"{name}: {mine} in source, {theirs} in the definition"
    yield from _of_rows("property files", source.property_files, compiled.property_files)
    yield from _of_rows("outputs", source.outputs, compiled.outputs)
    if len(source.conditions) != len(compiled.conditions):
        yield f"{len(source.conditions)} conditions in source, {len(compiled.conditions)} in the definition"
    for mine, theirs in zip(source.conditions, compiled.conditions, strict=False):
        yield from _of_conditions(mine, theirs)
    yield from _of_values("arguments", source.arguments, compiled.arguments)
    yield from _of_values("attributes", source.attributes, compiled.attributes)


def _of_rows(what: str, mine: Sequence[object], theirs: Sequence[object]) -> Iterator[str]:
    if mine != theirs:
        yield f"{what}: {mine} in source, {theirs} in the definition"


def _of_conditions(source: Condition, compiled: Condition) -> Iterator[str]:
    if type(source) is not type(compiled) or isinstance(source, UnknownCondition):
        yield f"condition {source} in source, {compiled} in the definition"
    elif isinstance(source, Negation) and isinstance(compiled, Negation):
        yield from _of_conditions(source.condition, compiled.condition)
    elif isinstance(source, Disjunction) and isinstance(compiled, Disjunction):
        if len(source.conditions) != len(compiled.conditions):
            yield f"condition {source} in source, {compiled} in the definition"
        for mine, theirs in zip(source.conditions, compiled.conditions, strict=False):
            yield from _of_conditions(mine, theirs)
    else:
        if not isinstance(source, Membership) and source.type != compiled.type:
            yield f"condition {source.type} in source, {compiled.type} in the definition"
        for name in ("query", "values") if isinstance(source, Membership) else ("left", "right"):
            yield from _of_values(f"condition {name}", getattr(source, name), getattr(compiled, name))


def _of_values(place: str, source: Value, compiled: Value | None) -> Iterator[str]:
    """Yield where a value that source tells is not the definition's; nothing at all is the same as nothing in it."""
    if isinstance(source, Unknown):
        return
    if compiled is None and isinstance(source, (Record, ListValue)):
        compiled = Record() if isinstance(source, Record) else ListValue(())
    if isinstance(source, Record) and isinstance(compiled, Record):
        for key, value in source.entries.items():
            yield from _of_values(f"{place}.{key}", value, compiled.entries.get(key))
        if source.complete and source.entries.keys() != compiled.entries.keys():
            yield f"{place}: keys {list(source.entries)} in source, {list(compiled.entries)} in the definition"
    elif isinstance(source, ListValue) and isinstance(compiled, ListValue):
        if len(source.items) > len(compiled.items) or (source.complete and len(source.items) != len(compiled.items)):
            yield f"{place}: {len(source.items)} items in source, {len(compiled.items)} in the definition"
        for position, (mine, theirs) in enumerate(zip(source.items, compiled.items, strict=False)):
            yield from _of_values(f"{place}[{position}]", mine, theirs)
    elif isinstance(source, Join) and isinstance(compiled, Join):
        yield from _of_values(f"{place} on", source.on, compiled.on)
        yield from _of_values(place, source.values, compiled.values)
    elif isinstance(source, JsonGet) and isinstance(compiled, JsonGet):
        yield from _of_values(f"{place} path", source.path, compiled.path)
        yield from _of_values(place, source.source, compiled.source)
    elif source != compiled:
        yield f"{place}: {source} in source, {compiled} in the definition"
