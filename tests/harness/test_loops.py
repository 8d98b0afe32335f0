"""ForEach: items, iterations, what runs at once, what the loop leaves behind, and what goes wrong."""

from __future__ import annotations

import json

import pytest
from harness_samples import (
    compare,
    condition,
    definition,
    for_each,
    get,
    lambda_,
    output_uri,
    parameter,
    processing,
    training,
)

from pipelint.harness import (
    Harness,
    InvalidDefinition,
    InvalidFake,
    MissingFake,
    MissingValue,
    UnknownName,
    Unsettled,
    fails,
    outputs,
)

ITEM = get("ForEach.CurrentItem")
SCORE = lambda_("Score", {"item": ITEM}, outputs={"score": "Float"})


def scored(arguments):
    return {"score": float(len(arguments["item"]))}


def test_the_body_runs_once_for_each_item():
    run = Harness(definition(for_each("Loop", ["a", "bb"], SCORE))).run()
    assert list(run) == ["Loop", "Score-0", "Score-1"]
    assert run.path == ["Loop", "Score-0", "Score-1"]
    assert [run[f"Score-{index}"].arguments["item"] for index in (0, 1)] == ["a", "bb"]
    assert run["Loop"].because == "ran for 2 items"
    assert [iteration.item for iteration in run["Loop"].iterations] == ["a", "bb"]
    assert run["Loop"].iterations[1].steps["Score"] is run["Score-1"]
    assert run["Score-1"].iteration == 1


def test_items_come_from_a_json_list_too():
    items = json.dumps([{"name": "x", "tags": ["t", "u"]}, {"name": "y", "tags": ["v", "w"]}])
    tell = lambda_(
        "Tell", {"n": get("ForEach.CurrentItem.name"), "t": get("ForEach.CurrentItem['tags'][1]"), "all": ITEM}
    )
    sample = definition(
        for_each("Loop", get("Parameters.Items"), tell), parameters=[parameter("Items", "String", items)]
    )
    run = Harness(sample).run()
    assert run["Tell-1"].arguments == {"n": "y", "t": "w", "all": '{"name": "y", "tags": ["v", "w"]}'}
    assert Harness(sample).run(parameters={"Items": "[]"})["Loop"].iterations == ()


@pytest.mark.parametrize("items", ["not json", '{"a": 1}', "3"])
def test_a_text_that_is_no_json_list_fails_the_loop(items):
    sample = definition(
        for_each("Loop", get("Parameters.Items"), SCORE), parameters=[parameter("Items", "String", items)]
    )
    run = Harness(sample).run()
    assert run["Loop"].because == f"failed: IterableItems is no JSON list: {items}"
    assert run.failed
    assert list(run) == ["Loop"]


def test_a_field_that_an_item_lacks_fails_the_step():
    tell = lambda_("Tell", {"n": get("ForEach.CurrentItem.nam")})
    run = Harness(definition(for_each("Loop", ['{"name": "x"}', "plain"], tell))).run()
    assert run["Tell-0"].failure.reason == (
        'ForEach.CurrentItem.nam cannot be read in iteration 0 of loop Loop: the item has no nam; did you mean "name"? '
        "it has name"
    )
    assert run["Tell-1"].failure.reason.endswith("iteration 1 of loop Loop: the item is no JSON object")
    assert run["Loop"].failed


def test_steps_of_a_body_wait_for_each_other_within_their_iteration():
    prepare = processing("Prepare", outputs=("o",))
    train = training("Train", output_uri("Prepare", "o"))
    run = Harness(definition(for_each("Loop", ["a", "b"], train, prepare, at_once=1))).run()
    assert run.path == ["Loop", "Prepare-0", "Train-0", "Prepare-1", "Train-1"]
    assert run["Train-1"].reads("Prepare", output="o")
    assert run["Train-1"].reads("Prepare-1", output="o")
    assert run["Train-1"].outputs["TrainingJobName"] == "pipelines-harness00001-Train-1"


@pytest.mark.parametrize(("at_once", "seconds"), [(1, 240), (2, 120), (3, 120), (4, 60), (50, 60)])
def test_no_more_steps_run_at_once_than_the_loop_allows(at_once, seconds):
    run = Harness(definition(for_each("Loop", list("abcd"), SCORE, at_once=at_once), lambda_("Beside"))).run()
    assert run["Loop"].ended == seconds
    assert run["Beside"].ended == 60


def test_the_execution_limits_what_runs_at_once_as_well():
    run = Harness(definition(for_each("Loop", list("abcd"), SCORE, at_once=4))).run(parallelism=1)
    assert run["Loop"].ended == 240


def test_what_the_loop_leaves_behind_is_read_by_iteration_and_step():
    read = {
        "status": get("Steps.Loop.Status"),
        "items": get("Steps.Loop.InputItemCount"),
        "all": get("Steps.Loop.TotalStepCount"),
        "good": get("Steps.Loop.SucceededStepCount"),
        "bad": get("Steps.Loop.FailedStepCount"),
        "second": get("Steps.Loop.IterationOutputs[1].Score.OutputParameters['score']"),
        "uri": get("Steps.Loop.IterationOutputs[0].Prepare.ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri"),
    }
    loop = for_each("Loop", ["a", "bb", "ccc"], SCORE, processing("Prepare", outputs=("o",)))
    run = Harness(definition(loop, lambda_("Tell", read))).run(steps={"Score": scored})
    assert run["Tell"].arguments == {
        "status": "Succeeded",
        "items": 3,
        "all": 6,
        "good": 6,
        "bad": 0,
        "second": 2.0,
        "uri": "s3://bucket/Prepare/o",
    }
    assert run["Tell"].reads("Loop")


@pytest.mark.parametrize(("pick", "best"), [("MaxBy", 5.0), ("MinBy", 1.0)])
def test_a_selector_picks_by_a_number(pick, best):
    loop = for_each("Loop", ["bbb", "a", "ccccc"], SCORE, selector=(pick, "Score.OutputParameters['score']"))
    tell = lambda_("Tell", {"s": get("Steps.Loop.Selected.OutputParameters['score']")})
    run = Harness(definition(loop, tell)).run(steps={"Score": scored})
    assert run["Tell"].arguments == {"s": best}
    assert run["Loop"].outputs["Selected"] == {"OutputParameters": {"score": best}}


def test_a_fake_may_be_for_one_iteration():
    run = Harness(definition(for_each("Loop", ["a", "b"], SCORE))).run(
        steps={"Score": outputs({"score": 1.0}), "Score-1": outputs({"score": 2.0})}
    )
    assert [run[f"Score-{index}"].outputs["score"] for index in (0, 1)] == [1.0, 2.0]


def test_a_fake_for_an_iteration_that_there_was_not_is_refused():
    harness = Harness(definition(for_each("Loop", ["a", "b"], SCORE)))
    with pytest.raises(InvalidFake, match='fake "Score-2" is for an iteration that there was not: loop "Loop" had 2'):
        harness.run(steps={"Score-2": outputs()})
    with pytest.raises(InvalidFake, match=r'"Scor" belongs to no step of the pipeline; did you mean "Score"\?'):
        harness.run(steps={"Scor": outputs()})
    with pytest.raises(InvalidFake, match='step "Loop" cannot be faked: a ForEach step is computed'):
        harness.run(steps={"Loop": outputs()})


def test_a_step_of_the_body_is_asked_for_by_iteration():
    run = Harness(definition(for_each("Loop", ["a", "b"], SCORE))).run()
    with pytest.raises(UnknownName) as caught:
        run["Score"]
    assert str(caught.value) == (
        'step "Score" is in the body of loop "Loop" and runs once for each item: ask for Score-0, Score-1'
    )


def test_a_failure_in_the_body_ends_the_loop_and_the_execution():
    loop = for_each("Loop", ["a", "b", "c"], SCORE, at_once=1)
    run = Harness(definition(loop, lambda_("After", depends_on=["Loop"]))).run(steps={"Score-1": fails("boom")})
    assert run["Score-0"].executed
    assert run["Score-2"].because == 'was never reached: loop "Loop" had ended before, when "Score-1" failed'
    assert run["Loop"].because == 'failed: "Score-1" failed: boom'
    assert run["After"].because.endswith('"After" depends on "Loop", which failed')
    assert str(run.failure) == 'step "Loop" failed: "Score-1" failed: boom'


def test_who_awaits_the_failure_of_a_loop_runs():
    loop = for_each("Loop", ["a"], SCORE)
    tell = lambda_("Tell", depends_on=[{"Step": "Loop", "Trigger": "Failed"}])
    run = Harness(definition(loop, tell)).run(steps={"Score": fails("boom")})
    assert run["Tell"].executed
    assert run.status == "CompletedWithFailures"


def test_a_loop_waits_for_what_its_body_reads_outside():
    train = training("Train", output_uri("Prepare", "o"))
    sample = definition(for_each("Loop", ["a"], train), processing("Prepare", outputs=("o",)))
    run = Harness(sample).run()
    assert run.path == ["Prepare", "Loop", "Train-0"]
    failed = Harness(sample).run(steps={"Prepare": fails("no data")})
    assert failed["Loop"].because.endswith(
        '"Train" reads ProcessingOutputConfig.Outputs[\'o\'].S3Output.S3Uri of "Prepare", which failed'
    )


def test_a_loop_that_was_not_reached_has_no_iterations():
    sample = definition(condition("Check", [compare("Equals", 1, 2)], if_steps=[for_each("Loop", ["a"], SCORE)]))
    run = Harness(sample).run()
    assert run["Loop"].skipped
    assert list(run) == ["Check", "Loop"]
    with pytest.raises(UnknownName, match='here for none, as the loop was skipped: "Check" took the else branch'):
        run["Score"]


def test_a_drawing_has_every_iteration():
    lines = Harness(definition(for_each("Loop", ["a", "b"], SCORE))).run().to_mermaid().splitlines()
    assert lines[:7] == [
        "flowchart TD",
        '  subgraph s0["Loop · ForEach"]',
        '    s1["Score-0<br/>Lambda"]:::executed',
        '    s2["Score-1<br/>Lambda"]:::executed',
        "  end",
        "  class s0 executed",
        "  classDef executed fill:#d9f2d9,stroke:#2e7d32,color:#1f2328",
    ]


def test_a_snapshot_has_the_items():
    content = Harness(definition(for_each("Loop", ["a"], SCORE))).run().to_dict()
    assert content["steps"]["Loop"]["items"] == ["a"]
    assert content["steps"]["Score-0"]["arguments"] == {"item": "a"}


def told(path, items=("a",)):
    tell = lambda_("Tell", {"x": get(f"Steps.Loop.{path}")})
    return Harness(definition(for_each("Loop", list(items), SCORE), tell)).run(steps={"Score": scored})


def test_what_a_loop_does_not_have_is_refused():
    with pytest.raises(MissingValue, match='loop "Loop" had 1 items here'):
        told("IterationOutputs[1].Score.OutputParameters['score']")
    with pytest.raises(MissingValue, match=r'the body of loop "Loop" has no step "Scor"; did you mean "Score"\?'):
        told("IterationOutputs[0].Scor.OutputParameters['score']")
    with pytest.raises(InvalidDefinition, match="write IterationOutputs"):
        told("IterationOutputs.Score.OutputParameters['score']")
    with pytest.raises(InvalidDefinition, match="has no Selector, and Selected is read"):
        told("Selected.OutputParameters['score']")


def test_a_selector_has_nothing_to_pick_of_no_items():
    loop = for_each("Loop", get("Parameters.Items"), SCORE, selector=("MaxBy", "Score.OutputParameters['score']"))
    tell = lambda_("Tell", {"x": get("Steps.Loop.Selected.OutputParameters['score']")})
    harness = Harness(definition(loop, tell, parameters=[parameter("Items", "String", "[]")]))
    with pytest.raises(MissingValue, match='loop "Loop" had no items here, and what its selector picked is read'):
        harness.run()


def test_a_loop_does_not_run_over_a_made_up_value():
    find = lambda_("Find", outputs={"items": "String"})
    loop = for_each("Loop", get("Steps.Find.OutputParameters['items']"), SCORE)
    harness = Harness(definition(find, loop))
    with pytest.raises(MissingFake) as caught:
        harness.run()
    assert str(caught.value) == (
        "loop \"Loop\" runs over Steps.Find.OutputParameters['items'], which no fake gives: the harness made up "
        "\"Steps.Find.OutputParameters['items']\", and a made-up value never decides what runs. "
        'Fake it: run(steps={"Find": outputs({...})})'
    )
    assert harness.run(steps={"Find": outputs({"items": '["a"]'})}).path == ["Find", "Loop", "Score-0"]


def selecting(*more, items=("a", "b"), body=SCORE):
    loop = for_each("Loop", list(items), body, selector=("MaxBy", "Score.OutputParameters['score']"))
    return Harness(definition(loop, *more))


PICKED = get("Steps.Loop.Selected.OutputParameters['score']")


def test_what_a_selector_picked_is_told():
    run = selecting(items=["a", "bb"]).run(steps={"Score": scored})
    assert run["Loop"].because == "ran for 2 items, and picked iteration 1"


def test_a_selector_that_cannot_decide_is_refused_where_its_choice_is_read():
    assert selecting().run(steps={"Score": scored}).succeeded
    with pytest.raises(Unsettled, match=r"finds 1\.0 in iterations 0, 1; nothing says which of them"):
        selecting(lambda_("Tell", {"x": PICKED})).run(steps={"Score": scored})
    text = lambda_("Score", {"item": ITEM}, outputs={"score": "String"})
    with pytest.raises(Unsettled, match="nothing says how the service orders anything but numbers"):
        selecting(lambda_("Tell", {"x": PICKED}), body=text).run(steps={"Score": outputs({"score": "x"})})


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ({"Field": "IterationOutput.Score.Status"}, "picks by nothing; it picks by MaxBy or MinBy"),
        ({"Pick": ["MaxBy"], "Field": "x"}, 'picks by ["MaxBy"]; it picks by MaxBy or MinBy'),
        ({"Pick": "MaxBy"}, "compares nothing; expected IterationOutput.<step>.<member> of a step in its body: Score"),
        (
            {"Pick": "MaxBy", "Field": {"Std:Join": {"On": "", "Values": ["x"]}}},
            'compares Join("x"); expected Iter',
        ),
    ],
)
def test_a_selector_that_cannot_be_is_refused_in_short(selector, message):
    loop = for_each("Loop", ["a", "b"], SCORE, selector=("MaxBy", ""))
    loop["Arguments"]["Selector"] = selector
    with pytest.raises(InvalidDefinition) as refused:
        Harness(definition(loop, lambda_("Tell", {"x": PICKED}))).run(steps={"Score": scored})
    assert f'the selector of loop "Loop" {message}' in str(refused.value)


def test_what_is_selected_by_made_up_values_is_made_up():
    run = selecting(lambda_("Tell", {"x": PICKED})).run()
    assert run["Tell"].arguments == {"x": 0.0}
    assert run["Tell"].values_read[0].invented
    assert "Selected" not in run["Loop"].outputs
    with pytest.raises(MissingFake, match='Fake what the selector of loop "Loop" compares, in the steps of its body'):
        selecting(condition("Check", [compare("GreaterThan", PICKED, 0.5)])).run()


@pytest.mark.parametrize(
    ("steps", "error", "message"),
    [
        ([for_each("Loop", ["a"], condition("C", []))], InvalidDefinition, 'step "C" of type Condition is in the body'),
        ([for_each("Loop", ["a"])], InvalidDefinition, 'loop "Loop" has no step in its body'),
        ([for_each("Loop", ["a"], SCORE), lambda_("Score-3")], InvalidDefinition, 'step "Score-3" has a name that "Sc'),
        ([lambda_("Tell", {"x": ITEM})], InvalidDefinition, 'step "Tell" reads ForEach.CurrentItem but is in no body'),
        (
            [for_each("Loop", ["a"], SCORE), lambda_("Tell", {"x": get("Steps.Score.OutputParameters['score']")})],
            Unsettled,
            r"read Steps\.Loop\.IterationOutputs\[<n>\]\.Score\.OutputParameters\['score'\]",
        ),
        ([for_each("Loop", ["a"], SCORE), lambda_("Tell", depends_on=["Score"])], Unsettled, 'depend on "Loop" itself'),
        (
            [
                for_each("Loop", ["a"], lambda_("In", {"x": get("Steps.Out.OutputParameters['y']")})),
                lambda_("Out", depends_on=["Loop"], outputs={"y": "String"}),
            ],
            InvalidDefinition,
            'the execution could not finish: "Loop", "Out" wait for each other',
        ),
        (
            [for_each("Loop", ["a"], lambda_("In", {"x": get("Steps.Loop.Status")}))],
            InvalidDefinition,
            'loop "Loop" waits for itself',
        ),
    ],
)
def test_a_loop_that_cannot_be_is_refused(steps, error, message):
    with pytest.raises(error, match=message):
        Harness(definition(*steps))


@pytest.mark.parametrize(
    ("items", "at_once", "error", "message"),
    [
        ([], 1, InvalidDefinition, 'loop "Loop" has 0 items written out; it takes 1 to 100'),
        (["x"] * 101, 1, InvalidDefinition, "has 101 items written out"),
        (7, 1, InvalidDefinition, 'loop "Loop" runs over 7; expected a list'),
        (
            ["x"],
            0,
            InvalidDefinition,
            'loop "Loop" runs 0 steps at once; MaxConcurrency is a whole number from 1 to 50',
        ),
        (["x"], True, InvalidDefinition, "runs True steps at once"),
        (["x"], 51, InvalidDefinition, "runs 51 steps at once"),
        (json.dumps(["x"] * 100_000), 50, Unsettled, 'loop "Loop" has 100000 items; nothing says how many the service'),
    ],
)
def test_items_that_cannot_be_are_refused(items, at_once, error, message):
    with pytest.raises(error, match=message):
        Harness(definition(for_each("Loop", items, SCORE, at_once=at_once))).run()


def test_ten_thousand_items_run():
    run = Harness(definition(for_each("Loop", json.dumps(["x"] * 10_000), SCORE, at_once=50))).run()
    assert run["Loop"].outputs["SucceededStepCount"] == 10_000
    assert run["Loop"].ended == 60 * 10_000 / 50
