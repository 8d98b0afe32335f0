"""The arms of a pipeline, and which of them a run took."""

from __future__ import annotations

from harness_samples import (
    abalone,
    compare,
    condition,
    definition,
    fail,
    get,
    json_get,
    lambda_,
    parameter,
    processing,
    step,
    training,
)

from pipelint.harness import Harness, fails, outputs
from pipelint.harness.arms import arms, digest, taken, written_name


def names(found):
    return sorted(map(str, found))


def both_kinds():
    """A Condition step of two conditions, the second of which is an Or with a Not in it; and a Fail step."""
    number, text = get("Parameters.Number"), get("Parameters.Text")
    either = {
        "Type": "Or",
        "Conditions": [
            compare("Equals", text, "a"),
            {"Type": "Not", "Condition": {"Type": "In", "QueryValue": text, "Values": ["b", "c"]}},
        ],
    }
    return definition(
        condition("Check", [compare("GreaterThan", number, 5), either], [lambda_("Go")], [fail("Stop", "no")]),
        parameters=[parameter("Number", "Integer", 6), parameter("Text", "String", "a")],
    )


def test_a_single_comparison_has_the_branches_as_its_arms():
    run = Harness(abalone()).run(steps={"EvaluateModel": outputs(property_files={"EvaluationReport": report(0.9)})})
    assert names(arms(run.pipeline)) == ["CheckAccuracy: else", "CheckAccuracy: if"]
    assert names(taken(run)) == ["CheckAccuracy: if"]


def report(accuracy):
    return {"metrics": {"accuracy": {"value": accuracy}}}


def test_each_comparison_of_several_has_two_arms_and_a_fail_step_has_one():
    pipeline = Harness(both_kinds()).run().pipeline
    in_text = 'Parameters.Text In ["b", "c"]'
    assert [str(arm) for arm in arms(pipeline)] == [
        "Check: if",
        "Check: else",
        "Check: Parameters.Number GreaterThan 5 true",
        "Check: Parameters.Number GreaterThan 5 false",
        'Check: Parameters.Text Equals "a" true',
        'Check: Parameters.Text Equals "a" false',
        f"Check: {in_text} true",
        f"Check: {in_text} false",
        "Stop: reached",
    ]
    assert [arm.id for arm in arms(pipeline)] == [
        "Check-if",
        "Check-else",
        "Check-0-true",
        "Check-0-false",
        "Check-1.0-true",
        "Check-1.0-false",
        "Check-1.1.Not-true",
        "Check-1.1.Not-false",
        "Stop-reached",
    ]


def test_what_short_circuit_left_unjudged_was_not_taken():
    harness = Harness(both_kinds())
    assert names(taken(harness.run(parameters={"Number": 5}))) == [
        "Check: Parameters.Number GreaterThan 5 false",
        "Check: else",
        "Stop: reached",
    ]
    assert names(taken(harness.run())) == [
        "Check: Parameters.Number GreaterThan 5 true",
        'Check: Parameters.Text Equals "a" true',
        "Check: if",
    ]
    assert names(taken(harness.run(parameters={"Text": "b"}))) == [
        "Check: Parameters.Number GreaterThan 5 true",
        'Check: Parameters.Text Equals "a" false',
        'Check: Parameters.Text In ["b", "c"] true',
        "Check: else",
        "Stop: reached",
    ]


def test_a_step_in_a_branch_not_taken_took_no_arm():
    inner = condition("Inner", [compare("Equals", get("Parameters.Text"), "a")], [lambda_("A")])
    outer = condition("Outer", [compare("Equals", get("Parameters.Text"), "b")], [inner])
    run = Harness(definition(outer, parameters=[parameter("Text", "String", "a")])).run()
    assert names(taken(run)) == ["Outer: else"]


def test_a_step_that_was_not_selected_took_no_arm():
    pipeline = definition(training("Train"), fail("Stop", "no", depends_on=[{"Step": "Train", "Trigger": "Failed"}]))
    harness = Harness(pipeline)
    before = harness.run(steps={"Train": fails("no")})
    assert names(taken(before)) == ["Stop: reached"]
    assert names(taken(harness.run(select=["Train"], previous=harness.run()))) == []


def test_a_loop_took_the_arm_of_its_number_of_items():
    arguments = {
        "IterableItems": get("Parameters.Items"),
        "MaxConcurrency": 1,
        "ForEachBody": [lambda_("Do", {"item": get("ForEach.CurrentItem")})],
    }
    harness = Harness(
        definition(step("Loop", "ForEach", arguments), parameters=[parameter("Items", "String", '["a"]')])
    )
    assert names(arms(harness.pipeline)) == ["Loop: many items", "Loop: one item", "Loop: zero items"]
    for items, arm in (("[]", "zero items"), ('["a"]', "one item"), ("[1, 2, 3]", "many items")):
        assert names(taken(harness.run(parameters={"Items": items}))) == [f"Loop: {arm}"]
    written_out = Harness(definition(step("Loop", "ForEach", {**arguments, "IterableItems": ["a", "b"]})))
    assert names(arms(written_out.pipeline)) == ["Loop: many items"]


def test_the_digest_tells_decisions_apart_and_passes_over_arguments():
    def made(path, uri):
        report_ = json_get("E", "Report", path)
        return definition(
            processing("E", outputs=("o",), inputs={"i": uri}, property_files={"Report": "o"}),
            condition("C", [compare("Equals", report_, 1)], [lambda_("L")]),
        )

    def of(content):
        fakes = {"E": outputs(property_files={"Report": {"a": 1, "b": 1}})}
        return digest(Harness(content).run(steps=fakes).pipeline)

    assert of(made("a", "s3://bucket/code-2025")) == of(made("a", "s3://bucket/code-2026"))
    assert of(made("a", "s3://bucket/x")) != of(made("b", "s3://bucket/x"))
    assert len(of(made("a", "s3://bucket/x"))) == 12


def test_a_step_of_an_iteration_is_known_by_the_name_it_was_written_with():
    known = {"Train": 1, "Train-2": 1}
    assert written_name("Train-0", known) == "Train"
    assert written_name("Train-2", known) == "Train-2"
    assert written_name("Train-1-12", known) == "Train"
    assert written_name("Other-1", known) == "Other"
