"""SMP902: the limit of parallel steps is given in a form that boto3 refuses."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.workflow.parallelism_config import ParallelismConfiguration
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

role = "arn:aws:iam::111122223333:role/Pipelines"
pipeline = Pipeline("Abalone", steps=[], sagemaker_session=PipelineSession())
limit = ParallelismConfiguration(max_parallel_execution_steps=5)
pipeline.upsert(role_arn=role, parallelism_config=limit)
pipeline.start(parallelism_config={"max_parallel_execution_steps": 5})
"""
GOOD = SOURCE.replace("=limit)", "=limit.to_request())").replace(
    '"max_parallel_execution_steps": 5', '"MaxParallelExecutionSteps": 5'
)


class ParallelismConfig(Rule):
    """`parallelism_config` goes to boto3 as it is, which takes the dict of the API and nothing else.

    A number, or a dict with another key than `MaxParallelExecutionSteps`, raises a `ParamValidationError`, in all
    versions.

    A `ParallelismConfiguration`, the class that the SDK has for it, raises the same before the last versions of SDK v2
    (2.257.7 makes a dict of it) and v3, so this is an information. `limit.to_request()` is the dict, and works
    everywhere.
    """

    code = "SMP902"
    name = "parallelism-config"
    severity = Severity.ERROR
    summary = "The limit of parallel steps is given in a form that boto3 refuses."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ParallelismConfiguration.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/5354",
        "sagemaker/workflow/pipeline.py:869-880 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("parallelism-object", "parallelism-other")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    "upsert() gets a ParallelismConfiguration, which many versions of the SDK hand on as it is",
                    line=7,
                    text="ParallelismConfiguration",
                    severity=Severity.INFO,
                ),
                Expected(
                    'start() wants {"MaxParallelExecutionSteps": …} as parallelism_config, not '
                    '"max_parallel_execution_steps"',
                    line=9,
                    text='{"max_parallel_execution_steps": 5}',
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each limit in another form; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "parallelism-object":
                yield Report(
                    f"{fact.spelled} gets a ParallelismConfiguration, which many versions of the SDK hand on as it is",
                    fact.origin,
                    help="Pass .to_request() of it: boto3 takes a dict, and raises a ParamValidationError otherwise.",
                    severity=Severity.INFO,
                )
            elif fact.kind == "parallelism-other" and isinstance(fact.subject, Literal):
                yield Report(
                    f'{fact.spelled} wants {{"MaxParallelExecutionSteps": …}} as parallelism_config, not '
                    f"{shown_scalar(fact.subject.value)}",
                    fact.origin,
                    help="Pass a dict with this one key: boto3 raises a ParamValidationError otherwise.",
                )
