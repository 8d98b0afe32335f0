"""Fakes that the real step could never produce are refused, with the path, what is legal there and the nearest name."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from harness_samples import definition, get, lambda_, processing, step, training

from pipelint.harness import Harness, InvalidFake, outputs


def run_with(fake, *steps):
    first = steps[0]["Name"]
    return Harness(definition(*steps)).run(steps={first: fake})


TRAIN = training("Train")
CALL = lambda_("Call", outputs={"text": "String", "count": "Integer", "rate": "Float", "flag": "Boolean"})
EVALUATE = processing("Evaluate", outputs=("o",), property_files={"Report": "o"})


@pytest.mark.parametrize(
    ("fake", "message"),
    [
        (
            {"ModelArtifact": {}},
            'the fake of step "Train" gives ModelArtifact, and DescribeTrainingJobResponse has no member '
            '"ModelArtifact"; did you mean "ModelArtifacts"? it has ',
        ),
        (
            {"ModelArtifacts": {"S3ModelArtifact": "s3://m"}},
            'the fake of step "Train" gives ModelArtifacts.S3ModelArtifact, and ModelArtifacts has no member '
            '"S3ModelArtifact"; did you mean "S3ModelArtifacts"? it has S3ModelArtifacts',
        ),
        (
            {"FinalMetricDataList": [{"MetricName": "acc", "Value": 1}, {"Name": "x"}]},
            'the fake of step "Train" gives FinalMetricDataList[1].Name, and MetricData has no member "Name";',
        ),
        (
            {"ModelArtifacts": "s3://m"},
            'the fake of step "Train": ModelArtifacts is of type structure in ModelArtifacts, '
            "and 's3://m' is of type str",
        ),
        (
            {"HyperParameters": {"depth": 3}},
            "HyperParameters['depth'] is of type string in HyperParameterValue, and 3 is of type int",
        ),
        (
            {"BillableTimeInSeconds": True},
            "BillableTimeInSeconds is of type integer in BillableTimeInSeconds, and True is of type bool",
        ),
        (
            {"FinalMetricDataList": {}},
            "FinalMetricDataList is of type list in FinalMetricDataList, and {} is of type dict",
        ),
        (
            {"FinalMetricDataList": [{"Value": float("nan")}]},
            "Value is of type float in Float, and nan is of type float",
        ),
    ],
)
def test_members_follow_the_describe_response(fake, message):
    with pytest.raises(InvalidFake) as caught:
        run_with(outputs(fake), TRAIN)
    assert message in str(caught.value)


def test_dates_become_text_as_an_aws_client_would_print_them():
    ended = datetime(2024, 2, 29, 12, tzinfo=timezone.utc)
    run = run_with(
        outputs({"TrainingEndTime": ended}), TRAIN, lambda_("Tell", {"t": get("Steps.Train.TrainingEndTime")})
    )
    assert run["Tell"].arguments == {"t": "2024-02-29T12:00:00+00:00"}


@pytest.mark.parametrize(
    ("fake", "message"),
    [
        (
            {"txt": "a"},
            'gives output parameter "txt", which the step does not declare; did you mean "text"? it declares ',
        ),
        ({"count": 1.5}, 'output parameter "count" is declared Integer, and 1.5 is of type float'),
        ({"text": 1}, 'output parameter "text" is declared String, and 1 is of type int'),
        ({"flag": "true"}, "output parameter \"flag\" is declared Boolean, and 'true' is of type str"),
        ({"rate": False}, 'output parameter "rate" is declared Float, and False is of type bool'),
        (
            {"OutputParameters": {"text": "a"}},
            'gives output parameter "OutputParameters", which the step does not declare',
        ),
    ],
)
def test_output_parameters_follow_their_declaration(fake, message):
    with pytest.raises(InvalidFake) as caught:
        run_with(outputs(fake), CALL)
    assert message in str(caught.value)


def test_output_parameters_are_given_and_read_by_name():
    run = run_with(
        outputs({"text": "a", "rate": 1}), CALL, lambda_("Tell", {"x": get("Steps.Call.OutputParameters['text']")})
    )
    assert run["Tell"].arguments == {"x": "a"}
    assert run["Call"].outputs == {"text": "a", "rate": 1}


@pytest.mark.parametrize(
    ("fake", "message"),
    [
        (
            outputs(property_files={"Raport": {}}),
            'gives property file "Raport", .* did you mean "Report"\\? it declares Report',
        ),
        (outputs(property_files={"Report": "{"}), 'property file "Report" of step "Evaluate" is no JSON: '),
        (outputs(property_files={"Report": {"acc": float("nan")}}), 'property file "Report" .* cannot be JSON: '),
        (outputs(property_files={"Report": {"acc": {1, 2}}}), "cannot be JSON: a value of type set is no JSON"),
        (outputs(files={"s3://b/x.json": b"\xff"}), "the file s3://b/x.json of step .* is no JSON"),
    ],
)
def test_documents_are_json_and_belong_to_the_step(fake, message):
    with pytest.raises(InvalidFake, match=message):
        run_with(fake, EVALUATE)


def test_a_document_that_holds_itself_is_refused():
    document = {}
    document["self"] = document
    with pytest.raises(InvalidFake, match="cannot be JSON: Circular reference detected"):
        run_with(outputs(property_files={"Report": document}), EVALUATE)


def test_a_step_of_an_unknown_type_may_give_anything():
    unknown = step("New", "SomethingNew", {})
    run = run_with(outputs({"Whatever": [1]}), unknown, lambda_("Tell", {"x": get("Steps.New.Whatever[0]")}))
    assert run["Tell"].arguments == {"x": 1}


def test_what_a_function_returns_is_checked_too():
    with pytest.raises(InvalidFake, match='has no member "Model"'):
        run_with(lambda arguments: {"Model": 1}, TRAIN)


def test_a_fake_is_not_changed_by_the_run_nor_the_run_by_it():
    given = {"HyperParameters": {"depth": "3"}}
    fake = outputs(given)
    run = run_with(fake, TRAIN)
    given["HyperParameters"]["depth"] = "9"
    assert run["Train"].outputs["HyperParameters"] == {"depth": "3"}


def test_what_the_api_leaves_open_may_be_anything():
    job = step("Fit", "Job", {})
    use = lambda_("Tell", {"x": get("Steps.Fit.JobConfigDocument.Rate")})
    run = run_with(outputs({"JobConfigDocument": {"Rate": 0.1}, "EndTime": None}), job, use)
    assert run["Tell"].arguments == {"x": 0.1}
