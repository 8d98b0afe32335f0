"""SMP807: a step has retry policies, but is never retried, or not for that."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.policies import NEVER_RETRIED
from pipelint.pipeline.values import ListValue, Literal, Record
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.tuner import ContinuousParameter, HyperparameterTuner
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.retry import SageMakerJobExceptionTypeEnum, SageMakerJobStepRetryPolicy
from sagemaker.workflow.steps import TuningStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
tuner = HyperparameterTuner(estimator, "validation:rmse", {"eta": ContinuousParameter(0, 1)})
tune = TuningStep(
    "Tune",
    step_args=tuner.fit(),
    retry_policies=[
        SageMakerJobStepRetryPolicy(exception_types=[SageMakerJobExceptionTypeEnum.INTERNAL_ERROR], max_attempts=3)
    ],
)
pipeline = Pipeline("Abalone", steps=[tune], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Notify", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:notify",
     "OutputParameters": [], "Arguments": {},
     "RetryPolicies": [{"ExceptionType": ["Step.THROTTLING"], "MaxAttempts": 3}]},
    {"Name": "Tune", "Type": "Tuning", "Arguments": {}, "RetryPolicies": [
      {"ExceptionType": ["Step.SERVICE_FAULT", "SageMaker.JOB_INTERNAL_ERROR"], "MaxAttempts": 3}]},
    {"Name": "Register", "Type": "RegisterModel", "Arguments": {}, "RetryPolicies": [
      {"ExceptionType": ["SageMaker.CAPACITY_ERROR"], "MaxAttempts": 3}]}
  ]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Tune", "Type": "Tuning", "Arguments": {}, "RetryPolicies": [
      {"ExceptionType": ["Step.SERVICE_FAULT", "SageMaker.CAPACITY_ERROR"], "MaxAttempts": 3}]},
    {"Name": "Register", "Type": "RegisterModel", "Arguments": {}, "RetryPolicies": [
      {"ExceptionType": ["Step.THROTTLING"], "MaxAttempts": 3}]}
  ]
}
"""

# The guide's note on tuning and AutoML; models are created without a job (sagemaker/workflow/model_step.py:216-225).
NOT_RETRIED = {
    "Tuning": ("SageMaker.JOB_INTERNAL_ERROR",),
    "AutoML": ("SageMaker.JOB_INTERNAL_ERROR",),
    "Model": ("SageMaker.",),
    "RegisterModel": ("SageMaker.",),
}


class RetryUnsupported(Rule):
    """Not every type of step is retried, and not after every exception.

    AWS lists the types in its guide; conditions, Fail, Lambda and Callback steps are not among them, nor do the SDKs
    take retry policies for them. Tuning and AutoML steps are not retried after `SageMaker.JOB_INTERNAL_ERROR`, and
    steps that create or register a model start no job whose errors (`SageMaker.…`) could be retried; for those the SDK
    raises.
    """

    code = "SMP807"
    name = "retry-unsupported"
    severity = Severity.WARNING
    summary = "A retry policy has no effect on steps of this type."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3922",
    )
    about = ("RetryPolicies",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Tune" is to be retried after SageMaker.JOB_INTERNAL_ERROR, but Tuning steps never are',
                    line=16,
                    text="SageMakerJobExceptionTypeEnum.INTERNAL_ERROR",
                ),
            ),
        ),
        Example(SOURCE.replace(".INTERNAL_ERROR", ".CAPACITY_ERROR")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Notify" has retry policies, but Lambda steps are never retried',
                    pointer="/Steps/0/RetryPolicies",
                ),
                Expected(
                    'step "Tune" is to be retried after SageMaker.JOB_INTERNAL_ERROR, but Tuning steps never are',
                    pointer="/Steps/1/RetryPolicies/0/ExceptionType/1",
                ),
                Expected(
                    'step "Register" is to be retried after SageMaker.CAPACITY_ERROR, but RegisterModel steps '
                    "never are",
                    pointer="/Steps/2/RetryPolicies/0/ExceptionType/0",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report retry policies without an effect; see the class."""
        for step in pipeline.all_steps():
            policies = step.attributes.entries.get("RetryPolicies")
            if not isinstance(policies, ListValue) or not policies.items:
                continue
            if step.type in NEVER_RETRIED:
                message = f'step "{step.name}" has retry policies, but {step.type} steps are never retried'
                yield Report(message, policies.origin or step.origin, step.name, "Take them away: they have no effect.")
            else:
                yield from _exceptions(step, policies)


def _exceptions(step: Step, policies: ListValue) -> Iterator[Report]:
    beginnings = NOT_RETRIED.get(step.type or "", ())
    for policy in policies.items:
        types = policy.get("ExceptionType") if isinstance(policy, Record) else None
        for item in types.items if isinstance(types, ListValue) else ():
            if isinstance(item, Literal) and isinstance(item.value, str) and item.value.startswith(beginnings):
                yield Report(
                    f'step "{step.name}" is to be retried after {item.value}, but {step.type} steps never are',
                    item.origin or step.origin,
                    step.name,
                    "Take the exception away: naming it has no effect.",
                )
