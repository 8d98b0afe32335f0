"""Attempts and retry policies, in virtual time: nothing here sleeps."""

from __future__ import annotations

import pytest
from harness_samples import definition, lambda_, parameter, step, training

from pipelint.harness import Failure, Harness, InvalidDefinition, InvalidFake, Unsettled, fails, outputs

CAPACITY = "SageMaker.CAPACITY_ERROR"
THROTTLED = "Step.THROTTLING"
FULL = fails("no capacity", kind=CAPACITY)


def policy(*kinds, **keys):
    return {"ExceptionType": list(kinds), **keys}


def trained(fake, *policies, type_="Training"):
    sample = step("Train", type_, {"OutputDataConfig": {"S3OutputPath": "s3://b"}}, RetryPolicies=list(policies))
    return Harness(definition(sample)).run(steps={"Train": fake})["Train"]


def test_a_list_has_one_fake_for_each_attempt():
    step_run = trained([FULL, FULL, outputs()], policy(CAPACITY, IntervalSeconds=10, BackoffRate=3.0, MaxAttempts=2))
    assert step_run.executed
    assert step_run.attempts == 3
    assert step_run.because == "ran at attempt 3"
    assert [one.started for one in step_run.tries] == [0, 60 + 10, 70 + 60 + 30]
    assert [one.failure for one in step_run.tries] == [Failure("Train", "no capacity", CAPACITY)] * 2 + [None]
    assert step_run.ended == 160 + 60


def test_one_failure_is_that_of_every_attempt():
    step_run = trained(FULL, policy(CAPACITY, MaxAttempts=3))
    assert step_run.failed
    assert step_run.attempts == 4
    assert step_run.because == f"failed: {CAPACITY}: no capacity (4 attempts; all 3 retries were used)"
    assert [one.started for one in step_run.tries] == [0, 61, 123, 187]


def test_a_policy_has_the_documented_defaults():
    assert trained(FULL, policy(CAPACITY)).attempts == 1 + 5


def test_a_policy_ends_after_its_minutes():
    slow = fails("no capacity", kind=CAPACITY, seconds=200)
    step_run = trained(slow, policy(CAPACITY, IntervalSeconds=1, ExpireAfterMin=10))
    assert step_run.attempts == 3  # they fail after 200, 401 and 603 seconds
    assert step_run.because.endswith("(3 attempts; retries expired after 10 minutes)")


@pytest.mark.parametrize("never", [{"MaxAttempts": 0}, {"ExpireAfterMin": 0}])
def test_zero_means_never(never):
    assert trained(FULL, policy(CAPACITY, **never)).attempts == 1


def test_each_policy_counts_its_own_retries():
    policies = (policy(CAPACITY, MaxAttempts=1), policy(THROTTLED, MaxAttempts=1))
    slowed = fails("slow down", kind=THROTTLED)
    assert trained([FULL, slowed, outputs()], *policies).executed
    assert trained([FULL, slowed, FULL], *policies).attempts == 3


def test_a_failure_that_no_policy_names_is_final():
    step_run = trained([FULL, outputs()], policy(THROTTLED))
    assert step_run.failed
    assert step_run.attempts == 1
    assert step_run.because == f"failed: {CAPACITY}: no capacity (no retry policy of the step names {CAPACITY})"
    assert trained([fails("a bug"), outputs()], policy(CAPACITY)).because == "failed: a bug"


def test_the_service_retries_some_by_itself():
    assert trained([fails("slow down", kind=THROTTLED), outputs()]).attempts == 2
    assert trained(fails("slow down", kind=THROTTLED)).attempts == 1


def test_tuning_never_retries_what_its_jobs_retry_inside():
    internal = fails("oops", kind="SageMaker.JOB_INTERNAL_ERROR")
    step_run = trained([internal, outputs()], policy("SageMaker.JOB_INTERNAL_ERROR"), type_="Tuning")
    assert step_run.because.endswith("(a Tuning step is never retried for SageMaker.JOB_INTERNAL_ERROR)")


def test_a_lambda_step_is_never_retried():
    sample = {**lambda_("Call"), "RetryPolicies": [policy(CAPACITY)]}
    step_run = Harness(definition(sample)).run(steps={"Call": [FULL, outputs()]})["Call"]
    assert step_run.because.endswith("(a Lambda step is never retried)")


def test_policies_may_hold_expressions():
    sample = step("Train", "Training", {}, RetryPolicies=[policy(CAPACITY, MaxAttempts={"Get": "Parameters.N"})])
    harness = Harness(definition(sample, parameters=[parameter("N", "Integer", 2)]))
    assert harness.run(steps={"Train": FULL})["Train"].attempts == 3


def test_both_bounds_are_refused_as_aws_refuses_them():
    with pytest.raises(
        InvalidDefinition, match='retry policy of step "Train" sets both MaxAttempts and ExpireAfterMin'
    ):
        trained(FULL, policy(CAPACITY, MaxAttempts=1, ExpireAfterMin=1))


@pytest.mark.parametrize(
    ("key", "value", "most"),
    [("MaxAttempts", "3", 20), ("MaxAttempts", 21, 20), ("IntervalSeconds", -1, 43200), ("BackoffRate", True, 1000000)],
)
def test_a_number_that_aws_does_not_take_is_refused(key, value, most):
    with pytest.raises(InvalidDefinition) as caught:
        trained(FULL, policy(CAPACITY, **{key: value}))
    assert str(caught.value) == (
        f'a retry policy of step "Train" sets {key} to {value!r}; expected a number from 0 to {most}'
    )


def test_retries_without_end_are_refused():
    at_once = fails("no capacity", kind=CAPACITY, seconds=0)
    with pytest.raises(InvalidFake, match='step "Train" failed 100000 times, and its retry policy goes on'):
        trained(at_once, policy(CAPACITY, IntervalSeconds=0, ExpireAfterMin=1))


def test_a_wait_of_ages_is_refused():
    with pytest.raises(Unsettled, match='step "Train" would wait for more than a century before it is tried again'):
        trained(FULL, policy(CAPACITY, BackoffRate=1000000, MaxAttempts=20))


def test_a_kind_that_no_policy_could_name_is_refused():
    with pytest.raises(InvalidFake, match=r'kind "SageMaker.CAPACITY_EROR".*; did you mean "SageMaker.CAPACITY_ERROR"'):
        trained(fails("x", kind="SageMaker.CAPACITY_EROR"))
    new = "SageMaker.NEW_ERROR"
    assert trained([fails("x", kind=new), outputs()], policy(new)).executed


def test_a_list_that_is_too_short_is_refused():
    with pytest.raises(InvalidFake) as caught:
        trained([FULL, FULL], policy(CAPACITY))
    assert str(caught.value) == (
        'step "Train" has 2 failed attempts and is tried again, and its list has 2 fakes: add one for that attempt'
    )


def test_a_function_is_called_at_every_attempt():
    answers = iter([FULL, {}])
    assert trained(lambda arguments: next(answers), policy(CAPACITY)).attempts == 2


def test_explain_lists_the_attempts():
    sample = definition({**training("Train"), "RetryPolicies": [policy(CAPACITY)]})
    text = Harness(sample).run(steps={"Train": [FULL, outputs()]}).explain("Train")
    assert text == (
        'step "Train" (Training) ran at attempt 2\n'
        f"  attempt 1, started after 0 seconds, failed: {CAPACITY}: no capacity\n"
        "  attempt 2, started after 61 seconds, succeeded"
    )
