"""`with harness.as_aws()`: client code runs unchanged, and what it is told is what was simulated."""

from __future__ import annotations

import json
import logging
from importlib.util import find_spec
from pathlib import Path

import pytest
from harness_samples import (
    abalone,
    compare,
    condition,
    definition,
    fail,
    get,
    lambda_,
    parameter,
    report,
    training,
)
from hypothesis import find, settings

from pipelint.harness import Harness, HarnessError, InvalidFake, MissingFake, fails, outputs
from pipelint.harness.strategies import executions

pytestmark = pytest.mark.sdk

FIXTURES = Path(__file__).parents[2] / "fixtures"
IS_V3 = find_spec("sagemaker") is not None and find_spec("sagemaker.mlops") is not None
ROLE = "arn:aws:iam::123456789012:role/pipeline"
GOOD = {"EvaluateModel": outputs(property_files=report(0.9))}
TYPED = definition(
    lambda_("Tell", {"count": get("Parameters.Count"), "flag": get("Parameters.Flag"), "rate": get("Parameters.Rate")}),
    parameters=[parameter("Count", "Integer", 1), parameter("Flag", "Boolean", False), parameter("Rate", "Float")],
)


@pytest.fixture
def boto3():
    return pytest.importorskip("boto3")


def client_of(boto3):
    return boto3.client("sagemaker", region_name="us-east-1")


def create(client, content, name="Nightly"):
    text = json.dumps(content)
    return client.create_pipeline(PipelineName=name, PipelineDefinition=text, RoleArn=ROLE)["PipelineArn"]


def start(client, name="Nightly", **options):
    return client.start_pipeline_execution(PipelineName=name, **options)["PipelineExecutionArn"]


def test_boto3_code_runs_a_pipeline_to_its_end(boto3):
    aws = Harness(abalone()).as_aws(steps=GOOD)
    with aws:
        client = client_of(boto3)
        pipeline_arn = create(client, abalone())
        arn = start(client, PipelineExecutionDisplayName="first")
        assert arn == f"{pipeline_arn}/execution/harness00001"
        told = client.describe_pipeline_execution(PipelineExecutionArn=arn)
        assert (told["PipelineExecutionStatus"], told["PipelineExecutionDisplayName"]) == ("Succeeded", "first")
        assert told["PipelineArn"] == pipeline_arn
        assert (told["LastModifiedTime"] - told["CreationTime"]).total_seconds() > 0
        steps = client.list_pipeline_execution_steps(PipelineExecutionArn=arn, SortOrder="Ascending")
        names = [one["StepName"] for one in steps["PipelineExecutionSteps"]]
        assert names == ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "RegisterModel"]
        assert names == aws.runs[0].path
        by_name = {one["StepName"]: one for one in steps["PipelineExecutionSteps"]}
        assert by_name["CheckAccuracy"]["Metadata"] == {"Condition": {"Outcome": "True"}}
        job = "arn:aws:sagemaker:us-east-1:123456789012:training-job/pipelines-harness00001-TrainModel"
        assert by_name["TrainModel"]["Metadata"] == {"TrainingJob": {"Arn": job}}
        assert by_name["TrainModel"]["StepStatus"] == "Succeeded"
        assert by_name["TrainModel"]["StartTime"] >= by_name["PreprocessData"]["EndTime"]
    assert aws.runs[0].succeeded


def test_jobs_are_described_as_they_were_simulated(boto3):
    metric = {"FinalMetricDataList": [{"MetricName": "loss", "Value": 0.25, "Timestamp": "2025-01-01T00:00:00Z"}]}
    with Harness(abalone()).as_aws(steps={**GOOD, "TrainModel": outputs(metric)}):
        client = client_of(boto3)
        create(client, abalone())
        start(client)
        job = client.describe_training_job(TrainingJobName="pipelines-harness00001-TrainModel")
        assert job["TrainingJobStatus"] == "Completed"
        assert job["FinalMetricDataList"][0]["Value"] == 0.25
        assert job["FinalMetricDataList"][0]["Timestamp"].isoformat() == "2025-01-01T00:00:00+00:00"
        assert job["TrainingEndTime"] > job["TrainingStartTime"]
        assert job["InputDataConfig"][0]["ChannelName"] == "train"
        waiter = client.get_waiter("training_job_completed_or_stopped")
        waiter.wait(TrainingJobName="pipelines-harness00001-TrainModel")
        with pytest.raises(client.exceptions.ClientError, match=r"(?i)could not find|not exist|not found"):
            client.describe_training_job(TrainingJobName="another")


def test_a_failure_is_told_with_its_reason(boto3):
    with Harness(abalone()).as_aws(steps={"TrainModel": fails("AlgorithmError: out of memory")}):
        client = client_of(boto3)
        create(client, abalone())
        arn = start(client)
        told = client.describe_pipeline_execution(PipelineExecutionArn=arn)
        assert told["PipelineExecutionStatus"] == "Failed"
        assert "AlgorithmError: out of memory" in told["FailureReason"]
        last = client.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"][0]
        assert (last["StepName"], last["StepStatus"]) == ("TrainModel", "Failed")
        assert last["FailureReason"] == "AlgorithmError: out of memory"
        job = client.describe_training_job(TrainingJobName="pipelines-harness00001-TrainModel")
        assert (job["TrainingJobStatus"], job["FailureReason"]) == ("Failed", "AlgorithmError: out of memory")


def test_parameters_travel_as_text_and_arrive_as_what_they_are(boto3):
    aws = Harness(TYPED).as_aws()
    with aws:
        client = client_of(boto3)
        create(client, TYPED)
        given = [{"Name": "Count", "Value": "3"}, {"Name": "Flag", "Value": "true"}, {"Name": "Rate", "Value": "0.5"}]
        arn = start(client, PipelineParameters=given)
        assert aws.runs[0]["Tell"].arguments == {"count": 3, "flag": True, "rate": 0.5}
        listed = client.list_pipeline_parameters_for_execution(PipelineExecutionArn=arn)["PipelineParameters"]
        assert listed == given


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], 'parameter "Rate" (Float) has no default'),
        ([{"Name": "Rate", "Value": "x"}], "the parameter is declared Float"),
        ([{"Name": "Rtae", "Value": "1"}], 'did you mean "Rate"'),
    ],
)
def test_what_aws_refuses_at_the_start_is_a_validation_exception(boto3, given, message):
    aws = Harness(TYPED).as_aws()
    with aws:
        client = client_of(boto3)
        create(client, TYPED)
        with pytest.raises(client.exceptions.ClientError) as refusal:
            start(client, PipelineParameters=given)
        assert refusal.value.response["Error"]["Code"] == "ValidationException"
        assert message in str(refusal.value)
    assert aws.runs == []


@pytest.mark.parametrize(("steps", "error"), [({}, MissingFake), ({"Trian": outputs()}, InvalidFake)])
def test_a_fault_of_the_test_is_no_answer_of_aws(boto3, steps, error):
    with Harness(abalone()).as_aws(steps=steps):
        client = client_of(boto3)
        create(client, abalone())
        with pytest.raises(error):
            start(client)


def test_the_harness_own_pipeline_is_there_and_no_other(boto3):
    with Harness(abalone()).as_aws(steps=GOOD):
        client = client_of(boto3)
        arn = start(client, "Pipeline")
        assert client.describe_pipeline_execution(PipelineExecutionArn=arn)["PipelineExecutionStatus"] == "Succeeded"
        kept = client.describe_pipeline_definition_for_execution(PipelineExecutionArn=arn)["PipelineDefinition"]
        assert json.loads(kept) == abalone()
        with pytest.raises(client.exceptions.ResourceNotFound, match="Pipeline Other does not exist"):
            start(client, "Other")
        with pytest.raises(client.exceptions.ResourceNotFound, match="does not exist"):
            client.describe_pipeline_execution(PipelineExecutionArn=arn.replace("harness00001", "harness00009"))


def test_an_execution_that_goes_on_can_be_stopped_and_one_that_ended_cannot(boto3):
    with Harness(abalone()).as_aws(steps=GOOD, polls=2):
        client = client_of(boto3)
        create(client, abalone())
        first, second = start(client), start(client)

        def status(arn):
            return client.describe_pipeline_execution(PipelineExecutionArn=arn)["PipelineExecutionStatus"]

        assert [status(first) for _ in range(3)] == ["Executing", "Executing", "Succeeded"]
        client.stop_pipeline_execution(PipelineExecutionArn=first)
        assert status(first) == "Succeeded"
        assert status(second) == "Executing"
        (running,) = client.list_pipeline_execution_steps(PipelineExecutionArn=second)["PipelineExecutionSteps"]
        assert (running["StepName"], running["StepStatus"]) == ("PreprocessData", "Executing")
        client.stop_pipeline_execution(PipelineExecutionArn=second)
        assert status(second) == "Stopped"
        summaries = client.list_pipeline_executions(PipelineName="Nightly")["PipelineExecutionSummaries"]
        assert [(one["PipelineExecutionArn"], one["PipelineExecutionStatus"]) for one in summaries] == [
            (second, "Stopped"),
            (first, "Succeeded"),
        ]


def test_lists_come_in_pages(boto3):
    with Harness(abalone()).as_aws(steps=GOOD):
        client = client_of(boto3)
        create(client, abalone())
        arn = start(client)
        pages = client.get_paginator("list_pipeline_execution_steps").paginate(
            PipelineExecutionArn=arn, PaginationConfig={"PageSize": 2}
        )
        sizes = [len(page["PipelineExecutionSteps"]) for page in pages]
        assert sizes == [2, 2, 1]


def test_the_same_token_starts_one_execution(boto3):
    aws = Harness(abalone()).as_aws(steps=GOOD)
    with aws:
        client = client_of(boto3)
        create(client, abalone())
        assert start(client, ClientRequestToken="t" * 32) == start(client, ClientRequestToken="t" * 32)
        assert start(client).endswith("harness00002")
    assert len(aws.runs) == 2


def test_a_step_from_the_cache_says_which_execution_made_it(boto3):
    cached = {**training("Train"), "CacheConfig": {"Enabled": True, "ExpireAfter": "P30D"}}
    with Harness(definition(cached)).as_aws():
        client = client_of(boto3)
        create(client, definition(cached))
        first, second = start(client), start(client)
        hits = [
            client.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"][0].get(
                "CacheHitResult"
            )
            for arn in (first, second)
        ]
        assert hits == [None, {"SourcePipelineExecutionArn": first}]


def test_another_region_is_that_of_the_session_and_another_account_is_refused():
    aws = Harness(definition(training("Train")), region="eu-west-1").as_aws()
    with aws as session:
        assert session.boto_region_name == "eu-west-1"
        arn = start(session.sagemaker_client, "Pipeline")
        assert arn == "arn:aws:sagemaker:eu-west-1:123456789012:pipeline/Pipeline/execution/harness00001"
        assert ":eu-west-1:" in aws.runs[0]["Train"].outputs["TrainingJobArn"]
    with pytest.raises(HarnessError, match="moto's account is 123456789012; leave account= out"):
        Harness(definition(), account="111122223333").as_aws()


def test_a_selective_execution_follows_an_earlier_one(boto3):
    aws = Harness(abalone()).as_aws(steps=GOOD)
    with aws:
        client = client_of(boto3)
        create(client, abalone())
        source = start(client)
        config = {"SourcePipelineExecutionArn": source, "SelectedSteps": [{"StepName": "TrainModel"}]}
        arn = start(client, SelectiveExecutionConfig=config)
        steps = client.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"]
        assert [one["StepName"] for one in steps] == ["TrainModel"]


def test_outside_everything_is_as_before(boto3):
    from botocore.client import BaseClient

    before = BaseClient._make_request
    with pytest.raises(ZeroDivisionError), Harness(abalone()).as_aws():
        assert BaseClient._make_request is not before
        raise ZeroDivisionError
    assert BaseClient._make_request is before


def test_metadata_of_functions_and_failures(boto3):
    pipeline = definition(
        lambda_("Ask", outputs={"ok": "Boolean"}),
        condition("Gate", [compare("Equals", get("Steps.Ask.OutputParameters['ok']"), True)], [], [fail("Stop", "no")]),
    )
    with Harness(pipeline).as_aws(steps={"Ask": outputs({"ok": False})}):
        client = client_of(boto3)
        create(client, pipeline)
        arn = start(client)
        steps = client.list_pipeline_execution_steps(PipelineExecutionArn=arn)["PipelineExecutionSteps"]
        assert [one["Metadata"] for one in steps] == [
            {"Fail": {"ErrorMessage": "no"}},
            {"Condition": {"Outcome": "False"}},
            {
                "Lambda": {
                    "Arn": "arn:aws:lambda:us-east-1:123456789012:function:f",
                    "OutputParameters": [{"Name": "ok", "Value": "false"}],
                }
            },
        ]


def sdk_pipeline(session):
    """A pipeline of one Lambda step, in the SDK that is installed."""
    if IS_V3:
        from sagemaker.core.lambda_helper import Lambda
        from sagemaker.core.workflow.parameters import ParameterString
        from sagemaker.mlops.workflow.lambda_step import LambdaStep
        from sagemaker.mlops.workflow.pipeline import Pipeline
    else:
        from sagemaker.lambda_helper import Lambda
        from sagemaker.workflow.lambda_step import LambdaStep
        from sagemaker.workflow.parameters import ParameterString
        from sagemaker.workflow.pipeline import Pipeline
    team = ParameterString(name="Team", default_value="us")
    function = Lambda(function_arn="arn:aws:lambda:us-east-1:123456789012:function:notify", session=session)
    tell = LambdaStep(name="Tell", lambda_func=function, inputs={"team": team})
    return Pipeline(name="Daily", parameters=[team], steps=[tell], sagemaker_session=session)


def test_sdk_code_runs_unchanged(caplog):
    caplog.set_level(logging.ERROR)
    aws = Harness(definition()).as_aws()
    with aws as session:
        pipeline = sdk_pipeline(session)
        pipeline.upsert(role_arn=ROLE)
        assert pipeline.upsert(role_arn=ROLE)["PipelineArn"].endswith("pipeline/Daily")
        execution = pipeline.start(parameters={"Team": "them"})
        execution.wait(delay=0, max_attempts=1)
        assert execution.describe()["PipelineExecutionStatus"] == "Succeeded"
        (told,) = execution.list_steps()
        assert (told["StepName"], told["StepStatus"]) == ("Tell", "Succeeded")
        assert execution.list_parameters()["PipelineParameters"] == [{"Name": "Team", "Value": "them"}]
        execution.stop()
        assert len(pipeline.list_executions()["PipelineExecutionSummaries"]) == 1
    assert aws.runs[0]["Tell"].arguments == {"team": "them"}


def test_a_pipeline_of_an_open_session_is_answered_too(offline_session):
    pipeline = sdk_pipeline(offline_session)
    aws = Harness(pipeline).as_aws(steps={"Tell": fails("nobody there")})
    with aws:
        pipeline.upsert(role_arn=ROLE)
        assert pipeline.start().describe()["PipelineExecutionStatus"] == "Failed"
    assert aws.runs[0]["Tell"].failed


def definitions():
    folder = "v3" if IS_V3 else "v2"
    return sorted((FIXTURES / "definitions" / folder).glob("*.json"))


# Which names these variables have in a step that starts no such job is documented nowhere.
VARIABLES = {"execution_variables_all": {"TrainingJobName": "training", "ProcessingJobName": "processing"}}


def text(value):
    return json.dumps(value) if isinstance(value, (bool, int, float)) else value


@pytest.mark.parametrize("file", definitions(), ids=lambda file: file.stem)
def test_every_definition_makes_the_round_trip(file, boto3):
    harness = Harness(file)
    execution = find(executions(harness), lambda _: True, settings=settings(database=None, derandomize=True))
    variables = VARIABLES.get(file.stem)
    expected = harness.run(**execution, variables=variables)
    aws = harness.as_aws(steps=execution["steps"], variables=variables)
    with aws:
        client = client_of(boto3)
        create(client, json.loads(file.read_text()), "Pipeline")
        given = [{"Name": name, "Value": text(value)} for name, value in execution["parameters"].items()]
        arn = start(client, "Pipeline", PipelineParameters=given)
        told = client.describe_pipeline_execution(PipelineExecutionArn=arn)
        assert told["PipelineExecutionStatus"] == expected.status
        steps = client.list_pipeline_execution_steps(PipelineExecutionArn=arn, SortOrder="Ascending", MaxResults=100)
        assert [one["StepName"] for one in steps["PipelineExecutionSteps"]] == expected.path
        assert aws.runs[0].to_dict() == expected.to_dict()
