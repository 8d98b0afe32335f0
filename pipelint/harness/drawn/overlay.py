"""A run in the words of a drawing: what became of each step, which way it went, and which values decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelint.drawing.drawing import Arrow, Drawing, Mark, Overlay
from pipelint.harness.arms import ELSE, IF, written_name
from pipelint.harness.drawn.telling import box_lines, sections
from pipelint.harness.step_run import State, StepRun

if TYPE_CHECKING:
    from pipelint.harness.run import Run

Runs = Mapping[str, Sequence[StepRun]]
"""What became of each step of the definition: one entry, or one for each iteration of the loop it is in."""


def overlay_of(run: Run, drawing: Drawing, name: str, summary: str = "") -> Overlay:
    """Return what is drawn over ``drawing``, that of the pipeline of ``run``.

    ``summary`` stands beside ``name``; it is the status of the run unless another is given.
    """
    of_step = _by_written_name(run)
    return Overlay(
        name,
        summary or run_summary(run),
        nodes={node.id: tuple(_marks(node.name, of_step, run)) for node in drawing.nodes},
        arrows={
            place: marks for place, arrow in enumerate(drawing.arrows) if (marks := tuple(_arrow_marks(arrow, of_step)))
        },
        sections={node.id: tuple(sections(of_step[node.name])) for node in drawing.nodes if node.name in of_step},
        lines={
            node.id: lines
            for node in drawing.nodes
            if node.lines and len(of_step.get(node.name, ())) == 1 and (lines := box_lines(of_step[node.name][0]))
        },
    )


def run_summary(run: Run) -> str:
    """Return the status of ``run`` as people read it, and why it failed."""
    words = {"CompletedWithFailures": "Completed with failures"}.get(run.status, run.status)
    return f"{words}: {run.failure}" if run.failure else words


def _by_written_name(run: Run) -> Runs:
    known = {step.name: step for step in run.pipeline.all_steps()}
    found: dict[str, list[StepRun]] = {}
    for name, step in run.items():
        found.setdefault(written_name(name, known), []).append(step)
    return found


def _marks(name: str, of_step: Runs, run: Run) -> Iterator[Mark]:
    """Yield what became of the step called ``name``; of one in a loop how often each thing did."""
    runs = of_step.get(name, ())
    if not runs:
        yield Mark("skipped", _why_never(name, run))
    elif len(runs) == 1:
        yield Mark(runs[0].state.value, runs[0].because)
    else:
        counts = Counter(step.state for step in runs)
        for state in State:
            if counts[state]:
                told = state.value.replace("_", " ")
                yield Mark(
                    state.value, f"{told} in {counts[state]} of {len(runs)} iterations", counts[state] / len(runs)
                )


def _why_never(name: str, run: Run) -> str:
    """Say why a step in the body of a loop ran in no iteration."""
    for step in run.pipeline.all_steps():
        if any(inner.name == name for inner in step.body):
            loop = run.steps.get(step.name)
            return f'ran for no item: "{step.name}" {loop.because if loop else "was never reached"}'
    return "did not run"


def _arrow_marks(arrow: Arrow, of_step: Runs) -> Iterator[Mark]:
    """Yield which way the run went along ``arrow``, whose ends are steps of a definition, in which names are unique."""
    sources, targets = of_step.get(arrow.source, ()), of_step.get(arrow.target, ())
    starved = next((one for one in targets if _is_along(arrow, one)), None)
    if starved is not None:
        yield Mark("never_reached", starved.because)
    elif arrow.kind in (IF, ELSE):
        ways = Counter(step.branch for step in sources if step.branch)
        if ways[arrow.kind]:
            yield Mark("executed", f"the {arrow.kind} branch was taken")
        elif ways:
            yield Mark("skipped", f"the {arrow.kind} branch was not taken")
    elif any(step.ran for step in sources) and any(step.ran for step in targets):
        yield Mark("executed", f"{arrow.target} ran after {arrow.source}")


def _is_along(arrow: Arrow, step: StepRun) -> bool:
    """Tell whether ``step`` waits in vain along ``arrow``."""
    edge = step.starved_by
    if edge is None or edge.source != arrow.source:
        return False
    return (edge.kind == "branch") == (arrow.kind in (IF, ELSE))
