"""What a pipeline holds, step by step: walked once, for all who look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.values import ListValue, Literal, Record, Value, children

_PLAIN = frozenset({Literal, ListValue, Record})


def held_values(step: Step) -> Iterator[Value]:
    """Yield every value that ``step`` holds, those of its property files and output parameters included."""
    yield from step.values()
    for file in step.property_files:
        yield from (file.name, file.output_name, file.path)
    for output in step.outputs:
        yield from (output.name, output.type)


@remembered
def values_by_step(pipeline: Pipeline) -> tuple[tuple[Step, tuple[Value, ...]], ...]:
    """Return each step with every value that it holds, the nested ones too, in written order."""
    return tuple((step, _walked(held_values(step))) for step in pipeline.all_steps())


def _walked(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return what :func:`~pipelint.pipeline.values.walk` yields for each of ``values``.

    A loop of its own takes half the time, and this is where every value of a pipeline comes by.
    """
    found: list[Value] = []
    pending = list(values)[::-1]
    while pending:
        here = pending.pop()
        found.append(here)
        if type(here) is Record:  # most that hold anything are
            pending += [*here.entries.values()][::-1]
        elif type(here) is not Literal:
            pending += children(here)[::-1]
    return tuple(found)


@remembered
def expressions_by_step(pipeline: Pipeline) -> tuple[tuple[Step, tuple[Value, ...]], ...]:
    """Return each step with those of its values that are no plain JSON: references, functions, what is not known.

    They are a tenth of the values of a real pipeline, and most rules look for nothing else.
    """
    return tuple(
        (step, tuple(value for value in values if type(value) not in _PLAIN))
        for step, values in values_by_step(pipeline)
    )


def every_literal(pipeline: Pipeline) -> Sequence[tuple[Step, Literal]]:
    """Return every literal of every step, in written order, each with the step that holds it."""
    return _literals_and_records(pipeline)[0]


def every_record(pipeline: Pipeline) -> Sequence[tuple[Step, Record]]:
    """Return every record of every step, outer before inner, each with the step that holds it."""
    return _literals_and_records(pipeline)[1]


@remembered
def _literals_and_records(
    pipeline: Pipeline,
) -> tuple[Sequence[tuple[Step, Literal]], Sequence[tuple[Step, Record]]]:
    literals: list[tuple[Step, Literal]] = []
    records: list[tuple[Step, Record]] = []
    for step, values in values_by_step(pipeline):
        for value in values:
            if type(value) is Literal:
                literals.append((step, value))
            elif type(value) is Record:
                records.append((step, value))
    return literals, records


@remembered
def every_expression(pipeline: Pipeline) -> tuple[tuple[Step, Value], ...]:
    """Return every value of every step that is no plain JSON, each with the step that holds it."""
    return tuple((step, value) for step, values in expressions_by_step(pipeline) for value in values)
