"""Resolving expressions, and remembering where each value came from."""

from __future__ import annotations

import pytest
from harness_samples import (
    condition,
    definition,
    get,
    join,
    json_get,
    lambda_,
    output_uri,
    parameter,
    processing,
    step,
    training,
)

from pipelint.harness import Harness, InvalidDefinition, InvalidFake, MissingFake, MissingValue, Unsettled, outputs

EVALUATE = processing("Evaluate", outputs=("o",), property_files={"Report": "o"})


def told(value, *steps, parameters=(), fakes=None, experiment=None):
    """Return what a Lambda step receives for ``value``."""
    sample = definition(*steps, lambda_("Tell", {"x": value}), parameters=parameters, experiment=experiment)
    run = Harness(sample).run(steps=fakes or {})
    return run["Tell"].arguments["x"] if run.succeeded else run["Tell"].failure.reason


@pytest.mark.parametrize(
    ("values", "on", "text"),
    [
        (["a", "b"], "/", "a/b"),
        ([], "/", ""),
        (["n=", 3], "", "n=3"),
        ([True, False], ",", "true,false"),
        ([0.8, 1.0], " ", "0.8 1.0"),
        ([join("a", "b", on="-"), "c"], "+", "a-b+c"),
    ],
)
def test_join(values, on, text):
    assert told(join(*values, on=on)) == text


def test_join_of_parameters():
    parameters = [parameter("Bucket", "String", "b"), parameter("Flag", "Boolean", True)]
    assert (
        told(join("s3:/", get("Parameters.Bucket"), get("Parameters.Flag"), on="/"), parameters=parameters)
        == "s3://b/true"
    )


@pytest.mark.parametrize("value", [None, [1], {"a": 1}])
def test_join_of_what_nobody_knows_how_to_spell_is_refused(value):
    with pytest.raises(Unsettled, match='step "Tell" joins'):
        told(join(value))


def test_execution_variables():
    names = ("PipelineName", "PipelineExecutionId", "StartDateTime", "CurrentDateTime")
    assert told([get(f"Execution.{name}") for name in names]) == [
        "Pipeline",
        "harness00001",
        "2025-01-01T00:00:00Z",
        "2025-01-01T00:00:00Z",
    ]


def test_a_job_name_is_known_in_the_step_that_starts_the_job():
    sample = definition(training("Train", Environment={"NAME": get("Execution.TrainingJobName")}))
    assert Harness(sample).run()["Train"].arguments["Environment"] == {"NAME": "pipelines-harness00001-Train"}


def test_a_job_name_is_refused_elsewhere():
    with pytest.raises(Unsettled, match=r'step "Tell" \(Lambda\) reads Execution.TrainingJobName'):
        told(get("Execution.TrainingJobName"))


def test_an_unknown_execution_variable_says_which_was_meant():
    with pytest.raises(InvalidDefinition, match='did you mean "PipelineName"'):
        told(get("Execution.PipelineNam"))


def test_the_experiment_config_can_be_read():
    experiment = {"ExperimentName": "exp", "TrialName": join("trial", get("Execution.PipelineExecutionId"), on="-")}
    assert told(get("PipelineExperimentConfig.TrialName"), experiment=experiment) == "trial-harness00001"
    with pytest.raises(InvalidDefinition, match="which is nothing this pipeline has"):
        told(get("PipelineExperimentConfig.TrialName"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Steps.P.ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri", "s3://bucket/P/o"),
        ("Steps.P.ProcessingOutputConfig.Outputs[0].OutputName", "o"),
        ("Steps.P.ProcessingInputs['i'].S3Input.S3Uri", "s3://in"),
        ("Steps.P.ProcessingJobStatus", "Completed"),
        ("Steps.P.ProcessingJobName", "pipelines-harness00001-P"),
    ],
)
def test_properties_of_a_processing_step(path, value):
    assert told(get(path), processing("P", outputs=("o",), inputs={"i": "s3://in"})) == value


def test_an_output_name_that_the_step_does_not_declare():
    with pytest.raises(MissingValue) as caught:
        told(output_uri("P", "trian"), processing("P", outputs=("train", "test")))
    assert str(caught.value) == (
        "Steps.P.ProcessingOutputConfig.Outputs['trian'].S3Output.S3Uri cannot be read: "
        'ProcessingOutputConfig.Outputs of step "P" has no trian; did you mean "train"? it has train, test'
    )


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("Steps.T.InputDataConfig['train'].ChannelName", Unsettled, "reads a list by name"),
        ("Steps.T.InputDataConfig[-1].ChannelName", Unsettled, r"the index \[-1\]"),
        ("Steps.T.InputDataConfig[1].ChannelName", MissingValue, r"has no \[1\]; it has \[0\]"),
        ("Steps.T.HyperParameters['dept']", MissingValue, 'did you mean "depth"'),
        ("Steps.T.ModelArtifact.S3ModelArtifacts", InvalidDefinition, 'did you mean "ModelArtifacts"'),
    ],
)
def test_properties_that_cannot_be_read(path, error, message):
    with pytest.raises(error, match=message):
        told(get(path), training("T", "s3://in", HyperParameters={"depth": "3"}))


def test_what_only_a_real_job_could_tell_is_made_up_or_faked():
    path = "Steps.T.FinalMetricDataList['acc'].Value"
    assert told(get(path), training("T")) == 0.0
    fake = outputs({"FinalMetricDataList": [{"MetricName": "acc", "Value": 0.5}]})
    assert told(get(path), training("T"), fakes={"T": fake}) == 0.5


def test_a_json_path_is_read_from_the_faked_document():
    document = {"rows": [{"k": "v"}], "n": 3}
    for path, value in (("rows[0].k", "v"), ("n", 3), ("rows", [{"k": "v"}])):
        fakes = {"Evaluate": outputs(property_files={"Report": document})}
        assert told(json_get("Evaluate", "Report", path), EVALUATE, fakes=fakes) == value


def test_what_stands_in_a_property_file_that_no_fake_gives_is_made_up():
    value = json_get("Evaluate", "Report", "a.b")
    assert told(value, EVALUATE) == "Steps.Evaluate.PropertyFiles.Report[a.b]"
    check = condition("Check", [{"Type": "Equals", "LeftValue": value, "RightValue": 1}])
    with pytest.raises(MissingFake) as caught:
        Harness(definition(EVALUATE, check)).run()
    assert str(caught.value) == (
        'condition step "Check" decides on Steps.Evaluate.PropertyFiles.Report, which no fake gives: the harness made '
        "up 'Steps.Evaluate.PropertyFiles.Report[a.b]', and a made-up value never decides a branch. "
        'Fake it: run(steps={"Evaluate": outputs(property_files={"Report": {...}})})'
    )


def test_a_json_path_that_the_document_does_not_have_fails_the_step():
    fakes = {"Evaluate": outputs(property_files={"Report": {"metrics": {"acc": 1}, "n": 1}})}
    reason = told(json_get("Evaluate", "Report", "metrics.accuracy"), EVALUATE, fakes=fakes)
    assert reason == (
        'json path metrics.accuracy is not in property file "Report" of step "Evaluate": '
        'there is no key "accuracy" in ["metrics"]; did you mean "acc"? it has "acc"'
    )


@pytest.mark.parametrize("path", ["$.n", "rows[*]", "a['b.c']"])
def test_a_json_path_that_the_service_and_local_mode_read_differently_is_refused(path):
    fakes = {"Evaluate": outputs(property_files={"Report": {"n": 1, "rows": [], "a": {"b.c": 1}}})}
    with pytest.raises(Unsettled, match='from property file "Report" of step "Evaluate": the service'):
        told(json_get("Evaluate", "Report", path), EVALUATE, fakes=fakes)


def test_a_json_path_that_nobody_can_read_is_refused_before_the_run():
    with pytest.raises(InvalidDefinition, match=r"step \"Tell\" reads json path 'a\[', which is not well formed at "):
        Harness(definition(EVALUATE, lambda_("Tell", {"x": json_get("Evaluate", "Report", "a[")})))


def test_a_condition_step_fails_on_such_a_json_path():
    gate = {"Type": "LessThan", "LeftValue": json_get("Evaluate", "Report", "mse"), "RightValue": 1}
    sample = definition(EVALUATE, condition("Check", [gate], [lambda_("If")]))
    run = Harness(sample).run(steps={"Evaluate": outputs(property_files={"Report": {"rmse": 0.5}})})
    assert run["Check"].failed
    assert run["If"].never_reached
    assert run.status == "Failed"


def test_a_document_may_be_json_text():
    fakes = {"Evaluate": outputs(property_files={"Report": '{"n": 3}'})}
    assert told(json_get("Evaluate", "Report", "n"), EVALUATE, fakes=fakes) == 3
    with pytest.raises(InvalidFake, match='property file "Report" of step "Evaluate" is no JSON'):
        told(
            json_get("Evaluate", "Report", "n"), EVALUATE, fakes={"Evaluate": outputs(property_files={"Report": "{n}"})}
        )


def test_a_json_path_left_out_is_refused():
    with pytest.raises(Unsettled, match="without a json path"):
        fakes = {"Evaluate": outputs(property_files={"Report": {}})}
        told(json_get("Evaluate", "Report", None), EVALUATE, fakes=fakes)


def test_a_json_file_is_read_by_its_uri():
    uri = join(output_uri("Evaluate", "o"), "metrics.json", on="/")
    value = {"Std:JsonGet": {"S3Uri": uri, "Path": "accuracy"}}
    fakes = {"Evaluate": outputs(files={"s3://bucket/Evaluate/o/metrics.json": {"accuracy": 0.9}})}
    assert told(value, EVALUATE, fakes=fakes) == 0.9
    assert told(value, EVALUATE) == "s3://bucket/Evaluate/o/metrics.json[accuracy]"
    check = condition("Check", [{"Type": "Equals", "LeftValue": value, "RightValue": 1}])
    with pytest.raises(MissingFake, match=r"outputs\(files=\{'s3://bucket/Evaluate/o/metrics.json': \{\.\.\.\}\}\)"):
        Harness(definition(EVALUATE, check)).run()


def test_reads_knows_steps_and_outputs():
    sample = definition(
        processing("P", outputs=("train", "test")),
        EVALUATE,
        lambda_("Approve", outputs={"ok": "Boolean"}),
        training("T", output_uri("P", "train"), depends_on=["Approve"]),
        lambda_(
            "Tell",
            {
                "joined": join("a", output_uri("P", "test")),
                "metric": json_get("Evaluate", "Report", "n"),
                "ok": get("Steps.Approve.OutputParameters['ok']"),
            },
        ),
    )
    run = Harness(sample).run(steps={"Evaluate": outputs(property_files={"Report": {"n": 1}})})
    train, tell = run["T"], run["Tell"]
    assert train.reads("P")
    assert train.reads("P", output="train")
    assert not train.reads("P", output="test")
    assert not train.reads("Approve")  # it waits for it, but reads nothing
    assert tell.reads("P", output="test")
    assert tell.reads("Evaluate", output="o")
    assert tell.reads("Approve", output="ok")
    assert [read.place for read in tell.values_read] == [("joined", 1), ("metric",), ("ok",)]


def test_a_reference_outside_the_arguments_is_read_too():
    check = step(
        "Check",
        "QualityCheck",
        {"ProcessingOutputConfig": {"Outputs": []}},
        CheckType="DATA_QUALITY",
        SkipCheck=get("Parameters.Skip"),
        SuppliedBaselineStatistics=output_uri("P", "o"),
    )
    sample = definition(processing("P", outputs=("o",)), check, parameters=[parameter("Skip", "Boolean", True)])
    assert Harness(sample).run()["Check"].reads("P", output="o")


def test_an_output_read_by_index_is_still_that_output():
    uri = get("Steps.P.ProcessingOutputConfig.Outputs[1].S3Output.S3Uri")
    sample = definition(processing("P", outputs=("train", "test")), training("T", uri))
    run = Harness(sample).run()
    assert run["T"].reads("P", output="test")
    assert not run["T"].reads("P", output="train")


def test_an_output_whose_name_is_a_parameter_can_be_asked_for():
    named = {"Outputs": [{"OutputName": get("Parameters.Name"), "S3Output": {"S3Uri": "s3://o"}}]}
    sample = definition(
        step("P", "Processing", {"ProcessingOutputConfig": named}),
        training("T", output_uri("P", "chosen")),
        parameters=[parameter("Name", "String", "chosen")],
    )
    assert Harness(sample).run()["T"].reads("P", output="chosen")
