"""Scenario files: what they mean, what makes no sense, and what of their expectations is not met."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone

import pytest
from harness_samples import abalone, report
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipelint.harness import InvalidFake, fails, outputs, returns, stops, violates
from pipelint.harness.scenarios.checking import faults, schema
from pipelint.harness.scenarios.files import ScenarioError
from pipelint.harness.scenarios.playing import play
from pipelint.harness.scenarios.scenario import Scenario, read_scenarios

GOOD = """
name: a good model
description: the happy path
parameters: {MinAccuracy: 0.7}
steps:
  EvaluateModel:
    property_files: {EvaluationReport: {metrics: {accuracy: {value: 0.9}}}}
  TrainModel: {fails: {reason: no machine, kind: SageMaker.CAPACITY_ERROR}}
  PreprocessData:
    outputs: {ExitMessage: fine}
    files: {"s3://bucket/a.json": [1]}
coercion: numeric
now: 2025-03-01T10:00:00Z
region: eu-west-1
account: "111122223333"
validate: present
variables: {PipelineExecutionId: abc}
expect: {status: Failed, failure: no machine}
"""


def played(**content):
    return play(Scenario("s", "s.yaml", **content), abalone())


def evaluated(accuracy):
    return {"EvaluateModel": outputs(property_files=report(accuracy))}


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text, name="good.yaml"):
        (tmp_path / name).write_text(text)
        return name

    return write


def test_a_file_says_what_harness_and_run_are_given(file):
    (scenario,) = read_scenarios(file(GOOD))
    assert scenario == Scenario(
        "a good model",
        "good.yaml",
        {"MinAccuracy": 0.7},
        {
            "EvaluateModel": outputs(property_files=report(0.9)),
            "TrainModel": fails("no machine", kind="SageMaker.CAPACITY_ERROR"),
            "PreprocessData": outputs({"ExitMessage": "fine"}, files={"s3://bucket/a.json": [1]}),
        },
        {
            "coercion": "numeric",
            "region": "eu-west-1",
            "account": "111122223333",
            "now": datetime(2025, 3, 1, 10, tzinfo=timezone.utc),
        },
        {"validate": "present", "variables": {"PipelineExecutionId": "abc"}},
        {"status": "Failed", "failure": "no machine"},
        "the happy path",
    )
    outcome = play(scenario, abalone())
    assert outcome.unmet == ()
    assert "eu-west-1" in outcome.run["PreprocessData"].outputs["ProcessingJobArn"]


def test_json_and_yaml_say_the_same_and_the_file_gives_the_name(file):
    content = {"steps": {"TrainModel": {"fails": "no"}}, "expect": {"status": "Failed"}}
    (one,) = read_scenarios(file(json.dumps(content), "one.json"))
    (other,) = read_scenarios(file(json.dumps(content), "other.yml"))
    assert (one.name, other.name) == ("one", "other")
    assert (one.steps, one.expected) == (other.steps, other.expected)


def test_a_file_may_hold_several_and_a_folder_is_read_in_order(file, tmp_path):
    file('{"scenarios": [{"name": "first"}, {}]}', "b.json")
    (tmp_path / "a").mkdir()
    file("{}", "a/z.yaml")
    file("no scenario", "notes.txt")
    assert [str(one) for one in read_scenarios(tmp_path)] == ["z", "first", "b 2"]


def test_dates_and_ids_stay_texts(file):
    (scenario,) = read_scenarios(file("parameters: {Day: 2025-01-01, Time: 2025-01-01T10:00:00}"))
    assert scenario.parameters == {"Day": "2025-01-01", "Time": "2025-01-01T10:00:00"}


@pytest.mark.parametrize(
    ("text", "fake"),
    [
        ("{stops: by hand}", stops("by hand")),
        ("{returns: [1, {a: b}]}", returns([1, {"a": "b"}])),
        ("{violates: drift}", violates("drift")),
        (
            "{violates: drift, outputs: {CalculatedBaselineConstraints: x}}",
            violates("drift", {"CalculatedBaselineConstraints": "x"}),
        ),
        ("{named: {train: s3://b/t}}", outputs(named={"train": "s3://b/t"})),
        ("{attempts: [{fails: first}, {outputs: {ok: true}}]}", [fails("first"), outputs({"ok": True})]),
    ],
)
def test_a_step_ends_in_one_of_these_ways(file, text, fake):
    (scenario,) = read_scenarios(file(f"steps: {{A: {text}}}"))
    assert scenario.steps == {"A": fake}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "steps: {A: {attempts: [{attempts: [{stops: x}]}]}}",
            "steps.A.attempts[0]: an attempt has no attempts of",
        ),
        ("steps: {A: {returns: 1, files: {}}}", "steps.A: a step ends in one way, and this one has returns and files"),
        ("stpes: {}", 'good.yaml: there is no "stpes" here; did you mean "steps"? it takes name, description,'),
        ("steps: []", "good.yaml: steps: an object was expected, not a list: what each step comes to, by its name;"),
        (
            "steps: {A: {}}",
            "good.yaml: steps.A: nothing is said: outputs of a step that succeeds, what it returns",
        ),
        ("steps: {A: {fails: 3}}", "good.yaml: steps.A.fails: a text or an object was expected, not 3: the reason"),
        ("steps: {A: {fails: {kind: x}}}", 'good.yaml: steps.A.fails: "reason" is missing: the FailureReason of the'),
        ("steps: {A: {attempts: []}}", "good.yaml: steps.A.attempts: the list is empty: what each attempt comes to"),
        (
            "steps: {A: {fails: no, outputs: {}}}",
            "good.yaml: steps.A.fails: a text or an object was expected, not false: the reason",
        ),
        (
            "steps: {A: {fails: 'no', outputs: {}}}",
            "good.yaml: good: steps.A: a step ends in one way, and this one has fails and outputs",
        ),
        ("expect: {status: succeeded}", 'expect.status: "succeeded" was not expected; did you mean "Succeeded"? it is'),
        ("expect: {branches: {A: yes}}", "expect.branches.A: true was not expected; it is one of if, else"),
        ("expect: {failure: ''}", "expect.failure: the text is empty: a text that the reason of the failure holds"),
        ("account: 111122223333", "account: a text was expected, not 111122223333: the AWS account in ARNs, as a text"),
        ("now: yesterday", 'good.yaml: good: now: "yesterday" is no time in ISO 8601: 2025-01-01T00:00:00Z'),
        ("scenarios: []", "good.yaml: scenarios: the list is empty: the scenarios, in the order in which they run"),
        ("scenarios: [{}]\nname: x", 'good.yaml: there is no "name" here; it takes scenarios'),
        ("parameters: {1: 2}", "good.yaml: parameters: the key 1 is no text; put it in quotes"),
        ("expect: {path: [A, []]}", "good.yaml: expect.path[1]: a text was expected, not a list: the name of a step"),
        ("parameters: {A: .nan}", "good.yaml: parameters.A: nan is no number that JSON can hold"),
        (
            f"parameters: {{A: 0x{'f' * 5000}}}",
            "parameters.A: a number of thousands of digits is none that JSON can hold",
        ),
        (
            "parameters: {A: !!timestamp x}",
            "good.yaml cannot be read: a value is not of the kind that the !! before it",
        ),
        ("parameters: {A: !!bool perhaps}", "good.yaml cannot be read: a value is not of the kind that the !! before"),
        ("parameters: {A: !!int one}", "good.yaml cannot be read: invalid literal for int"),
        ("parameters: {A: !!int }", "good.yaml cannot be read: a value is not of the kind that the !! before it says"),
        ("parameters: {A: !!set {x}}", "good.yaml: parameters.A: a value of type set cannot be JSON"),
        ("parameters: {A: 1, A: 2}", 'cannot be read: the key "A" is given twice in "<unicode string>", line 1'),
        (
            "parameters:\n  A0: &a0 [1]\n"
            + "".join(f"  A{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)),
            "good.yaml cannot be read: with its aliases written out it holds more than 100,000 values",
        ),
        ("parameters: &a {A: *a}", "good.yaml holds something that holds itself"),
        ("a: [", "good.yaml cannot be read: while parsing a flow node"),
        ("- 1", "good.yaml: an object was expected, not a list: one simulated execution"),
        ("", "good.yaml: an object was expected, not null: one simulated execution"),
        ("x: !!python/object:os.system {}", "good.yaml cannot be read: could not determine a constructor"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(file, text, message):
    with pytest.raises(ScenarioError) as error:
        read_scenarios(file(text))
    assert message in str(error.value)


def test_everything_that_is_wrong_with_a_file_is_said_at_once(file):
    with pytest.raises(ScenarioError) as error:
        read_scenarios(file("stesp: {}\nexpect: {path: A}"))
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'{"a": 1, "a": 2}', 'x.json cannot be read: the key "a" is given twice'),
        (b'{"parameters": {"A": NaN}}', "x.json cannot be read: NaN is no JSON number"),
        (b'{"a": ', "x.json cannot be read: Expecting value"),
        (b"\xff", "x.json is not UTF-8 text (byte 0)"),
        (b"[" * 100_000, "x.json is nested too deeply"),
    ],
)
def test_a_file_that_is_no_json_is_refused(tmp_path, monkeypatch, text, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_bytes(text)
    with pytest.raises(ScenarioError) as error:
        read_scenarios("x.json")
    assert str(error.value).startswith(message)


def test_without_pyyaml_the_way_out_is_said(file, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(ScenarioError, match="PyYAML is not installed: install PyYAML, which comes with 'pipelint"):
        read_scenarios(file("{}"))
    assert len(read_scenarios(file("{}", "one.json"))) == 1


def test_a_place_without_scenarios_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="there is no scenario file or folder"):
        read_scenarios(tmp_path / "nowhere")
    with pytest.raises(ScenarioError, match=r"holds no scenario: no file ends with \.yaml, \.yml, \.json"):
        read_scenarios(tmp_path)


def test_met_expectations_leave_nothing_to_say():
    expected = {
        "path": ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "NotifyTeam"],
        "branches": {"CheckAccuracy": "else"},
        "steps": {"RegisterModel": "skipped", "NotifyTeam": "executed"},
        "arguments": {
            "NotifyTeam": {"accuracy": 0.5},
            "PreprocessData": {"ProcessingInputs": [{"InputName": "raw", "S3Input": {"S3Uri": "s3://bucket/raw"}}]},
        },
    }
    assert played(steps=evaluated(0.5), expected=expected).unmet == ()


@pytest.mark.parametrize(
    ("expected", "unmet"),
    [
        ({"status": "Failed"}, "the execution Succeeded; Failed was expected"),
        ({"failure": "memory"}, "the execution Succeeded; Failed was expected"),
        (
            {"path": ["PreprocessData"]},
            "the path is PreprocessData > TrainModel > EvaluateModel > CheckAccuracy > RegisterModel; "
            "PreprocessData was expected",
        ),
        (
            {"branches": {"CheckAccuracy": "else"}},
            'step "CheckAccuracy" took the if branch: all its conditions are true; the else branch was expected',
        ),
        (
            {"steps": {"NotifyTeam": "executed"}},
            'step "NotifyTeam" was skipped: "CheckAccuracy" took the if branch; executed was expected',
        ),
        (
            {"arguments": {"NotifyTeam": {}}},
            'step "NotifyTeam" was skipped: "CheckAccuracy" took the if branch; it has no arguments to compare',
        ),
        (
            {"arguments": {"RegisterModel": {"ModelPackageGroupName": True}}},
            'step "RegisterModel": argument ModelPackageGroupName is "Abalone"; true was expected',
        ),
        (
            {"arguments": {"RegisterModel": {"InferenceSpecification": {"Containers": [{"Image": "x"}]}}}},
            'step "RegisterModel": argument InferenceSpecification.Containers[0].Image is missing; "x" was expected',
        ),
    ],
)
def test_an_expectation_that_is_not_met_is_a_sentence(expected, unmet):
    assert played(steps=evaluated(0.9), expected=expected).unmet[0] == unmet


def test_an_execution_that_is_not_expected_to_fail_must_succeed():
    steps = {"TrainModel": fails("out of memory")}
    assert played(steps=steps).unmet == (
        'the execution Failed: step "TrainModel" failed: out of memory; Succeeded was expected',
    )
    assert played(steps=steps, expected={"failure": "out of memory"}).unmet == ()
    assert played(steps=steps, expected={"failure": "disk"}).unmet == (
        "the failure is 'step \"TrainModel\" failed: out of memory'; one that holds 'disk' was expected",
    )


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        (
            {"path": ["TrainModle"]},
            's.yaml: s: expect.path: the pipeline has no step "TrainModle"; did you mean',
        ),
        ({"steps": {"Register": "skipped"}}, 'expect.steps: the pipeline has no step "Register"; did you mean "Regis'),
        (
            {"branches": {"TrainModel": "if"}},
            's.yaml: s: expect.branches: step "TrainModel" is a Training step, which has no branch',
        ),
    ],
)
def test_expecting_something_of_what_is_not_there_is_a_fault_of_the_scenario(expected, message):
    with pytest.raises(ScenarioError) as error:
        played(steps=evaluated(0.9), expected=expected)
    assert message in str(error.value)


def test_a_fake_that_cannot_be_is_refused_as_in_any_test():
    with pytest.raises(InvalidFake, match='belongs to no step of the pipeline; did you mean "TrainModel"'):
        played(steps={"TrainModle": fails("no")})


WORDS = st.sampled_from(
    ["scenarios", "steps", "expect", "fails", "reason", "kind", "attempts", "outputs", "status", "branches", "name"]
)
LEAVES = st.sampled_from(["", "if", "Failed", "text", 1, True, None, 0.5])
CONTENTS = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=3))


@given(CONTENTS | st.dictionaries(WORDS, CONTENTS, max_size=3))
def test_what_is_refused_is_what_the_schema_refuses(content):
    assert bool(faults(content)) is not Draft202012Validator(schema()).is_valid(content)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())
