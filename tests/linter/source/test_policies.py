"""Caches and retry policies are read as the SDK compiles them."""

from __future__ import annotations

from pipelint.pipeline.values import ListValue, Literal, Record, Unknown, Value

from .reading_helpers import step_of

IMPORTS = """
from sagemaker.workflow.steps import CacheConfig
from sagemaker.workflow.retry import (
    SageMakerJobExceptionTypeEnum, SageMakerJobStepRetryPolicy, StepExceptionTypeEnum, StepRetryPolicy)
"""


def attribute(arguments: str, name: str, before: str = "") -> Value | None:
    step = step_of(
        f"{IMPORTS}\n{before}\nstep = ProcessingStep('A', step_args=None, {arguments})\n"
        "Pipeline(name='p', steps=[step])"
    )
    return step.attributes.get(name)


def test_a_cache_has_the_two_keys_of_the_definition() -> None:
    found = attribute('cache_config=CacheConfig(enable_caching=True, expire_after="P30D")', "CacheConfig")
    assert found == Record({"Enabled": Literal(True), "ExpireAfter": Literal("P30D")})
    assert attribute("cache_config=CacheConfig(True)", "CacheConfig") == Record({"Enabled": Literal(True)})
    assert attribute("cache_config=CacheConfig()", "CacheConfig") == Record({"Enabled": Literal(False)})
    assert attribute("cache_config=None", "CacheConfig") is None


def test_a_cache_that_is_passed_in_is_unknown() -> None:
    found = attribute("cache_config=settings.cache", "CacheConfig", "from project import settings")
    assert isinstance(found, Unknown)


def test_retry_policies_keep_their_order_and_leave_out_zeros_as_the_sdk_does() -> None:
    found = attribute(
        """retry_policies=[
        StepRetryPolicy([StepExceptionTypeEnum.THROTTLING], max_attempts=0, expire_after_mins=5),
        SageMakerJobStepRetryPolicy(
            exception_types=[SageMakerJobExceptionTypeEnum.CAPACITY_ERROR],
            failure_reason_types=[SageMakerJobExceptionTypeEnum.INTERNAL_ERROR],
            interval_seconds=10,
            max_attempts=3,
        )]""",
        "RetryPolicies",
    )
    waits = {"BackoffRate": Literal(2.0), "IntervalSeconds": Literal(1)}
    assert found == ListValue(
        (
            Record(
                {**waits, "ExpireAfterMin": Literal(5), "ExceptionType": ListValue((Literal("Step.THROTTLING"),))},
            ),
            Record(
                {
                    "BackoffRate": Literal(2.0),
                    "IntervalSeconds": Literal(10),
                    "MaxAttempts": Literal(3),
                    "ExceptionType": ListValue(
                        (Literal("SageMaker.CAPACITY_ERROR"), Literal("SageMaker.JOB_INTERNAL_ERROR"))
                    ),
                }
            ),
        )
    )
