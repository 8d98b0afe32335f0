"""Choosing the values for one arm: first what the arm needs, then what keeps the rest of the pipeline from failing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from pipelint.harness.arms import ELSE, FALSE, IF, MANY, ONE, TRUE, ZERO, Arm, comparisons
from pipelint.harness.compare import Coercion
from pipelint.harness.generation.candidates import unnamed
from pipelint.harness.generation.hints import hints_of
from pipelint.harness.generation.inputs import Assignment, Domain, Input, NotChosen, evaluated, files_read, inputs_in
from pipelint.harness.generation.loops import is_open, items_goal, items_input
from pipelint.harness.generation.reaching import Map, NoWay, Way, told
from pipelint.harness.generation.search import FUEL, GivenUp, Goal, Holds, Search, Takes, inputs_of, sides, ways
from pipelint.pipeline.condition_text import condition_text
from pipelint.pipeline.model import Condition, Pipeline, Step

Choice = tuple[Assignment, "dict[str, str]"]
"""Values of inputs, and the steps that are to end otherwise than well, with the trigger that waits for it."""

_LOOP_OUTCOMES = (ZERO, ONE, MANY)


class Chooser:
    """Chooses values for the arms of one pipeline. ``decisive`` are the inputs that a condition or a loop reads."""

    def __init__(self, pipeline: Pipeline, variables: Mapping[str, str], coercion: Coercion) -> None:
        self.pipeline = pipeline
        self._coercion: Coercion = coercion
        self._given: Assignment = {Input("variable", name=name): value for name, value in variables.items()}
        self._map = Map(pipeline)
        self._hints = hints_of(pipeline)
        self._loops = [step for step in pipeline.all_steps() if step.type == "ForEach" and is_open(step)]
        self._gates = [step for step in pipeline.all_steps() if step.type == "Condition"]
        items = (items_input(loop) for loop in self._loops)
        self.decisive = dict.fromkeys((*self._hints, *(one for one in items if one is not None)))
        read = files_read(value for step in pipeline.all_steps() for value in step.values())
        parameters = (Input("parameter", name=parameter.name) for parameter in pipeline.parameters)
        self._needed = list(dict.fromkeys((*self.decisive, *read, *parameters)))
        self._inputs_of = {gate.name: frozenset(inputs_of(Takes(gate, IF))) for gate in self._gates}
        self._domains: dict[Input, Domain] = {}
        self._easily: dict[tuple[str, bool], Assignment] = {}
        self._search = self._new_search()

    def _new_search(self) -> Search:
        return Search(self.pipeline, self._hints, self._given, self._coercion, domains=self._domains)

    def is_default(self, one: Input, value: Any) -> bool:
        """Tell whether ``value`` is what the parameter ``one`` has without being told."""
        default = self._search.domain(one).default
        return one.kind == "parameter" and default is not None and default == value

    def for_arm(self, arm: Arm) -> Iterator[Choice]:
        """Yield choices that should make the pipeline take ``arm``, the most probable first.

        Raises:
            NoWay: nothing can.
        """
        way = self._map.way_to(arm.step)
        yield from self._choices(way, self._map.goals(way) + self._own_goals(arm, way))

    def _own_goals(self, arm: Arm, way: Way) -> list[Goal]:
        goals = self._map.arm_goals(arm)
        loops = dict.fromkeys(way.loops, ONE)
        if arm.outcome in _LOOP_OUTCOMES:
            loops[arm.step] = arm.outcome
        for name, outcome in loops.items():
            loop = self._map.steps[name]
            try:
                one = items_input(loop)
                goal = items_goal(loop, outcome, None if one is None else self._search.domain(one).default)
            except NotChosen as problem:
                raise NoWay(f'the items of "{name}" cannot be chosen: {problem}') from None
            goals += [] if goal is None else [goal]
        return goals

    def _choices(self, way: Way, goals: list[Goal]) -> Iterator[Choice]:
        search = self._search = self._new_search()
        try:
            for found in search.meet_all(goals):
                for whole in self._completed(found, way):
                    yield whole, dict(way.endings)
        except GivenUp:
            search.blocked = f"the search was given up after {FUEL} comparisons"

    def _completed(self, chosen: Assignment, way: Way) -> Iterator[Assignment]:
        """Yield ``chosen`` with a value for everything else that decides or that only a test can give.

        The other Condition steps take the branch without a Fail step where they can: an execution that fails elsewhere
        ends before it comes to what is wanted. Then they take the other one, for what waits in it.
        """
        for preferred in (True, False):
            whole = chosen
            for gate in self._gates:
                if gate.name not in way.branches:
                    whole = self._gate(gate, whole, preferred)
            for loop in self._loops:
                whole = self._loop(loop, whole)
            yield self._filled(whole)

    def _gate(self, gate: Step, chosen: Assignment, preferred: bool) -> Assignment:
        """Return ``chosen`` with what makes ``gate`` take a branch: always the same, where nothing of it is chosen."""
        if not self._inputs_of[gate.name].isdisjoint(chosen):
            return self._gate_after(gate, chosen, preferred)
        key = gate.name, preferred
        if key not in self._easily:
            self._easily[key] = self._gate_after(gate, self._given, preferred)
        return {**chosen, **self._easily[key]}

    def _gate_after(self, gate: Step, chosen: Assignment, preferred: bool) -> Assignment:
        fails_if = any(step.type == "Fail" for step in gate.if_steps)
        first = ELSE if fails_if is preferred else IF
        search = self._new_search()
        with suppress(GivenUp):
            for branch in (first, ELSE if first == IF else IF):
                found = next(search.meet([Takes(gate, branch)], chosen), None)
                if found is not None:
                    return found
        return chosen

    def _loop(self, loop: Step, chosen: Assignment) -> Assignment:
        one = items_input(loop)
        if one is None or one in chosen:
            return chosen
        goal = items_goal(loop, ONE, self._search.domain(one).default)
        return chosen if goal is None else {**chosen, one: goal.value}

    def _filled(self, chosen: Assignment) -> Assignment:
        whole = dict(chosen)
        for one in self._needed:
            known = self._search.domain(one)
            if one not in whole and (one.kind != "parameter" or known.default is None):
                whole[one] = next(unnamed(known))
        return whole

    def why_not(self, arm: Arm) -> str:
        """Say why no choice was found for ``arm``, after :meth:`for_arm` has been asked for all of them."""
        if self._search.blocked:
            return self._search.blocked
        goals = self._map.goals(self._map.way_to(arm.step)) + self._map.arm_goals(arm)
        reason = next(filter(None, map(self._never, _conditions(goals))), "")
        return reason or f"no values were found with which {told(goals)}"

    def impossible(self, arm: Arm) -> str:
        """Say why no execution can ever take ``arm``; the empty text where that is not certain."""
        step = self._map.steps[arm.step]
        if arm.outcome == ELSE and not step.conditions:
            return f'"{step.name}" has no conditions, and takes its if branch always'
        try:
            goals = self._map.goals(self._map.way_to(arm.step)) + self._map.arm_goals(arm)
        except NoWay:
            return ""  # with a trigger in between, this is no proof
        return next(filter(None, map(self._impossible_goal, goals)), "")

    def _impossible_goal(self, goal: Goal) -> str:
        """Say why ``goal`` cannot be met; a branch cannot be taken where no way to take it is left."""
        if isinstance(goal, Takes):
            reasons = [next(filter(None, map(self._impossible_goal, way)), "") for way in ways(goal)]
            return reasons[0] if reasons and all(reasons) else ""
        return self._never(goal) if isinstance(goal, Holds) and self._certain(goal) else ""

    def _certain(self, goal: Holds) -> bool:
        """Tell whether ``goal`` is about nothing but what tests choose, and comes out the other way."""
        other = Holds(goal.condition, not goal.wanted)
        told_besides = any(one.kind == "variable" for one in inputs_of(goal))
        return not told_besides and next(self._new_search().meet([other], self._given), None) is not None

    def _never(self, goal: Holds) -> str:
        """Say that ``goal`` cannot be met on its own, where that is so and why can be told."""
        search = self._new_search()
        try:
            if next(search.meet([goal], self._given), None) is not None:
                return ""
            leaves = [leaf for _, leaf in comparisons([goal.condition])]
            inputs = {one: None for leaf in leaves for side in sides(leaf) for one in inputs_in(side)}
        except (GivenUp, NotChosen):
            return ""
        never = f"{condition_text(goal.condition)} is never {'true' if goal.wanted else 'false'}"
        open_inputs = [one for one in inputs if one.kind != "variable"]
        if not open_inputs:
            return f"{never}: it compares what is the same in every run"
        among = [(one, search.domain(one).among) for one in open_inputs]
        told_ = [f"{one} is one of {', '.join(map(repr, values))}" for one, values in among if values]
        return f"{never}: {' and '.join(told_)}" if len(told_) == len(open_inputs) else ""

    def boundaries(self) -> Iterator[tuple[Arm, str, Iterator[Choice]]]:
        """Yield, for each comparison with a number, ``below``, ``equal`` and ``above`` with choices for each."""
        for gate in self._gates:
            places = list(comparisons(gate.conditions))
            for place, leaf in places:
                arm = Arm(gate.name, TRUE, place if len(places) > 1 else "", condition_text(leaf))
                for side in ("below", "equal", "above"):
                    yield arm, side, self._at_boundary(Arm(gate.name, TRUE, place), leaf, side)

    def _at_boundary(self, arm: Arm, leaf: Condition, side: str) -> Iterator[Choice]:
        for outcome in (TRUE, FALSE):
            try:
                for chosen, endings in self.for_arm(Arm(arm.step, outcome, arm.place)):
                    if _stands(leaf, chosen) == side:
                        yield chosen, endings
            except NoWay:
                return


def _conditions(goals: Iterable[Goal]) -> Iterator[Holds]:
    """Yield what ``goals`` want of conditions; for an else branch, to which there are several ways, by the first."""
    for goal in goals:
        for one in next(ways(goal), []) if isinstance(goal, Takes) else [goal]:
            if isinstance(one, Holds):
                yield one


def _stands(leaf: Condition, chosen: Assignment) -> str | None:
    """Return on which side of the boundary of ``leaf`` the chosen values stand; None where there are no numbers."""
    left, right = sides(leaf)
    try:
        one, other = evaluated(left, chosen), evaluated(right, chosen)
    except NotChosen:
        return None
    if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (one, other)):
        return None
    return "equal" if one == other else "below" if one < other else "above"
