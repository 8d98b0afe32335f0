"""The report as one page of HTML for people who do not live in a terminal: summary, findings, rules, and the graphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from pathlib import Path
from typing import TextIO

from pipelint.drawing.layout import NoLayoutLibrary
from pipelint.drawing.page import graph
from pipelint.drawing.page.document import THEME_BUTTON, document
from pipelint.findings import Finding, Severity, Span
from pipelint.linter.engine import Result
from pipelint.linter.report import catalogue
from pipelint.linter.report.as_text import place_text, summary_text
from pipelint.linter.report.frames import SourceLines, frame
from pipelint.linter.report.pictures import Picture, pictures
from pipelint.pipeline.plain_text import clean

DRAWN = 200
"""How many pipelines are drawn; a page with hundreds of graphs is nothing to look at."""

_HERE = Path(__file__).parent
_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}


def write(result: Result, stream: TextIO, source: SourceLines) -> None:
    """Write the page. What the graphs show are the pipelines that were read in this run."""
    source.hide_secrets(result.findings)
    drawn = list(islice(pictures(result.readings, result.findings, source), DRAWN))
    styles, scripts = (*graph.STYLES, _HERE / "report.css"), (*graph.SCRIPTS, _HERE / "report.js")
    stream.write(document("pipelint report", _body(result, drawn, source), styles, scripts))


def _body(result: Result, drawn: Sequence[Picture], source: SourceLines) -> Iterator[str]:
    yield f'<header class="head"><h1>pipelint report</h1>{THEME_BUTTON}</header>'
    yield f'<main class="several report"><p class="summary">{escape(summary_text(result))}.</p>'
    yield from _tiles(result)
    if result.findings:
        yield from _findings(result.findings, _places(drawn), source)
        yield from _rules(result)
    if drawn:
        yield '<section aria-labelledby="pipelines"><h2 id="pipelines">Pipelines</h2>'
        if (pipelines := sum(len(reading.pipelines) for reading in result.readings)) > len(drawn):
            yield f"<p>The first {len(drawn)} of {pipelines} are drawn.</p>"
        yield from _graphs(drawn)
        yield "</section>"
    yield "</main>"


def _graphs(drawn: Sequence[Picture]) -> Iterator[str]:
    try:
        for number, picture in enumerate(drawn, start=1):
            yield from graph.graph(picture.drawing, "h3", f"graph{number}")
    except NoLayoutLibrary as error:
        yield f"<p>{escape(str(error))}</p>"


def _tiles(result: Result) -> Iterator[str]:
    summary = result.summary
    figures = [(noun, result.count(severity), severity.value) for severity, noun in _PLURALS.items()]
    others = {"files": sum(summary.files.values()), "pipelines": summary.pipelines, "steps": summary.steps}
    figures += [(noun, number, "") for noun, number in others.items()]
    yield '<dl class="tiles">'
    for noun, number, kind in figures:
        marked = f' data-kind="{kind}"' if kind and number else ""
        yield f"<div{marked}><dt>{noun}</dt><dd>{number}</dd></div>"
    yield "</dl>"


def _places(drawn: Sequence[Picture]) -> dict[tuple[int, str], str]:
    """Return the address on this page of the step that each finding is about, by finding and step."""
    found: dict[tuple[int, str], str] = {}
    for number, picture in enumerate(drawn, start=1):
        ids = {node.name: node.id for node in reversed(picture.drawing.nodes)}
        for finding in picture.findings:
            if finding.step in ids:
                found.setdefault((id(finding), finding.step or ""), f"#graph{number}/{ids[finding.step or '']}")
    return found


def _findings(findings: Sequence[Finding], places: dict[tuple[int, str], str], source: SourceLines) -> Iterator[str]:
    yield '<section aria-labelledby="findings"><h2 id="findings">Findings</h2>'
    yield from _filters(findings)
    for file in dict.fromkeys(finding.span.file for finding in findings):
        of_file = [finding for finding in findings if finding.span.file == file]
        yield f'<details class="group" open><summary><code>{escape(clean(file))}</code> '
        yield f'<span class="count">{len(of_file)}</span></summary>'
        for finding in of_file:
            yield from _finding(finding, places.get((id(finding), finding.step or "")), source)
        yield "</details>"
    yield '<p class="nothing" hidden>No finding is like that.</p></section>'


def _filters(findings: Sequence[Finding]) -> Iterator[str]:
    yield '<form class="filters" role="search" aria-label="Filter the findings">'
    yield '<input type="search" name="text" placeholder="Filter" aria-label="Text that the findings hold">'
    for severity, noun in _PLURALS.items():
        if any(finding.severity is severity for finding in findings):
            box = f'<input type="checkbox" name="severity" value="{severity.value}" checked>'
            yield f'<label class="chip" data-kind="{severity.value}">{box} {noun}</label>'
    codes = sorted({(finding.code, finding.name) for finding in findings})
    options = "".join(f'<option value="{escape(code)}">{escape(code)} {escape(name)}</option>' for code, name in codes)
    yield f'<label>Rule <select name="code"><option value="">all</option>{options}</select></label>'
    yield '<label>By <select name="group"><option>file</option><option>rule</option></select></label>'
    yield '<output aria-live="polite"></output></form>'


def _finding(finding: Finding, place: str | None, source: SourceLines) -> Iterator[str]:
    code = escape(finding.code)
    told = {"severity": finding.severity.value, "code": finding.code, "file": clean(finding.span.file)}
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in told.items())
    yield f'<article class="finding" {data}><p class="message">'
    yield f'<span class="chip" data-kind="{finding.severity.value}">{finding.severity.value}</span> '
    yield f'{escape(clean(finding.message))}</p><p class="about">'
    yield f'<a href="#{code}">{code} {escape(finding.name)}</a> '
    yield f'<span class="where">{escape(_where(finding.span))}</span>'
    if finding.step is not None:
        name = escape(clean(finding.step))
        yield f' <a href="{escape(place)}">{name} in the graph</a>' if place else f' <span class="where">{name}</span>'
    yield "</p>"
    yield from _code(["".join(line) for line in frame(finding.span, source)])
    yield from _help(finding.help or "")
    for related in finding.related:
        yield f'<p class="related">{escape(_where(related.span))}: {escape(clean(related.message))}</p>'
        yield from _code(["".join(line) for line in frame(related.span, source)])
    yield "</article>"


def _help(text: str) -> Iterator[str]:
    """Yield the way out; what is drawn in it, with indented lines, keeps its form."""
    lines = [clean(line) for line in text.splitlines()]
    drawn = [number for number, line in enumerate(lines) if line.startswith(" ")]
    start = drawn[-1] + 1 if drawn else 0
    yield from _code(lines[:start])
    if lines[start:]:
        yield f'<p class="help">{escape(" ".join(lines[start:]))}</p>'


def _where(span: Span) -> str:
    aside = (
        f" (cell {span.cell}, line {span.cell_line})" if span.cell is not None and span.cell_line is not None else ""
    )
    return f"{place_text(span)}{aside}{f' (at {clean(span.pointer)})' if span.pointer else ''}"


def _code(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        text = escape("\n".join(lines))
        yield f'<pre tabindex="0" aria-label="Code"><code>{text}</code></pre>'


def _rules(result: Result) -> Iterator[str]:
    """Yield what is known of each rule that found something: its page, and how often it did."""
    counts = Counter(finding.code for finding in result.findings)
    known = {entry.code: entry for entry in catalogue.entries(result.own_rules)}
    yield '<section aria-labelledby="rules"><h2 id="rules">Rules</h2>'
    for code in sorted(counts):
        entry = known.get(code)
        if entry is None:
            continue
        head = f"<code>{escape(code)}</code> {escape(entry.name)}"
        count = f'<span class="count">{counts[code]}</span>'
        yield f'<details class="rule" id="{escape(code)}"><summary>{head} {count}</summary>'
        yield f'<pre tabindex="0" aria-label="{escape(code)}">{escape(chr(10).join(catalogue.page(entry)))}</pre>'
        links = [link for link in getattr(entry, "references", ()) if link.startswith("https://")]
        if links:
            items = "".join(f'<li><a href="{escape(link)}" rel="noreferrer">{escape(link)}</a></li>' for link in links)
            yield f"<ul>{items}</ul>"
        yield "</details>"
    yield "</section>"
