"""What became of one step: a :class:`StepRun`, made to be asserted on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from pipelint.harness.conditions import Judgement
from pipelint.harness.errors import StepDidNotRun, UnknownName
from pipelint.harness.execution import Read
from pipelint.harness.failure import Failure
from pipelint.harness.output_names import declared_outputs, returns_parameters
from pipelint.harness.results import Result
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.spelling import did_you_mean


class State(str, Enum):
    """What became of a step.

    SKIPPED: in a branch not taken. NEVER_REACHED: it waits for something that never came. STOPPED: it was stopped from
    outside. NOT_SELECTED: the run was a selective execution, and the step was not among the selected ones.
    """

    EXECUTED = "executed"
    SKIPPED = "skipped"
    FAILED = "failed"
    NEVER_REACHED = "never_reached"
    STOPPED = "stopped"
    NOT_SELECTED = "not_selected"


@record
class Attempt:
    """One attempt of a step: when it started, in seconds of virtual time, and why it failed, None if it did not."""

    started: float
    failure: Failure | None = None


@record
class Iteration:
    """One turn of a ForEach step: the ``item``, and what became of each step of the body, by its name in the body."""

    index: int
    item: Any
    steps: Mapping[str, StepRun]


@record
class StepRun:
    """What became of one step.

    ``name`` is the step's, for a step in the body of a loop with the number of its iteration: ``Train-0``. ``because``
    says in one sentence why the step is in its ``state``. ``starved_by`` is the edge a step that was never reached
    waited on. ``judgements`` are the conditions of a Condition step as they were judged, ``branch`` is ``"if"`` or
    ``"else"``. ``iterations`` are the turns of a ForEach step. ``values_read`` lists every reference the step resolved.
    ``tries`` are its attempts; none for a step that did not run or was taken from the cache. ``cached_at`` is when the
    outputs of the latter were made, and ``cache_note`` says why a step whose cache is on was taken from it, or was not.
    ``started`` and ``ended`` are seconds of virtual time since the execution started.
    """

    name: str
    step: Step
    state: State
    because: str
    pipeline: Pipeline = field(compare=False)
    branch: str | None = None
    failure: Failure | None = None
    starved_by: Edge | None = None
    judgements: tuple[Judgement, ...] = ()
    iterations: tuple[Iteration, ...] = ()
    iteration: int | None = None
    values_read: tuple[Read, ...] = ()
    tries: tuple[Attempt, ...] = ()
    cached_at: datetime | None = None
    cache_note: str | None = None
    resolved_arguments: Mapping[str, Any] | None = None
    resolved_attributes: Mapping[str, Any] | None = field(default=None, repr=False)
    result: Result | None = field(default=None, repr=False)
    started: float = 0.0
    ended: float = 0.0

    @property
    def executed(self) -> bool:
        """True when the step ran and succeeded, or was taken from the cache."""
        return self.state is State.EXECUTED

    @property
    def skipped(self) -> bool:
        """True when the step stands in a branch that was not taken."""
        return self.state is State.SKIPPED

    @property
    def failed(self) -> bool:
        """True when the step ran and failed."""
        return self.state is State.FAILED

    @property
    def never_reached(self) -> bool:
        """True when a step it waits for was skipped, failed or never reached, or the execution ended before."""
        return self.state is State.NEVER_REACHED

    @property
    def stopped(self) -> bool:
        """True when the step was stopped from outside while it ran."""
        return self.state is State.STOPPED

    @property
    def ran(self) -> bool:
        """True when the step started, however it ended."""
        return self.state in (State.EXECUTED, State.FAILED, State.STOPPED)

    @property
    def cached(self) -> bool:
        """True when the step was taken from the cache: its outputs are those of an earlier execution."""
        return self.cached_at is not None

    @property
    def attempts(self) -> int:
        """How often the step was started: 1 unless a retry policy had it start again, 0 when it did not run."""
        return len(self.tries)

    @property
    def arguments(self) -> Mapping[str, Any]:
        """The arguments with every expression resolved, as AWS would receive them.

        Raises:
            StepDidNotRun: the step was skipped or never reached, or failed while its arguments were resolved.
        """
        return self._known(self.resolved_arguments, "arguments")

    @property
    def outputs(self) -> Mapping[str, Any]:
        """What the Describe call of the step's job would return; the output parameters of a Lambda or Callback step.

        Raises:
            StepDidNotRun: the step did not run, or failed.
        """
        return self._known(self.produced, "outputs")

    @property
    def produced(self) -> Mapping[str, Any] | None:
        """The same as ``outputs``, None for a step that has none."""
        if self.result is None or not self.executed:
            return None
        members = self.result.members
        parameters: Mapping[str, Any] = members.get("OutputParameters", {}) if returns_parameters(self.step) else {}
        return parameters if returns_parameters(self.step) else members

    def reads(self, step: str, *, output: str | None = None) -> bool:
        """Return whether this step read a property, an output or a property file of ``step``.

        Args:
            step: the name of the step that is read. Inside a loop both the name in the body and the one with the number
                of the same iteration will do.
            output: the name of one of its outputs; a property file counts as reading the output it stands in.

        Raises:
            UnknownName: the pipeline has no such step, or that step declares no such output.
            StepDidNotRun: this step did not run, so what it would have read is not known.
        """
        if self.iteration is not None and self.pipeline.step(step) is None:
            step = step.removesuffix(f"-{self.iteration}")
        self._check_names(step, output)
        self._known(self.resolved_arguments, "reads")
        return any(read.step == step and (output is None or read.output == output) for read in self.values_read)

    def _check_names(self, step: str, output: str | None) -> None:
        read_step = self.pipeline.step(step)
        if read_step is None:
            raise unknown_step(step, [known.name for known in self.pipeline.all_steps()])
        declared = declared_outputs(read_step)
        if output is not None and declared is not None and output not in declared:
            raise UnknownName(
                f'step "{step}" has no output "{output}";{did_you_mean(output, declared)} '
                f"it has {', '.join(declared) or 'no named outputs'}"
            )

    def _known(self, value: Mapping[str, Any] | None, what: str) -> Mapping[str, Any]:
        if value is None:
            raise StepDidNotRun(f'step "{self.name}" has no {what}: it {self.because}')
        return value

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, without times of its own."""
        content = {
            "type": self.step.type,
            "state": self.state.value,
            "because": self.because,
            "branch": self.branch,
            "failure": None if self.failure is None else self.failure.reason,
            "attempts": self.attempts,
            "conditions": [judgement.to_dict() for judgement in self.judgements],
            "arguments": self.resolved_arguments,
            "outputs": self.produced,
        }
        if self.cached:
            content["cached"] = True
        if self.step.type == "ForEach":
            content["items"] = [iteration.item for iteration in self.iterations]
        return content

    def __repr__(self) -> str:
        return f'<step "{self.name}" {self.because}>'


def unknown_step(name: str, names: Mapping[str, object] | list[str]) -> UnknownName:
    """Return the error for a step name that the pipeline does not have."""
    return UnknownName(f'the pipeline has no step "{name}";{did_you_mean(name, names)} it has {", ".join(names)}')
