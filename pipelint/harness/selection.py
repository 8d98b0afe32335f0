"""Selective execution: some steps run, and what they read of others is taken from a reference execution.

https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-selective-ex.html and API_SelectiveExecutionConfig: 1 to 50
steps, connected in the graph, with all steps on all paths between two of them; steps that were not selected are not run
again, and the reference, by default the latest execution, must have succeeded or failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelint.harness.errors import InvalidSelection, Unsettled
from pipelint.harness.plan import Plan, Wait
from pipelint.harness.preflight import edge_words
from pipelint.harness.results import Result
from pipelint.harness.step_run import State, StepRun
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import did_you_mean

if TYPE_CHECKING:
    from pipelint.harness.run import Run

MOST = 50


@record(eq=False)
class Selection:
    """The steps that run, and the results of the reference execution that they need."""

    plan: Plan
    names: frozenset[str]
    needed: Mapping[str, Result]

    def selects(self, name: str) -> bool:
        """Tell whether the step called ``name`` runs."""
        return name in self.names

    def remaining(self, name: str, waits: Sequence[Wait]) -> list[Wait]:
        """Return those of ``waits`` that are for steps which run now; inside a loop all are."""
        return [wait for wait in waits if name not in self.plan.steps or wait.edge.source in self.names]

    def reused(self, step: Step, results: dict[str, Result]) -> StepRun:
        """Return what became of a step that was not selected, and hand on its results where they are needed."""
        found = self.needed.get(step.name)
        if found is None:
            because = "was not selected"
        else:
            because = "was not selected: its outputs are those of the reference execution"
            results[step.name] = found
        return StepRun(step.name, step, State.NOT_SELECTED, because, self.plan.pipeline)


def selection_of(plan: Plan, names: Iterable[str], previous: Sequence[Run]) -> Selection:
    """Return the selection of the steps called ``names``, with the latest of ``previous`` as its reference.

    Raises:
        InvalidSelection: AWS would refuse to start it.
        Unsettled: nothing says what AWS makes of it.
    """
    selected = _checked_names(plan, names)
    _check_paths(plan, selected)
    _check_connected(plan, selected)
    outside = [wait for name in selected for wait in plan.waits[name] if wait.edge.source not in selected]
    if not outside:
        return Selection(plan, frozenset(selected), {})
    sources = list(dict.fromkeys(wait.edge.source for wait in outside))
    if not previous:
        raise InvalidSelection(
            f"the selected steps {_listed(selected)} depend on {_listed(sources)}: they need a reference execution, "
            "run(previous=...). AWS says: Invalid SourcePipelineExecutionArn: null"
        )
    reference = max(previous, key=lambda run: run.started)
    if reference.status not in ("Succeeded", "Failed"):
        raise InvalidSelection(
            f"the reference execution is {reference.status}; a selective execution takes one that succeeded or failed"
        )
    return Selection(plan, frozenset(selected), {wait.edge.source: _needed(plan, wait, reference) for wait in outside})


def _checked_names(plan: Plan, names: Iterable[str]) -> list[str]:
    selected = [names] if isinstance(names, str) else list(names)
    for name in selected:
        if name in plan.loop_of:
            raise InvalidSelection(f'step "{name}" is in the body of a loop: select "{plan.loop_of[name]}"')
        if name not in plan.steps:
            raise InvalidSelection(
                f'the selected step "{name}" is none of the pipeline;{did_you_mean(name, plan.steps)} '
                f"it has {', '.join(plan.steps)}"
            )
    if not 1 <= len(selected) <= MOST:
        raise InvalidSelection(f"{len(selected)} steps are selected; AWS takes 1 to {MOST}")
    return [name for name in plan.steps if name in selected]


def _check_paths(plan: Plan, selected: Sequence[str]) -> None:
    """Refuse a step that is left out of a path between two selected ones."""
    below = _reached(selected, plan.waiting)
    upward = {name: [wait.edge.source for wait in waits] for name, waits in plan.waits.items()}
    above = _reached(selected, upward)
    between = [name for name in plan.steps if name in below and name in above and name not in selected]
    if between:
        raise InvalidSelection(
            f"the selected steps {_listed(selected)} leave out {_listed(between)} between them; AWS wants all steps on "
            "all paths between two selected ones"
        )


def _check_connected(plan: Plan, selected: Sequence[str]) -> None:
    neighbours: dict[str, list[str]] = {name: [] for name in selected}
    for name in selected:
        for wait in plan.waits[name]:
            if wait.edge.source in neighbours:
                neighbours[name].append(wait.edge.source)
                neighbours[wait.edge.source].append(name)
    together = {selected[0]} | _reached(selected[:1], neighbours)
    apart = [name for name in selected if name not in together]
    if apart:
        raise Unsettled(
            f"the selected steps {_listed(selected)} are not connected with each other: AWS takes steps that are "
            f'"connected in the graph", and nothing says whether {_listed(apart)} may be selected with {selected[0]}. '
            "Run them one after the other"
        )


def _reached(start: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    """Return what is reached from ``start`` by at least one of ``ways``."""
    found: set[str] = set()
    pending = list(start)
    while pending:
        for name in ways[pending.pop()]:
            if name not in found:
                found.add(name)
                pending.append(name)
    return found


def _needed(plan: Plan, wait: Wait, reference: Run) -> Result:
    edge = wait.edge
    source = reference.steps.get(edge.source)
    if wait.trigger != "Completed":
        raise Unsettled(
            f"{edge_words(edge)} with trigger {wait.trigger}, which is not selected; nothing says whether its outcome "
            "in the reference execution counts"
        )
    if source is None or not source.executed or source.result is None:
        became = "was no step of it" if source is None else source.because
        raise InvalidSelection(
            f"{edge_words(edge)}, which is not selected, and which in the reference execution {became}"
        )
    branch = plan.branch_of.get(edge.target)
    if edge.kind == "branch" and source.branch != branch:
        raise Unsettled(
            f'"{edge.target}" is in the {branch} branch of "{edge.source}", which took the {source.branch} branch in '
            "the reference execution; nothing says whether it may be selected"
        )
    return source.result


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
