"""What a mark looks like: its sign, which says in black and white what its colour says, and which mark goes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelint.drawing.drawing import Mark, MarkKind

SIGNS: Mapping[MarkKind, str] = {
    "error": "✖",
    "failed": "✖",
    "stopped": "■",
    "warning": "▲",
    "never_reached": "○",
    "removed": "−",
    "added": "+",
    "changed": "~",
    "uncovered": "○",
    "skipped": "–",
    "not_selected": "·",
    "executed": "✔",
    "covered": "✔",
    "info": "i",
}
"""The sign of each kind of mark; of several marks of a step, the kind that stands first here is shown."""


def foremost(marks: Sequence[Mark]) -> Mark | None:
    """Return the mark that counts most, the first of those that do; None where there are none."""
    order = list(SIGNS)
    return min(marks, key=lambda mark: order.index(mark.kind), default=None)


def codes_of(marks: Sequence[Mark]) -> list[str]:
    """Return a row for each severity of findings among ``marks``: its sign, and the codes of the findings."""
    kinds = dict.fromkeys(mark.kind for mark in marks if mark.kind in ("error", "warning", "info"))
    return [
        " ".join([SIGNS[kind], *dict.fromkeys(mark.text.partition(" ")[0] for mark in marks if mark.kind == kind)])
        for kind in sorted(kinds, key=list(SIGNS).index)
    ]
