"""From what rules report of a pipeline to findings with lines and columns."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelint.findings import Finding, Related, Span
from pipelint.linter.problems import problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.collector import collector_off
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal, Origin
from pipelint.rules.rule import Report, Rule

if TYPE_CHECKING:
    from pipelint.findings import Fix
    from pipelint.rules.repair import Repair

Options = Mapping[str, Mapping[str, Any]]
"""What the configuration tells rules, by the names of the rules."""


@collector_off()
def judge(reading: Reading, pipeline: Pipeline, rules: Iterable[type[Rule]], options: Options) -> list[Finding]:
    """Run ``rules`` on one pipeline, and turn the places of what they report into lines and columns together."""
    crashes: list[Finding] = []
    reports = [(rule, report) for rule in rules for report in _reports(rule, reading, pipeline, options, crashes)]
    places = [report.at for _, report in reports] + [place for _, report in reports for place, _ in report.related]
    known = [place for place in places if place is not None]
    if known:
        _prepare(reading, known)
    return [_finding(rule, report, reading, pipeline, crashes) for rule, report in reports] + crashes


def _reports(
    rule: type[Rule], reading: Reading, pipeline: Pipeline, options: Options, crashes: list[Finding]
) -> Iterator[Report]:
    """Yield what ``rule`` reports; what it raises is added to ``crashes``."""
    try:
        found = rule(options.get(rule.name)).check(pipeline)
        yield from _watched(found) if is_own(rule) else found
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        message = f"rule {rule.code} ({rule.name}) failed, the others went on: {told(error)}"
        crashes.append(problem("SMP005", message, _span(reading, pipeline.origin), _way_out(rule)))


def is_own(rule: type[Rule]) -> bool:
    """Tell whether ``rule`` is not one of pipelint's, but the project's own."""
    return not rule.code.startswith("SMP")


def _watched(found: Iterable[Report]) -> Iterator[Report]:
    """Yield what an own rule has found, as long as it is sound; what the rule prints is no part of a report."""
    from contextlib import redirect_stdout

    reports, end = iter(found), object()
    while True:
        with redirect_stdout(sys.stderr):
            report = next(reports, end)
        if report is end:
            return
        yield _sound(report)


def _sound(report: object) -> Report:
    """Return ``report``. Raises TypeError where it is none, or names as its place what is none."""
    if not isinstance(report, Report):
        raise TypeError(f"it yields {report!r:.80}, which is no Report")
    places = [report.at, *(place for place, _ in report.related)]
    for place in places:
        if place is not None and not isinstance(place, Origin):
            raise TypeError(f"the place of a report is {place!r:.80}, which is no Origin: a step has one, step.origin")
    if not isinstance(report.message, str):
        raise TypeError(f"the message of a report is {report.message!r:.80}, which is no text")
    return report


def _way_out(rule: type[Rule]) -> str:
    if is_own(rule):
        return f"The rule is the project's own: correct it; until then `--ignore {rule.code}`."
    return f"Please report it with the file that shows it; until then `--ignore {rule.code}`."


def told(error: BaseException) -> str:
    """Say what was raised and where, in one line, so that a report of it is of use."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    raised_here = not frames or frames[-1].filename == __file__  # where an own rule is watched
    where = "" if raised_here else f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}"
    text = " ".join(str(error).split())
    return f"{type(error).__name__}{': ' if text else ''}{text}{where}"


def _finding(rule: type[Rule], report: Report, reading: Reading, pipeline: Pipeline, crashes: list[Finding]) -> Finding:
    name = pipeline.name.value if isinstance(pipeline.name, Literal) else None
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=report.severity or rule.severity,
        message=report.message,
        span=_span(reading, report.at),
        pipeline=name if isinstance(name, str) else None,
        step=report.step,
        help=report.help,
        url=next((reference for reference in rule.references if reference.startswith("https://")), None),
        related=tuple(Related(_span(reading, place), words) for place, words in report.related),
        fix=_fix(rule, report.repair, reading, pipeline, crashes) if report.repair is not None else None,
    )


def _fix(rule: type[Rule], repair: Repair, reading: Reading, pipeline: Pipeline, crashes: list[Finding]) -> Fix | None:
    """Return the fix of a finding, if there is one; what is raised is added to ``crashes``."""
    try:
        return reading.fix(repair)
    except RecursionError:
        return None  # the source is nested too deep for a walk; see _span
    except MemoryError:
        raise
    except Exception as error:
        message = f"the fix of {rule.code} ({rule.name}) failed, and is left out: {told(error)}"
        crashes.append(problem("SMP005", message, _span(reading, pipeline.origin)))
        return None


def _prepare(reading: Reading, origins: Sequence[Origin]) -> None:
    try:
        reading.prepare(origins)
    except RecursionError:
        return  # the source is nested too deep for a walk; see _span


def _span(reading: Reading, origin: Origin | None) -> Span:
    """Return the place of ``origin``, or the whole file where the source is nested too deep to be walked."""
    try:
        return reading.span(origin)
    except RecursionError:
        return Span(reading.file)
