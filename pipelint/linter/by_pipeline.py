"""What a check finds in each of several pipelines, for who shows findings where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelint.linter.baseline import STALE
from pipelint.linter.judging import judge
from pipelint.linter.outcome import Outcome
from pipelint.linter.repeats import better_said
from pipelint.linter.suppressions import Suppressions
from pipelint.pipeline.record import record

if TYPE_CHECKING:
    from pipelint.findings import Finding
    from pipelint.linter.baseline import Baseline
    from pipelint.linter.reading import Reading
    from pipelint.linter.settings import Settings
    from pipelint.pipeline.model import Pipeline


@record
class Found:
    """A pipeline, the reading that it is of, and what is found in it."""

    pipeline: Pipeline
    reading: Reading
    findings: tuple[Finding, ...] = ()


def found_by_pipeline(
    readings: Sequence[Reading], settings: Settings, baseline: Baseline | None = None
) -> tuple[Found, ...]:
    """Judge every pipeline of ``readings``, and leave out what comments, the configuration or the ``baseline`` hide.

    What a reader found in a file is found in each of its pipelines.
    """
    judged = []
    for reading in readings:
        for pipeline in reading.pipelines:
            findings = judge(reading, pipeline, settings.rules_for(pipeline), settings.options)
            judged.append((pipeline, reading, [*better_said(reading.findings, findings), *findings]))
    outcomes = [
        Outcome(reading.file, reading.kind, comments={one: reading.comment_span(one) for one in reading.suppressions})
        for reading in readings
    ]
    suppressions = Suppressions(outcomes, settings)
    return tuple(
        Found(pipeline, reading, tuple(_kept(findings, suppressions, settings, baseline)))
        for pipeline, reading, findings in judged
    )


def _kept(
    findings: Sequence[Finding], suppressions: Suppressions, settings: Settings, baseline: Baseline | None
) -> list[Finding]:
    once = dict.fromkeys(one for one in findings if settings.includes(one.code))
    kept = [settings.graded(one) for one in suppressions.audible(once)]
    return kept if baseline is None else [one for one in baseline.parted(kept, ())[0] if one.code != STALE]
