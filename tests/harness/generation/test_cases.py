"""Cases for every arm: the values they choose, and what is said of arms that cannot be reached."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from harness_samples import (
    abalone,
    compare,
    condition,
    definition,
    fail,
    get,
    join,
    json_get,
    lambda_,
    parameter,
    processing,
    step,
    training,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.harness import Harness, every_branch
from pipelint.harness.arms import arms, taken
from pipelint.harness.fakes import outputs
from pipelint.harness.generation.choosing import Chooser

FIXTURES = Path(__file__).parents[3] / "fixtures"
N, TEXT = get("Parameters.N"), get("Parameters.Text")


def gate(*conditions, **values):
    """A Condition step of these conditions, with a Fail step in its else branch."""
    parameters = [
        parameter("N", "Integer", values.get("n", 3)),
        parameter("Text", "String", values.get("text", "x"), values.get("enum")),
        parameter("Rate", "Float"),
        parameter("Flag", "Boolean", False),
    ]
    return definition(condition("Gate", conditions, [lambda_("Go")], [fail("Stop", "no")]), parameters=parameters)


def not_(inner):
    return {"Type": "Not", "Condition": inner}


def or_(*parts):
    return {"Type": "Or", "Conditions": list(parts)}


def in_(query, values):
    return {"Type": "In", "QueryValue": query, "Values": values}


def told(pipeline, **options):
    return repr(every_branch(pipeline, **options)).splitlines()


def test_a_threshold_is_met_at_the_boundary():
    cases = every_branch(abalone())
    value = "MinAccuracy = 0.8, EvaluateModel.EvaluationReport[metrics.accuracy.value] = "
    assert repr(cases).splitlines() == [
        f"CheckAccuracy-if: {value}0.8",
        f"CheckAccuracy-else: {value}0.79",
    ]
    assert cases.unreachable == {}
    good, weak = cases
    report = {"EvaluationReport": {"metrics": {"accuracy": {"value": 0.8}}}}
    assert (good.parameters, good.steps) == ({}, {"EvaluateModel": outputs(property_files=report)})
    run = weak.run(Harness(abalone()))
    assert run["CheckAccuracy"].branch == "else"
    assert run["NotifyTeam"].arguments == {"accuracy": 0.79}


def test_boundaries_are_three_cases_more():
    cases = every_branch(abalone(), boundaries=True)
    assert [case.name for case in cases] == [
        "CheckAccuracy-if",
        "CheckAccuracy-else",
        "CheckAccuracy-below",
        "CheckAccuracy-equal",
        "CheckAccuracy-above",
    ]
    assert [case.values.rpartition(" = ")[2] for case in cases] == ["0.8", "0.79", "0.79", "0.8", "0.81"]
    assert [case.run(Harness(abalone()))["CheckAccuracy"].branch for case in cases] == [
        "if",
        "else",
        "else",
        "if",
        "if",
    ]


@pytest.mark.parametrize(
    ("one", "values"),
    [
        (compare("GreaterThan", N, 5), {"if": "N = 6", "else": "N = 3"}),
        (compare("GreaterThanOrEqualTo", N, 3), {"if": "N = 3", "else": "N = 2"}),
        (compare("LessThan", 7, N), {"if": "N = 8", "else": "N = 3"}),
        (compare("Equals", N, 3), {"if": "N = 3", "else": "N = 4"}),
        (not_(compare("Equals", N, 3)), {"if": "N = 4", "else": "N = 3"}),
        (compare("LessThanOrEqualTo", get("Parameters.Rate"), 0.05), {"if": "Rate = 0.05", "else": "Rate = 0.051"}),
        (compare("Equals", get("Parameters.Flag"), True), {"if": "Flag = True", "else": "Flag = False"}),
        (compare("Equals", TEXT, "prod"), {"if": "Text = 'prod'", "else": "Text = 'x'"}),
        (compare("LessThan", TEXT, "b"), {"if": "Text = 'a'", "else": "Text = 'x'"}),
        (in_(TEXT, ["a", "b"]), {"if": "Text = 'a'", "else": "Text = 'x'"}),
        (in_(N, [1, 3]), {"if": "N = 3", "else": "N = 2"}),
        (compare("Equals", join("v", TEXT), "v2"), {"if": "Text = '2'", "else": "Text = 'x'"}),
        (compare("Equals", join("n-", N), "n-12"), {"if": "N = 12", "else": "N = 3"}),
        (compare("Equals", get("Execution.PipelineName"), TEXT), {"if": "Text = 'Pipeline'", "else": "Text = 'x'"}),
    ],
)
def test_each_operator_is_flipped_and_defaults_are_kept_where_they_will_do(one, values):
    cases = every_branch(gate(one))
    found = {case.arm.outcome: case.values for case in cases if case.arm.step == "Gate"}
    assert {outcome: text.split(", Rate")[0] for outcome, text in found.items()} == values
    assert cases.unreachable == {}


def test_what_a_coercion_decides_is_chosen_by_it():
    limit = definition(
        processing("E", outputs=("o",), property_files={"R": "o"}),
        condition("Gate", [compare("GreaterThanOrEqualTo", json_get("E", "R", "n"), get("Parameters.Least"))]),
        parameters=[parameter("Least", "String", "0.8")],
    )
    assert told(Harness(limit, coercion="numeric")) == [
        "Gate-if: Least = '0.8', E.R[n] = 0.8",
        "Gate-else: Least = '0.8', E.R[n] = 0.79",
    ]


def test_each_arm_of_an_or_decides_once():
    either = or_(compare("GreaterThan", N, 5), in_(TEXT, ["a"]), not_(compare("Equals", get("Parameters.Flag"), False)))
    lines = told(gate(either))
    assert [line.split(": ") for line in lines] == [
        ["Gate-if", "N = 6"],
        ["Gate-else", "N = 3, Text = 'x', Flag = False"],
        ["Gate-0.0-true", "N = 6"],
        ["Gate-0.0-false", "N = 3, Text = 'a'"],
        ["Gate-0.1-true", "N = 3, Text = 'a'"],
        ["Gate-0.1-false", "N = 3, Text = 'x', Flag = True"],
        ["Gate-0.2.Not-true", "N = 3, Text = 'x', Flag = False"],
        ["Gate-0.2.Not-false", "N = 3, Text = 'x', Flag = True"],
        ["Stop-reached", "N = 3, Text = 'x', Flag = False"],
    ]


def test_a_nested_condition_needs_the_outer_one_taken():
    inner = condition("Inner", [compare("Equals", TEXT, "prod")], [lambda_("A")], [lambda_("B")])
    outer = condition("Outer", [compare("GreaterThan", N, 5)], [], [inner])
    pipeline = definition(outer, parameters=[parameter("N", "Integer", 9), parameter("Text", "String", "prod")])
    assert told(pipeline) == [
        "Outer-if: N = 9, Text = 'prod'",
        "Outer-else: N = 5, Text = 'prod'",
        "Inner-if: N = 5, Text = 'prod'",
        "Inner-else: N = 5, Text = 'other'",
    ]


def test_a_step_behind_a_branch_needs_the_branch():
    first = condition("First", [compare("GreaterThan", N, 5)], [lambda_("Made", outputs={"ok": "Boolean"})])
    second = condition("Second", [compare("Equals", get("Steps.Made.OutputParameters['ok']"), True)])
    pipeline = definition(first, second, parameters=[parameter("N", "Integer", 0)])
    assert told(pipeline) == [
        "First-if: N = 6, Made.OutputParameters['ok'] = True",
        "First-else: N = 0, Made.OutputParameters['ok'] = True",
        "Second-if: N = 6, Made.OutputParameters['ok'] = True",
        "Second-else: N = 6, Made.OutputParameters['ok'] = False",
    ]


def test_an_execution_is_kept_from_failing_elsewhere():
    early = condition("Early", [compare("GreaterThan", get("Parameters.A"), 5)], [], [fail("Stop", "no")])
    late = condition("Late", [compare("Equals", TEXT, "x")], depends_on=["Train"])
    pipeline = definition(
        early,
        training("Train"),
        late,
        parameters=[parameter("A", "Integer", 0), parameter("Text", "String", "x")],
    )
    cases = {case.name: case for case in every_branch(pipeline)}
    assert set(cases) == {"Early-if", "Early-else", "Stop-reached", "Late-if", "Late-else"}
    assert cases["Late-if"].parameters == {"A": 6}


def test_members_and_lists_that_are_read_by_name_are_faked():
    metric = get("Steps.Train.FinalMetricDataList['accuracy'].Value")
    other = get("Steps.Train.FinalMetricDataList['loss'].Value")
    pipeline = definition(
        training("Train"),
        condition("Gate", [compare("GreaterThan", metric, 0.5), compare("LessThan", other, 1)], [lambda_("Go")]),
    )
    cases = {case.name: case for case in every_branch(pipeline)}
    assert cases["Gate-if"].steps["Train"].members == {
        "FinalMetricDataList": [{"MetricName": "accuracy", "Value": 0.51}, {"MetricName": "loss", "Value": 0.9}]
    }


def test_a_member_has_only_values_that_the_api_has():
    status = get("Steps.Train.TrainingJobStatus")
    pipeline = definition(training("Train"), condition("Gate", [compare("Equals", status, "Completed")]))
    assert told(pipeline) == [
        "Gate-if: Train.TrainingJobStatus = 'Completed'",
        "Gate-else: Train.TrainingJobStatus = 'InProgress'",
    ]


def test_files_that_no_condition_reads_are_given_too():
    pipeline = definition(
        processing("E", outputs=("o",), property_files={"Report": "o"}),
        lambda_("Tell", {"text": json_get("E", "Report", "rows[1].text")}),
        condition("Gate", [compare("Equals", json_get("E", "Report", "ok"), True)], depends_on=["Tell"]),
    )
    (good, bad) = every_branch(pipeline)
    assert good.steps["E"].property_files == {"Report": {"ok": True, "rows": [None, {"text": 0.5}]}}
    assert bad.steps["E"].property_files["Report"]["ok"] is False


@pytest.mark.parametrize(
    ("conditions", "arm", "why"),
    [
        ((compare("Equals", 1, 2),), "Gate-if", "1 Equals 2 is never true: it compares what is the same in every run"),
        ((), "Gate-else", '"Gate" has no conditions, and takes its if branch always'),
        (
            (in_(TEXT, ["dev", "prod"]),),
            "Gate-else",
            "Parameters.Text In [\"dev\", \"prod\"] is never false: Text is one of 'dev', 'prod'",
        ),
        (
            (compare("GreaterThan", N, 5), compare("LessThan", N, 6)),
            "Gate-if",
            'no values were found with which "Gate" takes its if branch',
        ),
        (
            (compare("Equals", get("Execution.TrainingJobName"), "x"),),
            "Gate-if",
            "Execution.TrainingJobName decides, which no test can choose",
        ),
    ],
)
def test_what_cannot_be_reached_is_said_with_the_reason(conditions, arm, why):
    cases = every_branch(gate(*conditions, enum=["dev", "prod"], text="dev"))
    assert {one.id: reason for one, reason in cases.unreachable.items()}[arm] == why
    assert arm not in [case.name for case in cases]


def test_a_step_that_needs_both_branches_is_never_reached():
    both = definition(
        condition("C", [compare("Equals", N, 1)], [lambda_("A")], [lambda_("B")]),
        fail("F", "both", depends_on=["A", "B"]),
        fail("G", "after", depends_on=["F"]),
        parameters=[parameter("N", "Integer", 1)],
    )
    assert {arm.id: why for arm, why in every_branch(both).unreachable.items()} == {
        "F-reached": '"F" runs only when "C" takes both of its branches',
        "G-reached": '"G" waits for "F", a Fail step, which never succeeds',
    }


def loop(items, *body, selector=None, depends_on=()):
    arguments = {"IterableItems": items, "MaxConcurrency": 1, "ForEachBody": list(body)}
    if selector is not None:
        arguments["Selector"] = {"Pick": selector, "Field": get("IterationOutput.Score.OutputParameters['loss']")}
    return step("Loop", "ForEach", arguments, depends_on)


def test_a_loop_has_none_one_and_many_items_with_the_fields_that_its_body_reads():
    body = lambda_("Do", {"a": get("ForEach.CurrentItem.name"), "b": get("ForEach.CurrentItem.size['x'][0]")})
    pipeline = definition(loop(get("Parameters.Text"), body), parameters=[parameter("Text", "String")])
    first, second = (f'{{"name": "name-{number}", "size": {{"x": ["x-{number}"]}}}}' for number in (0, 1))
    assert told(pipeline) == [
        "Loop-zero-items: Text = '[]'",
        f"Loop-one-item: Text = '[{first}]'",
        f"Loop-many-items: Text = '[{first}, {second}]'",
    ]


def test_the_default_items_of_a_loop_are_kept():
    body = lambda_("Do", {"item": get("ForEach.CurrentItem")})
    items = parameter("Text", "String", '["a", "b", "c"]')
    assert told(definition(loop(get("Parameters.Text"), body), parameters=[items])) == [
        "Loop-zero-items: Text = '[]'",
        """Loop-one-item: Text = '["a"]'""",
        """Loop-many-items: Text = '["a", "b", "c"]'""",
    ]


@pytest.mark.parametrize(("pick", "losses"), [("MinBy", [0.5, 1.5]), ("MaxBy", [0.5, -0.5])])
def test_what_a_selector_picks_is_what_a_condition_asks_for(pick, losses):
    score = lambda_("Score", {"item": get("ForEach.CurrentItem")}, {"loss": "Float"})
    pipeline = definition(
        loop(["a", "b"], score, selector=pick),
        condition("Gate", [compare("LessThanOrEqualTo", get("Steps.Loop.Selected.OutputParameters['loss']"), 0.5)]),
    )
    cases = {case.name: case for case in every_branch(pipeline)}
    assert list(cases) == ["Loop-many-items", "Gate-if", "Gate-else"]
    assert [fake.members["loss"] for fake in cases["Gate-if"].steps.values()] == losses
    assert cases["Gate-else"].values == "Loop.Selected.OutputParameters['loss'] = 0.51"


def test_one_iteration_can_be_asked_for():
    score = lambda_("Score", {"item": get("ForEach.CurrentItem")}, {"loss": "Float"})
    second = get("Steps.Loop.IterationOutputs[1].Score.OutputParameters['loss']")
    pipeline = definition(loop(["a", "b"], score), condition("Gate", [compare("GreaterThan", second, 1)]))
    cases = {case.name: case for case in every_branch(pipeline)}
    assert cases["Gate-if"].steps == {"Score-1": outputs({"loss": 1.1})}


def test_what_waits_for_a_failure_is_reached_by_a_failure():
    broken = {"Step": "Train", "Trigger": "Failed"}
    pipeline = definition(training("Train"), fail("Stop", "it broke", depends_on=[broken]))
    (case,) = every_branch(pipeline)
    assert (case.name, case.values) == ("Stop-reached", "Train failed")
    assert case.run(Harness(pipeline))["Train"].failed


def test_a_file_in_s3_stands_where_the_definition_says():
    uri = join(get("Steps.E.ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri"), "report.json", on="/")
    pipeline = definition(
        processing("E", outputs=("o",)),
        condition("Gate", [compare("Equals", {"Std:JsonGet": {"S3Uri": uri, "Path": "n[0].ok"}}, "yes")]),
    )
    (good, bad) = every_branch(pipeline)
    assert good.steps == {"E": outputs(files={"s3://bucket/E/o/report.json": {"n": [{"ok": "yes"}]}})}
    assert bad.steps == {"E": outputs(files={"s3://bucket/E/o/report.json": {"n": [{"ok": "other"}]}})}


def test_a_harness_is_taken_as_it_is_and_ids_are_names():
    cases = every_branch(Harness(abalone(), account="111122223333"))
    assert [str(case) for case in cases] == ["CheckAccuracy-if", "CheckAccuracy-else"]


PROJECTS = sorted(FIXTURES.glob("projects/*/definition.json"))


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.parent.name)
def test_every_arm_of_the_fixture_projects_is_reached_or_proved_unreachable(file):
    cases = every_branch(file)
    harness = Harness(file)
    reached = {arm for case in cases for arm in taken(case.run(harness))}
    assert reached | set(cases.unreachable) == set(arms(harness.pipeline))
    assert all(" is never " in why for why in cases.unreachable.values()), cases


DEFINITIONS = sorted(FIXTURES.glob("definitions/v?/*.json"))


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_arm_of_a_definition_has_a_case_or_a_reason(file):
    cases = every_branch(file)
    harness = Harness(file)
    assert all(case.arm in taken(case.run(harness)) for case in cases)
    assert {case.arm for case in cases} | set(cases.unreachable) == set(arms(harness.pipeline))
    assert all(cases.unreachable.values())


OPERATORS = ["Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"]
VALUES = st.integers(0, 3) | st.sampled_from([get("Parameters.A"), get("Parameters.B")])
LEAVES = st.builds(compare, st.sampled_from(OPERATORS), VALUES, VALUES) | st.builds(
    in_, st.sampled_from([get("Parameters.A"), get("Parameters.B")]), st.lists(VALUES, min_size=1, max_size=2)
)


def trees(leaves):
    """A strategy for conditions made of ``leaves``, with Not and Or around them."""
    return st.recursive(
        leaves,
        lambda inner: st.builds(not_, inner) | st.lists(inner, min_size=1, max_size=3).map(lambda parts: or_(*parts)),
    )


TREES = trees(LEAVES)


@given(st.lists(TREES, min_size=1, max_size=3), st.lists(TREES, max_size=2))
@settings(max_examples=40)
def test_the_arms_with_a_case_are_those_that_any_values_reach(outer, inner):
    nested = condition("Inner", inner, [], [fail("Stop", "no")])
    content = definition(
        condition("Outer", outer, [nested], [lambda_("Else")]),
        parameters=[parameter("A", "Integer", 0), parameter("B", "Integer", 1)],
    )
    harness = Harness(content)
    values = range(-2, 6)  # what lies beyond two thresholds
    reachable = {arm for a, b in product(values, values) for arm in taken(harness.run(parameters={"A": a, "B": b}))}
    cases = every_branch(harness)
    assert {case.arm for case in cases} == reachable
    assert set(cases.unreachable) == set(arms(harness.pipeline)) - reachable


ENUMS = st.sampled_from([get("Parameters.A"), get("Parameters.B"), "a", "b", "c"])
TEXT_TREES = trees(
    st.builds(compare, st.sampled_from(OPERATORS), ENUMS, ENUMS)
    | st.builds(in_, ENUMS, st.lists(ENUMS, min_size=1, max_size=2))
)


@given(st.lists(TEXT_TREES, min_size=1, max_size=3), st.lists(TEXT_TREES, max_size=2))
@settings(max_examples=60)
def test_an_arm_that_is_called_impossible_is_never_taken(outer, inner):
    nested = condition("Inner", inner, [], [fail("Stop", "no")])
    content = definition(
        condition("Outer", outer, [nested], [lambda_("Else")]),
        parameters=[parameter(name, "String", "a", ["a", "b"]) for name in "AB"],
    )
    harness = Harness(content)
    reachable = {arm for a, b in product("ab", "ab") for arm in taken(harness.run(parameters={"A": a, "B": b}))}
    chooser = Chooser(harness.pipeline, {}, "refuse")
    assert {arm for arm in arms(harness.pipeline) if chooser.impossible(arm)}.isdisjoint(reachable)
    assert {case.arm for case in every_branch(harness)} == reachable


def test_what_a_run_may_be_told_is_not_called_impossible():
    pipeline = gate(compare("Equals", get("Execution.PipelineName"), "x"))
    harness = Harness(pipeline)
    chooser = Chooser(harness.pipeline, {}, "refuse")
    assert [chooser.impossible(arm) for arm in arms(harness.pipeline)] == ["", "", ""]
    unsettled = Harness(gate(compare("Equals", "1", 1)), coercion="numeric")
    chooser = Chooser(unsettled.pipeline, {}, "refuse")
    assert [chooser.impossible(arm) for arm in arms(unsettled.pipeline)] == ["", "", ""]
