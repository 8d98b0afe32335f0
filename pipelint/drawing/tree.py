"""A drawing as trees, for what is read from top to bottom: each step once, below the step that it follows.

A step follows the condition on whose arm it is, or else the last of those that it waits for. What else it waits for is
no branch of the tree; the arrows of the drawing tell of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heappop, heappush

from pipelint.drawing.drawing import Arrow, Drawing, Node
from pipelint.pipeline.record import record


@record
class Branch:
    """A node, the arrow by which it follows the one above it, those that follow it, and the trees inside it."""

    node: Node
    by: Arrow | None
    followers: tuple[Branch, ...]
    inside: tuple[Branch, ...]

    @property
    def size(self) -> int:
        """How many nodes there are in it."""
        found, pending = 0, [self]
        while pending:
            here = pending.pop()
            found += 1
            pending += (*here.followers, *here.inside)
        return found


def trees(drawing: Drawing) -> tuple[Branch, ...]:
    """Return the trees of ``drawing``; where steps wait in a circle, one of them is a root."""
    order = in_order(drawing)
    place = {node.id: number for nodes in order.values() for number, node in enumerate(nodes)}
    leads = _leads(drawing)
    grown: dict[str | None, tuple[Branch, ...]] = {}
    for outer in reversed(list(order)):  # loops inside of others stand behind them
        by: dict[str, tuple[str, Arrow]] = {}
        for source, target, arrow in leads.get(outer, ()):
            known = by.get(target)
            if place[source] < place[target] and (known is None or _comes_first(arrow, source, known, place)):
                by[target] = (source, arrow)
        followers: dict[str, list[Branch]] = {}
        roots: list[Branch] = []
        for node in reversed(order[outer]):
            above, arrow_down = by.get(node.id, (None, None))
            branch = Branch(node, arrow_down, tuple(followers.get(node.id, ())[::-1]), grown.get(node.id, ()))
            (roots if above is None else followers.setdefault(above, [])).append(branch)
        grown[outer] = tuple(roots[::-1])
    return grown.get(None, ())


def _comes_first(arrow: Arrow, source: str, known: tuple[str, Arrow], place: Mapping[str, int]) -> bool:
    """Tell whether ``arrow`` says better than the ``known`` one what its target follows."""
    if (arrow.kind in ("if", "else")) != (known[1].kind in ("if", "else")):
        return arrow.kind in ("if", "else")
    return place[source] > place[known[0]]


def in_order(drawing: Drawing) -> dict[str | None, list[Node]]:
    """Return the nodes inside each loop, and under None those in none: who waits stands behind whom it waits for.

    Otherwise they stand as in the drawing; so does what waits in a circle.
    """
    nodes: dict[str | None, list[Node]] = {None: []} if drawing.nodes else {}
    for node in drawing.nodes:
        nodes.setdefault(node.inside, []).append(node)
    leads = _leads(drawing)
    return {outer: _sorted(inner, leads.get(outer, [])) for outer, inner in nodes.items()}


Lead = tuple[str, str, Arrow]


def _sorted(nodes: list[Node], leads: list[Lead]) -> list[Node]:
    numbers = {node.id: number for number, node in enumerate(nodes)}
    waiting = dict.fromkeys(numbers, 0)
    targets: dict[str, list[str]] = {}
    for source, target, _ in leads:
        targets.setdefault(source, []).append(target)
        waiting[target] += 1
    ready = [numbers[id_] for id_, count in waiting.items() if not count]
    heapify(ready)
    left = iter(range(len(nodes)))
    taken: dict[int, None] = {}
    while len(taken) < len(nodes):
        number = heappop(ready) if ready else next(one for one in left if one not in taken)
        if number in taken:
            continue
        taken[number] = None
        for target in targets.get(nodes[number].id, ()):
            waiting[target] -= 1
            if not waiting[target]:
                heappush(ready, numbers[target])
    return [nodes[number] for number in taken]


def _leads(drawing: Drawing) -> dict[str | None, list[Lead]]:
    """Return what leads where, by the loop inside which it does: of an arrow across borders, between their outermost.

    An arrow between a loop and what is inside it leads nowhere.
    """
    ways: dict[str, tuple[str, ...]] = {}
    for node in drawing.nodes:
        ways[node.id] = (*(ways[node.inside] if node.inside is not None else ()), node.id)
    found: dict[str | None, list[Lead]] = {}
    for arrow in drawing.arrows:
        source, target = ways[arrow.source], ways[arrow.target]
        pair = next(((one, other) for one, other in zip(source, target, strict=False) if one != other), None)
        if pair is not None:
            depth = source.index(pair[0])
            found.setdefault(source[depth - 1] if depth else None, []).append((*pair, arrow))
    return found
