"""Where each piece of a drawing stands: boxes in layers from top to bottom, arrows around them, labels on these.

The layout itself is graphlay's (https://aarkue.github.io/graphlay/); here it is told how large everything is, and its
answer is read. A label is a node to it, halfway between the steps, so that nothing else can stand there. Lengths are
in pixels, from the upper left corner of the picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from pipelint.drawing.boxes import BoxText, Row, arrow_text, box_text, height_of, label_width
from pipelint.drawing.drawing import Arrow, Drawing
from pipelint.pipeline.record import record

Point = tuple[float, float]

MARGIN = 16
"""The room around the picture."""

_SPACING = {"layer_gap": 24.0, "node_gap": 32.0, "dummy_gap": 20.0, "port_gap": 16.0, "stub": 8.0}


_CROWD = 100
"""Ways to or from one box that are still moved apart, for which graphlay 0.3 takes the fourth power of their number."""

_IN_A_HURRY: dict[str, Any] = {
    "effort": "fast",
    "cycles": {"strategy": "follow_flow"},
    "coords": {"placement": "brandes_koepf", "branch_bands": False},
    "tuning": {
        "routing": {"port_relax_rounds": 0, "overlap_repair_rounds": 0},
        "order": {"kick_rounds": 0, "sifting_rounds": 0, "seeds": 1, "sweeps": 4, "balance_rounds": 0},
        "coords": {"flatten_room": 0},
    },
}
"""How graphlay is asked for what no layout makes easy to look at, which would take it minutes: found by measuring."""


class NoLayoutLibrary(Exception):
    """The library that lays drawings out is not installed; the text says how to install it."""


@record
class Box:
    """Where a node stands, and what is written in it. One that is a ``frame`` is drawn around the nodes inside it."""

    x: float
    y: float
    width: float
    height: float
    text: BoxText
    frame: bool = False


@record
class Route:
    """The way of an arrow, and the rows of its label, whose middle is ``label_at``; ``framed`` says in a frame."""

    points: tuple[Point, ...]
    label: tuple[Row, ...] = ()
    label_at: Point | None = None
    framed: bool = False


@record
class Layout:
    """The size of the picture, the boxes by the ids of their nodes, and the ways of the arrows in their order."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    routes: tuple[Route, ...]


def layout_of(drawing: Drawing) -> Layout:
    """Lay ``drawing`` out: the same every time, in about a second for 500 steps, cycles or not.

    Raises:
        NoLayoutLibrary: graphlay is not installed.
    """
    texts = {node.id: box_text(node, drawing) for node in drawing.nodes}
    frames = {node.inside: texts[node.inside] for node in drawing.nodes if node.inside is not None}
    labels = [arrow_text(arrow) for arrow in drawing.arrows]
    asking = _Asking(drawing, texts, labels)
    answer = _asked(asking.request, max((one.height for one in frames.values()), default=0.0))
    left, top, right, bottom = _extent(answer)

    boxes = {}
    for node, one in zip(drawing.nodes, answer["nodes"], strict=False):  # those of labels stand behind
        (x, y), (width, height) = _centre(one, left, top), _size(one)
        boxes[node.id] = Box(x - width / 2, y - height / 2, width, height, texts[node.id], node.id in frames)
    routes = tuple(
        _route(arrow, asking, number, answer, boxes, (left, top)) for number, arrow in enumerate(drawing.arrows)
    )
    return Layout(right - left, bottom - top, boxes, routes)


def _route(
    arrow: Arrow, asking: _Asking, number: int, answer: dict[str, Any], boxes: Mapping[str, Box], origin: Point
) -> Route:
    edges, label = asking.ways[number]
    every = [point for edge in edges for point in answer["edges"][edge]["points"]]
    points = tuple((point["x"] - origin[0], point["y"] - origin[1]) for point in every)
    if boxes[arrow.target].frame and arrow.target not in asking.around(arrow.source):
        points = _until_inside(points, boxes[arrow.target])
    begin = boxes[asking.begin(arrow)]
    if begin.frame and arrow.source not in asking.around(arrow.target):
        points = _until_inside(points[::-1], begin)[::-1]
    if label is None:
        return Route(points)
    one = asking.request["nodes"][label]
    return Route(points, asking.labels[number], _centre(answer["nodes"][label], *origin), "parent" in one)


class _Asking:
    """What graphlay is asked: how large everything is, and what leads where.

    ``ways`` says for each arrow by which edges it goes, one after the other, and the number of the node between them
    that stands for its label.
    """

    def __init__(self, drawing: Drawing, texts: Mapping[str, BoxText], labels: Sequence[tuple[Row, ...]]) -> None:
        self.labels = labels
        self._inside = {node.id: node.inside for node in drawing.nodes}
        self._numbers = {node.id: number for number, node in enumerate(drawing.nodes)}
        self._nodes: list[dict[str, Any]] = []
        self._edges: list[dict[str, int]] = []
        self.ways: list[tuple[tuple[int, ...], int | None]] = []
        for node in drawing.nodes:
            self._add_node(texts[node.id].width, texts[node.id].height, node.inside)
        for arrow, rows in zip(drawing.arrows, labels, strict=True):
            source, target = self._numbers[self.begin(arrow)], self._numbers[arrow.target]
            if not rows or source == target:
                self.ways.append(((self._add_edge(source, target),), None))
                continue
            around = self.around(arrow.target)
            shared = next((one for one in self.around(arrow.source)[1:] if one in around[1:]), None)
            label = self._add_node(label_width(rows) + 8, height_of(rows) + 4, shared)
            self.ways.append(((self._add_edge(source, label), self._add_edge(label, target)), label))

    @property
    def request(self) -> dict[str, Any]:
        return {"nodes": self._nodes, "edges": self._edges}

    def around(self, id_: str) -> list[str]:
        """Return the id of a node and those of all frames that it is in, from the inside out."""
        found: list[str] = []
        here: str | None = id_
        while here is not None:
            found.append(here)
            here = self._inside[here]
        return found

    def begin(self, arrow: Arrow) -> str:
        """Return the id of the node where ``arrow`` is drawn from: one that leaves a frame begins at its border.

        Within the frame it would be drawn across what stands below its source. A loop hands on what is in it as well.
        """
        around = self.around(arrow.target)
        return next((one for one in reversed(self.around(arrow.source)) if one not in around), arrow.source)

    def _add_node(self, width: float, height: float, inside: str | None) -> int:
        parent = {"parent": self._numbers[inside]} if inside is not None else {}
        self._nodes.append({"size": {"width": width, "height": height}, **parent})
        return len(self._nodes) - 1

    def _add_edge(self, source: int, target: int) -> int:
        self._edges.append({"source": source, "target": target})
        return len(self._edges) - 1


def _asked(request: dict[str, Any], header: float) -> dict[str, Any]:
    """Return graphlay's answer; ``header`` is the room for what is written in frames."""
    try:
        import graphlay
    except ImportError:
        raise NoLayoutLibrary(
            "drawing SVG or HTML needs a library that lays graphs out: pip install 'pipelint[graph]'"
        ) from None
    spacing = {**_SPACING, "compound_header": header, "isolated_gap": _SPACING["node_gap"] + header}
    options = {"direction": "topbottom", "spacing": spacing}
    if not _is_crowded(request):
        bends = {"max_dummies": max(800, 3 * len(request["edges"]))}  # where ways cross layers, all together
        with suppress(graphlay.GraphlayError):  # more bends than that
            return dict(graphlay.layout(request, options={**options, "limits": bends}).to_dict())
    return dict(graphlay.layout(request, options={**options, **_IN_A_HURRY}).to_dict())


def _is_crowded(request: Mapping[str, Sequence[Any]]) -> bool:
    """Tell whether so many ways lead to a box, or from box to box, that nobody tells one from the other."""
    edges = request["edges"]
    return len(edges) > 600 + 4 * len(request["nodes"]) or _most_at_one_node(edges) > _CROWD


def _most_at_one_node(edges: Sequence[Mapping[str, int]]) -> int:
    """Return how many edges begin, or end, at the node where most do."""
    ends = (Counter(edge[end] for edge in edges) for end in ("source", "target"))
    return max((count for counted in ends for count in counted.values()), default=0)


def _until_inside(points: tuple[Point, ...], box: Box) -> tuple[Point, ...]:
    """Return ``points`` up to the border of ``box``: to graphlay, the way to a frame ends below its header.

    Every part of a way is horizontal or vertical.
    """
    right, bottom = box.x + box.width, box.y + box.height
    for number, (x, y) in enumerate(points):
        if number and box.x < x < right and box.y < y < bottom:
            before = points[number - 1]
            border = (min(max(before[0], box.x), right), min(max(before[1], box.y), bottom))
            return (*points[:number], border)
    return points


def _extent(answer: dict[str, Any]) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower end of all that is drawn, with the margin around it."""
    pieces = [(*_centre(one), *_size(one)) for one in answer["nodes"]]
    pieces += [(point["x"], point["y"], 0, 0) for one in answer["edges"] for point in one["points"]]
    return (
        min((x - width / 2 for x, _, width, _ in pieces), default=0) - MARGIN,
        min((y - height / 2 for _, y, _, height in pieces), default=0) - MARGIN,
        max((x + width / 2 for x, _, width, _ in pieces), default=0) + MARGIN,
        max((y + height / 2 for _, y, _, height in pieces), default=0) + MARGIN,
    )


def _centre(one: dict[str, Any], left: float = 0, top: float = 0) -> Point:
    return one["center"]["x"] - left, one["center"]["y"] - top


def _size(one: dict[str, Any]) -> tuple[float, float]:
    return one["size"]["width"], one["size"]["height"]
