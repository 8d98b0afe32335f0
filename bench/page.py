"""The measured part of docs/performance.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bench.case import Case
from bench.measure import TIMES, Comparison

_MEASURED = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end of measured -->)", re.DOTALL)
_HEAD = (
    "| figure | processor time | ratio | goal | met | peak memory |",
    "|---|---|---|---|---|---|",
)


def is_met(case: Case, figures: Comparison) -> bool:
    """Tell whether ``figures`` keep to the goal of ``case``, if it has one."""
    return case.goal is None or figures.cpu_ratio <= case.goal


def row(case: Case, figures: Comparison) -> str:
    """Return the line of the table for one benchmark."""
    goal = "" if case.goal is None else f"at most {case.goal:g}"
    met = "" if case.goal is None else ("yes" if is_met(case, figures) else "**no**")
    first, second = figures.first, figures.second
    times = f"{first.cpu:.3f} s to {second.cpu:.3f} s"
    peaks = f"{first.peak:.0f} MiB to {second.peak:.0f} MiB"
    return f"| {case.name} | {times} | {figures.cpu_ratio:.3f} | {goal} | {met} | {peaks} |"


def measured(page: str, rows: Sequence[str], machine: Mapping[str, str]) -> str:
    """Return ``page`` with its measured part made anew. Raises ValueError where it has none."""
    words = [f"- {name}: {told}" for name, told in machine.items()]
    intro = f"The least of {TIMES} runs of each of the two commands, in turn; processor time is user and system time."
    part = "\n".join(("", intro, "", *_HEAD, *rows, "", *words, "", ""))
    if not _MEASURED.search(page):
        raise ValueError("the page has no part between <!-- measured --> and <!-- end of measured -->")
    return _MEASURED.sub(lambda _: part, page)
