"""The text report: a line for each finding, its way out below it, and a last line that says what was recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.engine import Result

Paint = Callable[[str, str], str]
"""Colours a text: called with the text and the name of a style."""


def plain(text: str, style: str) -> str:
    """Colour nothing."""
    return text


def render(result: Result, statistics: bool = False, paint: Paint = plain) -> str:
    """Return the whole report. ``statistics`` adds a line for each code with its count."""
    lines = [line for finding in result.findings for line in _finding(finding, paint)]
    if statistics:
        lines.extend(_statistics(result))
    lines.append(_summary(result))
    return "\n".join(lines)


def _finding(finding: Finding, paint: Paint) -> Iterator[str]:
    label = paint(f"{finding.severity.value} {finding.code}", finding.severity.value)
    yield f"{paint(place(finding.span), 'place')}: {label} [{finding.name}] {finding.message}"
    for related in finding.related:
        yield f"    {place(related.span)}: {related.message}"
    for line in (finding.help or "").splitlines():
        yield f"    {line}"


def place(span: Span) -> str:
    """Spell a place as editors understand it; in a notebook the cell comes with it."""
    where = [span.file]
    if span.cell is not None and span.cell_line is not None:
        where.append(f"cell {span.cell}")
        where.extend(str(number) for number in (span.cell_line, span.column) if number is not None)
    else:
        where.extend(str(number) for number in (span.line, span.column) if number is not None)
    return ":".join(where)


def _statistics(result: Result) -> Iterator[str]:
    counts = Counter((finding.code, finding.name) for finding in result.findings)
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:5} {code} [{name}]"


def _summary(result: Result) -> str:
    counts = [_counted(result.count(severity), severity.value) for severity in Severity if result.count(severity)]
    found = ", ".join(counts) or "no findings"
    files = _counted(sum(result.summary.files.values()), "file")
    recognised = f"{_counted(result.summary.pipelines, 'pipeline')} with {_counted(result.summary.steps, 'step')}"
    return f"{found} in {files}; recognised {recognised}"


def _counted(count: int, noun: str) -> str:
    plural = noun if count == 1 or noun == Severity.INFO.value else f"{noun}s"
    return f"{count} {plural}"
