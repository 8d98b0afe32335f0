"""A run as text: the whole trace, and one step explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.pipeline.expression_text import shortened

if TYPE_CHECKING:
    from pipelint.harness.conditions import Judgement
    from pipelint.harness.execution import Place, Read
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import Attempt, StepRun

_SIGNS = {True: "true", False: "false", None: "not judged"}


def trace(run: Run) -> str:
    """Return ``run`` as lines: its status, then the steps that ran in order, then the others in definition order."""
    rest = [name for name in run.steps if name not in set(run.path)]
    width = max(map(len, run.steps), default=0)
    end = f": {run.failure}" if run.failure else ""
    lines = [f"pipeline execution {run.status}{end}"]
    for name in [*run.path, *rest]:
        step = run.steps[name]
        lines.append(f"  {step.state.value:<13} {name:<{width}}  {_aside(step)}".rstrip())
        lines.extend(_judgement_lines(step.judgements, "      "))
    return "\n".join(lines)


def explanation(step: StepRun) -> str:
    """Return what became of one step and why, its conditions with their operands, and every value it read."""
    lines = [f'step "{step.name}" ({step.step.type}) {step.because}']
    if len(step.tries) > 1:
        lines.extend(f"  {_attempt_text(number, one)}" for number, one in enumerate(step.tries, start=1))
    if step.cache_note is not None and not step.cached:
        lines.append(f"  {step.cache_note}")
    lines.extend(_judgement_lines(step.judgements, "  "))
    if step.values_read:
        lines.append("  it read")
        lines.extend(f"    {_read_text(read)}" for read in step.values_read)
    return "\n".join(lines)


def _aside(step: StepRun) -> str:
    """Return what the trace adds to a step's state: the branch taken, or the reason of a state that needs one."""
    if step.branch:
        return f"{step.branch} branch"
    if step.executed:
        return "" if step.because == "ran" else step.because
    return step.because.partition(": ")[2] or step.because


def _judgement_lines(judgements: tuple[Judgement, ...], indent: str) -> Iterator[str]:
    for judgement in judgements:
        yield f"{indent}{_SIGNS[judgement.outcome]}: {judgement}"


def _attempt_text(number: int, attempt: Attempt) -> str:
    ended = "succeeded" if attempt.failure is None else attempt.failure.because
    return f"attempt {number}, started after {attempt.started:g} seconds, {ended}"


def _read_text(read: Read) -> str:
    made_up = " (made up: no fake gives it)" if read.invented else ""
    return f"{read.reference} = {shortened(read.value)}{made_up} for {_place_text(read.place)}"


def _place_text(place: Place) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")
