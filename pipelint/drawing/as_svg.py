"""A drawing as SVG: one self-contained element, light or dark as the reader prefers, and readable by screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from pipelint.drawing.boxes import BADGE, PADDING, SIZES, Row, height_of, label_width
from pipelint.drawing.drawing import Arrow, Drawing, Node
from pipelint.drawing.layout import Box, Layout, Point, Route, layout_of
from pipelint.drawing.signs import SIGNS, foremost
from pipelint.drawing.styles import style_sheet
from pipelint.pipeline.plain_text import clean

_CORNER = 6
"""The radius of the corners of boxes and ways."""

_CUT = 9
"""How much of its corners the box of a condition lacks."""

_FAMILIES = {
    "data": "Processing QualityCheck ClarifyCheck Transform EMR EMRServerless Lineage",
    "model": "Training Tuning AutoML Model RegisterModel EndpointConfig Endpoint InferenceComponent",
    "call": "Lambda Callback Job Cleanup",
    "decision": "Condition ForEach Fail",
}
_FAMILY_OF = {type_: family for family, types in _FAMILIES.items() for type_ in types.split()}
"""What a type of step is about, which gives its box the colour of its edge; types that AWS adds have none."""

_NO_XML = {code: f"\\u{code:04x}" for code in (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)}
"""What XML takes in no form (https://www.w3.org/TR/xml/#charsets), besides what is clean of anyway."""

_TIPS = ("data", "control", "if", "else")
_WORDS = {"data": "reads from", "control": "waits for", "if": "is in the if arm of", "else": "is in the else arm of"}


def as_svg(drawing: Drawing) -> str:
    """Return ``drawing`` as the text of an SVG file. Raises :class:`~pipelint.drawing.layout.NoLayoutLibrary`."""
    return f"{element(drawing, layout_of(drawing), style_sheet())}\n"


def element(drawing: Drawing, layout: Layout, style: str = "", prefix: str = "", clickable: bool = False) -> str:
    """Return the ``svg`` element of ``drawing``, laid out as ``layout`` says.

    ``style`` is its style sheet, where it has one of its own. ``prefix`` begins every id in it, so that several
    drawings may stand in one page. Where it is ``clickable``, each step takes the focus and says that it is a button.
    A step bears the id of its node as ``data-step``, the ground of a loop as ``data-frame``. An arrow bears its place
    in the drawing as ``data-arrow``, the label of it as ``data-label``. What an overlay writes in a box has its place
    as ``data-overlay``, and is not shown.
    """
    width, height = _number(layout.width), _number(layout.height)
    role = "group" if clickable else "img"
    boxes = [(node, layout.boxes[node.id]) for node in drawing.nodes]
    arrows = list(zip(drawing.arrows, layout.routes, strict=True))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="{role}" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" aria-labelledby="{prefix}title {prefix}summary">',
        f'<title id="{prefix}title">{_text(drawing.title)}</title>',
        f'<desc id="{prefix}summary">{_text(_summary(drawing))}</desc>',
        *([f"<style>\n{style}</style>"] if style else []),
        f"<defs>{''.join(_tip(kind, prefix) for kind in _TIPS)}</defs>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        '<g class="frames">',
        *(
            f'<rect class="ground" data-frame={_quoted(node.id)} {_at(box)} rx="{_CORNER}"/>'
            for node, box in boxes
            if box.frame
        ),
        '</g>\n<g class="arrows">',
        *(_arrow(number, arrow, route, prefix) for number, (arrow, route) in enumerate(arrows)),
        '</g>\n<g class="steps">',
        *("".join(_step(node, box, clickable)) for node, box in boxes),
        '</g>\n<g class="labels">',
        *("".join(_label(number, arrow, route)) for number, (arrow, route) in enumerate(arrows)),
        "</g>\n</svg>",
    ]
    return "\n".join(lines)


def _summary(drawing: Drawing) -> str:
    """Return what a reader who does not see the picture is told."""
    names = {node.id: node.name for node in drawing.nodes}
    waits = [f"{names[one.target]} {_WORDS[one.kind]} {names[one.source]}." for one in drawing.arrows]
    steps = "1 step" if len(names) == 1 else f"{len(names)} steps"
    return " ".join([f"{steps}: {', '.join(names.values())}.", *waits])


def _ground(node: Node, box: Box) -> str:
    """Return the ground of a frame, which lies below the arrows."""
    return f'<rect class="ground" data-frame={_quoted(node.id)} {_at(box)} rx="{_CORNER}"/>'


def _tip(kind: str, prefix: str) -> str:
    return (
        f'<marker id="{prefix}tip-{kind}" class="tip {kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker>'
    )


def _arrow(number: int, arrow: Arrow, route: Route, prefix: str) -> str:
    way = _path(route.points)
    told = f"{arrow.source} → {arrow.target}" + "".join(f"\n{one}" for one in (*arrow.labels, *_told(arrow)))
    return (
        f'<g class="arrow {arrow.kind}" data-arrow="{number}" data-source={_quoted(arrow.source)}'
        f" data-target={_quoted(arrow.target)}><title>{_text(told)}</title>"
        f'<path class="hit" d="{way}"/><path class="way" d="{way}" marker-end="url(#{prefix}tip-{arrow.kind})"/></g>'
    )


def _path(points: Sequence[Point]) -> str:
    """Return a way with round corners."""
    parts = [f"M{_pair(points[0])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        parts.append(f"L{_pair(_towards(here, before))}Q{_pair(here)} {_pair(_towards(here, after))}")
    return "".join([*parts, f"L{_pair(points[-1])}"])


def _towards(here: Point, there: Point) -> Point:
    """Return the point where the corner at ``here`` begins, on the way to ``there``."""
    across, down = there[0] - here[0], there[1] - here[1]
    length = abs(across) + abs(down) or 1
    part = min(_CORNER, length / 2) / length
    return here[0] + across * part, here[1] + down * part


def _step(node: Node, box: Box, clickable: bool) -> Iterator[str]:
    family = _FAMILY_OF.get(node.type, "other")
    mark = foremost(node.marks)
    kinds = f" marked {mark.kind}" if mark is not None else ""
    button = ' role="button" tabindex="0"' if clickable else ""
    told = ", ".join([node.name, node.type or "unknown type", *_told(node)])
    yield f'<g class="step {family}{kinds}" data-step={_quoted(node.id)}{button} aria-label={_quoted(told)}>'
    yield f"<title>{_text(chr(10).join([node.name, *node.lines, *_told(node)]))}</title>"
    if box.frame:
        yield f'<rect class="frame" {_at(box)} rx="{_CORNER}"/>'
    elif node.type == "Condition":
        yield f'<path class="box" d="{_cut_corners(box)}"/>'
    else:
        yield f'<rect class="box" {_at(box)} rx="{_CORNER}"/>'
        yield f'<rect class="stripe" {_area(box.x + 3, box.y + 6, 3, box.height - 12)} rx="1.5"/>'
    y = box.y + PADDING - 2
    halo = " halo" if box.frame else ""
    yield from _rows(box.text.head, box.x + PADDING, y, halo)
    y += height_of(box.text.head)
    yield f'<g class="lines">{"".join(_rows(box.text.lines, box.x + PADDING, y, halo))}</g>'
    for overlay, rows in box.text.instead.items():
        inner = "".join(_rows(rows, box.x + PADDING, y, halo))
        yield f'<g class="lines" data-overlay="{overlay}" display="none">{inner}</g>'
    if mark is not None:
        x, y = _number(box.x + box.width - BADGE / 2 - 3), box.y + BADGE / 2 + 3
        yield f'<g class="badge {mark.kind}"><circle cx="{x}" cy="{_number(y)}" r="8"/>'
        yield f'<text x="{x}" y="{_number(y + 4)}">{SIGNS[mark.kind]}</text></g>'
    yield "</g>"


def _told(marked: Node | Arrow) -> list[str]:
    return [f"{mark.kind.replace('_', ' ')}: {mark.text}" for mark in marked.marks]


def _cut_corners(box: Box) -> str:
    right, bottom = box.x + box.width, box.y + box.height
    corners = [
        (box.x + _CUT, box.y),
        (right - _CUT, box.y),
        (right, box.y + _CUT),
        (right, bottom - _CUT),
        (right - _CUT, bottom),
        (box.x + _CUT, bottom),
        (box.x, bottom - _CUT),
        (box.x, box.y + _CUT),
    ]
    return f"M{'L'.join(map(_pair, corners))}z"


def _rows(rows: Sequence[Row], x: float, y: float, more: str = "") -> Iterator[str]:
    """Yield ``rows`` one below the other, the first of them with its upper end at ``y``."""
    for row in rows:
        y += SIZES[row.kind][1]
        yield f'<text class="{row.kind}{more}" x="{_number(x)}" y="{_number(y - 4)}">{_text(row.text)}</text>'


def _label(number: int, arrow: Arrow, route: Route) -> Iterator[str]:
    """Yield the label of an arrow on a ground that hides the arrow behind it."""
    if route.label_at is None:
        return
    (x, y), width, height = route.label_at, label_width(route.label), height_of(route.label)
    ground = "ground framed" if route.framed else "ground"
    yield f'<g class="label {arrow.kind}" data-label="{number}">'
    yield f'<rect class="{ground}" {_area(x - width / 2, y - height / 2, width, height)}/>'
    yield from _rows(route.label, x, y - height / 2)
    yield "</g>"


def _at(box: Box) -> str:
    return _area(box.x, box.y, box.width, box.height)


def _area(x: float, y: float, width: float, height: float) -> str:
    return f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(clean(text).translate(_NO_XML))


def _quoted(text: str) -> str:
    """Return ``text`` as an attribute, quotes included."""
    return quoteattr(clean(text).translate(_NO_XML))
