"""Assertions that explain themselves: partial arguments, wires, and what pytest says of a comparison that fails."""

from __future__ import annotations

from unittest.mock import ANY

import pytest
from harness_samples import abalone, report

from pipelint.harness import Harness, StepDidNotRun, UnknownName, assert_wired, outputs
from pipelint.harness.explaining import explain_comparison


@pytest.fixture
def run():
    fakes = {"EvaluateModel": outputs(property_files=report(0.5))}
    return Harness(abalone()).run(parameters={"MinAccuracy": 0.9}, steps=fakes)


URI = "s3://bucket/PreprocessData/train"


@pytest.mark.parametrize(
    "part",
    [
        {},
        {"OutputDataConfig": {"S3OutputPath": "s3://bucket/models"}},
        {"InputDataConfig": [{"ChannelName": "train"}]},
        {"InputDataConfig": [{"DataSource": {"S3DataSource": {"S3Uri": URI}}}]},
        {"InputDataConfig": [{"DataSource": ANY}]},
    ],
)
def test_arguments_equal_every_part_of_them(run, part):
    assert run.arguments_of("TrainModel") == part
    assert part == run.arguments_of("TrainModel")
    assert run.arguments_of("TrainModel") == run["TrainModel"].arguments


@pytest.mark.parametrize(
    ("part", "difference"),
    [
        ({"OutputDataConfg": {}}, 'OutputDataConfg is not there; did you mean "OutputDataConfig"? there has Output'),
        ({"OutputDataConfig": {"S3OutputPath": "s3://b"}}, 'is "s3://bucket/models", expected "s3://b"'),
        ({"OutputDataConfig": {"KmsKeyId": "k"}}, "OutputDataConfig.KmsKeyId is not there; OutputDataConfig has S3Out"),
        ({"InputDataConfig": []}, "InputDataConfig has 1 items, expected 0"),
        ({"InputDataConfig": [{"ChannelName": "test"}]}, 'InputDataConfig[0].ChannelName is "train", expected "test"'),
        ({"InputDataConfig": {}}, "InputDataConfig is [{"),
    ],
)
def test_what_the_arguments_do_not_hold_is_told(run, part, difference):
    arguments = run.arguments_of("TrainModel")
    assert arguments != part
    for lines in (explain_comparison("==", arguments, part), explain_comparison("==", part, arguments)):
        assert lines[0] == "arguments of step 'TrainModel' hold what was expected"
        assert len(lines) == 2
        assert difference in lines[1]


def test_arguments_of_a_step_that_did_not_run_are_refused(run):
    with pytest.raises(StepDidNotRun, match='step "RegisterModel" has no arguments'):
        run.arguments_of("RegisterModel")
    assert repr(run.arguments_of("NotifyTeam")) == '<arguments of NotifyTeam: {"accuracy": 0.5}>'
    assert (dict(run.arguments_of("NotifyTeam")), len(run.arguments_of("NotifyTeam"))) == ({"accuracy": 0.5}, 1)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("PreprocessData.train", "TrainModel.train"),
        ("PreprocessData.test", "EvaluateModel.test"),
        ("PreprocessData", "TrainModel"),
        ("PreprocessData.train", "TrainModel"),
        ("TrainModel", "EvaluateModel.model"),
        ("TrainModel.ModelArtifacts", "EvaluateModel.model"),
        ("EvaluateModel.evaluation", "NotifyTeam.accuracy"),
        ("EvaluateModel.evaluation", "CheckAccuracy"),
    ],
)
def test_what_is_wired_passes(run, source, target):
    run.assert_wired(source, target)
    assert_wired(run, source, target)


def test_what_is_not_wired_says_what_is(run):
    with pytest.raises(AssertionError) as caught:
        run.assert_wired("PreprocessData.test", "TrainModel.train")
    assert str(caught.value) == (
        "PreprocessData.test is not wired into TrainModel.train\n"
        "  TrainModel.train gets Steps.PreprocessData.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri = "
        '"s3://bucket/PreprocessData/train"'
    )
    with pytest.raises(AssertionError) as caught:
        run.assert_wired("TrainModel", "EvaluateModel.test")
    assert str(caught.value).splitlines()[-1] == (
        "  EvaluateModel reads Steps.TrainModel.ModelArtifacts.S3ModelArtifacts for ProcessingInputs[0].S3Input.S3Uri"
    )
    with pytest.raises(AssertionError, match=r"EvaluateModel\.model gets nothing that is read|TrainModel is not wired"):
        run.assert_wired("TrainModel", "NotifyTeam.accuracy")


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("PreprocesData.train", "TrainModel.train", r'no step "PreprocesData"; did you mean "PreprocessData"\?'),
        ("PreprocessData.train", "TrainModl.train", r'no step "TrainModl"; did you mean "TrainModel"\?'),
        (
            "PreprocessData.trian",
            "TrainModel.train",
            r'step "PreprocessData" has no output "trian"; did you mean "train"',
        ),
        ("PreprocessData.train", "TrainModel.trian", r'step "TrainModel" has no input "trian"; did you mean "train"\?'),
    ],
)
def test_a_name_that_does_not_exist_is_no_failed_assertion(run, source, target, message):
    with pytest.raises(UnknownName, match=message):
        run.assert_wired(source, target)


def test_a_reader_that_did_not_run_is_no_failed_assertion(run):
    with pytest.raises(StepDidNotRun):
        run.assert_wired("TrainModel", "RegisterModel")


def test_a_missing_step_is_explained_by_the_steps_there_are(run):
    lines = explain_comparison("in", "TrainModl", run)
    assert lines[0] == "'TrainModl' in the steps of the run"
    assert lines[1].endswith('NotifyTeam; did you mean "TrainModel"?')


def test_other_comparisons_show_the_trace(run):
    lines = explain_comparison("==", run["RegisterModel"], "executed")
    assert lines == [
        "step 'RegisterModel' == 'executed'",
        'step "RegisterModel" (RegisterModel) was skipped: "CheckAccuracy" took the else branch',
    ]
    assert explain_comparison("==", run, 1)[1] == "pipeline execution Succeeded"
    assert explain_comparison("==", 1, 2) is None
    assert explain_comparison("<", {}, {}) is None
