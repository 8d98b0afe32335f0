from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.branches import Placement, completion_waits, contradictions, exclusive, has_branches, holds
from pipelint.pipeline.model import Dependency, Pipeline, Step
from pipelint.pipeline.values import Origin, Record, StepReference


def condition(name: str, if_steps: tuple[Step, ...] = (), else_steps: tuple[Step, ...] = ()) -> Step:
    return Step(name, "Condition", if_steps=if_steps, else_steps=else_steps)


YES, NO, DEEP, LOOPED = (Step(name, "Training") for name in ("Yes", "No", "Deep", "Looped"))
INNER = condition("Inner", (DEEP,))
OUTER = condition("Outer", (YES, INNER), (NO,))
LOOP = Step("Loop", "ForEach", body=(LOOPED,))
TOP = Step("Top", "Training")
PIPELINE = Pipeline((TOP, OUTER, LOOP))
PLACEMENT = Placement(PIPELINE)


def described(step: Step) -> list[tuple[str, str | None]]:
    return [(slot.kind, slot.owner.name if slot.owner else None) for slot in PLACEMENT.around(step)]


def test_the_slots_around_a_step_innermost_first():
    assert described(TOP) == [("top", None)]
    assert described(LOOPED) == [("body", "Loop"), ("top", None)]
    assert described(DEEP) == [("if", "Inner"), ("if", "Outer"), ("top", None)]
    assert described(NO) == [("else", "Outer"), ("top", None)]


def test_a_slot_holds_itself_and_what_is_inside_it():
    top, branch, deep = (PLACEMENT.slot(step) for step in (TOP, YES, DEEP))
    assert holds(top, deep)
    assert holds(branch, deep)
    assert holds(deep, deep)
    assert not holds(deep, branch)
    assert not holds(PLACEMENT.slot(NO), deep)


def test_only_the_two_branches_of_one_condition_exclude_each_other():
    found = exclusive(PLACEMENT.slot(DEEP), PLACEMENT.slot(NO))
    assert found is not None
    assert [(slot.kind, slot.owner) for slot in found] == [("if", OUTER), ("else", OUTER)]
    for first, second in ((YES, DEEP), (YES, TOP), (DEEP, DEEP), (NO, LOOPED)):
        assert exclusive(PLACEMENT.slot(first), PLACEMENT.slot(second)) is None


def test_of_two_conditions_both_branches_may_run():
    first, second = condition("First", (YES,), (DEEP,)), condition("Second", (NO,))
    placement = Placement(Pipeline((first, second)))
    assert exclusive(placement.slot(YES), placement.slot(NO)) is None
    assert exclusive(placement.slot(NO), placement.slot(DEEP)) is None


def test_contradictions_come_in_the_order_of_the_pipeline():
    slots = {step.name: PLACEMENT.slot(step) for step in (TOP, YES, DEEP, NO, LOOPED)}
    assert contradictions([slots["Top"], slots["Yes"], slots["Looped"]]) == ()
    assert contradictions([slots["No"], slots["Yes"], slots["Yes"]]) == ((slots["Yes"], slots["No"]),)
    assert contradictions(slots.values()) == ((slots["Deep"], slots["No"]),)


def test_ten_thousand_conditions_inside_each_other_are_no_problem():
    innermost = condition("C0", (Step("In", "Training"),), (Step("Other", "Training"),))
    outer = innermost
    for number in range(1, 10_000):
        outer = condition(f"C{number}", (outer,), (Step(f"E{number}", "Training"),))
    placement = Placement(Pipeline((outer,)))
    last = placement.slot(outer.else_steps[0])
    found = exclusive(placement.slot(innermost.if_steps[0]), last)
    assert found is not None
    assert (found[0].depth, found[1]) == (1, last)
    assert exclusive(placement.slot(innermost.if_steps[0]), placement.slot(innermost.else_steps[0])) is not None


@st.composite
def pipelines(draw: st.DrawFn) -> Pipeline:
    """Draw a pipeline by putting each step beside the earlier ones, or into a branch of an earlier condition."""
    parents: list[tuple[int, str]] = [(-1, "top")]
    for number in range(1, draw(st.integers(2, 25))):
        parent = draw(st.integers(-1, number - 1))
        parents.append((parent, "top" if parent < 0 else draw(st.sampled_from(["if", "else"]))))
    made: dict[int, Step] = {}
    for number in reversed(range(len(parents))):
        inside = {side: tuple(made[c] for c, p in enumerate(parents) if p == (number, side)) for side in ("if", "else")}
        made[number] = condition(f"S{number}", inside["if"], inside["else"])
    return Pipeline(tuple(made[number] for number, (parent, _) in enumerate(parents) if parent < 0))


@given(pipelines())
def test_the_answers_are_those_of_walking_all_the_way_up(pipeline):
    placement = Placement(pipeline)
    steps = list(pipeline.all_steps())
    ways = {step.name: {slot.owner.name: slot.kind for slot in placement.around(step) if slot.owner} for step in steps}
    apart = set()
    for first in steps:
        for second in steps:
            one, other = ways[first.name], ways[second.name]
            found = exclusive(placement.slot(first), placement.slot(second))
            opposed = {name for name in one.keys() & other.keys() if one[name] != other[name]}
            assert ({found[0].owner.name} if found else set()) == opposed
            around_second = placement.around(second)
            assert holds(placement.slot(first), placement.slot(second)) == (placement.slot(first) in around_second)
            if opposed:
                apart.add((first.name, second.name))
    assert bool(contradictions(placement.slot(step) for step in steps)) == bool(apart)


def test_a_loop_is_no_branch():
    assert has_branches(PIPELINE)
    assert not has_branches(Pipeline((TOP, LOOP, condition("Empty"))))


def test_waits_for_completion_are_one_for_each_step():
    reads = Record({"a": StepReference("Top", origin=Origin("p", 1)), "b": StepReference("Top")})
    waiting = Step("Waiting", "Training", arguments=reads, depends_on=(Dependency("Yes"), Dependency("Nobody")))
    found = completion_waits(Pipeline((TOP, OUTER, waiting)))
    assert {name: [(edge.source, edge.kind) for edge in waits] for name, waits in found.items()} == {
        "Waiting": [("Yes", "depends_on"), ("Top", "data")]
    }


def test_another_trigger_than_completed_is_another_wait():
    reads = Record({"a": StepReference("Top")})
    waiting = Step("Waiting", "Training", arguments=reads, depends_on=(Dependency("Top", "Any"), Dependency("Yes")))
    found = completion_waits(Pipeline((TOP, OUTER, waiting)))
    assert [edge.source for edge in found["Waiting"]] == ["Yes"]
