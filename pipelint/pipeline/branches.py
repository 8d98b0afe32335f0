"""Where steps stand (in which branch of which condition, in the body of which loop), and which two never both run.

A condition starts the steps of one of its branches; those of the other never run in that execution
(``sagemaker/local/pipeline.py:331-348`` of sagemaker 2.257).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

from pipelint.pipeline.graph import Edge, edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.remembering import remembered

Kind = Literal["top", "if", "else", "body"]


@record(eq=False)
class Slot:
    """One list of steps: the top level, a branch of a condition, or the body of a loop.

    ``owner`` is that condition or loop, None at the top level. ``number`` counts the slots of a pipeline depth-first,
    so that everything inside a slot is numbered together. ``up`` is the slot that the owner stands in; ``jump`` one
    further out, chosen so that any slot around this one is found in logarithmic time (the skew-binary jump pointers of
    E. W. Myers, 1983): conditions may be nested ten thousand deep.
    """

    kind: Kind
    number: int
    depth: int = 0
    owner: Step | None = field(default=None, repr=False)
    up: Slot | None = field(default=None, repr=False)
    jump: Slot | None = field(default=None, repr=False)

    @property
    def is_branch(self) -> bool:
        """True for a branch of a condition."""
        return self.kind in ("if", "else")


class Placement:
    """The slot of every step of a pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._slots: dict[int, Slot] = {}
        pending: list[tuple[tuple[Step, ...], Kind, Step | None]] = [(pipeline.steps, "top", None)]
        number = 0
        while pending:
            steps, kind, owner = pending.pop()
            slot = self._new_slot(kind, number, owner)
            number += 1
            inner: list[tuple[tuple[Step, ...], Kind, Step | None]] = []
            for step in steps:
                self._slots[id(step)] = slot
                inner += [(step.if_steps, "if", step), (step.else_steps, "else", step), (step.body, "body", step)]
            pending.extend(one for one in reversed(inner) if one[0])

    def _new_slot(self, kind: Kind, number: int, owner: Step | None) -> Slot:
        if owner is None:
            return Slot(kind, number)
        up = self._slots[id(owner)]
        return Slot(kind, number, up.depth + 1, owner, up, _jump(up))

    def slot(self, step: Step) -> Slot:
        """Return the slot of ``step``, one of the very objects that the pipeline holds."""
        return self._slots[id(step)]

    def around(self, step: Step) -> tuple[Slot, ...]:
        """Return the slots that ``step`` stands in, innermost first, the top level included."""
        found = [self.slot(step)]
        while found[-1].up is not None:
            found.append(found[-1].up)
        return tuple(found)


@remembered
def placement_of(pipeline: Pipeline) -> Placement:
    """Return the slot of every step of ``pipeline``."""
    return Placement(pipeline)


@remembered
def has_branches(pipeline: Pipeline) -> bool:
    """Tell whether any condition of ``pipeline`` has steps in a branch: most questions here are settled if not."""
    return any(step.if_steps or step.else_steps for step in pipeline.all_steps())


def holds(outer: Slot, inner: Slot) -> bool:
    """Tell whether ``inner`` is ``outer`` or lies inside it."""
    return inner.depth >= outer.depth and _lifted(inner, outer.depth) is outer


def exclusive(first: Slot, second: Slot) -> tuple[Slot, Slot] | None:
    """Return the two branches of one condition that ``first`` and ``second`` lie in, or None: then both may run."""
    depth = min(first.depth, second.depth)
    one, other = _lifted(first, depth), _lifted(second, depth)
    if one is other:
        return None
    while one.up is not other.up:
        # Neither has come to the top level yet, where both are the same.
        apart = one.jump is not other.jump
        one, other = _outer(one, apart), _outer(other, apart)
    return (one, other) if one.owner is other.owner else None


def contradictions(slots: Iterable[Slot]) -> tuple[tuple[Slot, Slot], ...]:
    """Return each two of ``slots`` that follow each other in the pipeline and never both run, in that order.

    Where any two of them exclude each other, so do two neighbours: between the branches of a condition lies nothing.
    """
    ordered = sorted(set(slots), key=lambda slot: slot.number)
    return tuple((first, second) for first, second in pairwise(ordered) if exclusive(first, second) is not None)


@remembered
def completion_waits(pipeline: Pipeline) -> Mapping[str, tuple[Edge, ...]]:
    """Map each step to its waits that end only when the other step has completed: one for each such step.

    They all must end before it starts (``DependsOn`` and references alike are AND-ed:
    https://github.com/aws/sagemaker-python-sdk/issues/3565). A wait by position, inside a branch or body, is none of
    them; nor is any for a step that a ``StepDependency`` of SDK v3 names with another trigger than ``Completed``.
    """
    otherwise = {
        (dependency.step, step.name)
        for step in pipeline.all_steps()
        for dependency in step.depends_on
        if dependency.trigger != "Completed"
    }
    found: dict[str, dict[str, Edge]] = {}
    for edge in edges(pipeline):
        if edge.kind not in ("branch", "body") and (edge.source, edge.target) not in otherwise:
            found.setdefault(edge.target, {}).setdefault(edge.source, edge)
    return {name: tuple(waits.values()) for name, waits in found.items()}


def _jump(up: Slot) -> Slot:
    """Return where the jump of a slot inside ``up`` leads: as far as two jumps of equal length before it, or to it."""
    middle = up.jump
    far = middle.jump if middle is not None else None
    if middle is not None and far is not None and up.depth - middle.depth == middle.depth - far.depth:
        return far
    return up


def _lifted(slot: Slot, depth: int) -> Slot:
    """Return the slot at ``depth`` that is ``slot`` or around it."""
    while slot.depth > depth:
        slot = _outer(slot, slot.jump is not None and slot.jump.depth >= depth)
    return slot


def _outer(slot: Slot, far: bool) -> Slot:
    """Return a slot around ``slot``, which is not the top level: the next one, or a farther one."""
    found = slot.jump if far else slot.up
    if found is None:
        raise ValueError("the top level stands in no other slot")
    return found
