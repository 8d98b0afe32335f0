"""SMP804: a value that differs in every execution keeps a step's cache from ever being used."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.policies import CACHE_KEY, PER_EXECUTION, enabled_cache
from pipelint.pipeline.values import ExecutionVariable, walk
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import CacheConfig, ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "prepare:1", 1, "ml.m5.large", sagemaker_session=session)
cache = CacheConfig(enable_caching=True, expire_after="P30D")
arguments = processor.run(arguments=["--since", ExecutionVariables.START_DATETIME])
prepare = ProcessingStep("Prepare", step_args=arguments, cache_config=cache)
pipeline = Pipeline("Abalone", steps=[prepare], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Prepare", "Type": "Processing", "CacheConfig": {"Enabled": true, "ExpireAfter": "P30D"},
    "Arguments": {
      "AppSpecification": {"ContainerArguments": ["--run", {"Get": "Execution.PipelineExecutionId"}]},
      "ProcessingOutputConfig": {"Outputs": [{"OutputName": "data", "S3Output": {"S3Uri": {"Std:Join": {
        "On": "/", "Values": ["s3://bucket", {"Get": "Execution.PipelineExecutionId"}]}}}}]}
    }}]
}
"""


class CacheNeverHits(Rule):
    """A step is taken from the cache only when the fields of its cache key are as they were.

    AWS lists those fields for each type of step: for a processing step they are `AppSpecification`, `Environment` and
    `ProcessingInputs`. An execution variable such as `PIPELINE_EXECUTION_ID` in one of them is another value each time,
    and so is the name of the job that the step starts (`TRAINING_JOB_NAME`, `PROCESSING_JOB_NAME`): the step always
    runs, and the cache only looks as if it saved something.

    Outputs are not in the key, so an execution id in the place of an output is fine. So is the name of the pipeline
    anywhere.
    """

    code = "SMP804"
    name = "cache-never-hits"
    severity = Severity.WARNING
    summary = "A value that differs in every execution keeps a step's cache from being used."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-default-keys.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2736",
    )
    about = ("CacheConfig",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Prepare" is never taken from the cache: Execution.StartDateTime, which differs in every '
                    "execution, is in AppSpecification, a part of its cache key",
                    line=11,
                    text="ExecutionVariables.START_DATETIME",
                ),
            ),
        ),
        Example(SOURCE.replace("START_DATETIME", "PIPELINE_NAME")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Prepare" is never taken from the cache: Execution.PipelineExecutionId, which differs in '
                    "every execution, is in AppSpecification, a part of its cache key",
                    pointer="/Steps/0/Arguments/AppSpecification/ContainerArguments/1",
                ),
            ),
        ),
        Example(
            DEFINITION.replace("PipelineExecutionId", "ProcessingJobName", 1),
            "json",
            (
                Expected(
                    'step "Prepare" is never taken from the cache: Execution.ProcessingJobName, which differs in '
                    "every execution, is in AppSpecification, a part of its cache key",
                    pointer="/Steps/0/Arguments/AppSpecification/ContainerArguments/1",
                ),
            ),
        ),
        Example(DEFINITION.replace("PipelineExecutionId", "PipelineName", 1), "json"),
        Example(DEFINITION.replace("true", "false"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look for such variables in the cache key of every step whose cache is on; see the class."""
        for step in pipeline.all_steps():
            if enabled_cache(step) is not None:
                yield from _reports(step)


def _reports(step: Step) -> Iterator[Report]:
    for path in CACHE_KEY.get(step.type or "", ()):
        for holder in (step.arguments, step.attributes):
            value = holder.get(*path)
            for part in walk(value) if value is not None else ():
                if isinstance(part, ExecutionVariable) and part.name in PER_EXECUTION:
                    yield Report(
                        f'step "{step.name}" is never taken from the cache: {part}, which differs in every execution, '
                        f"is in {'.'.join(path)}, a part of its cache key",
                        part.origin or step.origin,
                        step.name,
                        "Hand it over in an output or leave it out; or turn the cache of this step off.",
                    )
