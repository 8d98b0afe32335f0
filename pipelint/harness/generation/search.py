"""Searching values that make conditions come out as wanted: depth first, boundaries first, and with an end.

A goal is a condition and what it is to come to. Goals are met one after the other; each may choose inputs that nothing
has chosen so far, and what it chooses binds those that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Union

from pipelint.harness.arms import comparisons
from pipelint.harness.compare import COMPARISONS, Coercion, compare, contains
from pipelint.harness.errors import UnsettledComparison
from pipelint.harness.failure import StepFails
from pipelint.harness.generation.candidates import beside, between, legal, unnamed
from pipelint.harness.generation.inputs import (
    Assignment,
    Domain,
    Input,
    NotChosen,
    domain,
    evaluated,
    input_of,
    inputs_in,
)
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import Join, ListValue, Literal, Value

FUEL = 20_000
"""How many comparisons a search may make before it gives up."""


class GivenUp(Exception):
    """The search has made all the comparisons that it may make."""


@record
class Holds:
    """A goal: ``condition`` comes to ``wanted``."""

    condition: Condition
    wanted: bool


@record
class Takes:
    """A goal: ``step``, a Condition step, takes its ``branch``, ``"if"`` or ``"else"``."""

    step: Step
    branch: str


@record
class Has:
    """A goal: ``one`` has ``value``."""

    one: Input
    value: Any


Goal = Union[Holds, Takes, Has]


@record(frozen=False)
class Search:
    """One search in ``pipeline``; ``hints`` are the values that inputs are compared with anywhere in it.

    ``given`` are the values that no test chooses, and that are known. ``coercion`` decides between kinds, as that of a
    :class:`~pipelint.harness.Harness`. ``blocked`` is the last thing that decided and that no test can choose.
    """

    pipeline: Pipeline
    hints: Mapping[Input, Sequence[Any]]
    given: Assignment
    coercion: Coercion
    fuel: int = FUEL
    blocked: str = ""
    domains: dict[Input, Domain] = field(default_factory=dict)

    def meet_all(self, goals: Sequence[Goal]) -> Iterator[Assignment]:
        """Yield assignments that meet all ``goals``, of which those that have no input in common are looked at apart.

        Raises:
            GivenUp: there may be more.
        """
        groups = _groups(goals)
        if all(next(self.meet(group, self.given), None) is not None for group in groups):
            yield from self.meet([goal for group in groups for goal in group], self.given)

    def meet(self, goals: Sequence[Goal], chosen: Assignment) -> Iterator[Assignment]:
        """Yield assignments that hold what is ``chosen`` already, and meet all ``goals``.

        Raises:
            GivenUp: there may be more.
        """
        if not goals:
            yield chosen
            return
        first, rest = goals[0], goals[1:]
        if isinstance(first, Has):
            if first.one not in chosen or _same(chosen[first.one], first.value):
                yield from self.meet(rest, {**chosen, first.one: first.value})
        elif isinstance(first, Takes):
            for way in ways(first):
                yield from self.meet([*way, *rest], chosen)
        elif isinstance(first.condition, Negation):
            yield from self.meet([Holds(first.condition.condition, not first.wanted), *rest], chosen)
        elif isinstance(first.condition, Disjunction):
            for way in _either(first.condition.conditions, first.wanted):
                yield from self.meet([*way, *rest], chosen)
        else:
            for found in self._leaf(first.condition, first.wanted, chosen):
                yield from self.meet(rest, found)

    def _leaf(self, leaf: Condition, wanted: bool, chosen: Assignment) -> Iterator[Assignment]:
        try:
            left, right = sides(leaf)
            open_inputs = [one for side in (left, right) for one in inputs_in(side) if one not in chosen]
        except NotChosen as problem:
            self.blocked = str(problem)
            return
        unknown = [one for one in open_inputs if one.kind == "variable"]
        if unknown:
            self.blocked = f"Execution.{unknown[0]} decides, which no test can choose"
            return
        if not open_inputs:
            if self._outcome(leaf, chosen) is wanted:
                yield chosen
            return
        # A parameter keeps its default where that will do; so it comes first, and the others adapt to it.
        one = min(open_inputs, key=lambda each: (self.domain(each).default is None, open_inputs.index(each)))
        for value in self.candidates(one, leaf, chosen):
            yield from self._leaf(leaf, wanted, {**chosen, one: value})

    def _outcome(self, leaf: Condition, chosen: Assignment) -> bool | None:
        """Return what ``leaf`` comes to, or None where nobody knows."""
        self.fuel -= 1
        if self.fuel < 0:
            raise GivenUp
        left, right = sides(leaf)
        try:
            one, other = evaluated(left, chosen), evaluated(right, chosen)
            if isinstance(leaf, Comparison) and leaf.type in COMPARISONS:
                return compare(leaf.type, one, other, self.coercion)
            return contains(other, one, self.coercion) if isinstance(leaf, Membership) else None
        except NotChosen as problem:
            self.blocked = str(problem)
        except (UnsettledComparison, StepFails):  # StepFails: local mode cannot compare them
            return None
        return None

    def candidates(self, one: Input, leaf: Condition, chosen: Assignment) -> Iterator[Any]:
        """Yield the values to try for ``one``, those that ``leaf`` asks for first."""
        known = self.domain(one)
        near = list(self._near(one, leaf, chosen, known))
        hints = self.hints.get(one, ())
        default = () if known.default is None else (known.default,)
        wide = (value for hint in hints for value in beside(hint, known))
        yield from legal([*default, *near, *wide, *between(hints, known), *unnamed(known)], known)

    def _near(self, one: Input, leaf: Condition, chosen: Assignment, known: Domain) -> Iterator[Any]:
        left, right = sides(leaf)
        for mine, other in ((left, right), (right, left)):
            if one not in inputs_in(mine):
                continue
            try:
                value = evaluated(other, chosen)
            except NotChosen:
                continue
            for reading in (value,) if self.coercion == "refuse" else (*_other_kind(value), value):
                if isinstance(leaf, Membership):
                    yield from _for_membership(reading, mine is left, input_of(mine) == one, known)
                else:
                    yield from _inside_join(mine, reading, known)

    def domain(self, one: Input) -> Domain:
        """Return the values that ``one`` can have."""
        if one not in self.domains:
            self.domains[one] = domain(one, self.pipeline)
        return self.domains[one]


def _groups(goals: Sequence[Goal]) -> list[list[Goal]]:
    """Return ``goals`` in groups that have no input in common, in their order."""
    groups: list[tuple[set[Input], list[Goal]]] = []
    for goal in goals:
        inputs, members = set(inputs_of(goal)), [goal]
        for group in [group for group in groups if group[0] & inputs]:
            groups.remove(group)
            inputs |= group[0]
            members = [*group[1], *members]
        groups.append((inputs, members))
    return [members for _, members in groups]


def inputs_of(goal: Goal) -> Iterator[Input]:
    """Yield the inputs that ``goal`` depends on, as far as they can be told."""
    if isinstance(goal, Has):
        yield goal.one
        return
    for _, leaf in comparisons(goal.step.conditions if isinstance(goal, Takes) else (goal.condition,)):
        for side in sides(leaf):
            try:
                yield from inputs_in(side)
            except NotChosen:
                continue


def sides(leaf: Condition) -> tuple[Value, Value]:
    """Return the two values of a comparison; of an In, the query and the list."""
    if isinstance(leaf, Comparison):
        return leaf.left, leaf.right
    if isinstance(leaf, Membership):
        return leaf.query, leaf.values
    raise NotChosen("a condition of a type that nobody has described decides")


def ways(goal: Takes) -> Iterator[list[Goal]]:
    """Yield the ways to make a step take a branch: all conditions hold, or one does not and those before it do."""
    conditions = goal.step.conditions
    if goal.branch == "if":
        yield [Holds(condition, True) for condition in conditions]
        return
    for index, condition in enumerate(conditions):
        yield [*(Holds(before, True) for before in conditions[:index]), Holds(condition, False)]


def _either(parts: Sequence[Condition], wanted: bool) -> Iterator[list[Goal]]:
    if not wanted:
        yield [Holds(part, False) for part in parts]
        return
    for index, part in enumerate(parts):
        yield [*(Holds(before, False) for before in parts[:index]), Holds(part, True)]


def _inside_join(mine: Value, value: Any, known: Domain) -> Iterator[Any]:
    """Yield values that make ``mine`` come to ``value`` or beside it: of a Join, what its texts leave open."""
    if isinstance(mine, Join) and isinstance(value, str):
        for text in beside(value, Domain("string")):
            yield text
            if known.kind in ("integer", "number", "any"):
                yield from _numbers(text)
        if isinstance(mine.values, ListValue):
            texts = [item.value for item in mine.values.items if isinstance(item, Literal)]
            for text in map(str, texts):
                value = value.removeprefix(text).removesuffix(text)
            yield from (value, f"{value}a", *_numbers(value))
    else:
        yield from beside(value, known)


def _other_kind(value: Any) -> Iterable[Any]:
    """Return what a number may be compared with besides numbers, and a text besides texts, under a coercion."""
    if isinstance(value, str):
        return _numbers(value)
    return (str(value),) if isinstance(value, (int, float)) and not isinstance(value, bool) else ()


def _numbers(text: str) -> Iterable[int | float]:
    for kind in (int, float):
        try:
            yield kind(text)
        except ValueError:
            continue


def _for_membership(value: Any, is_query: bool, whole: bool, known: Domain) -> Iterator[Any]:
    if is_query:
        for item in value if isinstance(value, list) else ():
            yield from beside(item, known)
    elif whole:
        yield from ([value], [])
    else:
        yield from beside(value, known)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) is isinstance(other, bool)
