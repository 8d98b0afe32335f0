"""Branch coverage over the picture of a pipeline: how often each arm was taken, as heat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelint.drawing.drawing import Arrow, Drawing, Line, Mark, Overlay, Section
from pipelint.harness.arms import ELSE, IF, Arm
from pipelint.harness.coverage.as_text import missing, percent_text
from pipelint.harness.coverage.tally import PipelineTally, percent


def heat_of(tally: PipelineTally, drawing: Drawing) -> Overlay:
    """Return how often each arm was taken, as ``tally`` counts, to be drawn over the ``drawing`` of that pipeline."""
    of_step: dict[str, list[Arm]] = {}
    for arm in tally.arms:
        of_step.setdefault(arm.step, []).append(arm)
    told = {node.id: of_step[node.name] for node in drawing.nodes if node.name in of_step}
    share = percent_text(percent(tally.covered, tally.possible))
    return Overlay(
        "Branch coverage",
        f"{tally.covered} of {tally.possible} arms taken, {share}, by {_times(tally.runs)}",
        nodes={key: tuple(_marks(arms, tally)) for key, arms in told.items()},
        arrows={
            place: (mark,)
            for place, arrow in enumerate(drawing.arrows)
            if (mark := _arrow_mark(arrow, of_step.get(arrow.source, ()), tally)) is not None
        },
        sections={key: (_section(arms, tally),) for key, arms in told.items()},
    )


def _marks(arms: Sequence[Arm], tally: PipelineTally) -> Iterator[Mark]:
    """Yield a mark for each arm that no run took, and one for a step that has none of these."""
    untaken = [arm for arm in arms if not tally.counts[arm] and arm not in tally.impossible]
    for arm in untaken:
        yield Mark("uncovered", missing(arm))
    if not untaken:
        yield Mark("covered", f"{len(arms)} arms taken" if len(arms) != 1 else "taken")


def _arrow_mark(arrow: Arrow, arms: Sequence[Arm], tally: PipelineTally) -> Mark | None:
    """Return how often the arm was taken that ``arrow`` leads into, None for an arrow that leads into none."""
    arm = next((one for one in arms if one.outcome == arrow.kind and arrow.kind in (IF, ELSE)), None)
    if arm is None:
        return None
    count = tally.counts[arm]
    if count:
        return Mark("covered", f"taken by {count} of {_times(tally.runs)}", min(1.0, count / max(1, tally.runs)))
    return Mark("skipped" if arm in tally.impossible else "uncovered", _never(arm, tally), 0.0)


def _section(arms: Sequence[Arm], tally: PipelineTally) -> Section:
    lines = []
    for arm in arms:
        count = tally.counts[arm]
        often = f"taken by {count} of {_times(tally.runs)}" if count else _never(arm, tally)
        lines.append(Line(f"{often}: {arm.text}" if arm.place else often, arm.outcome))
    return Section("Arms", tuple(lines))


def _never(arm: Arm, tally: PipelineTally) -> str:
    impossible = tally.impossible.get(arm)
    return f"cannot be taken: {impossible}" if impossible else "never taken"


def _times(runs: int) -> str:
    return "1 run" if runs == 1 else f"{runs} runs"
