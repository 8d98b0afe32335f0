"""The arms of a pipeline: everything that can go one way or another, and which way a run went.

An arm is a branch of a Condition step; a comparison in it coming true or false, where there is more than one (those of
an Or are its arms); a Fail step being reached; a ForEach step having no item, one, or many. Tests that took every arm
have seen every decision that the pipeline can take.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pipelint.pipeline.condition_text import condition_text
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import ListValue, Literal, Value

if TYPE_CHECKING:
    from pipelint.harness.conditions import Judgement
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import StepRun

IF, ELSE, TRUE, FALSE, REACHED = "if", "else", "true", "false", "reached"
ZERO, ONE, MANY = "zero items", "one item", "many items"

_ITERATION = re.compile(r"-\d+$")
_OUTCOMES = {True: TRUE, False: FALSE}


@record
class Arm:
    """One way that a step can go.

    ``outcome`` is ``"if"``, ``"else"``, ``"true"``, ``"false"``, ``"reached"``, ``"zero items"``, ``"one item"`` or
    ``"many items"``. For ``"true"`` and ``"false"``, ``place`` says which comparison of the step it is
    (``Conditions[1].Conditions[0]``); else it is empty. ``text`` is what decides: the comparison, or what is iterated.
    """

    step: str
    outcome: str
    place: str = ""
    text: str = ""

    def __str__(self) -> str:
        return f"{self.step}: {self.text} {self.outcome}" if self.place else f"{self.step}: {self.outcome}"

    @property
    def id(self) -> str:
        """A short text without blanks that no other arm of the pipeline has: ``CheckAccuracy-else``."""
        place = self.place.replace("Conditions[", "").replace("Condition", "Not").replace("]", "")
        return "-".join(part for part in (self.step, place, self.outcome.replace(" ", "-")) if part)


def arms(pipeline: Pipeline) -> tuple[Arm, ...]:
    """Return the arms of ``pipeline``, by step in definition order."""
    return tuple(arm for step in pipeline.all_steps() for arm in _of_step(step))


def taken(run: Run) -> frozenset[Arm]:
    """Return the arms that ``run`` took. What an iteration of a loop took, counts for the step in the loop's body."""
    known = {step.name: step for step in run.pipeline.all_steps()}
    return frozenset(arm for name, step in run.items() for arm in _taken(step, known.get(written_name(name, known))))


def written_name(name: str, known: Iterable[str]) -> str:
    """Return the name under which the step ``name`` of a run stands in the definition: ``Train`` for ``Train-3``."""
    names = known if isinstance(known, dict) else set(known)
    while name not in names and _ITERATION.search(name):
        name = _ITERATION.sub("", name)
    return name


def digest(pipeline: Pipeline) -> str:
    """Return 12 hexadecimal digits that tell pipelines apart which decide differently.

    They cover the names and types of the steps and all that the arms depend on, and no arguments: the SDK writes the
    time, or the path of a folder, into those, and a pipeline that every test compiles anew is still the same.
    """
    steps = [[step.name, step.type, [condition_text(one) for one in step.conditions]] for step in pipeline.all_steps()]
    ways = [[arm.step, arm.outcome, arm.place, arm.text] for arm in arms(pipeline)]
    return sha256(json.dumps([steps, ways]).encode()).hexdigest()[:12]


def comparisons(conditions: Iterable[Condition]) -> Iterator[tuple[str, Condition]]:
    """Yield every comparison in ``conditions``, through Not and Or, with its place."""
    for index, condition in enumerate(conditions):
        yield from _inside(condition, f"Conditions[{index}]")


def _inside(condition: Condition, place: str) -> Iterator[tuple[str, Condition]]:
    if isinstance(condition, Negation):
        yield from _inside(condition.condition, f"{place}.Condition")
    elif isinstance(condition, Disjunction):
        for index, part in enumerate(condition.conditions):
            yield from _inside(part, f"{place}.Conditions[{index}]")
    elif isinstance(condition, (Comparison, Membership)):
        yield place, condition


def _of_step(step: Step) -> Iterator[Arm]:
    if step.type == "Condition":
        text = " and ".join(map(condition_text, step.conditions))
        yield Arm(step.name, IF, text=text)
        yield Arm(step.name, ELSE, text=text)
        places = list(comparisons(step.conditions))
        for place, condition in places if len(places) > 1 else ():
            for outcome in (TRUE, FALSE):
                yield Arm(step.name, outcome, place, condition_text(condition))
    elif step.type == "Fail":
        yield Arm(step.name, REACHED)
    elif step.type == "ForEach":
        items = step.arguments.get("IterableItems")
        text = "" if items is None else _items_text(items)
        yield from (Arm(step.name, outcome, text=text) for outcome in _counts(items))


def _counts(items: Value | None) -> tuple[str, ...]:
    """Return how many items there can be: a list that stands in the definition has always as many."""
    if isinstance(items, ListValue) and items.complete:
        return (_count(len(items.items)),)
    return (ZERO, ONE, MANY)


def _count(length: int) -> str:
    return (ZERO, ONE, MANY)[min(length, 2)]


def _items_text(items: Value) -> str:
    from pipelint.pipeline.expression_text import expression_text

    return "" if isinstance(items, (ListValue, Literal)) else expression_text(items)


def _taken(run: StepRun, written: Step | None) -> Iterator[Arm]:
    """Yield the arms of the step ``written`` that ``run`` took; a step that did not run took none."""
    if written is None or not run.ran:
        return
    ways = tuple(_of_step(written))
    went = set(_went(run, written))
    yield from (arm for arm in ways if (arm.place, arm.outcome) in went)


def _went(run: StepRun, written: Step) -> Iterator[tuple[str, str]]:
    if written.type == "Fail":
        yield "", REACHED
    elif written.type == "ForEach" and run.resolved_arguments is not None:
        items = _items(run.resolved_arguments.get("IterableItems"))
        if items is not None:
            yield "", _count(len(items))
    elif written.type == "Condition" and run.branch:
        yield "", run.branch
        for index, judgement in enumerate(run.judgements):
            yield from _judged(judgement, f"Conditions[{index}]")


def _judged(judgement: Judgement, place: str) -> Iterator[tuple[str, str]]:
    """Yield the places of the comparisons that were judged, and what they came to."""
    if judgement.parts:
        for index, part in enumerate(judgement.parts):
            inner = "Condition" if judgement.type == "Not" else f"Conditions[{index}]"
            yield from _judged(part, f"{place}.{inner}")
    elif judgement.outcome is not None:
        yield place, _OUTCOMES[judgement.outcome]


def _items(value: Any) -> list[Any] | None:
    """Return the items of a loop: a list, or the JSON text of one."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, list) else None
