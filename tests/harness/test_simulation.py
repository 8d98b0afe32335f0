"""What runs, what is skipped, what is never reached, and in which order."""

from __future__ import annotations

import pytest
from harness_samples import (
    compare,
    condition,
    definition,
    fail,
    get,
    join,
    lambda_,
    output_uri,
    parameter,
    processing,
    training,
)

from pipelint.harness import Harness, InvalidDefinition, fails, outputs

TRUE = compare("Equals", 1, 1)
FALSE = compare("Equals", 1, 2)


def states(run):
    return {name: step.state.value for name, step in run.items()}


def test_steps_run_when_what_they_wait_for_is_done_else_in_definition_order():
    sample = definition(
        lambda_("Last", depends_on=["Train"]),
        training("Train", output_uri("Prepare", "train")),
        lambda_("Free"),
        processing("Prepare", outputs=("train",)),
    )
    assert Harness(sample).run().path == ["Free", "Prepare", "Train", "Last"]


def test_an_untaken_branch_is_skipped_with_all_that_is_nested_in_it():
    inner = condition("Inner", [TRUE], if_steps=[lambda_("Deep")], else_steps=[lambda_("Other")])
    sample = definition(condition("Outer", [FALSE], if_steps=[inner], else_steps=[lambda_("Taken")]))
    run = Harness(sample).run()
    assert states(run) == {
        "Outer": "executed",
        "Inner": "skipped",
        "Deep": "skipped",
        "Other": "skipped",
        "Taken": "executed",
    }
    assert run["Inner"].because == 'was skipped: "Outer" took the else branch'
    assert run["Deep"].because == 'was skipped: so was "Inner", whose branch it is in'
    assert run.succeeded


def test_who_waits_for_a_skipped_step_is_never_reached():
    sample = definition(
        condition("Check", [TRUE], else_steps=[lambda_("Else")]),
        lambda_("Rejoin", depends_on=["Check", "Else"]),
        lambda_("After", {"x": get("Steps.Rejoin.OutputParameters['x']")}),
    )
    run = Harness(sample).run()
    assert states(run) == {
        "Check": "executed",
        "Else": "skipped",
        "Rejoin": "never_reached",
        "After": "never_reached",
    }
    edge = run["Rejoin"].starved_by
    assert (edge.source, edge.target, edge.kind) == ("Else", "Rejoin", "depends_on")
    assert run["Rejoin"].because == 'was never reached: "Rejoin" depends on "Else", which was skipped'
    assert run["After"].because.endswith('of "Rejoin", which was never reached itself')
    assert run.succeeded


def test_who_depends_on_a_condition_step_runs_whichever_branch_is_taken():
    sample = definition(condition("Check", [FALSE], if_steps=[lambda_("If")]), lambda_("After", depends_on=["Check"]))
    assert Harness(sample).run().path == ["Check", "After"]


def test_a_failure_lets_what_started_with_it_end_and_starts_nothing_after():
    sample = definition(
        training("Breaks"),
        lambda_("Beside"),
        lambda_("AfterBeside", depends_on=["Beside"]),
        lambda_("AfterBreaks", depends_on=["Breaks"]),
    )
    run = Harness(sample).run(steps={"Breaks": fails("no capacity", kind="SageMaker.CAPACITY_ERROR")})
    assert run.status == "Failed"
    assert run.path == ["Breaks", "Beside"]
    assert str(run.failure) == 'step "Breaks" failed: SageMaker.CAPACITY_ERROR: no capacity'
    assert "no capacity" in run.failure
    assert run["AfterBreaks"].because == 'was never reached: "AfterBreaks" depends on "Breaks", which failed'
    assert run["AfterBeside"].because == 'was never reached: the execution had ended before, when "Breaks" failed'
    assert run["AfterBeside"].starved_by is None


def test_a_fail_step_fails_the_execution_with_its_resolved_message():
    sample = definition(
        condition("Check", [TRUE], if_steps=[fail("Stop", join("below", get("Parameters.Least"), on=" "))]),
        training("Beside"),
        lambda_("After", depends_on=["Beside"]),
        parameters=[parameter("Least", "Float", 0.8)],
    )
    run = Harness(sample).run()
    assert states(run) == {"Check": "executed", "Stop": "failed", "Beside": "executed", "After": "never_reached"}
    assert run.failure.reason == "below 0.8"
    assert run["Stop"].failure == run.failure


def test_the_branches_of_a_condition_that_fails_are_never_reached():
    gate = compare("GreaterThan", get("Steps.Train.HyperParameters['depth']"), 3)
    sample = definition(
        training("Train"), condition("Check", [gate], if_steps=[lambda_("If")], else_steps=[lambda_("Else")])
    )
    run = Harness(sample).run(steps={"Train": fails("boom")})
    assert states(run) == {"Train": "failed", "Check": "never_reached", "If": "never_reached", "Else": "never_reached"}
    assert run["Else"].because == 'was never reached: "Else" is in a branch of "Check", which was never reached itself'


def test_a_thousand_steps_in_a_chain_run():
    steps = [lambda_("S0"), *(lambda_(f"S{n}", depends_on=[f"S{n - 1}"]) for n in range(1, 1000))]
    assert Harness(definition(*reversed(steps))).run().path == [f"S{n}" for n in range(1000)]


def test_a_cycle_is_drawn():
    sample = definition(
        lambda_("A", {"x": get("Steps.C.OutputParameters['x']")}, {"x": "String"}),
        lambda_("B", depends_on=["A"]),
        lambda_("C", depends_on=["B"], outputs={"x": "String"}),
    )
    with pytest.raises(InvalidDefinition) as caught:
        Harness(sample)
    assert str(caught.value) == (
        "the steps of the pipeline wait for each other in a circle:\n"
        '  "A" reads OutputParameters[\'x\'] of "C"\n'
        '  "C" depends on "B"\n'
        '  "B" depends on "A"'
    )


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([lambda_("A"), lambda_("A")], 'step name "A" is used 2 times'),
        ([lambda_("Train"), lambda_("B", depends_on=["Trian"])], 'depends on step "Trian", .* did you mean "Train"'),
        ([lambda_("A", {"x": get("Steps.B.Outcome")})], 'reads step "B", which the pipeline does not have'),
        ([lambda_("A", {"x": get("Parameters.P")})], 'reads parameter "P", which the pipeline does not declare'),
        (
            [
                processing("P", outputs=("o",), property_files={"Report": "o"}),
                lambda_(
                    "A", {"x": {"Std:JsonGet": {"PropertyFile": get("Steps.P.PropertyFiles.Raport"), "Path": "a"}}}
                ),
            ],
            'reads property file "Raport" of step "P", .* did you mean "Report"',
        ),
    ],
)
def test_what_aws_refuses_at_upsert_is_refused(steps, message):
    with pytest.raises(InvalidDefinition, match=message):
        Harness(definition(*steps))


def test_an_empty_pipeline_succeeds():
    run = Harness(definition()).run()
    assert run.succeeded
    assert run.path == []
    assert len(run) == 0


def test_steps_read_from_the_branch_they_are_not_in():
    sample = definition(
        condition(
            "Check",
            [TRUE],
            if_steps=[lambda_("If", {"x": get("Steps.Else.OutputParameters['x']")})],
            else_steps=[lambda_("Else", outputs={"x": "String"})],
        )
    )
    run = Harness(sample).run(steps={"Else": outputs({"x": "v"})})
    assert run["If"].never_reached
    assert run["If"].starved_by.source == "Else"
