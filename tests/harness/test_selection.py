"""Selective execution: what runs, what is reused, and what AWS would refuse to start."""

from __future__ import annotations

import pytest
from harness_samples import (
    TRUE,
    abalone,
    condition,
    definition,
    for_each,
    get,
    lambda_,
    output_uri,
    processing,
    report,
    training,
)

from pipelint.harness import Harness, InvalidSelection, Unsettled, fails, outputs


@pytest.fixture
def harness():
    return Harness(abalone())


@pytest.fixture
def reference(harness):
    fakes = {
        "EvaluateModel": outputs(property_files=report(0.95)),
        "PreprocessData": outputs(named={"train": "s3://bucket/reference"}),
    }
    return harness.run(steps=fakes)


def test_selected_steps_run_and_read_what_the_reference_made(harness, reference):
    fakes = {"EvaluateModel": outputs(property_files=report(0.1))}
    run = harness.run(select=["TrainModel", "EvaluateModel"], previous=reference, steps=fakes)
    assert run.path == ["TrainModel", "EvaluateModel"]
    assert run.succeeded
    channel = run["TrainModel"].arguments["InputDataConfig"][0]
    assert channel["DataSource"]["S3DataSource"]["S3Uri"] == "s3://bucket/reference"
    assert run["TrainModel"].reads("PreprocessData", output="train")
    states = {name: step.state.value for name, step in run.items() if name not in run.path}
    assert set(states.values()) == {"not_selected"}
    assert run["PreprocessData"].because == "was not selected: its outputs are those of the reference execution"
    assert run["CheckAccuracy"].because == "was not selected"
    assert not run["PreprocessData"].executed


def test_steps_that_need_nothing_need_no_reference(harness):
    run = harness.run(select=["PreprocessData", "TrainModel"])
    assert run.path == ["PreprocessData", "TrainModel"]


def test_the_latest_run_is_the_reference(harness, reference):
    fakes = {"EvaluateModel": outputs(property_files=report(0.1))}
    latest = harness.run(previous=reference, steps=fakes)
    run = harness.run(select=["CheckAccuracy"], previous=[latest, reference])
    assert run["CheckAccuracy"].branch == "else"
    assert run["NotifyTeam"].because == "was not selected"
    failed = harness.run(previous=reference, steps={"TrainModel": fails("boom")})
    assert harness.run(select=["TrainModel"], previous=failed).path == ["TrainModel"]


def test_a_step_of_the_branch_that_the_reference_took_may_be_selected(harness, reference):
    assert harness.run(select=["RegisterModel"], previous=reference).path == ["RegisterModel"]


def test_what_the_reference_did_not_make_cannot_be_reused():
    sample = definition(
        condition("Check", [TRUE], else_steps=[lambda_("Else", outputs={"x": "String"})]),
        lambda_("After", {"x": get("Steps.Else.OutputParameters['x']")}),
    )
    harness = Harness(sample)
    with pytest.raises(InvalidSelection, match='which in the reference execution was skipped: "Check" took the if'):
        harness.run(select=["After"], previous=harness.run())


def test_a_branch_that_the_reference_did_not_take_is_an_open_question(harness, reference):
    with pytest.raises(Unsettled, match='"NotifyTeam" is in the else branch of "CheckAccuracy", which took the if'):
        harness.run(select=["NotifyTeam"], previous=reference)


def test_a_loop_is_selected_as_a_whole():
    loop = for_each("Loop", ["a"], training("Train", output_uri("Prepare", "o")))
    harness = Harness(definition(processing("Prepare", outputs=("o",)), loop))
    run = harness.run(select=["Loop"], previous=harness.run())
    assert run.path == ["Loop", "Train-0"]
    with pytest.raises(InvalidSelection, match='step "Train" is in the body of a loop: select "Loop"'):
        harness.run(select=["Train"])


@pytest.mark.parametrize(
    ("select", "error", "message"),
    [
        (["TrainModl"], InvalidSelection, r'selected step "TrainModl" is none.*; did you mean "TrainModel"\?'),
        ([], InvalidSelection, "0 steps are selected; AWS takes 1 to 50"),
        (
            ["TrainModel", "CheckAccuracy"],
            InvalidSelection,
            'the selected steps "TrainModel", "CheckAccuracy" leave out "EvaluateModel" between them',
        ),
        (
            ["TrainModel"],
            InvalidSelection,
            'the selected steps "TrainModel" depend on "PreprocessData": they need a reference execution',
        ),
        (["RegisterModel", "NotifyTeam"], Unsettled, "are not connected with each other"),
    ],
)
def test_what_aws_refuses_to_start_is_refused(harness, select, error, message):
    with pytest.raises(error, match=message):
        harness.run(select=select)


def test_at_most_fifty_steps_are_selected():
    names = [f"S{number}" for number in range(51)]
    chain = [lambda_(name, depends_on=names[number - 1 : number]) for number, name in enumerate(names)]
    with pytest.raises(InvalidSelection, match="51 steps are selected; AWS takes 1 to 50"):
        Harness(definition(*chain)).run(select=names)


def test_the_reference_must_have_ended_well_or_failed(harness):
    tell = lambda_("Tell", depends_on=[{"Step": "Train", "Trigger": "Failed"}])
    after = lambda_("After", {"x": get("Steps.Prepare.ProcessingJobName")})
    harness = Harness(definition(processing("Prepare"), training("Train"), tell, after))
    reference = harness.run(steps={"Train": fails("boom")})
    with pytest.raises(InvalidSelection, match="reference execution is CompletedWithFailures"):
        harness.run(select=["After"], previous=reference)
    with pytest.raises(Unsettled, match='"Tell" depends on "Train" with trigger Failed, which is not selected'):
        harness.run(select=["Tell"], previous=harness.run())
