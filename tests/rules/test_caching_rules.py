"""The values of cache and retry configurations: SMP803 to SMP807."""

from __future__ import annotations

import pytest

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.durations import is_duration
from pipelint.pipeline.service.policies import CACHE_KEY, NEVER_CACHED, NEVER_RETRIED
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import ExecutionVariable, ListValue, Literal, ParameterReference, Record, Unknown, Value
from pipelint.rules.registry import all_rules

RULES = {rule.code: rule for rule in all_rules()}


def found(code: str, step: Step) -> list[tuple[str, Severity | None]]:
    return [(report.message, report.severity) for report in RULES[code]().check(Pipeline((step,)))]


ON = Literal(True)


def cached(step_type: str | None, *, enabled: Value = ON, arguments: Record | None = None, **rest: Value) -> Step:
    config = Record({"Enabled": enabled, "ExpireAfter": Literal("P1D"), **rest})
    return Step("A", step_type, arguments=arguments or Record(), attributes=Record({"CacheConfig": config}))


@pytest.mark.parametrize(
    "text",
    "30d 5y T16m 30dT5h P30d p30d PT1H P1Y2M3DT4H5M6S P2W PT0.5S P1,5D 1h P1M P12M".split(),
)
def test_every_documented_spelling_is_a_duration(text):
    assert is_duration(text)
    assert found("SMP803", cached("Training", ExpireAfter=Literal(text))) == []


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "T", "30 days", "30", "1d2y", "P-1D", "PT5", "one day", "P1D ", "P" + "9" * 200 + "D"]
)
def test_other_texts_are_none(text):
    assert not is_duration(text)
    ((message, severity),) = found("SMP803", cached("Training", ExpireAfter=Literal(text)))
    assert message.endswith("which is no ISO 8601 duration")
    assert severity is None


@pytest.mark.parametrize("text", ["P30M", "p10m", "15M"])
def test_months_that_are_surely_minutes(text):
    ((message, severity),) = found("SMP803", cached("Training", ExpireAfter=Literal(text)))
    assert "months" in message
    assert severity is Severity.WARNING


def test_expressions_and_caches_that_are_off_are_not_judged():
    assert found("SMP803", cached("Training", ExpireAfter=ParameterReference("Expiry"))) == []
    assert found("SMP803", cached("Training", enabled=Literal(False), ExpireAfter=Literal("x"))) == []
    assert found("SMP803", cached("Training", enabled=ParameterReference("On"), ExpireAfter=Literal("x"))) == []
    assert found("SMP803", Step("A", "Training", attributes=Record({}, complete=False))) == []
    assert found("SMP803", Step("A", "Training", attributes=Record({"CacheConfig": Unknown("why")}))) == []


RUN = ExecutionVariable("PipelineExecutionId")


@pytest.mark.parametrize(
    ("step_type", "arguments", "part"),
    [
        ("Processing", {"Environment": Record({"RUN": RUN})}, "Environment"),
        ("Training", {"HyperParameters": Record({"run": RUN})}, "HyperParameters"),
        (
            "Tuning",
            {"TrainingJobDefinition": Record({"StaticHyperParameters": RUN})},
            "TrainingJobDefinition.StaticHyperParameters",
        ),
        ("AutoML", {"AutoMLJobConfig": Record({"Mode": RUN})}, "AutoMLJobConfig.Mode"),
        ("Transform", {"ModelName": RUN}, "ModelName"),
        ("EMR", {"StepConfig": ListValue((RUN,))}, "StepConfig"),
    ],
)
def test_each_type_has_a_cache_key_of_its_own(step_type, arguments, part):
    ((message, _),) = found("SMP804", cached(step_type, arguments=Record(arguments)))
    assert f"is in {part}, a part of its cache key" in message


@pytest.mark.parametrize("name", ["TrainingJobName", "ProcessingJobName"])
def test_the_name_of_the_job_is_another_in_each_execution(name):
    arguments = Record({"Environment": Record({"JOB": ExecutionVariable(name)})})
    assert len(found("SMP804", cached("Training", arguments=arguments))) == 1


def test_the_key_of_checks_is_in_the_step_itself():
    config = Record({"Enabled": Literal(True), "ExpireAfter": Literal("P1D")})
    step = Step("A", "QualityCheck", attributes=Record({"CacheConfig": config, "SuppliedBaselineStatistics": RUN}))
    assert len(found("SMP804", step)) == 1


@pytest.mark.parametrize(
    ("step_type", "arguments"),
    [
        ("Processing", {"ProcessingOutputConfig": RUN, "RoleArn": RUN}),
        ("Training", {"OutputDataConfig": RUN}),
        ("Tuning", {"TrainingJobDefinition": Record({"OutputDataConfig": RUN})}),
        ("Lambda", {"Environment": RUN}),
        ("AddedNextMonth", {"Environment": RUN}),
        (None, {"Environment": RUN}),
        ("Training", {"Environment": ExecutionVariable("PipelineName")}),
    ],
)
def test_what_is_no_part_of_the_key_may_differ(step_type, arguments):
    assert found("SMP804", cached(step_type, arguments=Record(arguments))) == []


def test_the_tables_speak_of_known_types_and_agree():
    assert CACHE_KEY.keys() | NEVER_CACHED | NEVER_RETRIED <= STEP_TYPES.keys()
    assert NEVER_CACHED.isdisjoint(CACHE_KEY)


@pytest.mark.parametrize("step_type", sorted(STEP_TYPES))
def test_only_types_that_no_source_gives_a_cache_are_reported(step_type):
    assert bool(found("SMP805", cached(step_type))) is (step_type in NEVER_CACHED)


def retried(step_type: str | None = "Training", types: Value | None = None, **rest: object) -> Step:
    types = types or ListValue((Literal("Step.THROTTLING"),))
    policy = Record({"ExceptionType": types, **{key: Literal(value) for key, value in rest.items()}})
    return Step("A", step_type, attributes=Record({"RetryPolicies": ListValue((policy,))}))


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ({"MaxAttempts": 0}, 0),
        ({"MaxAttempts": 20}, 0),
        ({"MaxAttempts": 21}, 1),
        ({"MaxAttempts": -1}, 1),
        ({"MaxAttempts": True}, 0),
        ({"MaxAttempts": "many"}, 0),
        ({"ExpireAfterMin": 14400}, 0),
        ({"ExpireAfterMin": 14401}, 1),
        ({"IntervalSeconds": 43201, "BackoffRate": -0.5}, 2),
        ({"BackoffRate": 1e6}, 0),
        ({"MaxAttempts": 1, "ExpireAfterMin": None}, 0),
        ({"MaxAttempts": 1, "ExpireAfterMin": 1}, 1),
        ({}, 0),
    ],
)
def test_the_limits_of_retries(limits, count):
    assert len(found("SMP806", retried(**limits))) == count


@pytest.mark.parametrize(
    "types",
    [
        Literal("Step.THROTTLING"),
        ListValue((), complete=False),
        ListValue((ParameterReference("Type"),)),
        Unknown("why"),
    ],
)
def test_exceptions_that_are_not_written_out_in_a_list_are_not_judged(types):
    assert found("SMP806", retried(types=types)) == []


def test_only_a_policy_without_the_key_is_an_error():
    missing = Step("A", "Training", attributes=Record({"RetryPolicies": ListValue((Record({}),))}))
    assert found("SMP806", missing) == [('a retry policy of step "A" names no exception to retry', None)]
    empty = retried(types=ListValue(()))
    assert found("SMP806", empty) == [('a retry policy of step "A" names no exception to retry', Severity.WARNING)]
    ((_, severity),) = found("SMP806", retried(types=ListValue((Literal("Spot.RECLAIMED"),))))
    assert severity is Severity.WARNING


@pytest.mark.parametrize("step_type", sorted(STEP_TYPES))
def test_only_types_that_no_source_gives_retries_are_reported(step_type):
    assert bool(found("SMP807", retried(step_type))) is (step_type in NEVER_RETRIED)


@pytest.mark.parametrize("policies", [ListValue(()), Unknown("why"), Literal(None)])
def test_no_policies_are_fine(policies):
    step = Step("A", "Lambda", attributes=Record({"RetryPolicies": policies}))
    assert found("SMP806", step) == found("SMP807", step) == []
