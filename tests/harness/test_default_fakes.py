"""What a step that nobody faked leaves behind."""

from __future__ import annotations

import pytest
from harness_samples import compare, condition, definition, get, lambda_, processing, step, training

from pipelint.harness import Harness, InvalidDefinition, MissingFake, outputs

ARN = "arn:aws:sagemaker:us-east-1:123456789012:"


def left_behind(one, **options):
    return Harness(definition(one), **options).run()[one["Name"]].outputs


def test_processing_echoes_its_request_under_a_job_name():
    assert left_behind(processing("P", outputs=("o",), RoleArn="arn:r", Environment={"A": "b"})) == {
        "ProcessingJobName": "pipelines-harness00001-P",
        "ProcessingJobArn": f"{ARN}processing-job/pipelines-harness00001-P",
        "ProcessingJobStatus": "Completed",
        "ProcessingInputs": [],
        "ProcessingOutputConfig": {
            "Outputs": [{"OutputName": "o", "S3Output": {"S3Uri": "s3://bucket/P/o", "LocalPath": "/opt/ml/o"}}]
        },
        "RoleArn": "arn:r",
        "Environment": {"A": "b"},
    }


def test_what_the_response_does_not_repeat_is_left_out():
    assert "Tags" not in left_behind(training("T", Tags=[]))


@pytest.mark.parametrize(
    ("type_", "arguments", "expected"),
    [
        (
            "Training",
            {"TrainingJobName": "mine"},
            {"TrainingJobName": "mine", "TrainingJobArn": f"{ARN}training-job/mine"},
        ),
        (
            "Training",
            {"OutputDataConfig": {"S3OutputPath": "s3://b/models/"}},
            {"ModelArtifacts": {"S3ModelArtifacts": "s3://b/models/pipelines-harness00001-S/output/model.tar.gz"}},
        ),
        ("Tuning", {}, {"HyperParameterTuningJobStatus": "Completed"}),
        ("Transform", {}, {"TransformJobName": "pipelines-harness00001-S"}),
        ("Model", {}, {"ModelName": "pipelines-harness00001-S"}),
        ("RegisterModel", {"ModelPackageGroupName": "Grp"}, {"ModelPackageArn": f"{ARN}model-package/grp/1"}),
        ("EndpointConfig", {"EndpointConfigName": "cfg"}, {"EndpointConfigArn": f"{ARN}endpoint-config/cfg"}),
        ("Endpoint", {"EndpointName": "ep"}, {"EndpointStatus": "InService", "EndpointArn": f"{ARN}endpoint/ep"}),
        (
            "EMR",
            {"StepConfig": {"HadoopJarStep": {"Jar": "j", "Properties": [{"Key": "k", "Value": "v"}]}}},
            {"Config": {"Jar": "j", "Properties": {"k": "v"}}, "Status": {"State": "COMPLETED"}},
        ),
        ("Lineage", {"Actions": [{"ActionName": "a"}]}, {"ActionArns": {"a": f"{ARN}action/a"}, "ArtifactArns": {}}),
        ("SomethingNew", {"Any": 1}, {"Any": 1}),
    ],
)
def test_each_kind_of_job(type_, arguments, expected):
    made = left_behind(step("S", type_, arguments))
    assert {key: made[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("type_", "path", "value"),
    [
        ("Tuning", "BestTrainingJob.TrainingJobName", "Steps.S.BestTrainingJob.TrainingJobName"),
        ("Tuning", "TrainingJobSummaries[0].TunedHyperParameters['lr']", None),
        ("Training", "BillableTimeInSeconds", 0),
        ("Training", "EnableNetworkIsolation", False),
        ("Training", "CreationTime", "2025-01-01T00:00:00Z"),
        ("QualityCheck", "CalculatedBaselineStatistics", "Steps.S.CalculatedBaselineStatistics"),
        ("SomethingNew", "Some.Thing", "Steps.S.Some.Thing"),
        ("Lambda", "OutputParameters['n']", 0),
    ],
)
def test_what_nobody_gives_is_made_up_by_its_type(type_, path, value):
    one = lambda_("S", outputs={"n": "Integer"}) if type_ == "Lambda" else step("S", type_, {})
    run = Harness(definition(one, lambda_("Tell", {"x": get(f"Steps.S.{path}")}))).run()
    assert run["Tell"].arguments == {"x": f"Steps.S.{path}" if value is None else value}
    assert [read.invented for read in run["Tell"].values_read] == [True]


def test_a_whole_object_is_not_made_up():
    sample = definition(training("T", OutputDataConfig={}), lambda_("Tell", {"x": get("Steps.T.ModelArtifacts")}))
    with pytest.raises(MissingFake, match=r"Steps\.T\.ModelArtifacts is a whole structure, which no fake gives"):
        Harness(sample).run()
    run = Harness(sample).run(steps={"T": outputs({"ModelArtifacts": {"S3ModelArtifacts": "s3://m"}})})
    assert run["Tell"].arguments == {"x": {"S3ModelArtifacts": "s3://m"}}


def test_an_undeclared_output_parameter_is_the_definitions_fault():
    sample = definition(
        lambda_("Call", outputs={"count": "Integer"}),
        lambda_("Tell", {"x": get("Steps.Call.OutputParameters['cuont']")}),
    )
    with pytest.raises(InvalidDefinition, match='declares no output parameter "cuont"; did you mean "count"'):
        Harness(sample).run()
    wrong = definition(lambda_("Call"), lambda_("Tell", {"x": get("Steps.Call.Outputs['count']")}))
    with pytest.raises(InvalidDefinition, match="a Lambda step has OutputParameters"):
        Harness(wrong).run()


def test_a_fake_is_laid_over_the_default_member_by_member():
    one = training("T", ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1})
    run = Harness(definition(one)).run(steps={"T": outputs({"ResourceConfig": {"InstanceCount": 2}})})
    assert run["T"].outputs["ResourceConfig"] == {"InstanceType": "ml.m5.large", "InstanceCount": 2}
    assert run["T"].outputs["TrainingJobStatus"] == "Completed"


def test_an_argument_that_echoes_a_made_up_value_is_made_up_itself():
    gate = compare("Equals", get("Steps.Second.InputDataConfig[0].DataSource.S3DataSource.S3Uri"), "s3://x")
    named = compare("Equals", get("Steps.Second.InputDataConfig[0].ChannelName"), "train")
    first = training("First")
    second = training("Second", get("Steps.First.ModelArtifacts.S3ModelArtifacts"))
    with pytest.raises(MissingFake, match=r'"Check" decides on Steps\.Second\.InputDataConfig\[0\]'):
        Harness(definition(first, second, condition("Check", [gate]))).run()
    assert Harness(definition(first, second, condition("Check", [named]))).run()["Check"].branch == "if"
    fakes = {"First": outputs({"ModelArtifacts": {"S3ModelArtifacts": "s3://x"}})}
    run = Harness(definition(first, second, condition("Check", [gate]))).run(steps=fakes)
    assert run["Check"].branch == "if"


def test_a_request_that_makes_no_sense_makes_no_crash():
    odd = {
        "Training": {"OutputDataConfig": "s3://models"},
        "EMR": {"StepConfig": {"HadoopJarStep": {"Properties": ["k"]}}},
        "Lineage": {"Actions": [1], "Artifacts": {}},
        "RegisterModel": {"ModelPackageGroupName": 3},
    }
    for type_, arguments in odd.items():
        assert Harness(definition(step("S", type_, arguments))).run()["S"].executed
