"""From a repair that a rule asks for to the fix of a finding; None where it is not certain."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import libcst as cst

from pipelint.findings import Fix
from pipelint.linter.source.edits.changes import CARRIED_OUT, Module, Uncertain
from pipelint.linter.source.edits.layout import Layout, Piece
from pipelint.linter.source.edits.syntax import Syntax
from pipelint.rules.repair import Change, Extracted, Repair


class Fixes:
    """Makes fixes of one file, whose ``tree`` was read from ``data``; looks at it once for all of them.

    ``exported`` tells that other files import it, ``pipelines`` how many it builds.
    """

    def __init__(self, document: str, tree: cst.Module, data: bytes, exported: bool, pipelines: int) -> None:
        self._module = Module(document, Syntax(tree), Layout(tree, data), exported, pipelines)

    def fix(self, repair: Repair) -> Fix | None:
        """Return the edits that carry ``repair`` out."""
        pieces: list[Piece] = []
        try:
            for change in repair.changes:
                pieces += _carried_out(self._module, change)
            edits = tuple(self._module.layout.edit(piece) for piece in sorted(pieces, key=_place))
        except Uncertain:
            return None
        return Fix(repair.title, repair.safe, self._module.document, edits) if _apart(pieces) else None


def _carried_out(module: Module, change: Change) -> list[Piece]:
    if isinstance(change, Extracted):  # the largest of them, and seldom wanted
        from pipelint.linter.source.edits.extracting import extracted

        return extracted(module, change)
    return CARRIED_OUT[type(change)](module, change)


def _place(piece: Piece) -> tuple[int, int]:
    return piece.start, piece.end


def _apart(pieces: Iterable[Piece]) -> bool:
    """Tell whether no two of ``pieces`` change the same text."""
    ordered = sorted(pieces, key=_place)
    return all(one.end <= two.start for one, two in pairwise(ordered))
