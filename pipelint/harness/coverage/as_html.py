"""Branch coverage as one HTML page that needs nothing besides itself."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipelint.harness.arms import Arm
from pipelint.harness.coverage.as_text import NOTHING_RAN, percent_text
from pipelint.harness.coverage.tally import PipelineTally, Tally, percent

_STYLE = """
:root { color-scheme: light dark; --taken: #2e7d32; --missing: #c62828; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .9em; overflow-wrap: anywhere; }
.taken { color: var(--taken); } .missing { color: var(--missing); font-weight: 600; }
""".strip()


def page(tally: Tally) -> str:
    """Return the page."""
    return "\n".join(_lines(tally)) + "\n"


def _lines(tally: Tally) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Branch coverage of pipelines</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>"
    yield "<h1>Branch coverage of pipelines</h1>"
    if tally.pipelines:
        yield f"<p>{tally.covered} of {tally.arms} arms were taken: {percent_text(tally.percent)}.</p>"
        yield from _summary(tally)
    else:
        yield f"<p>{escape(NOTHING_RAN.capitalize())}.</p>"
    for number, one in enumerate(tally.in_order()):
        yield from _section(number, one, tally.name(one))
    yield "</body>\n</html>"


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
