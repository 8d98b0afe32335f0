"""A ForEach step while it runs: the steps of its body, once for each item, and how many run at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.errors import InvalidDefinition
from pipelint.harness.execution import Scope
from pipelint.harness.failure import Failure
from pipelint.harness.loops import loop_result
from pipelint.harness.plan import Body, Instance, Order, Wait
from pipelint.harness.step_run import Iteration, State, StepRun
from pipelint.pipeline.record import field, record, replace

MOST_AT_ONCE = 50
_NO_BODY = Body({}, {})


@record
class Child:
    """A step of the body in one iteration, what it waits for among the others, and who waits for it."""

    instance: Instance
    waits: tuple[Wait, ...]
    waiting: tuple[str, ...]


@record(frozen=False)
class LoopRun:
    """A loop that has started. ``open`` children have not ended, ``running`` ones hold a place of ``concurrency``.

    ``broken`` is the child that failed first, after which no other starts; ``held_up`` are those that wait for a place.
    """

    begun: StepRun
    items: list[Any]
    children: list[Child]
    concurrency: int
    open: int
    running: int = 0
    broken: str | None = None
    held_up: list[tuple[float, Order, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the loop."""
        return self.begun.name

    @classmethod
    def opened(cls, begun: StepRun, order: Order, body: Body | None, items: list[Any]) -> LoopRun:
        """Return the loop with a child for each item and step of the body, named ``<step>-<index>``.

        Raises:
            InvalidDefinition: MaxConcurrency is no whole number from 1 to 50.
        """
        concurrency = (begun.resolved_arguments or {}).get("MaxConcurrency")
        whole = isinstance(concurrency, int) and not isinstance(concurrency, bool)
        if not isinstance(concurrency, int) or not whole or not 1 <= concurrency <= MOST_AT_ONCE:
            raise InvalidDefinition(
                f'loop "{begun.name}" runs {concurrency!r} steps at once; MaxConcurrency is a whole number from 1 to '
                f"{MOST_AT_ONCE}"
            )
        children = [
            child
            for index, item in enumerate(items)
            for child in _children(begun.name, order, body or _NO_BODY, index, item)
        ]
        return cls(begun, items, children, concurrency, len(children))

    def closed(self, done: Mapping[str, StepRun], time: float) -> StepRun:
        """Return what became of the loop, now that all its children have ended."""
        iterations: list[Iteration] = [Iteration(index, item, {}) for index, item in enumerate(self.items)]
        steps: list[dict[str, StepRun]] = [{} for _ in self.items]
        for child in self.children:
            if child.instance.scope is not None:
                steps[child.instance.scope.index][child.instance.step.name] = done[child.instance.name]
        iterations = [Iteration(one.index, one.item, steps[one.index]) for one in iterations]
        run = replace(self.begun, iterations=tuple(iterations), ended=time)
        broken = next((one for each in steps for one in each.values() if one.failed or one.stopped), None)
        if broken is None:
            because = f"ran for {len(self.items)} item{'' if len(self.items) == 1 else 's'}"
            result = loop_result(self.begun.step, iterations)
            if "Selected" in result.members and result.choice is not None:
                because += f", and picked iteration {result.choice.iteration}"
            return replace(run, because=because, result=result)
        failed = done[self.broken] if self.broken is not None else broken
        reason = failed.failure.reason if failed.failure is not None else ""
        failure = Failure(self.name, f'"{failed.name}" {"was stopped" if failed.stopped else "failed"}: {reason}')
        return replace(run, state=State.FAILED, because=failure.because, failure=failure)


def _children(loop: str, order: Order, body: Body, index: int, item: Any) -> list[Child]:
    names = {name: f"{name}-{index}" for name in body.steps}
    scope = Scope(loop, index, item, names)
    waits = {name: tuple(replace(wait, edge=_renamed(wait, names)) for wait in body.waits[name]) for name in body.steps}
    waiting = {
        name: tuple(
            dict.fromkeys(
                names[other] for other in body.steps for wait in body.waits[other] if wait.edge.source == name
            )
        )
        for name in body.steps
    }
    return [
        Child(Instance(names[name], step, (*order, index, rank), scope), waits[name], tuple(waiting[name]))
        for rank, (name, step) in enumerate(body.steps.items())
    ]


def _renamed(wait: Wait, names: Mapping[str, str]) -> Any:
    edge = wait.edge
    return replace(edge, source=names[edge.source], target=names[edge.target])
