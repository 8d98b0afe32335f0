"""Branch coverage as a table for the terminal, and below each pipeline what no test made it do."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.harness.arms import ELSE, IF, REACHED, Arm
from pipelint.harness.coverage.tally import Tally, percent

NOTHING_RAN = "no test ran a pipeline through the harness, so nothing is covered"
_HEADS = ("runs", "arms", "taken", "cover")


def table(tally: Tally) -> Iterator[str]:
    """Yield the lines of the table."""
    if not tally.pipelines:
        yield NOTHING_RAN
        return
    pipelines = tally.in_order()
    width = max(len("pipeline"), *(len(tally.name(one)) for one in pipelines))
    yield _line("pipeline", _HEADS, width)
    for one in pipelines:
        figures = (one.runs, one.possible, one.covered, percent_text(percent(one.covered, one.possible)))
        yield _line(tally.name(one), figures, width)
        for arm in one.untaken:
            why = f" (nor can it: {one.impossible[arm]})" if arm in one.impossible else ""
            yield f"  {missing(arm)}{why}"
    runs = sum(one.runs for one in pipelines)
    yield _line("TOTAL", (runs, tally.arms, tally.covered, percent_text(tally.percent)), width)


def percent_text(value: float) -> str:
    """Return a percentage without decimals; never 100% of what is not whole, nor 0% of what is something."""
    if 99 < value < 100:
        return "99%"
    return "1%" if 0 < value < 1 else f"{value:.0f}%"


def missing(arm: Arm) -> str:
    """Say that no run took ``arm``."""
    if arm.outcome in (IF, ELSE):
        return f"{arm.step} never took its {arm.outcome} branch"
    if arm.outcome == REACHED:
        return f"{arm.step} was never reached"
    if arm.place:
        return f"{arm.step} never found {arm.place} {arm.outcome}: {arm.text}"
    return f"{arm.step} never had {arm.outcome}"


def _line(name: str, figures: tuple[object, ...], width: int) -> str:
    return f"{name:<{width}}" + "".join(f"  {figure:>5}" for figure in figures)
