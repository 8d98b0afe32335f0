"""Pipelines that one file builds with the code of another: each is judged once, where most is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelint.linter.reading import Reading
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import replace
from pipelint.pipeline.source_facts import SourceFact
from pipelint.pipeline.values import Origin


def settle(readings: Sequence[Reading]) -> None:
    """Leave out of each reading what the reading of another file knows better.

    A function that its own file does not call was read with unknown arguments: where another file calls it, that
    reading is the better one. Steps that no pipeline of their file takes belong to the pipeline that does. A pipeline
    that a module builds when it is imported is that module's, however many import it.

    What the code does, and no step shows, is told by the file in which it stands, where that knows of it without
    knowing the arguments; otherwise by those that call it.
    """
    pipelines, steps = _borrowed(readings)
    seen: dict[Origin, list[Pipeline]] = {}
    for reading in sorted(readings, key=lambda one: bool(one.imported)):
        for pipeline in reading.pipelines:
            if pipeline.origin is None:
                _leave_out_steps(reading, pipeline, steps)
                continue
            own = pipeline.origin.document == reading.file
            called_elsewhere = own and _is_in(pipeline, reading.assumed) and pipeline.origin in pipelines
            same = seen.setdefault(pipeline.origin, [])
            if called_elsewhere or (_is_in(pipeline, reading.imported) and pipeline in same):
                reading.replace(pipeline, _facts_alone(pipeline))
            else:
                same.append(pipeline)
    _tell_facts_once(readings)


def _borrowed(readings: Iterable[Reading]) -> tuple[set[Origin], set[Origin]]:
    """Return where the pipelines and steps are made that a file builds with another's code."""
    pipelines: set[Origin] = set()
    steps: set[Origin] = set()
    for reading in readings:
        for pipeline in reading.pipelines:
            if pipeline.origin is None:
                continue
            pipelines |= _foreign([pipeline.origin], reading)
            steps |= _foreign([step.origin for step in pipeline.all_steps()], reading)
    return pipelines, steps


def _foreign(origins: Iterable[Origin | None], reading: Reading) -> set[Origin]:
    return {origin for origin in origins if origin is not None and origin.document != reading.file}


def _leave_out_steps(reading: Reading, pipeline: Pipeline, taken: set[Origin]) -> None:
    kept = tuple(step for step in pipeline.steps if step.origin not in taken)
    if len(kept) < len(pipeline.steps):
        reading.replace(pipeline, replace(pipeline, steps=kept) if kept else _facts_alone(pipeline))


def _tell_facts_once(readings: Iterable[Reading]) -> None:
    own = {
        (fact.kind, fact.origin)
        for reading in readings
        for pipeline in reading.pipelines
        for fact in pipeline.facts
        if _is_own(fact, reading)
    }
    for reading in readings:
        for pipeline in reading.pipelines:
            facts = [one for one in pipeline.facts if _is_own(one, reading) or (one.kind, one.origin) not in own]
            if len(facts) < len(pipeline.facts):
                reading.replace(pipeline, replace(pipeline, facts=tuple(facts)))


def _is_own(fact: SourceFact, reading: Reading) -> bool:
    return fact.origin is not None and fact.origin.document == reading.file


def _facts_alone(pipeline: Pipeline) -> Pipeline | None:
    """Return what is left of a pipeline whose steps are another's: what its code does."""
    if not pipeline.facts:
        return None
    return Pipeline((), steps_complete=False, parameters_complete=False, dialect=pipeline.dialect, facts=pipeline.facts)


def _is_in(pipeline: Pipeline, those: Iterable[Pipeline]) -> bool:
    return any(one is pipeline for one in those)
