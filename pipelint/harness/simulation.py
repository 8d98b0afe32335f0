"""Running a pipeline step by step, in virtual time.

By default Pipelines starts everything that is ready in parallel
(https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-pipeline.html). How long jobs take is not in a
definition, so every step takes one unit of time here, except Condition and Fail steps, which start no job and take
none. Among the steps that are ready at the same time, the order is that of the definition.

What happens after a failure follows the developer guide on Fail steps ("the pipeline does not terminate until all
concurrent steps are completed", build-and-manage-steps): steps that started in the same unit of time end, and nothing
starts later. A step that waits for a step which was skipped, failed or never reached is never reached itself, and does
not make the execution fail; so it is in the SDK's local mode (sagemaker/local/pipeline.py:331-348 of sagemaker 2.257).
A step that depends on a Condition step itself, not on a step of its branches, runs whichever branch is taken: that is
local mode too, and AWS is said to refuse such pipelines (aws/sagemaker-python-sdk issue 3565).
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from pipelint.harness.compare import Coercion
from pipelint.harness.fakes import Fake
from pipelint.harness.perform import performed
from pipelint.harness.preflight import edge_words
from pipelint.harness.resolve import Execution
from pipelint.harness.run import Run, State, StepRun
from pipelint.pipeline.graph import Edge, edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record

_INSTANT = frozenset({"Condition", "Fail"})
_STATE_WORDS = {
    State.SKIPPED: "was skipped",
    State.FAILED: "failed",
    State.NEVER_REACHED: "was never reached itself",
}


def simulate(pipeline: Pipeline, execution: Execution, fakes: Mapping[str, Fake], coercion: Coercion) -> Run:
    """Run ``pipeline``, which :func:`~pipelint.harness.preflight.check` has found runnable."""
    return _Simulation(pipeline, execution, fakes, coercion).run()


@record(frozen=False)
class _Simulation:
    pipeline: Pipeline
    execution: Execution
    fakes: Mapping[str, Fake]
    coercion: Coercion
    edges: tuple[Edge, ...] = ()
    waits: dict[str, list[Edge]] = field(default_factory=dict)
    waiting: dict[str, dict[str, None]] = field(default_factory=dict)
    open_waits: dict[str, int] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    branch_of: dict[str, str] = field(default_factory=dict)
    done: dict[str, StepRun] = field(default_factory=dict)
    done_at: dict[str, int] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    first_failure: StepRun | None = None
    failed_at: int | None = None

    def run(self) -> Run:
        ready = self._prepare()
        while ready:
            time, _, name = heapq.heappop(ready)
            self._settle(self.execution.steps[name], time)
            for waiting in self.waiting[name]:
                self.open_waits[waiting] -= 1
                if not self.open_waits[waiting]:
                    starts = max(self.done_at[edge.source] for edge in self.waits[waiting])
                    heapq.heappush(ready, (starts, self.order[waiting], waiting))
        return Run(
            self.pipeline,
            {name: self.done[name] for name in self.order},
            self.path,
            self.edges,
            None if self.first_failure is None else self.first_failure.failure,
        )

    def _prepare(self) -> list[tuple[int, int, str]]:
        """Index the graph and return the steps that wait for nothing."""
        self.edges = edges(self.pipeline)
        for number, (name, step) in enumerate(self.execution.steps.items()):
            self.order[name] = number
            self.waits[name] = []
            self.waiting[name] = {}
            self.branch_of.update({child.name: "if" for child in step.if_steps})
            self.branch_of.update({child.name: "else" for child in step.else_steps})
        for edge in self.edges:
            self.waits[edge.target].append(edge)
            self.waiting[edge.source][edge.target] = None
        for name, waits in self.waits.items():
            self.open_waits[name] = len({edge.source for edge in waits})
        return [(0, self.order[name], name) for name, count in self.open_waits.items() if not count]

    def _settle(self, step: Step, time: int) -> None:
        """Decide what becomes of ``step``, for which every step it waits for is done at ``time``."""
        self.done_at[step.name] = time
        outcome = self._left_out(step) or self._too_late(step, time)
        if outcome is None:
            outcome = performed(step, self.pipeline, self.execution, self.fakes.get(step.name), self.coercion)
            self.path.append(step.name)
            if step.type not in _INSTANT:
                self.done_at[step.name] = time + 1
            if outcome.failed and self.first_failure is None:
                self.first_failure, self.failed_at = outcome, time
        self.done[step.name] = outcome

    def _left_out(self, step: Step) -> StepRun | None:
        """Return the end of a step that cannot start, because of a branch or of what it waits for; else None."""
        waits = self.waits[step.name]
        for edge in waits:
            if edge.kind == "branch":
                condition = self.done[edge.source]
                if condition.skipped:
                    why = f'was skipped: so was "{edge.source}", whose branch it is in'
                    return self._ended(step, State.SKIPPED, why)
                if condition.executed and condition.branch != self.branch_of[step.name]:
                    why = f'was skipped: "{edge.source}" took the {condition.branch} branch'
                    return self._ended(step, State.SKIPPED, why)
        for edge in waits:
            source = self.done[edge.source]
            if not source.executed:
                because = f"was never reached: {edge_words(edge)}, which {_STATE_WORDS[source.state]}"
                return self._ended(step, State.NEVER_REACHED, because, edge)
        return None

    def _too_late(self, step: Step, time: int) -> StepRun | None:
        if self.first_failure is None or self.failed_at is None or time <= self.failed_at:
            return None
        because = f'was never reached: the execution had ended before, when "{self.first_failure.name}" failed'
        return self._ended(step, State.NEVER_REACHED, because)

    def _ended(self, step: Step, state: State, because: str, edge: Edge | None = None) -> StepRun:
        return StepRun(step, state, because, self.pipeline, starved_by=edge)
