"""What a ForEach step leaves behind: counts, the outputs of each iteration, and the one that its selector picks.

``IterationOutputs[i].<step>.<member>`` reads what a step of the body made in iteration ``i``, ``Selected.<member>``
what the step that the selector names made in the iteration it picks. The counts are of child steps, over all
iterations; a loop is Succeeded, Failed or Stopped (sagemaker/mlops/workflow/for_each_step.py:121-240 of sagemaker-mlops
1.27). What happens when two iterations tie, or a value cannot be ordered, is not documented, and refused where what was
selected is read. Where nobody faked what the selector compares, the first iteration stands in, and is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelint.harness.compare import kind
from pipelint.harness.errors import InvalidDefinition, MissingValue, Unsettled
from pipelint.harness.results import Found, Result
from pipelint.harness.step_run import Iteration, State, StepRun
from pipelint.pipeline.expression_text import short_expression
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record, replace
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import (
    Index,
    Literal,
    Member,
    OtherReference,
    PathPart,
    Record,
    StepReference,
    Value,
    path_text,
)

PICKS = ("MaxBy", "MinBy")
_NAMESPACE = "IterationOutput."


@record
class Choice:
    """What a selector picked: the ``iteration`` and the ``result`` of the step that it names.

    ``made_up`` says that nobody gave what it compares, ``problem`` why nobody can say which one it picks.
    """

    iteration: int = 0
    result: Result | None = None
    made_up: bool = False
    problem: Unsettled | None = None


@record
class LoopResult(Result):
    """A loop that ran: the results of its steps by iteration and name in the body, and the choice of its selector."""

    iterations: tuple[Mapping[str, Result], ...] = ()
    choice: Choice | None = None

    def read(self, path: tuple[PathPart, ...]) -> Found:
        """Return what stands at ``path``; see :meth:`Result.read`."""
        head = path[0].name if path and isinstance(path[0], Member) else None
        if head == "Selected":
            return self._selected(path[1:])
        if head == "IterationOutputs":
            return self._iteration(path)
        return Result.read(self, path)

    def _selected(self, path: tuple[PathPart, ...]) -> Found:
        choice = self.choice
        if choice is None:
            raise InvalidDefinition(f'loop "{self.step.name}" has no Selector, and Selected is read')
        if choice.problem is not None:
            raise choice.problem
        if choice.result is None:
            raise MissingValue(f'loop "{self.step.name}" had no items here, and what its selector picked is read')
        found = choice.result.read(path)
        return replace(found, invented=True) if choice.made_up else found

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
    """
    results = tuple(
        {name: run.result for name, run in iteration.steps.items() if run.result is not None}
        for iteration in iterations
    )
    members = {**counts([run for one in iterations for run in one.steps.values()]), "InputItemCount": len(iterations)}
    members["IterationOutputs"] = [{name: result.members for name, result in one.items()} for one in results]
    selector = step.arguments.get("Selector")
    choice = _choice(step, selector, results) if isinstance(selector, Record) else None
    if choice is not None and choice.result is not None and not choice.made_up:
        members["Selected"] = choice.result.members
    return LoopResult(step, members, iterations=results, choice=choice)


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


def _choice(step: Step, selector: Record, results: Sequence[Mapping[str, Result]]) -> Choice:
    pick, field = selector.get("Pick"), selector.get("Field")
    how = pick.value if isinstance(pick, Literal) else None
    if how not in PICKS:
        raise InvalidDefinition(
            f'the selector of loop "{step.name}" picks by {_told(pick)}; it picks by {" or ".join(PICKS)}'
        )
    reference = _field(step, field)
    found = [iteration[reference.step].read(reference.path) for iteration in results]
    if not found:
        return Choice()
    if any(one.invented for one in found):
        return Choice(0, results[0][reference.step], made_up=True)
    values = [one.value for one in found]
    problem = _undecidable(step, values, how)
    if problem is not None:
        return Choice(problem=problem)
    index = values.index(max(values) if how == "MaxBy" else min(values))
    return Choice(index, results[index][reference.step])


def _undecidable(step: Step, values: list[Any], how: object) -> Unsettled | None:
    if {kind(value) for value in values} != {"number"}:
        return Unsettled(
            f'the selector of loop "{step.name}" compares {values!r}; nothing says how the service orders anything '
            "but numbers"
        )
    best = max(values) if how == "MaxBy" else min(values)
    tied = [str(index) for index, value in enumerate(values) if value == best]
    if len(tied) == 1:
        return None
    return Unsettled(
        f'the selector of loop "{step.name}" finds {best!r} in iterations {", ".join(tied)}; nothing says which of '
        "them the service picks"
    )


def _told(value: Value | None) -> str:
    return "nothing" if value is None else short_expression(value)


def _field(step: Step, field: Value | None) -> StepReference:
    text = field.text if isinstance(field, OtherReference) else ""
    reference = parse_reference(f"Steps.{text.removeprefix(_NAMESPACE)}")
    names = [inner.name for inner in step.body]
    if not text.startswith(_NAMESPACE) or not isinstance(reference, StepReference) or reference.step not in names:
        raise InvalidDefinition(
            f'the selector of loop "{step.name}" compares {_told(field)}; expected IterationOutput.<step>.<member> of '
            f"a step in its body: {', '.join(names)}"
        )
    return reference
