"""What a picture of a pipeline holds, whoever asks for it and whatever it is written as: plain data.

The linter, the harness and the comparison of two pipelines each say what they know about the steps in these words, so
that every one of them is drawn by the same code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipelint.pipeline.record import field, record

ArrowKind = Literal["data", "control", "if", "else"]
"""``"data"``: the target reads what the source made. ``"control"``: it only waits. The others lead into an arm.

Into the body of a loop no arrow leads: the loop is drawn around it.
"""

MarkKind = Literal[
    "error",
    "warning",
    "info",
    "executed",
    "skipped",
    "failed",
    "never_reached",
    "stopped",
    "not_selected",
    "added",
    "removed",
    "changed",
    "covered",
    "uncovered",
]
"""What a mark says: of a finding, of a step in a run, of a step in a comparison, of an arm in a coverage report."""


FINDINGS = "Findings"
"""The title of the section that tells of findings; the first line of each has a label."""


@record
class Line:
    """One line of what is told about a step. ``label`` stands before ``text``; ``to`` is the id of a node it leads to.

    ``is_code`` asks for a fixed-width font and for every space to stay.
    """

    text: str
    label: str = ""
    to: str | None = None
    is_code: bool = False


@record
class Section:
    """A part of what is told about a step, such as its arguments or its findings."""

    title: str
    lines: tuple[Line, ...]


@record
class Mark:
    """A mark on a step or an arrow: its ``kind`` gives the colour and the sign, ``text`` says it in words.

    ``share``, from 0 to 1, says how much of the whole it is, where that is known: of all runs those that took an arm.
    """

    kind: MarkKind
    text: str
    share: float | None = None


@record
class Node:
    """A step. ``id`` is unique in its drawing, also where two steps have one name by mistake.

    ``type`` is the step type of the definition, such as ``Training``, or an empty text where it is unknown. ``lines``
    stand in the box under the name: the expressions of a condition, the items of a loop. ``inside`` is the id of the
    loop whose body the step is in; a node that others are inside of is drawn around them.
    """

    id: str
    name: str
    type: str
    lines: tuple[str, ...] = ()
    inside: str | None = None
    sections: tuple[Section, ...] = ()
    marks: tuple[Mark, ...] = ()


@record
class Arrow:
    """What leads from one node to another; ``labels`` name what is handed over, each on a line of its own."""

    source: str
    target: str
    kind: ArrowKind
    labels: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@record
class Overlay:
    """What is drawn over a pipeline: one run, one scenario, one comparison.

    ``nodes``, ``sections`` and ``lines`` are by the id of a node, ``arrows`` by the place of an arrow in its drawing,
    from 0. ``lines`` stand in the box in place of the node's own: what a condition compared.
    """

    name: str
    summary: str
    nodes: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    arrows: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@record
class Drawing:
    """A pipeline, ready to be drawn: nodes in definition order, arrows by target in that order.

    A node that others are inside of stands before them. ``sections`` tell of the pipeline as a whole: its parameters,
    and the findings that are about no step.
    """

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    sections: tuple[Section, ...] = ()
