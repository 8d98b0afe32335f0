"""Running a pipeline step by step, in virtual time.

Everything that is ready starts in parallel, unless ParallelismConfiguration limits it
(https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-pipeline.html); among the steps that are ready at the
same time, the order is that of the definition. How long jobs take is not in a definition: a minute each, unless a fake
says otherwise. Condition, Fail and ForEach steps start no job, and take no time and no place of their own.

What happens after a failure follows the developer guide on Fail steps ("the pipeline does not terminate until all
concurrent steps are completed", build-and-manage-steps): what runs ends, and nothing starts later. A failure that
another step depends on (trigger Failed or Any) does not end the execution; where that step ran for every failure there
was, the status is CompletedWithFailures (sagemaker/mlops/workflow/step_dependency.py:49-51 of sagemaker-mlops 1.27).
The steps in the body of a loop follow the same rule among themselves, and the loop fails when they are done.

A step that depends on a Condition step itself, not on a step of its branches, runs whichever branch is taken: so does
the SDK's local mode, and AWS is said to refuse such pipelines (aws/sagemaker-python-sdk issue 3565).
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from math import inf, nextafter
from typing import TYPE_CHECKING

from pipelint.harness.errors import Unsettled
from pipelint.harness.execution import Execution, Scope
from pipelint.harness.fakes import Fake
from pipelint.harness.loop_run import LoopRun
from pipelint.harness.perform import Performance
from pipelint.harness.plan import Instance, Order, Plan, Wait
from pipelint.harness.run import Run
from pipelint.harness.settings import AnyOfSkipped
from pipelint.harness.step_run import State, StepRun
from pipelint.harness.waiting import LeftOut, left_out
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.record import field, record

if TYPE_CHECKING:
    from pipelint.harness.caching import Cache
    from pipelint.harness.selection import Selection

Entry = tuple[float, Order, str]
"""When a step is ready, its rank among those of the same time, and its name."""
Entries = list[Entry]

_INSTANT = frozenset({"Condition", "Fail", "ForEach"})


@record(frozen=False)
class Simulation:
    """One execution of a plan. ``parallelism`` is how many steps run at once, None for any number."""

    plan: Plan
    execution: Execution
    fakes: Mapping[str, Fake]
    parallelism: int | None = None
    cache: Cache | None = None
    selection: Selection | None = None
    instances: dict[str, Instance] = field(default_factory=dict)
    waits: dict[str, tuple[Wait, ...]] = field(default_factory=dict)
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)
    open_waits: dict[str, int] = field(default_factory=dict)
    ready: Entries = field(default_factory=list)
    running: list[tuple[float, Order, str, StepRun]] = field(default_factory=list)
    held_up: Entries = field(default_factory=list)
    loops: dict[str, LoopRun] = field(default_factory=dict)
    done: dict[str, StepRun] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    failures: list[StepRun] = field(default_factory=list)
    fatal: StepRun | None = None
    closes: float = inf
    time: float = 0.0

    def run(self) -> Run:
        """Execute the plan and return what came of it."""
        self._prepare()
        while self.ready or self.running:
            self.time = max(self.time, min(heap[0][0] for heap in (self.ready, self.running) if heap))
            while self.running and self.running[0][0] <= self.time:
                _, _, name, outcome = heapq.heappop(self.running)
                self._end(name, outcome)
            while self.ready and self.ready[0][0] <= self.time:
                self._start(heapq.heappop(self.ready))
            self._fill_places()
        return self._outcome()

    def _prepare(self) -> None:
        plan = self.plan
        self.waits = dict(plan.waits)
        self.waiting = dict(plan.waiting)
        self.edges = list(plan.edges)
        self.instances = dict(plan.instances)
        self.open_waits = dict(plan.sources)
        self.ready = [(0.0, self.instances[name].order, name) for name, count in plan.sources.items() if not count]

    def _start(self, entry: Entry) -> None:
        """Start the step that is ready, or decide that it does not start, or hold it up until there is a place."""
        name = entry[2]
        instance = self.instances[name]
        if self.selection is not None and instance.scope is None and not self.selection.selects(name):
            self._settle(name, self.selection.reused(instance.step, self.execution.results))
            return
        late = self._too_late(instance)
        out = self._left_out(instance, "starves" if late else self.execution.settings.any_of_skipped) or late
        if out is not None:
            self._settle(name, self._not_run(instance, out))
            return
        held_up = self._without_place(instance)
        if held_up is not None:
            heapq.heappush(held_up, entry)
            return
        self.path.append(name)
        performance = Performance(instance, self.plan.pipeline, self.execution, self.time)
        if instance.step.type == "ForEach":
            self._open_loop(instance, performance)
            return
        fake = self.fakes.get(name)
        if fake is None and instance.scope is not None:
            fake = self.fakes.get(instance.step.name)
        outcome = performance.perform(fake, self.cache)
        if instance.step.type in _INSTANT:
            self._settle(name, outcome)
            return
        if instance.scope is not None:
            self.loops[instance.scope.loop].running += 1
        heapq.heappush(self.running, (outcome.ended, instance.order, name, outcome))

    def _without_place(self, instance: Instance) -> Entries | None:
        """Return where a step that is ready waits for a place to run in; None where it needs none, or has one."""
        if instance.step.type in _INSTANT:
            return None
        if self.parallelism is not None and len(self.running) >= self.parallelism:
            return self.held_up
        loop = None if instance.scope is None else self.loops[instance.scope.loop]
        return None if loop is None or loop.running < loop.concurrency else loop.held_up

    def _fill_places(self) -> None:
        """Make ready again those that waited for a place, as far as there are places now; all, when nothing starts."""
        ended = self.time >= self.closes
        for loop in [one for one in self.loops.values() if one.held_up]:
            free = len(loop.held_up) if ended or loop.broken is not None else loop.concurrency - loop.running
            self._release(loop.held_up, free)
        if self.held_up and self.parallelism is not None:
            self._release(self.held_up, len(self.held_up) if ended else self.parallelism - len(self.running))

    def _release(self, held_up: Entries, count: int) -> None:
        for _ in range(min(count, len(held_up))):
            heapq.heappush(self.ready, heapq.heappop(held_up))

    def _left_out(self, instance: Instance, any_of_skipped: AnyOfSkipped) -> LeftOut | None:
        name = instance.name
        waits = self.waits[name]
        if not waits:
            return None
        branch = self.plan.branch_of.get(name)
        remaining = waits if self.selection is None else self.selection.remaining(name, waits)
        return left_out(name, remaining, self.done, branch, any_of_skipped)

    def _too_late(self, instance: Instance) -> LeftOut | None:
        if self.time >= self.closes and self.fatal is not None:
            why = f'the execution had ended before, when "{self.fatal.name}" failed'
            return LeftOut(State.NEVER_REACHED, f"was never reached: {why}")
        loop = self.loops[instance.scope.loop] if instance.scope is not None else None
        if loop is not None and loop.broken is not None:
            because = f'was never reached: loop "{loop.name}" had ended before, when "{loop.broken}" failed'
            return LeftOut(State.NEVER_REACHED, because)
        return None

    def _not_run(self, instance: Instance, out: LeftOut) -> StepRun:
        return StepRun(
            instance.name,
            instance.step,
            out.state,
            out.because,
            self.plan.pipeline,
            starved_by=out.edge,
            iteration=None if instance.scope is None else instance.scope.index,
            started=self.time,
            ended=self.time,
        )

    def _end(self, name: str, outcome: StepRun) -> None:
        """End a step that held a place."""
        scope = self.instances[name].scope
        if scope is not None:
            self.loops[scope.loop].running -= 1
        self._settle(name, outcome)

    def _settle(self, name: str, outcome: StepRun) -> None:
        """Note what became of a step, and make ready those that waited for it."""
        self.done[name] = outcome
        if outcome.executed and outcome.result is not None:
            self.execution.results[name] = outcome.result
        scope = self.instances[name].scope
        if outcome.failed or outcome.stopped:
            self._broke(outcome, scope)
        for waiting in self.waiting[name]:
            self.open_waits[waiting] -= 1
            if not self.open_waits[waiting]:
                heapq.heappush(self.ready, (self.time, self.instances[waiting].order, waiting))
        if scope is not None:
            loop = self.loops[scope.loop]
            loop.open -= 1
            if not loop.open:
                self._close_loop(loop)

    def _broke(self, outcome: StepRun, scope: Scope | None) -> None:
        """Let a failure end the loop it is in, or the execution, unless another step depends on it."""
        if scope is not None:
            loop = self.loops[scope.loop]
            if not self._is_awaited(outcome, among=self.waiting[outcome.name]):
                loop.broken = loop.broken or outcome.name
            return
        self.failures.append(outcome)
        if self._is_awaited(outcome, among=self.waiting[outcome.name]):
            return
        if outcome.stopped:
            raise Unsettled(
                f'step "{outcome.name}" {outcome.because}, and no step depends on it with trigger Stopped or Any; '
                "nothing says what the execution then comes to"
            )
        if self.fatal is None:
            self.fatal = outcome
            # What is ready at the same time as a Fail step starts with it; what a job's end makes ready does not.
            self.closes = nextafter(self.time, inf) if outcome.ended == outcome.started else self.time

    def _is_awaited(self, outcome: StepRun, among: tuple[str, ...]) -> bool:
        wanted = ("Stopped", "Any") if outcome.stopped else ("Failed", "Any")
        return any(
            wait.edge.source == outcome.name and wait.trigger in wanted
            for waiting in among
            for wait in self.waits[waiting]
        )

    def _open_loop(self, instance: Instance, performance: Performance) -> None:
        begun, items = performance.open_loop()
        if items is None:
            self._settle(instance.name, begun)
            return
        loop = LoopRun.opened(begun, instance.order, self.plan.bodies.get(instance.name), items)
        self.loops[instance.name] = loop
        for child in loop.children:
            name = child.instance.name
            self.instances[name] = child.instance
            self.waits[name], self.waiting[name] = child.waits, child.waiting
            self.open_waits[name] = len({wait.edge.source for wait in child.waits})
            self.edges.append(Edge(instance.name, name, "body", child.instance.step.origin))
            self.edges.extend(wait.edge for wait in child.waits)
            if not child.waits:
                heapq.heappush(self.ready, (self.time, child.instance.order, name))
        if not loop.open:
            self._close_loop(loop)

    def _close_loop(self, loop: LoopRun) -> None:
        self._settle(loop.name, loop.closed(self.done, self.time))

    def _outcome(self) -> Run:
        steps: dict[str, StepRun] = {}
        for name in self.plan.steps:
            steps[name] = self.done[name]
            for iteration in self.done[name].iterations:
                steps.update({run.name: run for run in iteration.steps.values()})
        surroundings = self.execution.surroundings
        failure = self.fatal or next(iter(self.failures), None)
        return Run(
            self.plan.pipeline,
            steps,
            self.path,
            tuple(self.edges),
            self._status(),
            self.execution.parameters,
            self.execution.variables,
            surroundings.now,
            None if failure is None else failure.failure,
        )

    def _status(self) -> str:
        if not self.failures:
            return "Succeeded"
        handled = all(
            any(
                self.done[waiting].ran and wait.edge.source == failure.name and wait.trigger != "Completed"
                for waiting in self.waiting[failure.name]
                for wait in self.waits[waiting]
            )
            for failure in self.failures
        )
        return "CompletedWithFailures" if handled and self.fatal is None else "Failed"
