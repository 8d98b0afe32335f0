"""SMP811: a Lambda function may run longer than its step waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

function = Lambda(
    function_name="deploy", execution_role_arn="role", script="deploy.py", handler="deploy.handler", timeout=900
)
deploy = LambdaStep("Deploy", lambda_func=function, inputs={"endpoint": "scores"})
pipeline = Pipeline("Deployment", steps=[deploy], sagemaker_session=PipelineSession())
"""


class LambdaTimeout(Rule):
    """A Lambda step waits for its function ten minutes at most, whatever the function's own timeout is.

    After ten minutes the step has failed, and the pipeline with it, though the function goes on and may well finish.
    Information, as a function that may run so long seldom does.
    """

    code = "SMP811"
    name = "lambda-timeout"
    severity = Severity.INFO
    summary = "A Lambda function may run longer than its step waits for it."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-lambda",
        "https://github.com/aws/sagemaker-python-sdk/issues/3236",
    )
    languages = ("python",)
    about = ("lambda-timeout",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the function of step "Deploy" may run 900 seconds, the step waits 600 at most', line=7, text="900"
                ),
            ),
        ),
        Example(SOURCE.replace("900", "600")),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each function that may run too long; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "lambda-timeout" and isinstance(fact.subject, Literal):
                yield Report(
                    f'the function of step "{fact.spelled}" may run {fact.subject.value} seconds, the step waits 600 '
                    "at most",
                    fact.origin,
                    fact.spelled,
                    "Let the function start what takes longer and return, and wait for it with a CallbackStep.",
                )
