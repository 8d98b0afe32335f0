"""The linter as one function: read every file, judge every pipeline, and leave nothing out.

What fails (a file, a rule, a reader) becomes a finding of its own, and all the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.files import read_files, unwatched
from pipelint.linter.judging import judge
from pipelint.linter.problems import problem
from pipelint.linter.reading import Kind, Reading
from pipelint.linter.repeats import better_said, unsaid
from pipelint.linter.settings import Settings
from pipelint.linter.suppressions import Suppressions
from pipelint.pipeline.collector import collector_seldom
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record, replace

if TYPE_CHECKING:
    from pipelint.linter.baseline import Baseline
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
    were fixed. ``own_rules`` are those of the project, which reports may have to explain.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    known: tuple[Finding, ...] | None = None
    fixed: tuple[Finding, ...] = ()
    own_rules: tuple[type[Rule], ...] = ()

    def with_findings(self, more: Iterable[Finding]) -> Result:
        """Return the same result with more findings."""
        return replace(self, findings=_ordered((*self.findings, *more)))

    def count(self, severity: Severity) -> int:
        """Return how many findings are of ``severity``."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def whole(self) -> bool:
        """False when pipelint itself failed somewhere, so that there may be more to find."""
        return not any(finding.code in ("SMP005", "SMP012") for finding in self.findings)


@collector_seldom()
def check(
    paths: Sequence[str],
    settings: Settings,
    stdin: tuple[str, bytes] | None = None,
    compiled: Sequence[Reading] = (),
    baseline: Baseline | None = None,
    watch: Watch = unwatched,
    contents: Contents | None = None,
) -> Result:
    """Check the files and folders ``paths``, and ``stdin``: the name and the contents of a file that is in no folder.

    ``compiled`` are readings of pipelines that the files' code was compiled to: they add what the files do not show.
    What the ``baseline`` knows is held back. ``watch`` sees how far the check has come.
    ``contents`` are what files hold that were read before, or changed.
    Nothing of the user's is executed. Never raises for bad input.
    """
    inputs, readings, findings = read_files(paths, settings, stdin, watch, contents)
    files: Counter[Kind] = Counter()
    pipelines: list[Pipeline] = []
    recognised: set[str] = set()
    for reading in watch("Checking", readings):
        files[reading.kind] += 1
        pipelines += reading.pipelines
        findings += _found_in(reading, settings)
        built_here = [pipeline.origin for pipeline in reading.pipelines if pipeline.origin is not None]
        recognised.update(*((reading.file, origin.document) for origin in built_here))
    for reading in compiled:
        findings += unsaid(_found_in(reading, settings), findings)
        if reading.file not in recognised:  # else its pipeline was counted as the file's
            pipelines += reading.pipelines
    if not pipelines and not _all_refused(findings, sum(files.values())):
        findings.append(_nothing_recognised([one.file for one in inputs] if stdin else paths, files))
    steps = sum(1 for pipeline in pipelines for _ in pipeline.all_steps())
    gaps = sum(len(pipeline.gaps) for pipeline in pipelines)
    built = sum(1 for pipeline in pipelines if pipeline.origin is not None)
    suppressions = Suppressions(readings, settings)
    kept = suppressions.audible(finding for finding in findings if settings.includes(finding.code))
    kept += [finding for finding in suppressions.of_no_use(paths) if settings.includes(finding.code)]
    summary = Summary({kind: files[kind] for kind in _NOUNS}, built, steps, gaps)
    found = _ordered(map(settings.graded, kept))
    if baseline is None:
        return Result(found, summary, own_rules=settings.own_rules)
    new, known = baseline.parted(found, [reading.file for reading in readings])
    new_found = _ordered(settings.graded(one) for one in new if settings.includes(one.code))
    return Result(new_found, summary, tuple(known), own_rules=settings.own_rules)


def _found_in(reading: Reading, settings: Settings) -> list[Finding]:
    judged = [
        finding
        for pipeline in reading.pipelines
        for finding in judge(reading, pipeline, settings.rules_for(pipeline), settings.options)
    ]
    return [*better_said(reading.findings, judged), *judged]


def _all_refused(findings: Iterable[Finding], files: int) -> bool:
    """Tell whether no file could be read at all: then that has been said, and nothing else can be."""
    return 0 < files <= len({finding.span.file for finding in findings if finding.severity is Severity.ERROR})


def _nothing_recognised(paths: Sequence[str], files: Mapping[Kind, int]) -> Finding:
    looked = [words for kind, (one, many) in _NOUNS.items() if (words := _counted(files[kind], one, many))]
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
