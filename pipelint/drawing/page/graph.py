"""A drawing as a page: the graph, a panel that tells all of a step, search, zoom, and what is drawn over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from pipelint.drawing.as_svg import element
from pipelint.drawing.drawing import Arrow, Drawing, Line, Mark, Node, Overlay, Section
from pipelint.drawing.layout import layout_of
from pipelint.drawing.page.document import THEME_BUTTON, THEME_SCRIPT, data, document
from pipelint.drawing.signs import SIGNS
from pipelint.drawing.styles import DARK, FAMILIES, LIGHT, SHAPES, colours

_HERE = Path(__file__).parent

_COLOURS = {name: f"light-dark({LIGHT[name]}, {DARK[name]})" for name in LIGHT}
_FROM_AFAR = "".join(f".graph.far .{one} > .box {{ fill: {_COLOURS[one]} }}\n" for one in FAMILIES)
STYLES = (SHAPES, colours(_COLOURS), f".pane {{ background: {_COLOURS['page']} }}\n", _FROM_AFAR, _HERE / "graph.css")
SCRIPTS = (
    THEME_SCRIPT,
    *(_HERE / f"{name}.js" for name in "elements camera walking marks panel pane search gestures keys viewer".split()),
)
"""What a page needs that has graphs on it."""

_BUTTONS = (
    ("out", "−", "Zoom out"),
    ("in", "+", "Zoom in"),
    ("fit", "⤢", "Fit the whole graph"),
    ("keys", "?", "Keys and signs"),
)


def page(drawings: Sequence[Drawing], title: str = "") -> str:
    """Return one page of HTML with ``drawings`` on it, which needs nothing besides itself.

    ``title`` is that of the page; of the first drawing unless another is given.
    """
    title = title or next((drawing.title for drawing in drawings), "")
    if len(drawings) == 1:
        return document(
            title, ['<main class="alone">', *graph(drawings[0], aside=THEME_BUTTON), "</main>"], STYLES, SCRIPTS
        )
    several = (piece for number, one in enumerate(drawings, start=1) for piece in graph(one, "h2", f"graph{number}"))
    return document(
        title,
        [
            f'<main class="several"><header class="head"><h1>{escape(title)}</h1>{THEME_BUTTON}</header>',
            *several,
            "</main>",
        ],
        STYLES,
        SCRIPTS,
    )


def graph(drawing: Drawing, heading: str = "h1", name: str = "graph", aside: str = "") -> Iterator[str]:
    """Yield the pieces of one graph, to stand in a page that has ``STYLES`` and ``SCRIPTS``.

    Args:
        drawing: what is shown.
        heading: the element of the title, which other headings of the page may stand above.
        name: what tells the graph from others on the page, in the address of a step: ``#graph/TrainModel``.
        aside: further HTML among its buttons.
    """
    told = escape(drawing.title)
    picture = element(drawing, layout_of(drawing), prefix=f"{name}-", clickable=True)
    yield f'<section class="viewer" id="{escape(name)}" data-graph="{escape(name)}" aria-label="{told}">'
    yield f'<header class="bar"><{heading}>{told}</{heading}>'
    yield f'<form class="search" role="search" aria-label="Search {told}">'
    yield '<input type="search" placeholder="Search  /" aria-label="Search the steps" autocomplete="off"'
    yield ' spellcheck="false"><output aria-live="polite"></output></form>'
    yield '<div class="buttons" role="group" aria-label="View">'
    yield from (
        f'<button type="button" data-do="{do}" aria-label="{label}" title="{label}">{sign}</button>'
        for do, sign, label in _BUTTONS
    )
    yield f"{aside}</div></header>"
    yield '<div class="choices" role="group" aria-label="Shown side by side"></div>'
    yield f'<div class="body"><div class="panes"><figure class="pane">{picture}</figure></div>'
    yield f'<aside class="panel" tabindex="0" aria-label="Details of {told}"></aside></div>'
    yield '<div class="paper"></div>'
    yield f"{data(SIGNS, 'signs')}{data(as_data(drawing), 'drawing')}</section>"


def as_data(drawing: Drawing) -> dict[str, Any]:
    """Return what the page tells of ``drawing`` beyond its picture, as plain data."""
    return {
        "title": drawing.title,
        "steps": [_node(node) for node in drawing.nodes],
        "arrows": [_arrow(arrow) for arrow in drawing.arrows],
        "overlays": [_overlay(overlay) for overlay in drawing.overlays],
        "sections": _sections(drawing.sections),
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "type": node.type,
        "lines": node.lines,
        "inside": node.inside,
        "marks": _marks(node.marks),
        "sections": _sections(node.sections),
    }


def _arrow(arrow: Arrow) -> dict[str, Any]:
    return {
        "source": arrow.source,
        "target": arrow.target,
        "kind": arrow.kind,
        "labels": arrow.labels,
        "marks": _marks(arrow.marks),
    }


def _overlay(overlay: Overlay) -> dict[str, Any]:
    return {
        "name": overlay.name,
        "summary": overlay.summary,
        "steps": {key: _marks(marks) for key, marks in overlay.nodes.items()},
        "arrows": {str(place): _marks(marks) for place, marks in overlay.arrows.items()},
        "sections": {key: _sections(sections) for key, sections in overlay.sections.items()},
    }


def _marks(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    return [{"kind": mark.kind, "text": mark.text, "share": mark.share} for mark in marks]


def _sections(sections: Sequence[Section]) -> list[Mapping[str, Any]]:
    return [{"title": section.title, "lines": [_line(line) for line in section.lines]} for section in sections]


def _line(line: Line) -> Mapping[str, Any]:
    told: dict[str, Any] = {"text": line.text}
    if line.label:
        told["label"] = line.label
    if line.to is not None:
        told["to"] = line.to
    if line.is_code:
        told["code"] = True
    return told
