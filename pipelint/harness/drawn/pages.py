"""Runs as a page of HTML: each over the graph of its pipeline, those of one pipeline side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelint.drawing.drawing import Drawing
from pipelint.drawing.layout import NoLayoutLibrary
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.drawing.page.graph import page
from pipelint.harness.coverage.tally import Tally
from pipelint.harness.drawn.heat import heat_of
from pipelint.harness.drawn.overlay import overlay_of
from pipelint.harness.errors import HarnessError
from pipelint.pipeline.record import record, replace

if TYPE_CHECKING:
    from pipelint.harness.run import Run


@record
class Shown:
    """A run that is shown: what it is called, and what is said beside that, its status unless something else is."""

    run: Run
    name: str
    summary: str = ""


def runs_page(shown: Sequence[Shown], title: str = "", heat: bool = True) -> str:
    """Return one page with ``shown``: a graph for each pipeline among them.

    Args:
        shown: the runs, in the order in which they are offered.
        title: the title of the page and of its graphs; the name of the pipeline unless another is given.
        heat: whether the branch coverage of several runs of a pipeline is offered, too.

    Raises:
        HarnessError: the library that lays graphs out is not installed.
    """
    try:
        return page(drawings(shown, title, heat), title)
    except NoLayoutLibrary as error:
        raise HarnessError(str(error)) from None


def drawings(shown: Sequence[Shown], title: str = "", heat: bool = True) -> list[Drawing]:
    """Return a drawing for each pipeline among ``shown``, with its runs drawn over it."""
    groups: list[tuple[Drawing, list[Shown]]] = []
    for one in shown:
        drawing = drawing_of(one.run.pipeline, title)
        group = next((held for held in groups if held[0] == drawing), None)
        if group is None:
            groups.append((drawing, [one]))
        else:
            group[1].append(one)
    return [_laid_over(drawing, of_it, heat) for drawing, of_it in groups]


def _laid_over(drawing: Drawing, shown: Sequence[Shown], heat: bool) -> Drawing:
    overlays = [overlay_of(one.run, drawing, one.name, one.summary) for one in shown]
    if heat and len(shown) > 1:
        tally = Tally()
        for one in shown:
            tally.note(one.run, "")
        overlays += [heat_of(each, drawing) for each in tally.in_order()]
    return replace(drawing, overlays=tuple(overlays))
