"""A drawing in the DOT language, for Graphviz and what else reads it (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Union

from pipelint.drawing.drawing import Arrow, Drawing, Node
from pipelint.drawing.signs import codes_of, foremost
from pipelint.drawing.styles import LIGHT, colour_of
from pipelint.pipeline.plain_text import clean

_FONT = 'fontname="Helvetica,Arial,sans-serif"'
_COLUMNS = 40
"""The most characters in a row of a box, where a row can be cut."""
_COLOURS = {"if": "good", "else": "decision"}

Inside = Mapping[Union[str, None], list[Node]]


def digraph(drawing: Drawing) -> Iterator[str]:
    """Yield the lines of the graph: loops as clusters, mere waits dashed, the border of a step as what marks it."""
    ids = {node.id: f"s{number}" for number, node in enumerate(drawing.nodes)}
    inside: dict[str | None, list[Node]] = {}
    for node in drawing.nodes:
        inside.setdefault(node.inside, []).append(node)
    yield f"digraph {_quoted([drawing.title])} {{"
    yield "  compound=true;"
    yield f'  node [shape=box, style="rounded,filled", fillcolor=white, {_FONT}];'
    yield f"  edge [fontsize=10, {_FONT}];"
    yield from _nodes(None, inside, ids, "  ")
    around = _around(drawing)
    yield from (_arrow(arrow, ids, inside, around) for arrow in drawing.arrows)
    yield "}"


def _nodes(outer: str | None, inside: Inside, ids: Mapping[str, str], indent: str) -> Iterator[str]:
    for node in inside.get(outer, ()):
        mark = foremost(node.marks)
        lines = [row for line in node.lines for row in textwrap.wrap(line, _COLUMNS, break_long_words=False)]
        attributes = [f"label={_quoted([node.name, node.type or 'unknown type', *lines, *codes_of(node.marks)])}"]
        attributes += [f'color="{LIGHT[colour_of(mark.kind)]}"', "penwidth=2"] if mark is not None else []
        if node.id in inside:
            yield f"{indent}subgraph cluster_{ids[node.id]} {{"
            yield from (f"{indent}  {one};" for one in (*attributes, "labeljust=l", 'style="rounded,dashed"', _FONT))
            yield from _nodes(node.id, inside, ids, f"{indent}  ")
            yield f"{indent}}}"
        else:
            attributes += ["shape=octagon", 'style="filled"'] if node.type == "Condition" else []
            yield f"{indent}{ids[node.id]} [{', '.join(attributes)}];"


def _arrow(arrow: Arrow, ids: Mapping[str, str], inside: Inside, around: Mapping[str, list[str]]) -> str:
    """Return an arrow; one from or to a loop ends at a step inside, and is cut at the border of the cluster."""
    rows = [*([arrow.kind] if arrow.kind in ("if", "else") else []), *arrow.labels]
    attributes = [f"label={_quoted(rows)}"] if rows else []
    attributes += ["style=dashed"] if arrow.kind == "control" else []
    colour = _COLOURS.get(arrow.kind)
    attributes += [f'color="{LIGHT[colour]}"', f'fontcolor="{LIGHT[colour]}"'] if colour is not None else []
    if arrow.source in inside and arrow.source not in around[arrow.target]:
        attributes.append(f"ltail=cluster_{ids[arrow.source]}")
    if arrow.target in inside and arrow.target not in around[arrow.source]:
        attributes.append(f"lhead=cluster_{ids[arrow.target]}")
    source, target = (ids[_innermost(one, inside)] for one in (arrow.source, arrow.target))
    told = f" [{', '.join(attributes)}]" if attributes else ""
    return f"  {source} -> {target}{told};"


def _innermost(id_: str, inside: Inside) -> str:
    """Return the id of a step that a line may end at, as it cannot at a cluster."""
    while id_ in inside:
        id_ = inside[id_][0].id
    return id_


def _around(drawing: Drawing) -> dict[str, list[str]]:
    """Return the ids of the loops that each node is in, itself among them."""
    found: dict[str, list[str]] = {}
    for node in drawing.nodes:  # those around it stand before it
        found[node.id] = [node.id, *(found[node.inside] if node.inside is not None else ())]
    return found


def _quoted(rows: Iterable[str]) -> str:
    """Return ``rows`` as a quoted text, in which a backslash begins an escape."""
    text = "\\n".join(clean(row).replace("\\", "\\\\").replace('"', '\\"') for row in rows)
    return f'"{text}"'
