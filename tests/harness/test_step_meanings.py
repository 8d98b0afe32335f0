"""Steps with a meaning of their own: checks and their baselines, tuning and its best job, named outputs."""

from __future__ import annotations

import json

import pytest
from harness_samples import definition, get, lambda_, parameter, processing, step

from pipelint.harness import Harness, InvalidFake, fails, outputs, violates

OUTPUT = {"ProcessingOutputConfig": {"Outputs": [{"OutputName": "r", "S3Output": {"S3Uri": "s3://bucket/check/"}}]}}


def checked(fake=None, type_="QualityCheck", **keys):
    read = {
        name: get(f"Steps.Check.{name}")
        for name in ("CalculatedBaselineConstraints", "BaselineUsedForDriftCheckConstraints")
    }
    sample = definition(step("Check", type_, OUTPUT, **keys), lambda_("Tell", read))
    return Harness(sample).run(steps={} if fake is None else {"Check": fake})


@pytest.mark.parametrize("type_", ["QualityCheck", "ClarifyCheck"])
def test_a_check_calculates_new_baselines_and_registers_them_when_told(type_):
    new = "s3://bucket/check/constraints.json"
    run = checked(type_=type_, RegisterNewBaseline=True, SuppliedBaselineConstraints="s3://bucket/old.json")
    assert run["Tell"].arguments == {
        "CalculatedBaselineConstraints": new,
        "BaselineUsedForDriftCheckConstraints": new,
    }
    assert ("CalculatedBaselineStatistics" in run["Check"].outputs) == (type_ == "QualityCheck")


def test_a_check_is_made_against_the_supplied_baseline():
    run = checked(RegisterNewBaseline=False, SuppliedBaselineConstraints="s3://bucket/old.json")
    assert run["Tell"].arguments["BaselineUsedForDriftCheckConstraints"] == "s3://bucket/old.json"


def test_the_baseline_of_the_registered_model_is_made_up():
    run = checked(RegisterNewBaseline=False, SuppliedBaselineConstraints=None)
    used = run["Tell"].values_read[1]
    assert used.value == "Steps.Check.BaselineUsedForDriftCheckConstraints"
    assert used.invented


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, "failed"),
        ({"SkipCheck": False, "FailOnViolation": True}, "failed"),
        ({"SkipCheck": True, "FailOnViolation": True}, "executed"),
        ({"SkipCheck": False, "FailOnViolation": False}, "executed"),
    ],
)
def test_a_violation_fails_the_step_that_is_to_fail_on_it(keys, state):
    run = checked(violates("2 columns drifted"), **keys)
    assert run["Check"].state == state
    if state == "failed":
        assert str(run.failure) == 'step "Check" failed: 2 columns drifted'


def test_whether_a_violation_is_fatal_may_hang_on_a_parameter():
    sample = definition(
        step("Check", "ClarifyCheck", OUTPUT, FailOnViolation=get("Parameters.Strict")),
        parameters=[parameter("Strict", "Boolean", True)],
    )
    fakes = {"Check": violates("bias")}
    assert Harness(sample).run(steps=fakes).failed
    assert Harness(sample).run(steps=fakes, parameters={"Strict": False}).succeeded


def tuned(fake=None, objective="Maximize", most=3):
    config = {
        "HyperParameterTuningJobObjective": {"Type": objective, "MetricName": "auc"},
        "ResourceLimits": {"MaxNumberOfTrainingJobs": most},
    }
    read = {
        "best": get("Steps.Tune.BestTrainingJob.TrainingJobName"),
        "second": get("Steps.Tune.TrainingJobSummaries[1].TrainingJobName"),
    }
    sample = definition(step("Tune", "Tuning", {"HyperParameterTuningJobConfig": config}), lambda_("Tell", read))
    return Harness(sample).run(steps={} if fake is None else {"Tune": fake})


def summaries(**metrics):
    return [
        {
            "TrainingJobName": name,
            "FinalHyperParameterTuningJobObjectiveMetric": {"MetricName": "auc", "Value": value},
        }
        for name, value in metrics.items()
    ]


@pytest.mark.parametrize(("objective", "best", "second"), [("Maximize", "c", "a"), ("Minimize", "b", "a")])
def test_the_jobs_of_a_tuning_job_are_ranked_by_their_metric(objective, best, second):
    run = tuned(outputs({"TrainingJobSummaries": summaries(a=0.5, b=0.1, c=0.9)}), objective)
    assert run["Tell"].arguments == {"best": best, "second": second}
    assert not any(read.invented for read in run["Tell"].values_read)


def test_a_best_job_that_is_given_is_the_best():
    run = tuned(outputs({"TrainingJobSummaries": summaries(a=0.5, b=0.1), "BestTrainingJob": {"TrainingJobName": "b"}}))
    assert run["Tell"].arguments == {"best": "b", "second": "b"}


def test_a_tuning_job_has_as_many_jobs_as_it_may_start():
    run = tuned(most=2)
    assert run["Tell"].arguments == {
        "best": "pipelines-harness00001-Tune-001",
        "second": "pipelines-harness00001-Tune-002",
    }
    assert all(read.invented for read in run["Tell"].values_read)
    assert len(tuned(most=500)["Tune"].outputs["TrainingJobSummaries"]) == 50


def test_an_output_is_faked_by_its_name():
    read = {
        name: get(f"Steps.Prepare.ProcessingOutputConfig.Outputs['{name}'].S3Output.S3Uri")
        for name in ("train", "test")
    }
    sample = definition(processing("Prepare", outputs=("train", "test")), lambda_("Tell", read))
    run = Harness(sample).run(steps={"Prepare": outputs(named={"test": "s3://elsewhere/test"})})
    assert run["Tell"].arguments == {"train": "s3://bucket/Prepare/train", "test": "s3://elsewhere/test"}
    with pytest.raises(
        InvalidFake, match=r'names output "tset", which the step does not declare; did you mean "test"\?'
    ):
        Harness(sample).run(steps={"Prepare": outputs(named={"tset": "s3://x"})})
    with pytest.raises(InvalidFake, match='output "test" is at an S3 URI, and 3 is of type int'):
        Harness(sample).run(steps={"Prepare": outputs(named={"test": 3})})


@pytest.mark.parametrize(
    ("members", "refused"),
    [
        ({"ModelArtifact": {}}, {"strict", "present"}),
        ({"ModelArtifacts": {"S3ModelArtifact": "s3://m"}}, {"strict", "present"}),
        ({"BillableTimeInSeconds": "12"}, {"strict"}),
        ({"ModelArtifacts": "s3://m"}, {"strict"}),
        ({"FinalMetricDataList": [{"MetricName": "auc", "Value": "high"}]}, {"strict"}),
        ({"BillableTimeInSeconds": 12}, set()),
        ({"BillableTimeInSeconds": float("nan")}, {"strict", "present", "none"}),
    ],
)
@pytest.mark.parametrize("level", ["strict", "present", "none"])
def test_how_strictly_a_fake_is_checked_is_a_level(members, refused, level):
    harness = Harness(definition(step("Train", "Training")))
    if level in refused:
        with pytest.raises(InvalidFake, match='step "Train"'):
            harness.run(steps={"Train": outputs(members)}, validate=level)
    else:
        assert harness.run(steps={"Train": outputs(members)}, validate=level).succeeded


def test_a_job_takes_as_long_as_its_fake_says():
    read = lambda_("Tell", {"now": get("Execution.CurrentDateTime"), "start": get("Execution.StartDateTime")})
    sample = definition(step("Train", "Training"), {**read, "DependsOn": ["Train"]})
    run = Harness(sample).run(steps={"Train": outputs(seconds=3600)})
    assert run["Tell"].arguments == {"now": "2025-01-01T01:00:00Z", "start": "2025-01-01T00:00:00Z"}
    assert Harness(sample).run(steps={"Train": fails("x", seconds=5)})["Train"].ended == 5


def test_the_document_of_a_job_is_read_inside():
    document = json.dumps({"model": {"depth": 3}, "tags": ["a"]})
    read = {"depth": get("Steps.Run.JobConfigDocument.model.depth"), "tag": get("Steps.Run.JobConfigDocument.tags[0]")}
    sample = definition(step("Run", "Job", {"JobConfigDocument": document}), lambda_("Tell", read))
    assert Harness(sample).run()["Tell"].arguments == {"depth": 3, "tag": "a"}


def test_a_type_that_nobody_knows_runs_on_its_arguments():
    read = {"x": get("Steps.New.Settings.Size"), "y": get("Steps.New.Answer.Value")}
    sample = definition(step("New", "BrandNew", {"Settings": {"Size": 3}}), lambda_("Tell", read))
    run = Harness(sample).run()
    assert run["Tell"].arguments == {"x": 3, "y": "Steps.New.Answer.Value"}
    assert [value.invented for value in run["Tell"].values_read] == [False, True]
    assert Harness(sample).run(steps={"New": outputs({"Answer": {"Value": 7}})})["Tell"].arguments == {"x": 3, "y": 7}
