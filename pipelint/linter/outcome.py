"""What a check found out about one file: plain data, which can be kept and needs no syntax tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelint.linter.problems import FAILURES, out_of_memory
from pipelint.linter.reading import Kind
from pipelint.pipeline.record import field, record

if TYPE_CHECKING:
    from pipelint.findings import Finding, Span
    from pipelint.linter.reading import Reading
    from pipelint.linter.settings import Settings
    from pipelint.linter.suppression_comments import Comment


@record
class Outcome:
    """All that the report needs of one file.

    ``findings`` are those before any is suppressed, ``comments`` what asks for silence, with its place. ``pipelines``
    counts what was recognised, steps of no pipeline being one; ``built`` are the documents in which a pipeline of the
    file is made, one for each. ``steps`` and ``gaps`` are those of :class:`~pipelint.linter.engine.Summary`.
    """

    file: str
    kind: Kind
    findings: tuple[Finding, ...] = ()
    comments: Mapping[Comment, Span] = field(default_factory=dict)
    pipelines: int = 0
    built: tuple[str, ...] = ()
    steps: int = 0
    gaps: int = 0

    @property
    def whole(self) -> bool:
        """False when pipelint itself failed, so that there may be more to find."""
        return not any(finding.code in FAILURES for finding in self.findings)


def outcome_of(reading: Reading, settings: Settings) -> Outcome:
    """Judge the pipelines of a reading that is settled with the others."""
    try:
        return _judged(reading, settings)
    except MemoryError:
        return Outcome(
            reading.file, reading.kind, (*reading.findings, out_of_memory("to check this file", reading.file))
        )


def _judged(reading: Reading, settings: Settings) -> Outcome:
    pipelines = reading.pipelines
    return Outcome(
        reading.file,
        reading.kind,
        tuple(found_in(reading, settings)) if pipelines else reading.findings,
        {comment: reading.comment_span(comment) for comment in reading.suppressions},
        len(pipelines),
        tuple(pipeline.origin.document for pipeline in pipelines if pipeline.origin is not None),
        sum(1 for pipeline in pipelines for _ in pipeline.all_steps()),
        sum(len(pipeline.gaps) for pipeline in pipelines),
    )


def found_in(reading: Reading, settings: Settings) -> list[Finding]:
    """Return what is found in the pipelines of ``reading``, and what its reader found."""
    from pipelint.linter.judging import judge
    from pipelint.linter.repeats import better_said

    judged = [
        finding
        for pipeline in reading.pipelines
        for finding in judge(reading, pipeline, settings.rules_for(pipeline), settings.options)
    ]
    return [*better_said(reading.findings, judged), *judged]
