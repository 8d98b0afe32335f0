"""Whether a step may start, now that everything it waits for has ended.

A step waits for all of its edges. A reference, and a dependency without a trigger, want the other step to have
succeeded; with the triggers of SDK v3 to have failed, to have been stopped, or to have reached "any terminal state"
(sagemaker/mlops/workflow/step_dependency.py:27-60 of sagemaker-mlops 1.27). A branch that is not taken is skipped, and
who waits for a step in it is never reached, as in the SDK's local mode (sagemaker/local/pipeline.py:331-348 of
sagemaker 2.257). Whether a step that never ran is in a "terminal state" nobody says: ``any_of_skipped`` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelint.harness.errors import Unsettled
from pipelint.harness.plan import Wait
from pipelint.harness.preflight import edge_words
from pipelint.harness.settings import AnyOfSkipped
from pipelint.harness.step_run import State, StepRun
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.record import record

_ENDS = {
    State.EXECUTED: "succeeded",
    State.SKIPPED: "was skipped",
    State.FAILED: "failed",
    State.NEVER_REACHED: "was never reached itself",
    State.STOPPED: "was stopped",
    State.NOT_SELECTED: "was not selected",
}
_WANTED = {"Completed": State.EXECUTED, "Failed": State.FAILED, "Stopped": State.STOPPED}


@record
class LeftOut:
    """Why a step does not start: its ``state``, in words, and the edge that starved it."""

    state: State
    because: str
    edge: Edge | None = None


def left_out(
    name: str, waits: Sequence[Wait], done: Mapping[str, StepRun], branch: str | None, any_of_skipped: AnyOfSkipped
) -> LeftOut | None:
    """Return why the step called ``name``, in ``branch`` of a condition if in any, does not start; None if it may.

    Raises:
        Unsettled: a dependency with trigger Any is on a step that never ran.
    """
    if branch is not None:
        for wait in waits:
            if wait.edge.kind == "branch":
                out = _untaken(done[wait.edge.source], branch)
                if out is not None:
                    return out
    for wait in waits:
        source = done[wait.edge.source]
        if wait.trigger == "Any":
            if source.ran or _counts(name, source, any_of_skipped):
                continue
        elif source.state is _WANTED[wait.trigger]:
            continue
        words = edge_words(wait.edge) + ("" if wait.trigger == "Completed" else f" when it {_wish(wait.trigger)}")
        because = f"was never reached: {words}, which {_ENDS[source.state]}"
        return LeftOut(State.NEVER_REACHED, because, wait.edge)
    return None


def _untaken(condition: StepRun, branch: str) -> LeftOut | None:
    if condition.skipped:
        return LeftOut(State.SKIPPED, f'was skipped: so was "{condition.name}", whose branch it is in')
    if condition.executed and condition.branch != branch:
        return LeftOut(State.SKIPPED, f'was skipped: "{condition.name}" took the {condition.branch} branch')
    return None


def _counts(name: str, source: StepRun, any_of_skipped: AnyOfSkipped) -> bool:
    if any_of_skipped == "refuse":
        raise Unsettled(
            f'step "{name}" depends on "{source.name}" with trigger Any, and that {source.because}; nothing says '
            'whether a step that never ran counts. Decide it: Harness(..., any_of_skipped="runs") or "starves"'
        )
    return any_of_skipped == "runs"


def _wish(trigger: str) -> str:
    return {"Failed": "fails", "Stopped": "is stopped", "Any": "ends"}[trigger]
