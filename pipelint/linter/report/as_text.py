"""The report for people: a finding, the code it is about and its way out, then what was looked at and recognised.

Coloured on a terminal, plain everywhere else; rich is imported only for colour.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TextIO

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.engine import Result, Summary
from pipelint.linter.report.frames import SourceLines, frame
from pipelint.linter.settings import COMMAND_LINE
from pipelint.pipeline.plain_text import clean

Piece = tuple[str, str]
"""A text and its style in rich's words, '' for none."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}


def write_text(result: Result, stream: TextIO, source: SourceLines) -> None:
    """Write each finding with its code, which is in ``source``, its way out and its related places."""
    source.hide_secrets(result.findings)
    told = (line for finding in result.findings for line in _finding(finding, source))
    _write(chain(told, _fixable(result)), result, stream)


def write_concise(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write each finding in one line."""
    _write(map(_first_line, result.findings), result, stream)


def write_statistics(result: Result, stream: TextIO) -> None:
    """Write how many findings there are of each code, in place of the findings."""
    _write(_statistics(result), result, stream)


def _write(findings: Iterable[list[Piece]], result: Result, stream: TextIO) -> None:
    """Write ``findings`` and the summary to ``stream``, in colour where that is wanted."""
    summary = [[(summary_text(result), "bold" if result.findings else "bold green")]]
    write_pieces(chain(findings, summary), stream)


def write_pieces(lines: Iterable[list[Piece]], stream: TextIO) -> None:
    """Write ``lines`` to ``stream``, in colour where that is wanted."""
    if not _wants_colour(stream):
        for line in lines:
            print("".join(text for text, _ in line), file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=80, soft_wrap=True, highlight=False)  # prints nothing where COLUMNS is 0
    for line in lines:
        console.print(Text.assemble(*line))


def message_line(finding: Finding) -> str:
    """Return a finding in one line, its way out included, for standard error; what is about no file says who speaks."""
    place = "pipelint" if finding.span.file == COMMAND_LINE else clean(finding.span.file)
    headline = "".join(text for text, _ in _headline(finding))
    stop = "" if headline.endswith(("?", ".")) else "."
    return f"{place}: {headline}{stop} {clean(finding.help or '')}".rstrip()


def finding_text(finding: Finding, source: SourceLines | None = None) -> str:
    """Return the lines of the report for one finding, without colour and without a newline at the end."""
    source = source or SourceLines()
    source.hide_secrets([finding])
    return "\n".join("".join(text for text, _ in line) for line in _finding(finding, source))


def below_the_message(finding: Finding, source: SourceLines) -> Iterator[str]:
    """Yield what the report for people says of a finding besides its message: place, code, way out, related places."""
    yield f"{place_text(finding.span)}{_detail(finding.span)}"
    for line in islice(_finding(finding, source), 1, None):
        yield "".join(text for text, _ in line).removeprefix("    ")


def _wants_colour(stream: TextIO) -> bool:
    """Follow https://no-color.org and https://force-color.org; otherwise only a terminal gets colour."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _first_line(finding: Finding) -> list[Piece]:
    return [(f"{place_text(finding.span)}: ", "bold"), *_headline(finding), (_detail(finding.span), "dim")]


def _finding(finding: Finding, source: SourceLines) -> Iterator[list[Piece]]:
    yield _first_line(finding)
    yield from _frame(finding.span, source, _STYLES[finding.severity])
    for line in (finding.help or "").splitlines():
        yield [("    " + clean(line), "")]
    for related in finding.related:
        yield [(f"    {place_text(related.span)}: {clean(related.message)}{_detail(related.span)}", "dim")]
        yield from _frame(related.span, source, "dim")


def _frame(span: Span, source: SourceLines, style: str) -> Iterator[list[Piece]]:
    for (gutter, text), of_line in zip(frame(span, source), ("", style), strict=False):  # no lines, or both
        yield [(f"    {gutter}", "dim"), (text, of_line)]


def _headline(finding: Finding) -> list[Piece]:
    return [
        (finding.severity.value, _STYLES[finding.severity]),
        (f" {finding.code} [{finding.name}] ", "cyan"),
        (clean(finding.message), ""),
    ]


def place_text(span: Span) -> str:
    """Return ``path:line:column``, the form that editors and terminals make a link of."""
    return ":".join(str(part) for part in (clean(span.file), span.line, span.column) if part is not None)


def _detail(span: Span) -> str:
    """Return what leads to the place in a notebook, or in a definition, which may be one endless line."""
    if span.cell is not None:
        return f" (cell {span.cell}, line {span.cell_line})" if span.cell_line is not None else f" (cell {span.cell})"
    return f" (at {clean(span.pointer)})" if span.pointer else ""


def _statistics(result: Result) -> Iterator[list[Piece]]:
    kinds = Counter((finding.code, finding.name, finding.severity) for finding in result.findings)
    width = len(str(max(kinds.values(), default=0)))
    for (code, name, severity), number in sorted(kinds.items(), key=lambda item: (-item[1], item[0][0])):
        yield [(f"{number:>{width}} ", "bold"), (severity.value, _STYLES[severity]), (f" {code} [{name}]", "cyan")]


def summary_text(result: Result) -> str:
    """Return what was found, and what was recognised, in one line."""
    counts = [counted(result.count(severity), *_NOUNS[severity]) for severity in _NOUNS if result.count(severity)]
    files = counted(sum(result.summary.files.values()), "file", "files")
    more = [f"{len(result.known)} more in the baseline"] if result.known else []
    more += [f"{len(result.fixed)} fixed"] if result.fixed else []
    aside = f" ({', '.join(more)})" if more else ""
    return f"{', '.join(counts) or 'no findings'}{aside} in {files}; {_recognised(result.summary)}"


def _fixable(result: Result) -> Iterator[list[Piece]]:
    """Tell how many of the findings can be fixed."""
    safe = sum(finding.fix is not None and finding.fix.safe for finding in result.findings)
    unsafe = sum(finding.fix is not None and not finding.fix.safe for finding in result.findings)
    ways = [f"{safe} with --fix"] if safe else []
    ways += [f"{unsafe}{' more' if safe else ''} with --fix --unsafe-fixes"] if unsafe else []
    if ways:
        yield [(f"fixable: {', '.join(ways)}; --diff in place of --fix shows how", "")]


def _recognised(summary: Summary) -> str:
    if not summary.pipelines:
        return "recognised no pipeline"
    pipelines = counted(summary.pipelines, "pipeline", "pipelines")
    gaps = f", {counted(summary.gaps, 'place', 'places')} not understood" if summary.gaps else ""
    return f"recognised {pipelines} with {counted(summary.steps, 'step', 'steps')}{gaps}"


_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("info", "info"),
}


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its noun: ``1 file``, ``2 files``."""
    return f"{number} {one if number == 1 else many}"
