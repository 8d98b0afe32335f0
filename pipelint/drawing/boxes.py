"""What is written in the boxes and beside the arrows of a drawing, cut into rows, and how large that is, in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pipelint.drawing.drawing import Arrow, Drawing, Node
from pipelint.drawing.text_widths import rows_of, width_of
from pipelint.pipeline.record import record

RowKind = Literal["name", "type", "line", "label"]

SIZES: Mapping[RowKind, tuple[float, float]] = {
    "name": (13, 18),
    "type": (11, 15),
    "line": (11, 15),
    "label": (11, 14),
}
"""The size of the font of each kind of row, and the height of the row."""

PADDING = 10
BADGE = 22
"""The room at the upper right for what a finding or a run marks."""

_WIDEST = {"name": 230, "type": 230, "line": 250, "label": 190}
_MOST_ROWS = {"name": 3, "line": 4, "label": 2}
_MOST_LINES, _MOST_LABELS = 6, 4
_NARROWEST = 110


@record
class Row:
    """A row of text, and which kind it is."""

    text: str
    kind: RowKind


@record
class BoxText:
    """What a box says: ``head`` is the name and the type of a step, ``lines`` what else stands in the box.

    ``instead`` are the lines that an overlay has in place of these, by its place in the drawing.
    """

    head: tuple[Row, ...]
    lines: tuple[Row, ...]
    instead: Mapping[int, tuple[Row, ...]]

    @property
    def width(self) -> float:
        """The width that a box needs, at whatever overlay."""
        head = max(width_of(row.text, SIZES[row.kind][0], row.kind == "name") for row in self.head)
        rest = [width_of(row.text, SIZES[row.kind][0]) for rows in (self.lines, *self.instead.values()) for row in rows]
        return max(_NARROWEST, head + BADGE, *rest) + 2 * PADDING

    @property
    def height(self) -> float:
        """The height that a box needs, at whatever overlay."""
        return height_of(self.head) + max(map(height_of, (self.lines, *self.instead.values()))) + 2 * PADDING - 4


def box_text(node: Node, drawing: Drawing) -> BoxText:
    """Return what stands in the box of ``node``."""
    type_ = node.type or "unknown type"
    instead = {number: one.lines[node.id] for number, one in enumerate(drawing.overlays) if node.id in one.lines}
    return BoxText(
        (*_rows(node.name, "name"), *_rows(type_, "type")),
        _lines(node.lines, "line", _MOST_LINES),
        {number: _lines(lines, "line", _MOST_LINES) for number, lines in instead.items()},
    )


def arrow_text(arrow: Arrow) -> tuple[Row, ...]:
    """Return what stands beside ``arrow``: the arm that it leads into, and its labels."""
    arm = (Row(arrow.kind, "label"),) if arrow.kind in ("if", "else") else ()
    return (*arm, *_lines(arrow.labels, "label", _MOST_LABELS))


def height_of(rows: Iterable[Row]) -> float:
    """Return the height of ``rows``."""
    return sum(SIZES[row.kind][1] for row in rows)


def label_width(rows: Iterable[Row]) -> float:
    """Return the width of the ``rows`` of a label."""
    return max((width_of(row.text, SIZES["label"][0]) for row in rows), default=0)


def _lines(lines: tuple[str, ...], kind: RowKind, most: int) -> tuple[Row, ...]:
    """Return the rows of ``lines``; of more than ``most`` the first, and how many more there are."""
    kept = lines if len(lines) <= most else lines[: most - 1]
    more = (Row(f"… {len(lines) - len(kept)} more", kind),) if len(kept) < len(lines) else ()
    return (*(row for line in kept for row in _rows(line, kind)), *more)


def _rows(text: str, kind: RowKind) -> tuple[Row, ...]:
    cut = rows_of(text, SIZES[kind][0], _WIDEST[kind], _MOST_ROWS.get(kind, 1), kind == "name")
    return tuple(Row(one, kind) for one in cut or ("",))
