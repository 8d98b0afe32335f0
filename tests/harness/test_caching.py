"""The cache: what is taken from an earlier execution, what is not, and which field is to blame."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from harness_samples import definition, get, join, lambda_, output_uri, parameter, processing, step, training

from pipelint.harness import Harness, HarnessError, InvalidDefinition, Unsettled, fails, outputs

CACHE = {"Enabled": True, "ExpireAfter": "P30D"}
START = datetime(2025, 1, 1, tzinfo=timezone.utc)


def cached(sample, expiry="P30D"):
    return {**sample, "CacheConfig": {"Enabled": True, "ExpireAfter": expiry}}


def prepare(**arguments):
    return processing("Prepare", outputs=("o",), inputs={"raw": get("Parameters.Raw")}, **arguments)


PARAMETERS = [parameter("Raw", "String", "s3://bucket/raw")]


def pipeline(first=None, **settings):
    first = cached(prepare()) if first is None else first
    return Harness(definition(first, training("Train", output_uri("Prepare", "o")), parameters=PARAMETERS), **settings)


def test_what_was_done_before_is_not_done_again():
    harness = pipeline()
    first = harness.run(steps={"Prepare": outputs(named={"o": "s3://bucket/first"})})
    second = harness.run(previous=first, steps={"Prepare": fails("never played")})
    assert second.succeeded
    assert second["Prepare"].executed
    assert second["Prepare"].cached
    assert second["Prepare"].attempts == 0
    assert second["Prepare"].because == "was taken from the cache, made at 2025-01-01T00:01:00+00:00"
    channel = second["Train"].arguments["InputDataConfig"][0]
    assert channel["DataSource"]["S3DataSource"]["S3Uri"] == "s3://bucket/first"
    assert second["Train"].attempts == 1
    assert second.to_dict()["steps"]["Prepare"]["cached"] is True
    assert "cached" not in second.to_dict()["steps"]["Train"]


def test_another_value_in_the_key_is_a_miss_that_names_it():
    harness = pipeline()
    second = harness.run(previous=harness.run(), parameters={"Raw": "s3://bucket/new"})
    assert not second["Prepare"].cached
    assert second["Prepare"].cache_note == (
        'not in the cache: ProcessingInputs[0].S3Input.S3Uri was "s3://bucket/raw" and is "s3://bucket/new"'
    )
    assert second["Prepare"].cache_note in second.explain("Prepare")


@pytest.mark.parametrize(
    ("arguments", "hit"),
    [
        ({"Environment": {"A": "1"}}, False),
        ({"AppSpecification": {"ImageUri": "i"}}, False),
        ({"RoleArn": "arn:aws:iam::1:role/other"}, True),
        ({"ProcessingResources": {"ClusterConfig": {"InstanceType": "ml.m5.large"}}}, True),
        ({"StoppingCondition": {"MaxRuntimeInSeconds": 9}}, True),
    ],
)
def test_only_the_fields_of_the_key_count(arguments, hit):
    second = pipeline(cached(prepare(**arguments))).run(previous=pipeline().run())
    assert second["Prepare"].cached is hit


def test_a_field_that_was_not_there_is_a_difference():
    second = pipeline(cached(prepare(Environment={"A": "1"}))).run(previous=pipeline().run())
    assert second["Prepare"].cache_note == 'not in the cache: Environment was not there and is {"A": "1"}'


def test_without_earlier_runs_nothing_is_cached():
    assert pipeline().run()["Prepare"].cache_note is None
    assert pipeline().run(previous=[])["Prepare"].cache_note == "not in the cache: no earlier execution ran it"


def test_a_run_that_failed_is_not_taken():
    harness = pipeline()
    first = harness.run(steps={"Prepare": fails("boom")})
    assert harness.run(previous=first)["Prepare"].cache_note == "not in the cache: no earlier execution ran it"


@pytest.mark.parametrize(
    ("expiry", "later", "hit"),
    [
        ("P30D", timedelta(days=30), True),  # the job ended a minute after the start
        ("P30D", timedelta(days=30, minutes=1), False),
        ("PT1H", timedelta(minutes=60), True),
        ("PT1H", timedelta(minutes=61), False),
        ("30dT5h", timedelta(days=30, hours=5), True),
        ("P1M", timedelta(days=31), True),  # January has 31 days
        ("P1M", timedelta(days=31, minutes=1), False),
        ("p9999y", timedelta(days=9000), True),
    ],
)
def test_what_is_too_old_is_made_anew(expiry, later, hit):
    harness = pipeline(cached(prepare(), expiry))
    second = harness.run(previous=harness.run(), now=START + later)
    assert second["Prepare"].cached is hit
    if not hit:
        assert second["Prepare"].cache_note == (
            f"not in the cache: it expired, {expiry} after 2025-01-01T00:01:00+00:00"
        )


def test_what_is_taken_keeps_its_age():
    harness = pipeline(cached(prepare(), "P1D"))
    first = harness.run()
    second = harness.run(previous=first, now=START + timedelta(hours=20))
    third = harness.run(previous=[first, second], now=START + timedelta(hours=40))
    assert second["Prepare"].cached
    assert not third["Prepare"].cached


def test_the_newest_match_is_taken():
    harness = pipeline()
    first = harness.run(steps={"Prepare": outputs(named={"o": "s3://bucket/1"})})
    second = harness.run(steps={"Prepare": outputs(named={"o": "s3://bucket/2"})}, now=START + timedelta(days=1))
    third = harness.run(previous=[second, first])
    assert third["Prepare"].result is second["Prepare"].result


def test_a_value_of_the_execution_in_the_key_never_hits():
    sample = processing("Prepare", outputs=("o",), Environment={"RUN": get("Execution.PipelineExecutionId")})
    harness = Harness(definition(cached(sample)))
    second = harness.run(previous=harness.run())
    assert second["Prepare"].cache_note == (
        'not in the cache: Environment.RUN was "harness00001" and is "harness00002"'
    )
    now = processing("Prepare", outputs=("o",), Environment={"T": get("Execution.StartDateTime")})
    harness = Harness(definition(cached(now)))
    assert not harness.run(previous=harness.run())["Prepare"].cached


def test_a_cached_property_file_is_read_again():
    check = cached(processing("Check", outputs=("o",), property_files={"Report": "o"}))
    reads = {"x": {"Std:JsonGet": {"PropertyFile": get("Steps.Check.PropertyFiles.Report"), "Path": "n"}}}
    harness = Harness(definition(check, lambda_("Tell", reads)))
    first = harness.run(steps={"Check": outputs(property_files={"Report": {"n": 7}})})
    assert harness.run(previous=first)["Tell"].arguments == {"x": 7}


def test_a_check_has_its_own_key():
    keys = {"SkipCheck": False, "RegisterNewBaseline": get("Parameters.New"), "ModelPackageGroupName": "g"}
    sample = cached(step("Check", "QualityCheck", {"Environment": {"A": "1"}}, **keys))
    harness = Harness(definition(sample, parameters=[parameter("New", "Boolean", False)]))
    first = harness.run()
    assert harness.run(previous=first)["Check"].cached
    other = harness.run(previous=first, parameters={"New": True})
    assert other["Check"].cache_note == "not in the cache: RegisterNewBaseline was false and is true"


def test_what_a_check_calculates_with_is_in_its_key_in_parts_that_no_field_has():
    sample = cached(step("Check", "QualityCheck", {"Environment": {"A": get("Parameters.Raw")}}, SkipCheck=False))
    harness = Harness(definition(sample, parameters=PARAMETERS))
    first = harness.run()
    assert harness.run(previous=first)["Check"].cached
    with pytest.raises(Unsettled) as caught:
        harness.run(previous=first, parameters={"Raw": "s3://bucket/new"})
    assert str(caught.value) == (
        'step "Check" may be in the cache: Environment.A was "s3://bucket/raw" and is "s3://bucket/new", and nothing '
        "says whether that is in the cache key of a QualityCheck step. Turn its cache off, or leave out previous="
    )


def test_the_key_of_a_lambda_step_is_not_documented():
    sample = cached(lambda_("Call", {"x": get("Parameters.Raw")}))
    harness = Harness(definition(sample, parameters=PARAMETERS))
    first = harness.run()
    assert harness.run(previous=first)["Call"].cached
    with pytest.raises(Unsettled) as caught:
        harness.run(previous=first, parameters={"Raw": "s3://bucket/new"})
    assert str(caught.value) == (
        'step "Call" may be in the cache: x was "s3://bucket/raw" and is "s3://bucket/new", and nothing says whether '
        "that is in the cache key of a Lambda step. Turn its cache off, or leave out previous="
    )


@pytest.mark.parametrize(
    ("config", "error", "message"),
    [
        ({"Enabled": True}, Unsettled, 'cache of step "Prepare" is on and has no ExpireAfter'),
        ({"Enabled": True, "ExpireAfter": "30 days"}, InvalidDefinition, "expires after '30 days', which is no ISO"),
    ],
)
def test_a_cache_without_a_proper_expiry_is_refused(config, error, message):
    with pytest.raises(error, match=message):
        pipeline({**prepare(), "CacheConfig": config}).run(previous=[])


def test_a_cache_that_is_off_is_not_asked():
    harness = pipeline({**prepare(), "CacheConfig": {"Enabled": False, "ExpireAfter": "nonsense"}})
    assert harness.run(previous=harness.run())["Prepare"].cache_note is None


def test_previous_runs_are_runs_of_this_pipeline_that_have_ended():
    harness = pipeline()
    first = harness.run()
    with pytest.raises(HarnessError, match="previous is of type str; expected a run, or a list of runs"):
        harness.run(previous="first")
    with pytest.raises(
        HarnessError, match=r"now is 2025-01-01T00:00:00\+00:00, and a previous run ended at 2025-01-01"
    ):
        harness.run(previous=first, now=START)
    with pytest.raises(HarnessError, match="which has no time zone"):
        harness.run(now=datetime(2025, 1, 1))


def test_join_in_the_key_is_compared_as_it_comes_out():
    uri = join("s3://bucket/", get("Parameters.Raw"))
    sample = processing("Prepare", outputs=("o",), Environment={"A": uri})
    harness = Harness(definition(cached(sample), parameters=PARAMETERS))
    assert harness.run(previous=harness.run())["Prepare"].cached
