"""What must come to pass before an arm can be taken: which branches, which loops with items, which steps that fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelint.harness.arms import ELSE, FALSE, IF, TRUE, Arm
from pipelint.harness.generation.search import Goal, Holds, Takes
from pipelint.pipeline.condition_text import condition_text
from pipelint.pipeline.graph import Edge, edges
from pipelint.pipeline.model import Condition, Disjunction, Negation, Pipeline, Step
from pipelint.pipeline.record import field, record


class NoWay(Exception):
    """Nothing can make the pipeline take the arm; the text says why."""


@record(frozen=False)
class Way:
    """What an arm needs: the ``branches`` that Condition steps must take, ``loops`` that must have an item, and steps
    that must end otherwise than well, by the trigger that waits for it.
    """

    branches: dict[str, str] = field(default_factory=dict)
    loops: dict[str, None] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)


class Map:
    """A pipeline with its graph indexed, to be asked what leads to its steps."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.steps = {step.name: step for step in pipeline.all_steps()}
        self._waits: dict[str, list[Edge]] = {name: [] for name in self.steps}
        for edge in edges(pipeline):
            self._waits[edge.target].append(edge)
        self._branch_of = {
            child.name: branch
            for step in self.steps.values()
            for branch, children in ((IF, step.if_steps), (ELSE, step.else_steps))
            for child in children
        }
        self._triggers = {
            (dependency.step, step.name): dependency.trigger
            for step in self.steps.values()
            for dependency in step.depends_on
        }

    def way_to(self, name: str) -> Way:
        """Return what must come to pass for the step ``name`` to run.

        Raises:
            NoWay: it can never run.
        """
        way = Way()
        seen: set[str] = set()
        pending = [name]
        while pending:
            here = pending.pop()
            if here in seen:
                continue
            seen.add(here)
            for edge in self._waits[here]:
                self._add(edge, way, name)
                pending.append(edge.source)
        return way

    def _add(self, edge: Edge, way: Way, name: str) -> None:
        source = self.steps[edge.source]
        if edge.kind == "branch":
            self._branch(way, edge.source, self._branch_of[edge.target], name)
            return
        if edge.kind == "body":
            way.loops[edge.source] = None
            return
        trigger = self._triggers.get((edge.source, edge.target), "Completed") if edge.kind == "depends_on" else ""
        if trigger in ("Failed", "Stopped"):
            way.endings[edge.source] = trigger
        elif source.type == "Fail" and trigger != "Any":
            raise NoWay(f'"{edge.target}" waits for "{edge.source}", a Fail step, which never succeeds')

    @staticmethod
    def _branch(way: Way, condition: str, branch: str, name: str) -> None:
        if way.branches.setdefault(condition, branch) != branch:
            raise NoWay(f'"{name}" runs only when "{condition}" takes both of its branches')

    def goals(self, way: Way) -> list[Goal]:
        """Return what the Condition steps on ``way`` must do, in definition order."""
        return [Takes(step, way.branches[name]) for name, step in self.steps.items() if name in way.branches]

    def arm_goals(self, arm: Arm) -> list[Goal]:
        """Return what must hold in the step of ``arm`` itself. Raises :class:`NoWay` where it never can."""
        step = self.steps[arm.step]
        if arm.outcome in (IF, ELSE):
            if arm.outcome == ELSE and not step.conditions:
                raise NoWay(f'"{step.name}" has no conditions, and takes its if branch always')
            return [Takes(step, arm.outcome)]
        if arm.outcome in (TRUE, FALSE):
            return list(_leaf_goals(step, arm))
        return []


def _leaf_goals(step: Step, arm: Arm) -> Iterator[Goal]:
    """Yield what makes the comparison of ``arm`` be judged at all, and come out as it should.

    Conditions are judged in their order until the outcome is certain: in a list until one is false, in an Or until one
    is true.
    """
    here, rest = _entry(arm.place)
    conditions: Sequence[Condition] = step.conditions
    decisive = False
    while True:
        yield from (Holds(before, not decisive) for before in conditions[:here])
        condition = conditions[here]
        while isinstance(condition, Negation):
            condition, rest = condition.condition, rest.removeprefix(".Condition")
        if not isinstance(condition, Disjunction):
            yield Holds(condition, arm.outcome == TRUE)
            return
        conditions, decisive = condition.conditions, True
        here, rest = _entry(rest.removeprefix("."))


def _entry(place: str) -> tuple[int, str]:
    """Split ``Conditions[1].Conditions[0]`` into 1 and ``.Conditions[0]``."""
    first, _, rest = place.removeprefix("Conditions[").partition("]")
    return int(first), rest


def told(goals: Sequence[Goal]) -> str:
    """Say what ``goals`` ask for, for people."""
    return " and ".join(_told(goal) for goal in goals)


def _told(goal: Goal) -> str:
    if isinstance(goal, Takes):
        return f'"{goal.step.name}" takes its {goal.branch} branch'
    if isinstance(goal, Holds):
        return f"{condition_text(goal.condition)} is {'true' if goal.wanted else 'false'}"
    return f"{goal.one} is {goal.value!r}"
