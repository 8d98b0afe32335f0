"""A drawing as a Mermaid flowchart, which GitHub renders (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipelint.drawing.drawing import Arrow, Drawing, MarkKind, Node
from pipelint.drawing.signs import codes_of, foremost
from pipelint.pipeline.plain_text import clean

_SHAPES = {"step": '["{}"]', "condition": '{{"{}"}}', "outside": '(["{}"])'}
_LINES = {"control": "-.->"}

_GOOD, _BAD, _DOUBT = "fill:#d9f2d9,stroke:#2e7d32", "fill:#f8d7da,stroke:#b71c1c", "fill:#fff3cd,stroke:#b8860b"
_PALE, _TOLD = "fill:#eeeeee,stroke:#9e9e9e", "fill:#d6e9ff,stroke:#0969da"
_DASHED, _INK = ",stroke-dasharray:4", ",color:#1f2328"  # on a dark page texts are light, and these grounds are not
_STYLES: Mapping[MarkKind, str] = {
    "executed": _GOOD,
    "covered": _GOOD,
    "added": _GOOD,
    "skipped": _PALE + _DASHED,
    "not_selected": _PALE,
    "failed": _BAD,
    "error": _BAD,
    "removed": _BAD + _DASHED,
    "stopped": _BAD + _DASHED,
    "warning": _DOUBT,
    "changed": _DOUBT,
    "never_reached": _DOUBT + _DASHED,
    "uncovered": _DOUBT + _DASHED,
    "info": _TOLD,
}

_ESCAPED = {ord(one): name for one, name in {'"': "#quot;", "<": "#lt;", ">": "#gt;"}.items()}
_ESCAPED |= {ord(one): f"#{ord(one)};" for one in "#&`\\"}


def flowchart(drawing: Drawing) -> Iterator[str]:
    """Yield the lines of the flowchart: loops as subgraphs, mere waits dashed, steps coloured by what marks them."""
    ids = {node.id: f"s{number}" for number, node in enumerate(drawing.nodes)}
    inside: dict[str | None, list[Node]] = {}
    for node in drawing.nodes:
        inside.setdefault(node.inside, []).append(node)
    yield "flowchart TD"
    yield from _nodes(None, inside, ids, "  ")
    yield from (_arrow(arrow, ids) for arrow in drawing.arrows)
    foremost_marks = {node.id: mark.kind for node in drawing.nodes if (mark := foremost(node.marks)) is not None}
    yield from (f"  class {ids[id_]} {kind}" for id_, kind in foremost_marks.items() if id_ in inside)
    used = set(foremost_marks.values())
    yield from (f"  classDef {kind} {style}{_INK}" for kind, style in _STYLES.items() if kind in used)


def node_line(id_: str, rows: Iterable[str], shape: str = "step") -> str:
    """Return the line of a node; its ``shape`` is ``"step"``, ``"condition"`` or ``"outside"``."""
    return f"{id_}{_SHAPES[shape].format(_label(rows))}"


def arrow_line(source: str, target: str, rows: Iterable[str] = (), line: str = "-->") -> str:
    """Return the line of an arrow."""
    label = _label(rows)
    named = f'|"{label}"|' if label else ""
    return f"{source} {line}{named} {target}"


def _nodes(
    outer: str | None, inside: Mapping[str | None, list[Node]], ids: Mapping[str, str], indent: str
) -> Iterator[str]:
    for node in inside.get(outer, ()):
        if node.id in inside:
            title = " · ".join(_rows(node))  # further rows of it would be drawn over what is inside
            yield f'{indent}subgraph {ids[node.id]}["{_label([title])}"]'
            yield from _nodes(node.id, inside, ids, f"{indent}  ")
            yield f"{indent}end"
        else:
            shape = "condition" if node.type == "Condition" else "step"
            mark = foremost(node.marks)
            colour = f":::{mark.kind}" if mark is not None else ""
            yield f"{indent}{node_line(ids[node.id], _rows(node), shape)}{colour}"


def _rows(node: Node) -> list[str]:
    return [node.name, node.type or "unknown type", *node.lines, *codes_of(node.marks)]


def _arrow(arrow: Arrow, ids: Mapping[str, str]) -> str:
    arm = [arrow.kind] if arrow.kind in ("if", "else") else []
    rows = [*arm, *arrow.labels]
    return f"  {arrow_line(ids[arrow.source], ids[arrow.target], rows, _LINES.get(arrow.kind, '-->'))}"


def _label(rows: Iterable[str]) -> str:
    """Return ``rows`` as Mermaid takes them between quotes: with its own entities, and none of HTML's.

    A space without width keeps it from making a new row of a backslash before an n.
    """
    return "<br/>".join(clean(row).translate(_ESCAPED).replace("#92;n", "#92;#8203;n") for row in rows)
