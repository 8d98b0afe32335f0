"""How many steps run at once, and in which order they start: for any graph."""

from __future__ import annotations

from itertools import chain

import pytest
from harness_samples import definition, lambda_
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.harness import Harness, HarnessError, fails, outputs


@st.composite
def graphs(draw):
    """Steps in an order in which none waits for a later one, and how long each takes."""
    count = draw(st.integers(1, 12))
    waits = [sorted(draw(st.sets(st.integers(0, number - 1), max_size=3))) if number else [] for number in range(count)]
    seconds = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    order = draw(st.permutations(range(count)))
    return waits, seconds, order


def simulated(graph, parallelism):
    waits, seconds, order = graph
    sample = definition(*(lambda_(f"S{one}", depends_on=[f"S{other}" for other in waits[one]]) for one in order))
    fakes = {f"S{one}": outputs(seconds=taken) for one, taken in enumerate(seconds)}
    return Harness(sample).run(steps=fakes, parallelism=parallelism)


@settings(max_examples=150, deadline=None)
@given(graphs(), st.one_of(st.none(), st.integers(1, 4)))
def test_steps_start_when_all_they_wait_for_has_ended_and_there_is_a_place(graph, parallelism):
    waits, seconds, _ = graph
    run = simulated(graph, parallelism)
    assert run.succeeded
    assert sorted(run.path) == sorted(run)
    for number, needed in enumerate(waits):
        step = run[f"S{number}"]
        assert step.ended == step.started + seconds[number]
        assert all(run[f"S{other}"].ended <= step.started for other in needed)
    if parallelism is not None:
        for moment in {step.started for step in run.values()}:
            busy = [step for step in run.values() if step.started <= moment < step.ended]
            assert len(busy) <= parallelism
    starts = [run[name].started for name in run.path]
    assert starts == sorted(starts)


@settings(max_examples=100, deadline=None)
@given(graphs(), st.integers(1, 4))
def test_no_place_stays_empty_while_a_step_could_run(graph, parallelism):
    waits, _, _ = graph
    run = simulated(graph, parallelism)
    for number, needed in enumerate(waits):
        step = run[f"S{number}"]
        ready = max((run[f"S{other}"].ended for other in needed), default=0)
        moments = sorted({one for other in run.values() for one in (other.started, other.ended)})
        for moment in [one for one in moments if ready <= one < step.started]:
            busy = [other for other in run.values() if other.started <= moment < other.ended]
            assert len(busy) == parallelism


@settings(max_examples=50, deadline=None)
@given(graphs())
def test_the_order_of_the_definition_decides_nothing_but_ties(graph):
    waits, seconds, order = graph
    one, other = simulated(graph, None), simulated((waits, seconds, sorted(order)), None)
    assert {name: step.started for name, step in one.items()} == {name: step.started for name, step in other.items()}


def test_a_failure_leaves_those_without_a_place_unreached():
    sample = definition(*(lambda_(name) for name in "ABCD"))
    run = Harness(sample).run(steps={"B": fails("boom")}, parallelism=2)
    assert run.path == ["A", "B"]
    assert [run[name].never_reached for name in "CD"] == [True, True]
    assert run["D"].because == 'was never reached: the execution had ended before, when "B" failed'


def test_the_configuration_of_the_api_is_taken_too():
    sample = definition(*(lambda_(name) for name in "ABCD"))
    run = Harness(sample).run(parallelism={"MaxParallelExecutionSteps": 2})
    assert [run[name].started for name in "ABCD"] == [0, 0, 60, 60]


@pytest.mark.parametrize("parallelism", [0, -1, True, "2", 1.5, {}, {"MaxParallelExecutionSteps": 0}])
def test_a_number_with_which_nothing_would_start_is_refused(parallelism):
    with pytest.raises(HarnessError, match=r"parallelism is .*; expected a whole number from 1 on"):
        Harness(definition(lambda_("A"))).run(parallelism=parallelism)


def test_a_thousand_steps_one_after_the_other():
    names = [f"S{number}" for number in range(1000)]
    run = Harness(definition(*map(lambda_, names))).run(parallelism=1)
    assert run.path == names
    assert run[names[-1]].ended == 60_000
    assert list(chain(run)) == names
