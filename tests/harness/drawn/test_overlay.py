"""A run over the picture of its pipeline: states, the starving edge, values, attempts, loops; and coverage as heat."""

from __future__ import annotations

from pathlib import Path

from harness_samples import compare, condition, definition, for_each, get, lambda_, parameter, processing

from pipelint.drawing.drawing import Drawing, Mark, Overlay
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.harness import Harness, fails, outputs
from pipelint.harness.coverage.tally import Tally
from pipelint.harness.drawn.heat import heat_of
from pipelint.harness.drawn.overlay import overlay_of

SAMPLE = Path(__file__).parents[3] / "fixtures/sample_project/definition.json"
WEAK = outputs(property_files={"EvaluationReport": {"metrics": {"accuracy": {"value": 0.5}}}})
GOOD = outputs(property_files={"EvaluationReport": {"metrics": {"accuracy": {"value": 0.95}}}})


def over(run, name: str = "run") -> tuple[Drawing, Overlay]:
    drawing = drawing_of(run.pipeline)
    return drawing, overlay_of(run, drawing, name)


def on_arrow(drawing: Drawing, overlay: Overlay, source: str, target: str, kind: str) -> tuple[Mark, ...]:
    places = [
        place
        for place, one in enumerate(drawing.arrows)
        if (one.source, one.target, one.kind) == (source, target, kind)
    ]
    assert len(places) == 1
    return overlay.arrows.get(places[0], ())


def told(overlay: Overlay, step: str, title: str) -> list[tuple[str, str]]:
    return [
        (line.label, line.text)
        for section in overlay.sections[step]
        if section.title == title
        for line in section.lines
    ]


def test_every_step_says_what_became_of_it() -> None:
    drawing, overlay = over(Harness(SAMPLE).run(steps={"EvaluateModel": WEAK}), "a weak model")
    assert (overlay.name, overlay.summary) == ("a weak model", "Succeeded")
    assert {step: [mark.kind for mark in marks] for step, marks in overlay.nodes.items()} == {
        "PreprocessData": ["executed"],
        "TrainModel": ["executed"],
        "EvaluateModel": ["executed"],
        "CheckAccuracy": ["executed"],
        "RegisterModel-RegisterModel": ["skipped"],
        "NotifyTeam": ["executed"],
    }
    taken = on_arrow(drawing, overlay, "CheckAccuracy", "NotifyTeam", "else")
    assert taken == (Mark("executed", "the else branch was taken"),)
    left = on_arrow(drawing, overlay, "CheckAccuracy", "RegisterModel-RegisterModel", "if")
    assert left == (Mark("skipped", "the if branch was not taken"),)


def test_a_condition_shows_the_values_it_compared() -> None:
    _, overlay = over(Harness(SAMPLE).run(steps={"EvaluateModel": WEAK}))
    assert overlay.lines == {"CheckAccuracy": ("0.5 ≥ 0.8: false",)}
    assert told(overlay, "CheckAccuracy", "Conditions") == [
        (
            "false",
            "Steps.EvaluateModel.PropertyFiles.EvaluationReport[metrics.accuracy.value] = 0.5 "
            "GreaterThanOrEqualTo Parameters.MinAccuracy = 0.8",
        )
    ]


def test_a_step_that_was_never_reached_shows_what_it_waited_for() -> None:
    run = Harness(SAMPLE).run(steps={"TrainModel": fails("out of memory")})
    drawing, overlay = over(run)
    assert overlay.summary == 'Failed: step "TrainModel" failed: out of memory'
    assert overlay.nodes["TrainModel"] == (Mark("failed", "failed: out of memory"),)
    because = 'was never reached: "EvaluateModel" reads ModelArtifacts.S3ModelArtifacts of "TrainModel", which failed'
    assert overlay.nodes["EvaluateModel"] == (Mark("never_reached", because),)
    starving = on_arrow(drawing, overlay, "TrainModel", "EvaluateModel", "data")
    assert starving == (Mark("never_reached", because),)
    assert on_arrow(drawing, overlay, "PreprocessData", "EvaluateModel", "data") == ()
    starved = on_arrow(drawing, overlay, "CheckAccuracy", "NotifyTeam", "else")
    assert [mark.kind for mark in starved] == ["never_reached"]


def test_every_attempt_is_told_of() -> None:
    retried = processing("Prepare", outputs=["train"])
    retried["RetryPolicies"] = [{"ExceptionType": ["Step.THROTTLING"], "MaxAttempts": 3, "IntervalSeconds": 5}]
    slow = fails("too many calls", kind="Step.THROTTLING")
    _, overlay = over(Harness(definition(retried)).run(steps={"Prepare": [slow, outputs()]}))
    attempts = told(overlay, "Prepare", "Attempts")
    assert [label for label, _ in attempts] == ["attempt 1", "attempt 2"]
    assert attempts[0][1] == "after 0 s, failed: Step.THROTTLING: too many calls"
    assert attempts[1][1].endswith("s, succeeded")


def test_what_was_read_leads_to_the_step_it_came_from() -> None:
    _, overlay = over(Harness(SAMPLE).run(steps={"EvaluateModel": WEAK}))
    section = next(one for one in overlay.sections["EvaluateModel"] if one.title == "Values it read")
    read = next(line for line in section.lines if "ModelArtifacts" in line.text)
    assert read.to == "TrainModel"
    assert read.text.startswith("Steps.TrainModel.ModelArtifacts.S3ModelArtifacts = ")


def test_a_step_in_a_loop_counts_its_iterations() -> None:
    body = lambda_("Score", {"item": get("ForEach.CurrentItem")}, outputs={"score": "Float"})
    run = Harness(definition(for_each("Loop", ["a", "b", "c"], body))).run(steps={"Score-2": fails("no memory")})
    _, overlay = over(run)
    assert overlay.nodes["Score"] == (
        Mark("executed", "executed in 2 of 3 iterations", 2 / 3),
        Mark("failed", "failed in 1 of 3 iterations", 1 / 3),
    )
    assert overlay.lines == {"Loop": ("3 iterations",)}
    assert told(overlay, "Score", "Score-2: State") == [("", "failed: no memory")]
    assert told(overlay, "Score", "Score-1: Arguments, resolved") == [("item", '"b"')]
    assert told(overlay, "Loop", "Items") == [("0", '"a"'), ("1", '"b"'), ("2", '"c"')]


def test_the_body_of_a_loop_without_items_says_why_it_did_not_run() -> None:
    loop = for_each("Loop", get("Parameters.Items"), lambda_("Score", {}))
    run = Harness(definition(loop, parameters=[parameter("Items", "String", "[]")])).run()
    _, overlay = over(run)
    assert overlay.nodes["Score"] == (Mark("skipped", 'ran for no item: "Loop" ran for 0 items'),)


def test_coverage_is_heat_on_the_arms() -> None:
    harness, tally = Harness(SAMPLE), Tally()
    runs = [harness.run(steps={"EvaluateModel": fake}) for fake in (WEAK, WEAK, GOOD)]
    for run in runs:
        tally.note(run, "gate")
    drawing = drawing_of(runs[0].pipeline)
    overlay = heat_of(tally.in_order()[0], drawing)
    assert (overlay.name, overlay.summary) == ("Branch coverage", "2 of 2 arms taken, 100%, by 3 runs")
    often = on_arrow(drawing, overlay, "CheckAccuracy", "NotifyTeam", "else")
    assert often == (Mark("covered", "taken by 2 of 3 runs", 2 / 3),)
    seldom = on_arrow(drawing, overlay, "CheckAccuracy", "RegisterModel-RegisterModel", "if")
    assert seldom == (Mark("covered", "taken by 1 of 3 runs", 1 / 3),)
    assert overlay.nodes == {"CheckAccuracy": (Mark("covered", "2 arms taken"),)}


def test_an_arm_that_no_run_took_is_not_covered() -> None:
    tally = Tally()
    run = Harness(SAMPLE).run(steps={"EvaluateModel": WEAK})
    tally.note(run, "gate")
    drawing = drawing_of(run.pipeline)
    overlay = heat_of(tally.in_order()[0], drawing)
    untaken = on_arrow(drawing, overlay, "CheckAccuracy", "RegisterModel-RegisterModel", "if")
    assert untaken == (Mark("uncovered", "never taken", 0.0),)
    assert overlay.nodes["CheckAccuracy"] == (Mark("uncovered", "CheckAccuracy never took its if branch"),)


def test_an_arm_that_can_never_be_taken_is_not_missed() -> None:
    never = condition("Check", [compare("Equals", 1, 2)], [lambda_("Yes", {})], [lambda_("No", {})])
    tally = Tally()
    run = Harness(definition(never)).run()
    tally.note(run, "gate")
    tally.find_impossible()
    drawing = drawing_of(run.pipeline)
    (mark,) = on_arrow(drawing, heat_of(tally.in_order()[0], drawing), "Check", "Yes", "if")
    assert mark.kind == "skipped"
    assert mark.text.startswith("cannot be taken: ")
