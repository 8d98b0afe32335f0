"""What is counted in several processes is put together as if one had counted it all."""

from __future__ import annotations

import json

from harness_samples import compare, condition, definition, fail, get, lambda_, parameter
from hypothesis import given
from hypothesis import strategies as st

from pipelint.harness import Harness
from pipelint.harness.coverage.as_text import percent_text
from pipelint.harness.coverage.tally import Tally, percent


def pipeline(threshold):
    gate = condition("Gate", [compare("GreaterThan", get("Parameters.N"), threshold)], [lambda_("Go")], [fail("Stop")])
    return definition(gate, parameters=[parameter("N", "Integer", 0)])


HARNESSES = [Harness(pipeline(threshold)) for threshold in (0, 5)]
RUNS = st.lists(st.tuples(st.sampled_from(HARNESSES), st.integers(-1, 9)))


def noted(runs):
    tally = Tally()
    for harness, number in runs:
        tally.note(harness.run(parameters={"N": number}), "Pipeline")
    return tally


@given(st.lists(RUNS, max_size=4))
def test_the_sum_of_several_processes_is_what_one_would_have_counted(processes):
    total = Tally()
    for runs in processes:
        total.add(json.loads(json.dumps(noted(runs).to_dict())))
    assert total.to_dict() == noted([run for runs in processes for run in runs]).to_dict()


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_percentage_is_whole_only_where_it_is(part, more):
    whole = part + more
    assert percent_text(percent(part, whole)) != "100%"
    assert (percent_text(percent(part, whole)) == "0%") is (part == 0)
    assert percent_text(percent(whole, whole)) == "100%"
    assert percent(0, 0) == 100
