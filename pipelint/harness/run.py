"""What a simulated execution came to: a :class:`Run` of :class:`StepRun`, made to be asserted on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from pipelint.harness.conditions import Judgement
from pipelint.harness.errors import StepDidNotRun, UnknownName
from pipelint.harness.failure import Failure
from pipelint.harness.output_names import declared_outputs
from pipelint.harness.resolve import Read
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.spelling import did_you_mean


class State(str, Enum):
    """What became of a step. SKIPPED: in a branch not taken. NEVER_REACHED: it waits for something that never came."""

    EXECUTED = "executed"
    SKIPPED = "skipped"
    FAILED = "failed"
    NEVER_REACHED = "never_reached"


@record
class StepRun:
    """What became of one step.

    ``because`` says in one sentence why the step is in its ``state``. ``starved_by`` is the edge a step that was never
    reached waited on. ``judgements`` are the conditions of a Condition step as they were judged, ``branch`` is ``"if"``
    or ``"else"``. ``values_read`` lists every reference the step resolved. ``attempts`` is 1 for a step that ran, and
    0 for the others.
    """

    step: Step
    state: State
    because: str
    pipeline: Pipeline = field(compare=False)
    branch: str | None = None
    failure: Failure | None = None
    starved_by: Edge | None = None
    judgements: tuple[Judgement, ...] = ()
    values_read: tuple[Read, ...] = ()
    attempts: int = 0
    resolved_arguments: Mapping[str, Any] | None = None
    produced: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """The step's name."""
        return self.step.name

    @property
    def executed(self) -> bool:
        """True when the step ran and succeeded."""
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

    def reads(self, step: str, *, output: str | None = None) -> bool:
        """Return whether this step read a property, an output or a property file of ``step``.

        Args:
            step: the name of the step that is read.
            output: the name of one of its outputs; a property file counts as reading the output it stands in.

        Raises:
            UnknownName: the pipeline has no such step, or that step declares no such output.
            StepDidNotRun: this step did not run, so what it would have read is not known.
        """
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
        """Return everything as plain data, without ids or times of its own."""
        return {
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

    def __repr__(self) -> str:
        return f'<step "{self.name}" {self.because}>'


@record(eq=False)
class Run(Mapping[str, StepRun]):
    """A simulated execution: a mapping from step names, in definition order, to :class:`StepRun`.

    ``path`` lists the steps that ran, failed ones and condition steps included, in the order they ran. ``failure`` is
    the first failure.
    """

    pipeline: Pipeline
    steps: Mapping[str, StepRun]
    path: list[str]
    edges: tuple[Edge, ...]
    failure: Failure | None = None

    @property
    def status(self) -> str:
        """``"Succeeded"`` or ``"Failed"``, as in PipelineExecutionStatus of the API."""
        return "Succeeded" if self.failure is None else "Failed"

    @property
    def succeeded(self) -> bool:
        """True when no step failed. Skipped and never reached steps do not make an execution fail."""
        return self.failure is None

    def __getitem__(self, name: str) -> StepRun:
        try:
            return self.steps[name]
        except KeyError:
            raise unknown_step(name, self.steps) from None

    def __contains__(self, name: object) -> bool:
        return name in self.steps

    def __iter__(self) -> Iterator[str]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def to_dict(self) -> dict[str, Any]:
        """Return the run as plain data, fit for a snapshot: equal runs give equal dicts."""
        return {
            "status": self.status,
            "failure": None if self.failure is None else str(self.failure),
            "path": list(self.path),
            "steps": {name: step.to_dict() for name, step in self.steps.items()},
        }

    def to_mermaid(self) -> str:
        """Return the run as a Mermaid flowchart, coloured by state."""
        from pipelint.harness.mermaid import drawn

        return drawn(self)

    def explain(self, name: str) -> str:
        """Return why the step called ``name`` is in its state, what it decided, and where its values came from.

        Raises:
            UnknownName: the pipeline has no such step.
        """
        from pipelint.harness.trace import explanation

        return explanation(self[name])

    def __repr__(self) -> str:
        from pipelint.harness.trace import trace

        return trace(self)


def unknown_step(name: str, names: Mapping[str, object] | list[str]) -> UnknownName:
    """Return the error for a step name that the pipeline does not have."""
    return UnknownName(f'the pipeline has no step "{name}";{did_you_mean(name, names)} it has {", ".join(names)}')
