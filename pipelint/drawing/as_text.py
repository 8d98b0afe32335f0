"""A drawing as text for terminals: boxes below each other with their branches, or a line for each step of many."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pipelint.drawing.drawing import FINDINGS, Arrow, Drawing, Node
from pipelint.drawing.signs import SIGNS
from pipelint.drawing.tree import Branch, in_order, trees
from pipelint.pipeline.plain_text import clean, columns

COLUMNS = 80
MOST_BOXES = 40
"""How many steps are drawn as boxes; of more, each is a line."""

_NARROWEST = 24
_STEP, _CONDITION, _LOOP = "┌─┐│└─┘", "╱─╲│╲─╱", "╔═╗║╚═╝"


def lines_of(drawing: Drawing, width: int = COLUMNS) -> Iterator[str]:
    """Yield the lines of ``drawing``, none longer than ``width`` where that can be."""
    if len(drawing.nodes) > MOST_BOXES:
        yield from _listed(None, in_order(drawing), _Arrows(drawing), "")
    else:
        arrows = _Arrows(drawing)
        for number, branch in enumerate(trees(drawing)):
            yield from [""] if number else []
            yield from _tree(branch, None, arrows, width)
    told = [line for section in drawing.sections if section.title == FINDINGS for line in section.lines if line.label]
    yield from [""] if told else []
    yield from (f"{line.label}: {clean(line.text)}" for line in told)


class _Arrows:
    """The arrows of a drawing, and what is said of them."""

    def __init__(self, drawing: Drawing) -> None:
        self._names = {node.id: clean(node.name) for node in drawing.nodes}
        self._into: dict[str, list[Arrow]] = {}
        self._arms: dict[str, list[Arrow]] = {}
        for arrow in drawing.arrows:
            self._into.setdefault(arrow.target, []).append(arrow)
            if arrow.kind in ("if", "else"):
                self._arms.setdefault(arrow.source, []).append(arrow)

    def into(self, node: Node, but: Arrow | None = None) -> Iterator[str]:
        """Yield a line for each arrow that leads to ``node``, ``but`` for one."""
        for arrow in self._into.get(node.id, ()):
            if arrow is not but:
                said = {"control": "waits for ", "if": "if of ", "else": "else of "}.get(arrow.kind, "")
                labels = clean(", ".join(arrow.labels))
                yield f"◄ {said}{self._names[arrow.source]}{': ' if labels else ''}{labels}"

    def arms(self, node: Node) -> Iterator[str]:
        """Yield a line for each arm of ``node`` with the steps that it begins with."""
        for kind in ("if", "else"):
            names = [self._names[arrow.target] for arrow in self._arms.get(node.id, ()) if arrow.kind == kind]
            if names:
                yield f"{kind} ► {', '.join(names)}"


def _tree(branch: Branch, above: Node | None, arrows: _Arrows, width: int) -> Iterator[str]:
    """Yield the box of a branch and, below it, those that follow it: arms first, and the largest straight down."""
    yield from _box(branch, arrows, branch.by if above is not None and _is_direct(branch, above) else None, width)
    for number, follower in enumerate(sorted(branch.followers, key=_place)):
        is_last = number == len(branch.followers) - 1
        said = _said(follower, branch.node)
        if is_last and (number == 0 or not _arm(follower)):
            yield from (f"  │ {row}".rstrip() for row in _wrapped(said, width - 4) or [""])
            yield "  ▼"
            yield from _tree(follower, branch.node, arrows, width)
            continue
        first, *rest = _wrapped(said, width - 6) or [""]
        yield f"  {'└' if is_last else '├'}─► {first}".rstrip()
        rail = "      " if is_last else "  │   "
        yield from (f"{rail}{row}" for row in rest)
        yield from (f"{rail}{row}".rstrip() for row in _tree(follower, branch.node, arrows, width - 6))
        yield from [] if is_last else ["  │"]


def _place(follower: Branch) -> tuple[int, int]:
    """Return what those that follow a step are sorted by: both arms, then the others by their size."""
    return {"if": (0, 0), "else": (1, 0)}.get(_arm(follower), (2, follower.size))


def _arm(branch: Branch) -> str:
    return branch.by.kind if branch.by is not None and branch.by.kind in ("if", "else") else ""


def _is_direct(branch: Branch, above: Node) -> bool:
    """Tell whether a branch follows the step ``above`` itself, and no loop's border is between them."""
    return branch.by is not None and (branch.by.source, branch.by.target) == (above.id, branch.node.id)


def _said(branch: Branch, above: Node) -> str:
    """Return what stands beside the way down to a branch: the arm, and what is handed over."""
    by = branch.by
    if by is None or not _is_direct(branch, above):
        return _arm(branch)  # an arrow into a loop, or out of one, is told of at its ends
    waits = "waits" if by.kind == "control" and not by.labels else ""
    return clean(", ".join(part for part in (_arm(branch), waits, *by.labels) if part))


def _box(branch: Branch, arrows: _Arrows, shown: Arrow | None, width: int) -> Iterator[str]:
    node = branch.node
    rows = [row for text in _content(node, arrows, shown) for row in _wrapped(text, width - 4)]
    for inner in branch.inside:
        rows += ["", *_tree(inner, None, arrows, width - 4)]
    border = _LOOP if branch.inside else _CONDITION if node.type == "Condition" else _STEP
    widest = max(columns(row) for row in rows)
    yield f"{border[0]}{border[1] * (widest + 2)}{border[2]}"
    yield from (f"{border[3]} {row}{' ' * (widest - columns(row))} {border[3]}" for row in rows)
    yield f"{border[4]}{border[5] * (widest + 2)}{border[6]}"


def _content(node: Node, arrows: _Arrows, shown: Arrow | None) -> Iterator[str]:
    yield f"{clean(node.name)} · {clean(node.type) or 'unknown type'}"
    yield from map(clean, node.lines)
    yield from arrows.into(node, shown)
    yield from (f"{SIGNS[mark.kind]} {clean(mark.text)}" for mark in node.marks)


def _listed(outer: str | None, order: dict[str | None, list[Node]], arrows: _Arrows, indent: str) -> Iterator[str]:
    """Yield a line for each step inside a loop, or in none, and below it what else there is to say."""
    for node in order.get(outer, ()):
        first, *rest = _content(node, arrows, None)
        yield f"{indent}{first}"
        yield from (f"{indent}    {text}" for text in (*rest, *arrows.arms(node)))
        yield from _listed(node.id, order, arrows, f"{indent}  │ ")


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, _NARROWEST), subsequent_indent="  ", break_on_hyphens=False)
