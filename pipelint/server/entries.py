"""What stands where in a document: an index from places to the parts of the model that were read there.

Every part of the model knows its origin, and the reading that made it turns that into lines and columns. So nothing is
looked for in the source here: of all parts whose places hold a position, the shortest is what stands there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Literal

from pipelint.findings import Span
from pipelint.linter.reading import Reading
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import (
    JsonGet,
    Origin,
    ParameterReference,
    PropertyFileReference,
    StepReference,
    Value,
    walk,
)

Kind = Literal["step", "parameter", "property", "json path", "property file"]

Place = tuple[int, int, int]
"""A cell of a notebook, -1 where there are none; and a line and a column of it, from 1."""


@record
class Entry:
    """A part of the model ``at`` a place.

    ``name`` is that of the step, the parameter or the property file it is about. ``made`` tells that the place is where
    that is made. ``value`` is the reference that stands there. The ``reading`` is the one that made all of them.
    """

    at: Span
    origin: Origin
    reading: Reading
    kind: Kind
    name: str
    pipeline: Pipeline
    made: bool = False
    value: Value | None = None


def begin(span: Span) -> Place:
    """Return where ``span`` begins."""
    if span.cell is not None and span.cell_line is not None:
        return span.cell, span.cell_line, span.column or 1
    return -1, span.line or 0, span.column or 1


def end(span: Span) -> Place:
    """Return where ``span`` ends."""
    cell, line, _ = begin(span)
    return cell, line + (span.end_line or span.line or 0) - (span.line or 0), span.end_column or span.column or 1


class Entries:
    """What stands in one file, told by its real path, as ``readings`` say that its code is part of."""

    def __init__(self, readings: Sequence[Reading], real: str) -> None:
        self.readings = tuple(readings)
        self._real = real
        self._documents: dict[str, bool] = {}
        self.entries: tuple[Entry, ...] = tuple(self._all())

    def at(self, place: Place) -> Entry | None:
        """Return what stands at ``place``, the innermost of all; of two in one place, the one that tells more."""
        found = [one for one in self.entries if begin(one.at) <= place <= end(one.at) and begin(one.at)[0] == place[0]]
        return min(found, key=_length, default=None)

    def _all(self) -> Iterator[Entry]:
        for reading in self.readings:
            found = [one for pipeline in reading.pipelines for one in _of_pipeline(pipeline)]
            found += _of_mentions(reading)
            mine = [one for one in found if self._is_here(one[0])]
            reading.prepare([origin for origin, *_ in mine])
            for origin, kind, name, pipeline, made, value in mine:
                span = reading.span(origin)
                if span.line is not None:
                    yield Entry(span, origin, reading, kind, name, pipeline, made, value)

    def _is_here(self, origin: Origin) -> bool:
        document = origin.document
        if document not in self._documents:
            self._documents[document] = os.path.realpath(document) == self._real
        return self._documents[document]


def _length(entry: Entry) -> tuple[int, int, int]:
    first, last = begin(entry.at), end(entry.at)
    return last[1] - first[1], last[2] - first[2], _TELLING.index(entry.kind)


_TELLING: tuple[Kind, ...] = ("json path", "property", "parameter", "step", "property file")

_Part = tuple[Origin, Kind, str, Pipeline, bool, Value | None]


def _of_pipeline(pipeline: Pipeline) -> Iterator[_Part]:
    for parameter in pipeline.parameters:
        for origin in (parameter.origin, parameter.name_origin):
            if origin is not None:
                yield origin, "parameter", parameter.name, pipeline, True, None
    for step in pipeline.all_steps():
        yield from _of_step(step, pipeline)
        for value in step.values():
            for part in walk(value):
                yield from of_value(part, pipeline)


def _of_step(step: Step, pipeline: Pipeline) -> Iterator[_Part]:
    for origin in (step.origin, step.name_origin):
        if origin is not None:
            yield origin, "step", step.name, pipeline, True, None
    for dependency in step.depends_on:
        if dependency.origin is not None:
            yield dependency.origin, "step", dependency.step, pipeline, False, None
    for file in step.property_files:
        name = getattr(file.name, "value", None)
        if file.origin is not None and isinstance(name, str):
            yield file.origin, "property file", name, pipeline, True, None


def of_value(value: Value, pipeline: Pipeline) -> Iterator[_Part]:
    """Yield what stands where ``value`` does."""
    if isinstance(value, ParameterReference) and value.origin is not None:
        yield value.origin, "parameter", value.name, pipeline, False, value
    elif isinstance(value, StepReference) and value.origin is not None:
        yield value.origin, "property", value.step, pipeline, False, value
        for position, part in enumerate(value.path, 1):
            if part.origin is not None:
                upto = StepReference(value.step, value.path[:position], part.origin)
                yield part.origin, "property", value.step, pipeline, False, upto
    elif isinstance(value, PropertyFileReference):
        if value.step_origin is not None and value.step is not None:
            yield value.step_origin, "step", value.step, pipeline, False, None
        if value.name_origin is not None and value.name is not None:
            yield value.name_origin, "property file", value.name, pipeline, False, value
    elif isinstance(value, JsonGet):
        origin = getattr(value.path, "origin", None)
        if origin is not None and origin != value.origin:
            yield origin, "json path", "", pipeline, False, value


def _of_mentions(reading: Reading) -> Iterator[_Part]:
    """Yield what was noted of expressions, for the first pipeline that knows what they are about."""
    steps = [(step.origin, step.name, pipeline) for pipeline in reading.pipelines for step in pipeline.all_steps()]
    made = {origin: (name, pipeline) for origin, name, pipeline in reversed(steps) if origin is not None}
    named = {name: pipeline for _, name, pipeline in reversed(steps)}
    parameters = {one.name: pipeline for pipeline in reversed(reading.pipelines) for one in pipeline.parameters}
    for mention in reading.mentions:
        value = mention.value
        if mention.made in made and value is None:
            name, pipeline = made[mention.made]
            yield mention.at, "step", name, pipeline, False, None
        elif isinstance(value, ParameterReference) and value.name in parameters:
            yield mention.at, "parameter", value.name, parameters[value.name], False, value
        elif isinstance(value, StepReference) and value.step in named:
            yield from of_value(value, named[value.step])
        elif isinstance(value, JsonGet):
            source = value.source
            step = source.step if isinstance(source, PropertyFileReference) else None
            if step in named:
                for part in walk(value):
                    yield from of_value(part, named[step])
