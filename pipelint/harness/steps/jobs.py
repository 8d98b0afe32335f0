"""What every job has once it is done: a name, an ARN and a status."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.harness.steps.made import Begun, Made
from pipelint.pipeline.record import field, record


@record
class Job:
    """The members that name a job: ``name`` and ``arn``, the resource in its ARN, and what is true once it is done."""

    name: str
    arn: str
    resource: str
    done: Mapping[str, str] = field(default_factory=dict)


JOBS: Mapping[str, Job] = {
    "Processing": Job("ProcessingJobName", "ProcessingJobArn", "processing-job", {"ProcessingJobStatus": "Completed"}),
    "Training": Job(
        "TrainingJobName",
        "TrainingJobArn",
        "training-job",
        {"TrainingJobStatus": "Completed", "SecondaryStatus": "Completed"},
    ),
    "Tuning": Job(
        "HyperParameterTuningJobName",
        "HyperParameterTuningJobArn",
        "hyper-parameter-tuning-job",
        {"HyperParameterTuningJobStatus": "Completed"},
    ),
    "Transform": Job("TransformJobName", "TransformJobArn", "transform-job", {"TransformJobStatus": "Completed"}),
    "AutoML": Job(
        "AutoMLJobName",
        "AutoMLJobArn",
        "automl-job",
        {"AutoMLJobStatus": "Completed", "AutoMLJobSecondaryStatus": "Completed"},
    ),
    "Model": Job("ModelName", "ModelArn", "model"),
    "EndpointConfig": Job("EndpointConfigName", "EndpointConfigArn", "endpoint-config"),
    "Endpoint": Job("EndpointName", "EndpointArn", "endpoint", {"EndpointStatus": "InService"}),
    "InferenceComponent": Job(
        "InferenceComponentName",
        "InferenceComponentArn",
        "inference-component",
        {"InferenceComponentStatus": "InService"},
    ),
    "Job": Job("JobName", "JobArn", "job", {"JobStatus": "Completed"}),
}


def finished_job(begun: Begun) -> Made:
    """Return the name, the ARN and the status of the job that the step started; nothing where it starts none."""
    job = JOBS.get(begun.step.type or "")
    if job is None:
        return Made({})
    name = begun.arguments.get(job.name) or begun.surroundings.job_name(begun.name)
    members = {job.name: name, job.arn: begun.surroundings.arn(f"{job.resource}/{name}"), **job.done}
    return Made(members, frozenset({(job.name,), (job.arn,)}))
