"""The colours of a drawing, light and dark, as a style sheet. Texts have a contrast of 4.5 to 1, lines one of 3."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.drawing.drawing import MarkKind

LIGHT: Mapping[str, str] = {
    "page": "#ffffff",
    "box": "#ffffff",
    "frame": "#f6f8fa",
    "ink": "#1f2933",
    "muted": "#52606d",
    "line": "#6b7785",
    "data": "#0969da",
    "model": "#8250df",
    "call": "#0e7a6d",
    "decision": "#9a6700",
    "good": "#1a7f37",
    "bad": "#cf222e",
    "doubt": "#9a6700",
    "told": "#0969da",
    "on_mark": "#ffffff",
}
DARK: Mapping[str, str] = {
    "page": "#0d1117",
    "box": "#161b22",
    "frame": "#11161d",
    "ink": "#e6edf3",
    "muted": "#a3b1bf",
    "line": "#8b98a5",
    "data": "#58a6ff",
    "model": "#bc8cff",
    "call": "#3fb8a9",
    "decision": "#d4a72c",
    "good": "#3fb950",
    "bad": "#ff7b72",
    "doubt": "#e3b341",
    "told": "#58a6ff",
    "on_mark": "#0d1117",
}

_MARKS = {
    "bad": ("error", "failed", "stopped", "removed"),
    "doubt": ("warning", "never_reached", "changed", "uncovered"),
    "good": ("executed", "covered", "added"),
    "told": ("info",),
    "muted": ("skipped", "not_selected"),
}
FAMILIES = ("data", "model", "call", "decision")

SHAPES = """\
.graph text { font-family: Helvetica, Arial, "Liberation Sans", sans-serif; font-size: 11px; }
.graph text.name { font-size: 13px; font-weight: 600; }
.graph .label.if text, .graph .label.else text { font-weight: 600; }
.graph .box, .graph .frame { stroke-width: 1.2; }
.graph .frame { fill: none; stroke-dasharray: 6 4; }
.graph .way { fill: none; stroke-width: 1.4; }
.graph .control .way { stroke-dasharray: 5 4; }
.graph .hit { fill: none; stroke: transparent; stroke-width: 12; pointer-events: stroke; }
.graph .halo { paint-order: stroke; stroke-width: 4px; stroke-linejoin: round; }
.graph .label text { text-anchor: middle; }
.graph .badge text { font-size: 11px; font-weight: 700; text-anchor: middle; }
.graph .marked .box, .graph .marked .frame { stroke-width: 2; }
"""

_COLOURS = {
    ".graph .page": "fill: {page}",
    ".graph .box": "fill: {box}; stroke: {line}",
    ".graph .frame": "stroke: {line}",
    ".graph text": "fill: {ink}",
    ".graph text.type": "fill: {muted}",
    ".graph .ground": "fill: {page}",
    ".graph .frames .ground, .graph .ground.framed": "fill: {frame}",
    ".graph text.halo": "stroke: {frame}",
    ".graph .label text": "fill: {muted}",
    ".graph .way": "stroke: {line}",
    ".graph .tip": "fill: {line}",
    ".graph .if .way": "stroke: {good}",
    ".graph .tip.if": "fill: {good}",
    ".graph .else .way": "stroke: {decision}",
    ".graph .tip.else": "fill: {decision}",
    ".graph .label.if text": "fill: {good}",
    ".graph .label.else text": "fill: {decision}",
    ".graph .badge text": "fill: {on_mark}",
    ".graph .stripe": "fill: {line}",
    **{f".graph .{family} > .stripe": f"fill: {{{family}}}" for family in FAMILIES},
}


def colour_of(kind: MarkKind) -> str:
    """Return the name of the colour that a mark of ``kind`` has in a palette."""
    return next(colour for colour, kinds in _MARKS.items() if kind in kinds)


def style_sheet() -> str:
    """Return the style sheet of a drawing: light, or dark where the reader prefers that."""
    return f"{SHAPES}{colours(LIGHT)}@media (prefers-color-scheme: dark) {{\n{colours(DARK)}}}\n"


def colours(palette: Mapping[str, str], within: str = "") -> str:
    """Return the rules that colour a drawing, for all that matches the selector ``within``."""
    marked = {
        selector.replace("KIND", kind): declaration.replace("COLOUR", colour)
        for colour, kinds in _MARKS.items()
        for kind in kinds
        for selector, declaration in (
            (".graph .KIND > .box, .graph .KIND > .frame", "stroke: {COLOUR}"),
            (".graph .badge.KIND circle", "fill: {COLOUR}"),
        )
    }
    return "".join(
        f"{_within(selector, within)} {{ {declaration.format(**palette)} }}\n"
        for selector, declaration in {**_COLOURS, **marked}.items()
    )


def _within(selector: str, within: str) -> str:
    return ", ".join(f"{within} {one}".strip() for one in selector.split(", "))
