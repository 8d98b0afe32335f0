"""What a ForEach step leaves behind: counts, the outputs of each iteration, and the one that its selector picks.

``IterationOutputs[i].<step>.<member>`` reads what a step of the body made in iteration ``i``, ``Selected.<member>``
what the step that the selector names made in the iteration it picks. The counts are of child steps, over all
iterations; a loop is Succeeded, Failed or Stopped (sagemaker/mlops/workflow/for_each_step.py:121-240 of sagemaker-mlops
1.27). What happens when two iterations tie, or a value cannot be ordered, is not documented, and refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelint.harness.compare import kind
from pipelint.harness.errors import InvalidDefinition, MissingFake, MissingValue, Unsettled
from pipelint.harness.results import Found, Result
from pipelint.harness.step_run import Iteration, State, StepRun
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Index, Literal, Member, OtherReference, PathPart, Record, StepReference, path_text

PICKS = ("MaxBy", "MinBy")
_NAMESPACE = "IterationOutput."


@record
class LoopResult(Result):
    """A loop that ran: the results of its steps by iteration and name in the body, and the one that was selected."""

    iterations: tuple[Mapping[str, Result], ...] = ()
    selected: Result | None = None

    def read(self, path: tuple[PathPart, ...]) -> Found:
        """Return what stands at ``path``; see :meth:`Result.read`."""
        head = path[0].name if path and isinstance(path[0], Member) else None
        if head == "Selected":
            return self._selected().read(path[1:])
        if head == "IterationOutputs":
            return self._iteration(path)
        return Result.read(self, path)

    def _selected(self) -> Result:
        if self.selected is not None:
            return self.selected
        if self.step.arguments.get("Selector") is None:
            raise InvalidDefinition(f'loop "{self.step.name}" has no Selector, and Selected is read')
        raise MissingValue(f'loop "{self.step.name}" had no items here, and what its selector picked is read')

    def _iteration(self, path: tuple[PathPart, ...]) -> Found:
        spelled = f"Steps.{self.step.name}.{path_text(path)}"
        index, inner = (path[1], path[2]) if len(path) > 2 else (None, None)
        if not isinstance(index, Index) or index.position is None or not isinstance(inner, Member):
            raise InvalidDefinition(
                f"{spelled} cannot be read: write IterationOutputs[<n>].<step of the body>.<member>"
            )
        if not 0 <= index.position < len(self.iterations):
            raise MissingValue(
                f'{spelled} cannot be read: loop "{self.step.name}" had {len(self.iterations)} items here'
            )
        results = self.iterations[index.position]
        if inner.name not in results:
            raise MissingValue(
                f'{spelled} cannot be read: the body of loop "{self.step.name}" has no step "{inner.name}";'
                f"{did_you_mean(inner.name, results)} it has {', '.join(results)}"
            )
        return results[inner.name].read(path[3:])


def loop_result(step: Step, iterations: Sequence[Iteration]) -> LoopResult:
    """Return what the loop ``step`` leaves behind, all of whose steps succeeded.

    Raises:
        InvalidDefinition: its selector is none.
        MissingFake: the selector compares values that nobody faked.
        Unsettled: nothing says which iteration the selector picks.
    """
    results = tuple(
        {name: run.result for name, run in iteration.steps.items() if run.result is not None}
        for iteration in iterations
    )
    members = {**counts([run for one in iterations for run in one.steps.values()]), "InputItemCount": len(iterations)}
    members["IterationOutputs"] = [{name: result.members for name, result in one.items()} for one in results]
    selector = step.arguments.get("Selector")
    selected = _selected(step, selector, results) if isinstance(selector, Record) else None
    if selected is not None:
        members["Selected"] = selected.members
    return LoopResult(step, members, iterations=results, selected=selected)


def counts(runs: Sequence[StepRun]) -> dict[str, Any]:
    """Return the counts of a loop's child steps, and its status."""
    states = [run.state for run in runs]
    failed, stopped = states.count(State.FAILED), states.count(State.STOPPED)
    return {
        "Status": "Failed" if failed else "Stopped" if stopped else "Succeeded",
        "TotalStepCount": sum(run.ran for run in runs),
        "SucceededStepCount": states.count(State.EXECUTED),
        "FailedStepCount": failed,
        "StoppedStepCount": stopped,
    }


def _selected(step: Step, selector: Record, results: Sequence[Mapping[str, Result]]) -> Result | None:
    pick, field = selector.get("Pick"), selector.get("Field")
    how = pick.value if isinstance(pick, Literal) else pick
    if how not in PICKS:
        raise InvalidDefinition(
            f'the selector of loop "{step.name}" picks by "{how}"; it picks by {" or ".join(PICKS)}'
        )
    reference = _field(step, field)
    values: list[Any] = []
    for index, iteration in enumerate(results):
        found = iteration[reference.step].read(reference.path)
        if found.invented:
            raise MissingFake(
                f'the selector of loop "{step.name}" compares {path_text(reference.path)} of step "{reference.step}", '
                f"which no fake gives in iteration {index}, and a made-up value never decides. "
                f'Fake it: run(steps={{"{reference.step}": outputs({{...}})}})'
            )
        values.append(found.value)
    if not values:
        return None
    kinds = {kind(value) for value in values}
    if kinds != {"number"}:
        raise Unsettled(
            f'the selector of loop "{step.name}" compares {values!r}; nothing says how the service orders anything '
            "but numbers"
        )
    best = max(values) if how == "MaxBy" else min(values)
    if values.count(best) > 1:
        tied = [str(index) for index, value in enumerate(values) if value == best]
        raise Unsettled(
            f'the selector of loop "{step.name}" finds {best!r} in iterations {", ".join(tied)}; nothing says which of '
            "them the service picks"
        )
    return results[values.index(best)][reference.step]


def _field(step: Step, field: object) -> StepReference:
    text = field.text if isinstance(field, OtherReference) else ""
    reference = parse_reference(f"Steps.{text.removeprefix(_NAMESPACE)}")
    names = [inner.name for inner in step.body]
    if not text.startswith(_NAMESPACE) or not isinstance(reference, StepReference) or reference.step not in names:
        raise InvalidDefinition(
            f'the selector of loop "{step.name}" compares {field}; expected IterationOutput.<step>.<member> of a step '
            f"in its body: {', '.join(names)}"
        )
    return reference
