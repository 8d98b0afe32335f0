"""A summary in Markdown, for ``$GITHUB_STEP_SUMMARY`` and comments on pull requests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from pipelint.findings import Finding, Severity
from pipelint.linter.engine import Result
from pipelint.linter.report.as_text import place_text, summary_text
from pipelint.linter.report.frames import SourceLines
from pipelint.pipeline.plain_text import clean

LONGEST = 200
"""Findings that are listed; GitHub takes a summary of 1 MiB."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$])")


def write(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write the summary, a table of the codes and one of the findings, the gravest first."""
    stream.writelines(f"{line}\n" for line in _lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield "## pipelint"
    yield ""
    yield f"{summary_text(result)}."
    if not result.findings:
        return
    yield from ("", "| findings | severity | code |", "|---:|---|---|")
    counts = Counter((finding.code, finding.name, finding.severity) for finding in result.findings)
    for (code, name, severity), number in sorted(counts.items(), key=lambda item: (-item[0][2].rank, item[0][0])):
        yield f"| {number} | {severity.value} | {code} {name} |"
    yield from ("", "| place | what | step |", "|---|---|---|")
    ordered = sorted(result.findings, key=lambda finding: -finding.severity.rank)
    yield from map(_row, ordered[:LONGEST])
    if len(ordered) > LONGEST:
        yield ""
        yield f"and {len(ordered) - LONGEST} more."


def _row(finding: Finding) -> str:
    place = f"`{place_text(finding.span).replace('`', '')}`"
    mark = {Severity.ERROR: "**error**", Severity.WARNING: "warning", Severity.INFO: "info"}[finding.severity]
    return f"| {place} | {mark} {finding.code}: {escaped(finding.message)} | {escaped(finding.step or '')} |"


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return _SPECIAL.sub(r"\\\1", clean(text))
