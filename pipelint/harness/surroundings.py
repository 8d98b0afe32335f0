"""What an execution runs in: region, account, time, names. Fixed by default, so that every run is repeatable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from pipelint.pipeline.record import record

EXECUTION_ID = "harness00001"
DEFAULT_NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
DEFAULT_REGION = "us-east-1"
DEFAULT_ACCOUNT = "123456789012"

_LONGEST_JOB_NAME = 63  # EntityName of the SageMaker API
_JOB_NAME_VARIABLES = {"TrainingJobName": "Training", "ProcessingJobName": "Processing"}


@record
class Surroundings:
    """Where and when the simulated execution runs."""

    pipeline_name: str
    region: str = DEFAULT_REGION
    account: str = DEFAULT_ACCOUNT
    now: datetime = DEFAULT_NOW
    execution_id: str = EXECUTION_ID

    def arn(self, resource: str) -> str:
        """Return the SageMaker ARN of ``resource``, e.g. ``training-job/name``."""
        return f"arn:{self.partition}:sagemaker:{self.region}:{self.account}:{resource}"

    @property
    def partition(self) -> str:
        """The AWS partition of the region."""
        if self.region.startswith("cn-"):
            return "aws-cn"
        return "aws-us-gov" if self.region.startswith("us-gov-") else "aws"

    def job_name(self, step: str) -> str:
        """Return the name of the job that ``step`` starts: ``pipelines-<execution id>-<step>``, at most 63 long."""
        return f"pipelines-{self.execution_id}-{step}"[:_LONGEST_JOB_NAME].rstrip("-_")

    def variables(self) -> Mapping[str, str]:
        """Return the execution variables that are known everywhere.

        Times are ISO 8601 texts in UTC: the SDK documents them as strings of no stated format
        (sagemaker/workflow/execution_variables.py:82-89 of sagemaker 2.257). CurrentDateTime is the time at which a
        step reads it, see :meth:`time_text`; here it is the start.
        """
        pipeline = self.arn(f"pipeline/{self.pipeline_name.lower()}")
        now = self.time_text(0)
        return {
            "StartDateTime": now,
            "CurrentDateTime": now,
            "PipelineName": self.pipeline_name,
            "PipelineArn": pipeline,
            "PipelineExecutionId": self.execution_id,
            "PipelineExecutionArn": f"{pipeline}/execution/{self.execution_id}",
        }

    def time_text(self, seconds: float) -> str:
        """Return the time ``seconds`` of virtual time after the start, as ISO 8601 text in UTC."""
        then = self.now + timedelta(seconds=seconds)
        return then.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def job_name_variable(self, name: str, step: str, step_type: str | None) -> str | None:
        """Return ``TrainingJobName`` or ``ProcessingJobName`` inside a step that starts such a job, else None."""
        return self.job_name(step) if step_type is not None and _JOB_NAME_VARIABLES.get(name) == step_type else None
