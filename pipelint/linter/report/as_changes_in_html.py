"""What changed between two pipelines, as a page of HTML: their graph, with what became of each step drawn over it."""

from __future__ import annotations

from pipelint.changes.compared import Comparison
from pipelint.changes.drawn import drawing_of_changes
from pipelint.drawing.page.graph import page


def page_of(comparison: Comparison) -> str:
    """Return the page. Raises :class:`~pipelint.drawing.layout.NoLayoutLibrary`."""
    title = f"{comparison.old} → {comparison.new}"
    return page([drawing_of_changes(one) for one in comparison.pipelines], title)
