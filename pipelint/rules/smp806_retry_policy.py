"""SMP806: a retry policy is not what the service takes."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import ListValue, Literal, Record
from pipelint.rules.looking import Remark, gathered
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.retry import StepExceptionTypeEnum, StepRetryPolicy
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
retry = StepRetryPolicy([StepExceptionTypeEnum.THROTTLING], max_attempts=5, expire_after_mins=60)
train = TrainingStep("Train", step_args=estimator.fit(), retry_policies=[retry])
pipeline = Pipeline("Abalone", steps=[train], sagemaker_session=session)
"""

V3_SOURCE = """\
from sagemaker.core.processing import Processor
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.retry import StepExceptionTypeEnum, StepRetryPolicy
from sagemaker.mlops.workflow.steps import ProcessingStep
from sagemaker.core.workflow.pipeline_context import PipelineSession

processor = Processor("role", "clean:1", 1, "ml.m5.large", sagemaker_session=PipelineSession())
retry = StepRetryPolicy(exception_types=[StepExceptionTypeEnum.THROTTLING])
clean = ProcessingStep("Clean", step_args=processor.run(), retry_policies=[retry])
pipeline = Pipeline("Abalone", steps=[clean])
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {}, "RetryPolicies": [
    {"ExceptionType": ["SageMaker.CAPACITY_ERROR"], "BackoffRate": 2.0, "IntervalSeconds": 60,
     "MaxAttempts": 5, "ExpireAfterMin": 120},
    {"ExceptionType": [], "MaxAttempts": 30},
    {"ExceptionType": ["SageMaker.CAPACITY_EROR"], "IntervalSeconds": 86400}
  ]}]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {}, "RetryPolicies": [
    {"ExceptionType": ["SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT"], "IntervalSeconds": 9, "MaxAttempts": 5},
    {"ExceptionType": ["Step.SERVICE_FAULT", "Step.THROTTLING"], "BackoffRate": 1.5, "ExpireAfterMin": 120}
  ]}]
}
"""

EXCEPTION_TYPES = (
    "Emr.RESOURCE_LIMIT",
    "SageMaker.CAPACITY_ERROR",
    "SageMaker.JOB_INTERNAL_ERROR",
    "SageMaker.RESOURCE_LIMIT",
    "Step.SERVICE_FAULT",
    "Step.THROTTLING",
)
NOTHING = Literal(None)
_NAME_SOME = "Name the exceptions that are to be retried in ExceptionType."


@record
class Range:
    """The least and the most a number may be; there may be no most."""

    least: int
    most: int | None


RANGES = {
    "MaxAttempts": Range(0, 20),
    "ExpireAfterMin": Range(0, 14400),
    "IntervalSeconds": Range(0, 43200),
    "BackoffRate": Range(0, None),
}


class RetryPolicy(Rule):
    """A retry policy says which exceptions are retried, and how often or how long, but not both.

    AWS: `MaxAttempts` and `ExpireAfterMin` exclude each other, and both together are a validation error. `MaxAttempts`
    is at most 20, `ExpireAfterMin` at most 14400, `IntervalSeconds` at most 43200; zero means never. In version 2 of
    the SDK the check of the first is broken (a chained comparison that never holds), so it compiles; version 3 raises,
    also where neither is set. The ranges are `assert` statements.

    `ExceptionType` is required (by the published schema). An empty list of them, which can retry nothing, is a warning:
    what the service makes of it is not documented. So is an exception type that AWS does not list, as there may be new
    ones.
    """

    code = "SMP806"
    name = "retry-policy"
    severity = Severity.ERROR
    summary = "A retry policy sets what excludes each other, is out of range, or names no exception."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html",
        "https://github.com/aws-sagemaker-mlops/sagemaker-model-building-pipeline-definition-JSON-schema",
        "sagemaker/workflow/retry.py:68-108 of sagemaker 2.257",
    )
    about = ("RetryPolicies", "endless-retry")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'a retry policy of step "Train" sets both MaxAttempts and ExpireAfterMin, which exclude each other',
                    line=10,
                    text="StepRetryPolicy",
                ),
            ),
        ),
        Example(SOURCE.replace(", expire_after_mins=60", "")),
        Example(
            V3_SOURCE,
            expected=(
                Expected(
                    "StepRetryPolicy() sets neither max_attempts nor expire_after_mins, and SDK v3 asks for one",
                    line=8,
                    text="StepRetryPolicy",
                ),
            ),
            title="Without an end, in SDK v3",
        ),
        Example(V3_SOURCE.replace("THROTTLING]", "THROTTLING], max_attempts=0")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'a retry policy of step "Train" sets both MaxAttempts and ExpireAfterMin, which exclude each other',
                    pointer="/Steps/0/RetryPolicies/0",
                ),
                Expected(
                    'a retry policy of step "Train" names no exception to retry',
                    pointer="/Steps/0/RetryPolicies/1/ExceptionType",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'a retry policy of step "Train" sets MaxAttempts to 30; the service takes 0 to 20',
                    pointer="/Steps/0/RetryPolicies/1/MaxAttempts",
                ),
                Expected(
                    'a retry policy of step "Train" sets IntervalSeconds to 86400; the service takes 0 to 43200',
                    pointer="/Steps/0/RetryPolicies/2/IntervalSeconds",
                ),
                Expected(
                    'a retry policy of step "Train" names exception "SageMaker.CAPACITY_EROR", which AWS does not '
                    'list; did you mean "SageMaker.CAPACITY_ERROR"? It lists "Emr.RESOURCE_LIMIT", '
                    '"SageMaker.CAPACITY_ERROR", "SageMaker.JOB_INTERNAL_ERROR", "SageMaker.RESOURCE_LIMIT", '
                    '"Step.SERVICE_FAULT" and "Step.THROTTLING"',
                    pointer="/Steps/0/RetryPolicies/2/ExceptionType/0",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every retry policy; see the class."""
        yield from gathered("a retry policy of", (remark for step in pipeline.all_steps() for remark in _remarks(step)))
        for fact in pipeline.facts:
            if fact.kind == "endless-retry" and isinstance(fact.subject, Literal):
                yield Report(
                    f"{fact.subject.value}() sets neither max_attempts nor expire_after_mins, and SDK v3 asks for one",
                    fact.origin,
                    help="Set one of the two. Version 2 of the SDK leaves it to the service, which tries 5 times.",
                )


def _remarks(step: Step) -> Iterator[Remark]:
    policies = step.attributes.entries.get("RetryPolicies")
    for policy in policies.items if isinstance(policies, ListValue) else ():
        if isinstance(policy, Record):
            yield from _limits(policy, step)
            yield from _exceptions(policy, step)


def _limits(policy: Record, step: Step) -> Iterator[Remark]:
    if all(policy.entries.get(key, NOTHING) != NOTHING for key in ("MaxAttempts", "ExpireAfterMin")):
        text = "sets both MaxAttempts and ExpireAfterMin, which exclude each other"
        help_ = "Keep one of them: the service answers both with a validation error."
        yield Remark(step, text, policy.origin, help_)
    for key, legal in RANGES.items():
        value = policy.entries.get(key)
        number = value.value if isinstance(value, Literal) else None
        if not isinstance(number, (int, float)) or isinstance(number, bool) or _within(number, legal):
            continue
        limits = f"{legal.least} or more" if legal.most is None else f"{legal.least} to {legal.most}"
        origin = value.origin if value is not None else None
        text = f"sets {key} to {number}; the service takes {limits}"
        yield Remark(step, text, origin or policy.origin, f"Choose a number from this range for {key}.")


def _within(number: float, legal: Range) -> bool:
    return number >= legal.least and (legal.most is None or number <= legal.most)


def _exceptions(policy: Record, step: Step) -> Iterator[Remark]:
    types = policy.entries.get("ExceptionType")
    if types is None and policy.complete:
        yield Remark(step, "names no exception to retry", policy.origin, f"{_NAME_SOME} The key is required.")
    elif isinstance(types, ListValue) and types.complete and not types.items:
        help_ = f"{_NAME_SOME} definition() compiles an empty list; what the service makes of it is not documented."
        at = types.origin or policy.origin
        yield Remark(step, "names no exception to retry", at, help_, Severity.WARNING)
    for item in types.items if isinstance(types, ListValue) else ():
        name = item.value if isinstance(item, Literal) else None
        if isinstance(name, str) and name not in EXCEPTION_TYPES:
            text = f"names exception {shown(name)}, which AWS does not list"
            legal = expectation(name, EXCEPTION_TYPES, "it lists")
            help_ = "Name one that AWS lists. If it is new, this may be fine."
            yield Remark(step, f"{text}{legal}", item.origin or policy.origin, help_, Severity.WARNING)
