"""Branch coverage as one HTML page that needs nothing besides itself: tables, and heat on the graphs of pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipelint.drawing.layout import NoLayoutLibrary
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.drawing.page import graph
from pipelint.drawing.page.document import THEME_BUTTON, document
from pipelint.harness.arms import Arm
from pipelint.harness.coverage.as_text import NOTHING_RAN, percent_text
from pipelint.harness.coverage.tally import PipelineTally, Tally, percent
from pipelint.harness.drawn.heat import heat_of
from pipelint.pipeline.record import replace

_STYLE = """
.report { max-width: 75rem; }
.report table { width: 100%; margin: 0.75rem 0; }
.report .number { text-align: right; font-variant-numeric: tabular-nums; }
.taken { color: var(--good); } .missing { color: var(--bad); font-weight: 600; }
""".strip()


def page(tally: Tally) -> str:
    """Return the page. Graphs are of the pipelines that this process ran: workers send home counts alone."""
    return document("Branch coverage of pipelines", _body(tally), (*graph.STYLES, _STYLE), graph.SCRIPTS)


def _body(tally: Tally) -> Iterator[str]:
    yield f'<header class="head"><h1>Branch coverage of pipelines</h1>{THEME_BUTTON}</header>'
    yield '<main class="several report">'
    if tally.pipelines:
        yield f"<p>{tally.covered} of {tally.arms} arms were taken: {percent_text(tally.percent)}.</p>"
        yield from _summary(tally)
    else:
        yield f"<p>{escape(NOTHING_RAN.capitalize())}.</p>"
    for number, one in enumerate(tally.in_order()):
        yield from _section(number, one, tally.name(one))
        yield from _graph(number, one, tally)
    yield "</main>"


def _graph(number: int, one: PipelineTally, tally: Tally) -> Iterator[str]:
    model = tally.models.get((one.label, one.digest))
    if model is None:
        return
    drawing = drawing_of(model, tally.name(one))
    try:
        yield from graph.graph(replace(drawing, overlays=(heat_of(one, drawing),)), "h3", f"graph{number}")
    except NoLayoutLibrary as error:
        yield f"<p>{escape(str(error))}</p>"


def _summary(tally: Tally) -> Iterator[str]:
    heads = "".join(f'<th class="number">{name}</th>' for name in ("Runs", "Arms", "Taken", "Cover"))
    yield f"<table>\n<tr><th>Pipeline</th>{heads}</tr>"
    for number, one in enumerate(tally.in_order()):
        share = percent_text(percent(one.covered, one.possible))
        figures = "".join(f'<td class="number">{it}</td>' for it in (one.runs, one.possible, one.covered, share))
        yield f'<tr><td><a href="#p{number}">{escape(tally.name(one))}</a></td>{figures}</tr>'
    yield "</table>"


def _section(number: int, one: PipelineTally, name: str) -> Iterator[str]:
    yield f'<h2 id="p{number}">{escape(name)}</h2>'
    yield f"<p>{one.runs} runs; what decides has the digest <code>{escape(one.digest)}</code>.</p>"
    if not one.arms:
        yield "<p>Nothing in it can go more than one way.</p>"
        return
    yield '<table>\n<tr><th>Step</th><th>Way</th><th>What decides</th><th class="number">Runs that took it</th></tr>'
    yield from (_row(arm, one.counts[arm], one.impossible.get(arm, "")) for arm in one.arms)
    yield "</table>"


def _row(arm: Arm, count: int, impossible: str) -> str:
    kind, said = ("taken", str(count)) if count else ("", f"cannot be: {escape(impossible)}")
    if not count and not impossible:
        kind, said = "missing", "never"
    text = f"<code>{escape(arm.text)}</code>" if arm.text else ""
    cells = f"<td>{escape(arm.step)}</td><td>{escape(arm.outcome)}</td><td>{text}</td>"
    return f'<tr>{cells}<td class="number {kind}">{said}</td></tr>'
