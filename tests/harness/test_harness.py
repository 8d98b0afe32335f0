"""The whole harness on the developer guide's pipeline: the example of the documentation, and its other branch."""

from __future__ import annotations

import json
import sys

import pytest
from harness_samples import abalone, definition, fail, lambda_, parameter, report, step, training

from pipelint.harness import (
    Harness,
    HarnessError,
    InvalidDefinition,
    InvalidFake,
    fails,
    outputs,
    returns,
    violates,
)


def run_abalone(accuracy, **parameters):
    fakes = {"EvaluateModel": outputs(property_files=report(accuracy))}
    return Harness(abalone()).run(parameters=parameters, steps=fakes)


def test_a_weak_model_is_not_registered():
    run = run_abalone(0.85, MinAccuracy=0.9)
    assert run.succeeded
    assert run.status == "Succeeded"
    assert run.failure is None
    assert run["CheckAccuracy"].branch == "else"
    assert run["RegisterModel"].skipped
    assert run["TrainModel"].reads("PreprocessData", output="train")
    assert run.path == ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "NotifyTeam"]


def test_a_strong_model_is_registered():
    run = run_abalone(0.95)
    assert run["CheckAccuracy"].branch == "if"
    assert run["NotifyTeam"].skipped
    assert run.path == ["PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "RegisterModel"]


def test_the_threshold_itself_is_good_enough():
    assert run_abalone(0.8)["CheckAccuracy"].branch == "if"


def test_arguments_are_resolved_to_what_aws_would_receive():
    run = run_abalone(0.95, RawData="s3://other/raw")
    assert run["PreprocessData"].arguments["ProcessingInputs"][0]["S3Input"]["S3Uri"] == "s3://other/raw"
    source = run["TrainModel"].arguments["InputDataConfig"][0]["DataSource"]["S3DataSource"]
    assert source["S3Uri"] == "s3://bucket/PreprocessData/train"
    model = "s3://bucket/models/pipelines-harness00001-TrainModel/output/model.tar.gz"
    assert run["TrainModel"].outputs["ModelArtifacts"] == {"S3ModelArtifacts": model}
    assert run["RegisterModel"].arguments["InferenceSpecification"]["Containers"] == [{"ModelDataUrl": model}]


def test_a_fake_replaces_what_the_default_would_say():
    fakes = {
        "TrainModel": outputs({"ModelArtifacts": {"S3ModelArtifacts": "s3://bucket/my-model.tar.gz"}}),
        "EvaluateModel": outputs(property_files=report(0.95)),
    }
    run = Harness(abalone()).run(steps=fakes)
    containers = run["RegisterModel"].arguments["InferenceSpecification"]["Containers"]
    assert containers == [{"ModelDataUrl": "s3://bucket/my-model.tar.gz"}]


def test_a_function_receives_the_resolved_arguments():
    seen = []

    def evaluate(arguments):
        seen.append(arguments["ProcessingInputs"][1]["S3Input"]["S3Uri"])
        return outputs(property_files=report(0.1))

    run = Harness(abalone()).run(steps={"EvaluateModel": evaluate})
    assert seen == ["s3://bucket/PreprocessData/test"]
    assert run["CheckAccuracy"].branch == "else"


def test_a_function_may_return_members_or_a_failure():
    def train(arguments):
        return {"ModelArtifacts": {"S3ModelArtifacts": arguments["OutputDataConfig"]["S3OutputPath"] + "/m.tar.gz"}}

    fakes = {"TrainModel": train, "EvaluateModel": lambda arguments: fails("no data")}
    run = Harness(abalone()).run(steps=fakes)
    assert run["TrainModel"].outputs["ModelArtifacts"] == {"S3ModelArtifacts": "s3://bucket/models/m.tar.gz"}
    assert str(run.failure) == 'step "EvaluateModel" failed: no data'


def test_what_a_function_raises_reaches_the_test():
    def broken(arguments):
        raise LookupError("mine")

    with pytest.raises(LookupError) as caught:
        Harness(abalone()).run(steps={"TrainModel": broken})
    assert caught.value.args == ("mine",)
    if sys.version_info >= (3, 11):
        assert caught.value.__notes__ == ['raised by the function that fakes step "TrainModel"']


def test_equal_runs_are_equal_and_serialisable():
    one, two = run_abalone(0.85), run_abalone(0.85)
    assert one.to_dict() == two.to_dict()
    assert json.loads(json.dumps(one.to_dict())) == one.to_dict()


class SdkPipeline:
    """What the harness needs of a Pipeline of the SDK."""

    name = "Abalone"

    def definition(self):
        return json.dumps(abalone())


def test_every_form_of_a_pipeline_is_accepted(tmp_path):
    path = tmp_path / "abalone.json"
    path.write_text(json.dumps(abalone()), encoding="utf-8")
    expected = run_abalone(0.5).to_dict()
    for source in (SdkPipeline(), json.dumps(abalone()), path, str(path)):
        run = Harness(source).run(steps={"EvaluateModel": outputs(property_files=report(0.5))})
        assert run.to_dict() == expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("no such file.json", "cannot be read: No such file or directory"),
        ("not json", "<definition> is no JSON"),
        ('{"Version": NaN}', "NaN is no JSON number"),
        ("[1]", "<definition> is no pipeline definition"),
        (12, "got a value of type int"),
    ],
)
def test_what_is_no_definition_is_refused(source, message):
    with pytest.raises(InvalidDefinition, match=message.replace("(", r"\(")):
        Harness(source)


def test_an_unknown_coercion_is_refused():
    with pytest.raises(HarnessError, match=r'there is no coercion "numerc"; did you mean "numeric"\?'):
        Harness(abalone(), coercion="numerc")


@pytest.mark.parametrize(
    ("name", "fake", "error", "message"),
    [
        ("EvaluateModl", outputs(), InvalidFake, 'belongs to no step of the pipeline; did you mean "EvaluateModel"?'),
        ("CheckAccuracy", outputs(), InvalidFake, 'step "CheckAccuracy" cannot be faked'),
        ("TrainModel", {"ModelArtifacts": {}}, InvalidFake, r"is of type dict; .* write outputs\(\{\.\.\.\}\)"),
        ("TrainModel", 3, InvalidFake, "is of type int; expected outputs"),
        ("TrainModel", [], InvalidFake, "is an empty list; expected one fake per attempt"),
        ("TrainModel", [fails("x"), 3], InvalidFake, 'attempt 2 of the fake of step "TrainModel" is of type int'),
        ("TrainModel", outputs(seconds=-1), InvalidFake, "takes -1 seconds; expected a number from 0 to 3200000000"),
        (
            "TrainModel",
            lambda arguments: fails("x", seconds=1e300),
            InvalidFake,
            r"takes 1e\+300 seconds; expected a num",
        ),
        ("TrainModel", violates("drift"), InvalidFake, "a Training step checks no baseline"),
        ("TrainModel", returns(1), InvalidFake, "of type Training and runs none"),
        ("TrainModel", lambda arguments: None, InvalidFake, "returned a value of type NoneType"),
    ],
)
def test_what_is_no_fake_is_refused(name, fake, error, message):
    with pytest.raises(error, match=message):
        Harness(abalone()).run(steps={name: fake})


def test_a_fail_step_cannot_be_faked():
    with pytest.raises(InvalidFake, match='step "Stop" cannot be faked: a Fail step is computed'):
        Harness(definition(fail("Stop"))).run(steps={"Stop": outputs()})


def test_region_account_and_time_are_those_given():
    from datetime import datetime, timezone

    sample = definition(
        lambda_("Tell", {"at": {"Get": "Execution.StartDateTime"}, "arn": {"Get": "Execution.PipelineExecutionArn"}}),
        training("Train"),
    )
    now = datetime(2024, 2, 29, 12, 30, tzinfo=timezone.utc)
    run = Harness(sample, region="cn-north-1", account="111122223333", now=now).run()
    assert run["Tell"].arguments == {
        "at": "2024-02-29T12:30:00Z",
        "arn": "arn:aws-cn:sagemaker:cn-north-1:111122223333:pipeline/pipeline/execution/harness00001",
    }
    job = "arn:aws-cn:sagemaker:cn-north-1:111122223333:training-job/pipelines-harness00001-Train"
    assert run["Train"].outputs["TrainingJobArn"] == job


def test_an_unknown_step_type_runs_like_any_other():
    sample = definition(
        step("New", "SomethingNew", {"Size": {"Get": "Parameters.Size"}}),
        lambda_("After", {"size": {"Get": "Steps.New.Size"}}),
        parameters=[parameter("Size", "Integer", 3)],
    )
    run = Harness(sample).run()
    assert run.path == ["New", "After"]
    assert run["After"].arguments == {"size": 3}


def test_a_function_cannot_change_the_arguments_it_is_shown():
    def careless(arguments):
        arguments["OutputDataConfig"]["S3OutputPath"] = "s3://elsewhere"
        return {}

    run = Harness(definition(training("Train"))).run(steps={"Train": careless})
    assert run["Train"].arguments == {"OutputDataConfig": {"S3OutputPath": "s3://bucket/models"}}
