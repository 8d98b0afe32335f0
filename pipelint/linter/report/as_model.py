"""What was understood, for ``--explain-model``: pipelines, steps, what waits for what, and all that stayed unknown.

It answers "why was this not found?": a rule is silent where the model does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from pipelint.findings import Span
from pipelint.linter.reading import Reading
from pipelint.linter.report.as_text import place_text
from pipelint.pipeline.graph import Edge, edges
from pipelint.pipeline.model import Parameter, Pipeline, Step, condition_values
from pipelint.pipeline.plain_text import clean
from pipelint.pipeline.values import Join, JsonGet, ListValue, Literal, Origin, Record, Unknown, Value
from pipelint.rules.wording import reason, shown, shown_scalar


def write_model(readings: Iterable[Reading], stream: TextIO) -> None:
    """Write what is known of every pipeline in ``readings`` to ``stream``."""
    found = [(pipeline, reading) for reading in readings for pipeline in reading.pipelines]
    for pipeline, reading in found:
        stream.writelines(f"{clean(line)}\n" for line in _pipeline(pipeline, reading))
    if not found:
        stream.write("no pipeline was recognised\n")


def _pipeline(pipeline: Pipeline, reading: Reading) -> Iterator[str]:
    reading.prepare([origin for origin in _origins(pipeline) if origin is not None])
    name = pipeline.name
    title = f"pipeline {shown_scalar(name.value)}" if isinstance(name, Literal) else "pipeline"
    if pipeline.origin is None:
        title = "steps that no pipeline here takes"
    dialect = f", SDK {pipeline.dialect}" if pipeline.dialect else ""
    yield f"{_at(pipeline.origin, reading)}: {title}{dialect}"
    if isinstance(name, Unknown) and pipeline.dialect and pipeline.origin is not None:
        yield f"  name: unknown, {name.reason}"
    yield f"  parameters: {_parameters(pipeline)}"
    waits: dict[str, list[Edge]] = {}
    for edge in edges(pipeline):
        waits.setdefault(edge.target, []).append(edge)
    for step in pipeline.all_steps():
        yield f"  step {shown(step.name)}, {step.type or 'of unknown type'}, at {_at(step.origin, reading)}"
        for edge in waits.get(step.name, ()):
            yield f"    waits for {shown(edge.source)}: {reason(edge)}"
        yield from (f"    {line}" for line in _unknown_parts(step, reading))
    for gap in pipeline.gaps:
        yield f"  not understood: {gap.what}: {gap.why} ({_at(gap.origin or pipeline.origin, reading)})"
    if not pipeline.steps_complete:
        yield "  there may be more steps"


def _parameters(pipeline: Pipeline) -> str:
    known = ", ".join(_parameter(one) for one in pipeline.parameters) or "none"
    return known if pipeline.parameters_complete else f"{known}, and there may be more"


def _parameter(parameter: Parameter) -> str:
    default = parameter.default
    value = f" = {shown_scalar(default.value)}" if isinstance(default, Literal) else ""
    return f"{shown(parameter.name)} ({parameter.type}){value}"


def _unknown_parts(step: Step, reading: Reading) -> Iterator[str]:
    """Yield what of ``step`` is not known, each reason at one place once."""
    if not step.certain:
        yield "may not be built: it is made under a test or in a loop that cannot be decided"
    if not step.name_known:
        why = step.name_unknown
        told = f": {why.reason} ({_at(why.origin or step.origin, reading)})" if why is not None else ""
        yield f"its name is not known{told}"
    lists = {"depends_on": step.depends_on_complete, "property files": step.property_files_complete}
    lists |= {
        "outputs": step.outputs_complete,
        "conditions": step.conditions_complete,
        "branches": step.children_complete,
    }
    yield from (f"there may be more {noun}" for noun, complete in lists.items() if not complete)
    said: set[tuple[str, Origin | None]] = set()
    for path, unknown in _unknowns_of(step):
        if (unknown.reason, unknown.origin) not in said:
            said.add((unknown.reason, unknown.origin))
            yield f"unknown {path}: {unknown.reason} ({_at(unknown.origin or step.origin, reading)})"


def _origins(pipeline: Pipeline) -> Iterator[Origin | None]:
    """Yield the origins that may be shown: their places are found in one walk."""
    yield pipeline.origin
    yield from (gap.origin for gap in pipeline.gaps)
    for step in pipeline.all_steps():
        yield step.origin
        yield step.name_unknown.origin if step.name_unknown is not None else None
        yield from (unknown.origin for _, unknown in _unknowns_of(step))


def _unknowns_of(step: Step) -> Iterator[tuple[str, Unknown]]:
    held = [("", step.arguments), ("", step.attributes), *(("an argument", value) for value in step.unplaced)]
    held += [("a condition", value) for condition in step.conditions for value in condition_values(condition)]
    for start, value in held:
        yield from _unknowns(start, value)


def _unknowns(path: str, value: Value) -> Iterator[tuple[str, Unknown]]:
    """Yield every unknown value inside ``value`` with the path to it; without recursion."""
    pending: list[tuple[str, Value]] = [(path, value)]
    while pending:
        here, one = pending.pop()
        if isinstance(one, Unknown):
            yield here, one
        else:
            pending.extend(reversed(_inner(here, one)))


def _inner(path: str, value: Value) -> Sequence[tuple[str, Value]]:
    if isinstance(value, Record):
        return [(f"{path}.{key}".removeprefix("."), inner) for key, inner in value.entries.items()]
    if isinstance(value, ListValue):
        return [(f"{path}[{index}]", inner) for index, inner in enumerate(value.items)]
    if isinstance(value, Join):
        return [(path, value.on), (path, value.values)]
    return [(path, value.source), (path, value.path)] if isinstance(value, JsonGet) else []


def _at(origin: Origin | None, reading: Reading) -> str:
    return place_text(reading.span(origin) if origin is not None else Span(reading.file))
