"""SMP414: an argument that is read while the pipeline is built gets a pipeline variable."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import variable

SOURCE = """\
from sagemaker.core.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import TrainingStep
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, StoppingCondition

session = PipelineSession()
role = ParameterString("Role", default_value="arn:aws:iam::111122223333:role/Pipelines")
size = ParameterInteger("VolumeSize", default_value=30)
limit = ParameterInteger("Limit", default_value=3600)
instance = ParameterString("Instance", default_value="ml.m5.large")
trainer = ModelTrainer(
    training_image="train:1",
    role=role,
    compute=Compute(instance_type=instance, instance_count=1, volume_size_in_gb=size),
    stopping_condition=StoppingCondition(max_runtime_in_seconds=limit),
    sagemaker_session=session,
)
train = TrainingStep("Train", step_args=trainer.train())
pipeline = Pipeline("Abalone", [role, size, limit, instance], steps=[train], sagemaker_session=session)
"""
GOOD = (
    SOURCE.replace("role=role", 'role="arn:aws:iam::111122223333:role/Pipelines"')
    .replace("=size)", "=30)")
    .replace("=limit)", "=3600)")
)


class RefusedVariable(Rule):
    """Not every argument may be a pipeline variable: some are checked, or made into text, while the pipeline is built.

    `ModelTrainer` of SDK v3 and its configurations are pydantic models: an argument declared as a plain text, number or
    truth value raises a `ValidationError`, `Input should be a valid integer`, when it gets a parameter. Instance types
    and counts, S3 URIs, hyperparameters and the values of environment variables may be variables; roles, sizes of
    volumes, time limits and switches may not. The image may be one if there is a `base_job_name`: else the job is named
    after the image, and that raises `'ParameterString' object has no attribute 'split'`.

    The `base_job_name` of a processor or estimator raises a `TypeError` in both SDKs, unless `run()` or `fit()` gets a
    `job_name`.

    What is refused is that of sagemaker 2.257, sagemaker-train 1.27 and sagemaker-core 2.27; users have asked for more,
    and got some of it.
    """

    code = "SMP414"
    name = "refused-variable"
    severity = Severity.ERROR
    summary = "An argument that is read while the pipeline is built gets a pipeline variable."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/5504",
        "https://github.com/aws/sagemaker-python-sdk/issues/5520",
        "https://github.com/aws/sagemaker-python-sdk/issues/5523",
        "sagemaker/core/training/configs.py and sagemaker/train/model_trainer.py of sagemaker-train 1.27",
        "sagemaker/utils.py:131 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("refused-variable",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('role of ModelTrainer takes no variable, such as parameter "Role"', line=15, text="role"),
                Expected(
                    'volume_size_in_gb of Compute takes no variable, such as parameter "VolumeSize"',
                    line=16,
                    text="size",
                ),
                Expected(
                    'max_runtime_in_seconds of StoppingCondition takes no variable, such as parameter "Limit"',
                    line=17,
                    text="limit",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each variable that is refused; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "refused-variable":
                cls, _, argument = fact.spelled.partition(".")
                yield Report(
                    f"{argument} of {cls} takes no variable, such as {variable(fact.subject)}",
                    fact.origin,
                    help=f"Pass a plain value. {_NAMED}"
                    if argument in _IMAGES
                    else "Pass a plain value: it is read while the pipeline is built, and raises then.",
                )


_IMAGES = ("training_image", "algorithm_name")
_NAMED = "Or pass a base_job_name: without one, the job is named after it while the pipeline is built, which raises."
