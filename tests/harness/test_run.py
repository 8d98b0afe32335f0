"""Asking a run: names, arguments, text, drawing; and what a wrong question says."""

from __future__ import annotations

import pytest
from harness_samples import (
    abalone,
    compare,
    condition,
    definition,
    get,
    join,
    lambda_,
    output_uri,
    parameter,
    processing,
    report,
    training,
)

from pipelint.harness import Harness, StepDidNotRun, UnknownName, fails, outputs


@pytest.fixture
def run():
    fakes = {"EvaluateModel": outputs(property_files=report(0.5))}
    return Harness(abalone()).run(parameters={"MinAccuracy": 0.9}, steps=fakes)


def test_a_run_is_a_mapping_in_definition_order(run):
    names = ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "RegisterModel", "NotifyTeam"]
    assert list(run) == names
    assert len(run) == 6
    assert "TrainModel" in run
    assert "TrainModl" not in run
    assert [step.name for step in run.values()] == names


def test_a_misspelt_step_says_which_was_meant(run):
    with pytest.raises(UnknownName) as caught:
        run["TrainModl"]
    assert str(caught.value).startswith('the pipeline has no step "TrainModl"; did you mean "TrainModel"? it has Prep')
    with pytest.raises(UnknownName, match='did you mean "TrainModel"'):
        run.explain("TrainModl")


def test_a_misspelt_step_or_output_in_reads_says_which_was_meant(run):
    with pytest.raises(UnknownName, match=r'no step "PreprocesData"; did you mean "PreprocessData"\?'):
        run["TrainModel"].reads("PreprocesData")
    with pytest.raises(UnknownName, match=r'step "PreprocessData" has no output "trian"; did you mean "train"\?'):
        run["TrainModel"].reads("PreprocessData", output="trian")


@pytest.mark.parametrize("question", ["arguments", "outputs"])
def test_a_step_that_did_not_run_has_neither_arguments_nor_outputs(run, question):
    with pytest.raises(StepDidNotRun) as caught:
        getattr(run["RegisterModel"], question)
    assert str(caught.value) == (
        f'step "RegisterModel" has no {question}: it was skipped: "CheckAccuracy" took the else branch'
    )


def test_what_a_step_that_did_not_run_would_have_read_is_not_known(run):
    with pytest.raises(StepDidNotRun, match='step "RegisterModel" has no reads'):
        run["RegisterModel"].reads("TrainModel")


def test_a_failed_step_has_arguments_but_no_outputs():
    run = Harness(definition(training("Train"))).run(steps={"Train": fails("boom")})
    assert run["Train"].arguments == {"OutputDataConfig": {"S3OutputPath": "s3://bucket/models"}}
    with pytest.raises(StepDidNotRun, match='step "Train" has no outputs: it failed: boom'):
        _ = run["Train"].outputs


def test_attempts_count_what_ran(run):
    assert {name: step.attempts for name, step in run.items()}["RegisterModel"] == 0
    assert run["TrainModel"].attempts == 1


def test_the_text_is_a_trace(run):
    assert str(run) == (
        "pipeline execution Succeeded\n"
        "  executed      PreprocessData\n"
        "  executed      TrainModel\n"
        "  executed      EvaluateModel\n"
        "  executed      CheckAccuracy   else branch\n"
        "      false: Steps.EvaluateModel.PropertyFiles.EvaluationReport[metrics.accuracy.value] = 0.5 "
        "GreaterThanOrEqualTo Parameters.MinAccuracy = 0.9\n"
        "  executed      NotifyTeam\n"
        '  skipped       RegisterModel   "CheckAccuracy" took the else branch'
    )


def test_the_trace_of_a_failure_names_the_starving_edge():
    sample = definition(processing("P", outputs=("o",)), training("T", output_uri("P", "o")))
    run = Harness(sample).run(steps={"P": fails("no data")})
    assert str(run) == (
        'pipeline execution Failed: step "P" failed: no data\n'
        "  failed        P  no data\n"
        '  never_reached T  "T" reads ProcessingOutputConfig.Outputs[\'o\'].S3Output.S3Uri of "P", which failed'
    )


def test_a_step_is_one_line(run):
    assert repr(run["RegisterModel"]) == '<step "RegisterModel" was skipped: "CheckAccuracy" took the else branch>'
    assert repr(run["TrainModel"]) == '<step "TrainModel" ran>'


def test_explain_says_where_every_value_came_from(run):
    assert run.explain("TrainModel") == (
        'step "TrainModel" (Training) ran\n'
        "  it read\n"
        "    Steps.PreprocessData.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri = "
        '"s3://bucket/PreprocessData/train" for InputDataConfig[0].DataSource.S3DataSource.S3Uri'
    )


def test_explain_says_what_was_made_up():
    sample = definition(training("T"), lambda_("L", {"m": {"Get": "Steps.T.FinalMetricDataList['acc'].Value"}}))
    text = Harness(sample).run().explain("L")
    assert "Steps.T.FinalMetricDataList['acc'].Value = 0.0 (made up: no fake gives it) for m" in text


def test_explain_shows_unjudged_conditions():
    sample = definition(condition("Check", [compare("Equals", 1, 2), compare("Equals", "a", "a")]))
    assert Harness(sample).run().explain("Check") == (
        'step "Check" (Condition) took the else branch: 1 Equals 2 is false\n'
        "  false: 1 Equals 2\n"
        '  not judged: "a" Equals "a"'
    )


def test_the_drawing_shows_states_and_branches(run):
    lines = run.to_mermaid().splitlines()
    assert lines[0] == "flowchart TD"
    assert '  s1["TrainModel<br/>Training"]:::executed' in lines
    assert '  s4["RegisterModel<br/>RegisterModel"]:::skipped' in lines
    assert "  s0 --> s1" in lines
    assert '  s3 -->|"if"| s4' in lines
    assert '  s3 -->|"else"| s5' in lines


def test_the_dict_holds_states_reasons_and_values(run):
    content = run.to_dict()
    assert content["status"] == "Succeeded"
    assert content["path"][-1] == "NotifyTeam"
    assert content["steps"]["RegisterModel"] == {
        "type": "RegisterModel",
        "state": "skipped",
        "because": 'was skipped: "CheckAccuracy" took the else branch',
        "branch": None,
        "failure": None,
        "attempts": 0,
        "conditions": [],
        "arguments": None,
        "outputs": None,
    }
    assert content["steps"]["NotifyTeam"]["arguments"] == {"accuracy": 0.5}


def test_operands_are_spelt_as_they_are_written():
    membership = {"Type": "In", "QueryValue": join("a", get("Parameters.P"), on="-"), "Values": ["a-b", {"k": 1}]}
    sample = definition(condition("Check", [membership]), parameters=[parameter("P", "String", "b")])
    [judgement] = Harness(sample).run()["Check"].judgements
    assert str(judgement) == 'Join("a", Parameters.P) = "a-b" In ["a-b", {"k": 1}]'
    assert judgement.operands[1].text == '["a-b", {"k": 1}]'
