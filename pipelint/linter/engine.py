"""The linter as one function: read every file, judge every pipeline, and leave nothing out.

What fails (a file, a rule, a reader) becomes a finding of its own, and all the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.exclusion import Exclusion
from pipelint.linter.files import read_inputs, unwatched
from pipelint.linter.inputs import find_inputs
from pipelint.linter.outcome import Outcome, outcome_of
from pipelint.linter.problems import FAILURES, problem
from pipelint.linter.reading import Kind, Reading
from pipelint.linter.repeats import unsaid
from pipelint.linter.settings import Settings
from pipelint.linter.suppressions import Suppressions
from pipelint.pipeline.collector import collector_seldom
from pipelint.pipeline.record import field, record, replace

if TYPE_CHECKING:
    from pipelint.linter.baseline import Baseline
    from pipelint.linter.cache.answering import Cache
    from pipelint.linter.contents import Contents
    from pipelint.linter.files import Watch
    from pipelint.rules.rule import Rule


@record
class Summary:
    """What was looked at and what was recognised.

    ``steps`` counts those of no pipeline, too: a module may build steps that another puts together. ``gaps`` counts the
    places that were not understood.
    """

    files: Mapping[Kind, int]
    pipelines: int
    steps: int
    gaps: int


@record
class Result:
    """The findings of one check, sorted by file, place and code, and its summary.

    ``known`` are those that the baseline holds back, None where there is no baseline. ``fixed`` were there before they
    were fixed. ``own_rules`` are those of the project, which reports may have to explain. ``readings`` are what was
    read in this run, for who draws the pipelines: without what a cache answered for.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    known: tuple[Finding, ...] | None = None
    fixed: tuple[Finding, ...] = ()
    own_rules: tuple[type[Rule], ...] = ()
    readings: tuple[Reading, ...] = field(default=(), compare=False, repr=False)

    def with_findings(self, more: Iterable[Finding]) -> Result:
        """Return the same result with more findings."""
        return replace(self, findings=_ordered((*self.findings, *more)))

    def count(self, severity: Severity) -> int:
        """Return how many findings are of ``severity``."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def whole(self) -> bool:
        """False when pipelint itself failed somewhere, so that there may be more to find."""
        return not any(finding.code in FAILURES for finding in self.findings)


@collector_seldom()
def check(
    paths: Sequence[str],
    settings: Settings,
    stdin: tuple[str, bytes] | None = None,
    compiled: Sequence[Reading] = (),
    baseline: Baseline | None = None,
    watch: Watch = unwatched,
    contents: Contents | None = None,
    cache: Cache | None = None,
) -> Result:
    """Check the files and folders ``paths``, and ``stdin``: the name and the contents of a file that is in no folder.

    ``compiled`` are readings of pipelines that the files' code was compiled to: they add what the files do not show.
    What the ``baseline`` knows is held back. ``watch`` sees how far the check has come.
    ``contents`` are what files hold that were read before, or changed. What the ``cache`` knows, which is of the files
    on disk alone, is not found out again.
    Nothing of the user's is executed. Never raises for bad input.
    """
    inputs, findings = find_inputs(paths, Exclusion(settings), stdin)
    if cache is not None and stdin is None and contents is None:
        outcomes = cache.outcomes(inputs, settings, watch)
        readings: list[Reading] = []
    else:
        readings = read_inputs(inputs, settings, watch, contents)
        outcomes = [outcome_of(reading, settings) for reading in watch("Checking", readings)]
    findings += [finding for outcome in outcomes for finding in outcome.findings]
    more, others = _compiled(compiled, outcomes, findings, settings)
    drawn = (*readings, *(one for one in compiled if any(one.file == other.file for other in others)))
    findings += more
    files = Counter(outcome.kind for outcome in outcomes)
    if not any(outcome.pipelines for outcome in (*outcomes, *others)) and not _all_refused(findings, len(outcomes)):
        findings.append(_nothing_recognised([one.file for one in inputs] if stdin else paths, files))
    found, known = reported(outcomes, findings, settings, paths, baseline)
    summary = _summary(files, [*outcomes, *others])
    return Result(found, summary, known, own_rules=settings.own_rules, readings=drawn)


def reported(
    outcomes: Sequence[Outcome],
    findings: Iterable[Finding],
    settings: Settings,
    paths: Sequence[str] = (),
    baseline: Baseline | None = None,
) -> tuple[tuple[Finding, ...], tuple[Finding, ...] | None]:
    """Return those of ``findings`` that are reported, graded and in order, and those that the ``baseline`` holds back.

    ``outcomes`` are all that the findings come from, with the comments that ask for silence; ``paths`` what was looked
    at. The second is None where there is no baseline.
    """
    suppressions = Suppressions(outcomes, settings)
    kept = suppressions.audible(finding for finding in findings if settings.includes(finding.code))
    kept += [finding for finding in suppressions.of_no_use(paths) if settings.includes(finding.code)]
    found = _ordered(map(settings.graded, kept))
    if baseline is None:
        return found, None
    new, known = baseline.parted(found, [outcome.file for outcome in outcomes])
    return _ordered(settings.graded(one) for one in new if settings.includes(one.code)), tuple(known)


def _compiled(
    readings: Sequence[Reading], outcomes: Sequence[Outcome], said: Sequence[Finding], settings: Settings
) -> tuple[list[Finding], list[Outcome]]:
    """Return what compiled pipelines add to what was ``said``, and the outcomes of those that were not recognised."""
    recognised = {name for outcome in outcomes if outcome.built for name in (outcome.file, *outcome.built)}
    findings: list[Finding] = []
    others: list[Outcome] = []
    for reading in readings:
        outcome = outcome_of(reading, settings)
        findings += unsaid(outcome.findings, [*said, *findings])
        if reading.file not in recognised:  # else its pipeline was counted as the file's
            others.append(outcome)
    return findings, others


def _summary(files: Mapping[Kind, int], outcomes: Sequence[Outcome]) -> Summary:
    return Summary(
        {kind: files.get(kind, 0) for kind in _NOUNS},
        sum(len(outcome.built) for outcome in outcomes),
        sum(outcome.steps for outcome in outcomes),
        sum(outcome.gaps for outcome in outcomes),
    )


def _all_refused(findings: Iterable[Finding], files: int) -> bool:
    """Tell whether no file could be read at all: then that has been said, and nothing else can be."""
    return 0 < files <= len({finding.span.file for finding in findings if finding.severity is Severity.ERROR})


def _nothing_recognised(paths: Sequence[str], files: Mapping[Kind, int]) -> Finding:
    looked = [words for kind, (one, many) in _NOUNS.items() if (words := _counted(files.get(kind, 0), one, many))]
    message = f"no pipeline was recognised: looked at {', '.join(looked) or 'no file at all'}"
    return problem("SMP006", message, Span(paths[0] if len(paths) == 1 else "."))


_NOUNS: Mapping[Kind, tuple[str, str]] = {
    "python": ("Python file", "Python files"),
    "notebook": ("notebook", "notebooks"),
    "definition": ("JSON file", "JSON files"),
    "unreadable": ("unreadable file", "unreadable files"),
}


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place and code, and say the same thing of the same place once: two pipelines may share a step."""
    once = {(finding.code, finding.span, finding.message): finding for finding in reversed(list(findings))}
    return tuple(sorted(once.values(), key=_sort_key))


def _sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.span
    return (span.file, span.line or 0, span.column or 0, finding.code, finding.message)
