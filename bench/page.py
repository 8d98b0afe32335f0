"""The measured part of docs/performance.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bench.case import Case, Skipped
from bench.measure import TIMES, Comparison

_MEASURED = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end of measured -->)", re.DOTALL)
_HEAD = (
    "| figure | processor time | ratio | goal | met | peak memory | ratio | goal | met |",
    "|---|---|---|---|---|---|---|---|---|",
)


def is_met(case: Case, figures: Comparison) -> bool:
    """Tell whether ``figures`` keep to the goals of ``case``, if it has any."""
    return _keeps(figures.cpu_ratio, case.goal) and _keeps(figures.memory_ratio, case.memory_goal)


def _keeps(ratio: float, goal: float | None) -> bool:
    return goal is None or ratio <= goal


def row(case: Case, figures: Comparison) -> str:
    """Return the line of the table for one benchmark."""
    first, second = figures.first, figures.second
    times = f"{first.cpu:.3f} s to {second.cpu:.3f} s"
    peaks = f"{first.peak:.0f} MiB to {second.peak:.0f} MiB"
    of_memory = ["", "", ""] if case.memory_goal is None else _judged(figures.memory_ratio, case.memory_goal)
    return f"| {' | '.join((case.name, times, *_judged(figures.cpu_ratio, case.goal), peaks, *of_memory))} |"


def row_of_skipped(skipped: Skipped) -> str:
    """Return the line of the table for a benchmark that was not run."""
    return f"| {skipped.name} | not measured: {skipped.why} |  |  |  |  |  |  |  |"


def _judged(ratio: float, goal: float | None) -> list[str]:
    """Return a ratio, its goal, and whether that is met."""
    if goal is None:
        return [f"{ratio:.3f}", "", ""]
    return [f"{ratio:.3f}", f"at most {goal:g}", "yes" if _keeps(ratio, goal) else "**no**"]


def measured(page: str, rows: Sequence[str], machine: Mapping[str, str]) -> str:
    """Return ``page`` with its measured part made anew. Raises ValueError where it has none."""
    words = [f"- {name}: {told}" for name, told in machine.items()]
    intro = f"The least of {TIMES} runs of each of the two commands, in turn; processor time is user and system time."
    part = "\n".join(("", intro, "", *_HEAD, *rows, "", *words, "", ""))
    if not _MEASURED.search(page):
        raise ValueError("the page has no part between <!-- measured --> and <!-- end of measured -->")
    return _MEASURED.sub(lambda _: part, page)
