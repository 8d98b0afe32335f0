"""SMP619: the best model of a tuning step is looked for where its training jobs do not write."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.storage import fixed_text
from pipelint.pipeline.values import Join, ListValue, Literal, Member, StepReference, Value
from pipelint.rules.looking import distinct, every_expression, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.model import Model
from sagemaker.tuner import ContinuousParameter, HyperparameterTuner
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TuningStep

session = PipelineSession()
place = "s3://bucket/abalone/models"
estimator = Estimator("train:1", "role", 1, "ml.m5.large", output_path=place, sagemaker_session=session)
tuner = HyperparameterTuner(estimator, "validation:rmse", {"rate": ContinuousParameter(0.01, 0.3)})
search = TuningStep("Search", step_args=tuner.fit({"train": "s3://bucket/train"}))
data = search.get_top_model_s3_uri(top_k=0, s3_bucket="bucket", prefix="abalone")
model = Model("serve:1", data, "role", sagemaker_session=session)
best = ModelStep("Best", step_args=model.create(instance_type="ml.m5.large"))
pipeline = Pipeline("Abalone", steps=[search, best], sagemaker_session=session)
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Search", "Type": "Tuning", "Arguments": {
      "TrainingJobDefinition": {"OutputDataConfig": {"S3OutputPath": "s3://bucket/models/"}}}},
    {"Name": "Best", "Type": "Model", "Arguments": {"PrimaryContainer": {"Image": "serve:1", "ModelDataUrl":
      {"Std:Join": {"On": "/", "Values": ["s3:/", "other", {"Get":
        "Steps.Search.TrainingJobSummaries[0].TrainingJobName"}, "output/model.tar.gz"]}}}}}
  ]
}
"""


class TopModelPlace(Rule):
    """`get_top_model_s3_uri()` puts an address together of the bucket and the prefix that it is given.

    The training jobs of the tuner write to `<output_path>/<name of the job>/output/model.tar.gz`. Nothing compares the
    two: with another bucket or prefix than that of the estimator's `output_path`, the step that takes the model fails,
    after hours of tuning, as there is no such object.

    Reported where both places are written out. A warning, as something else may copy the models.
    """

    code = "SMP619"
    name = "top-model-place"
    severity = Severity.WARNING
    summary = "The best model of a tuning step is looked for where its training jobs do not write."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html#tuningstep",
        "sagemaker/workflow/steps.py:1095-1117 of sagemaker 2.257",
    )
    about = ("Tuning",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the best model of step "Search" is looked for in "s3://bucket/abalone", its training jobs write '
                    'to "s3://bucket/abalone/models"',
                    line=14,
                    text="search.get_top_model_s3_uri",
                ),
            ),
        ),
        Example(SOURCE.replace('prefix="abalone"', 'prefix="abalone/models"')),
        Example(SOURCE.replace('"s3://bucket/abalone/models"', "place_of(session)"), title="A place that is not known"),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the best model of step "Search" is looked for in "s3://other", its training jobs write to '
                    '"s3://bucket/models"',
                    pointer="/Steps/1/Arguments/PrimaryContainer/ModelDataUrl",
                ),
            ),
        ),
        Example(DEFINITION.replace('"other"', '"bucket", "models"'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every join with the name of a training job of a tuning step; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            report
            for step, value in every_expression(pipeline)
            if isinstance(value, Join) and isinstance(value.values, ListValue) and value.values.complete
            for position, job in enumerate(value.values.items)
            if isinstance(job, StepReference) and _names_a_job(job) and (tuning := steps.get(job.step)) is not None
            for report in _judged(step, value, value.values.items, position, tuning)
        )


def _names_a_job(reference: StepReference) -> bool:
    summaries = reference.path[:1] in ((Member("TrainingJobSummaries"),), (Member("BestTrainingJob"),))
    return summaries and reference.path[-1:] == (Member("TrainingJobName"),)


def _judged(step: Step, join: Join, items: tuple[Value, ...], position: int, tuning: Step) -> Iterator[Report]:
    rest = items[position + 1 :]
    if not rest or not isinstance(rest[0], Literal) or not str(rest[0].value).lstrip("/").startswith("output"):
        return
    sought = fixed_text(replace(join, values=ListValue(items[:position])))
    place = tuning.arguments.get("TrainingJobDefinition", "OutputDataConfig", "S3OutputPath")
    written = fixed_text(place) if place is not None else None
    if sought is None or written is None or "{" in sought or "{" in written:
        return
    sought, written = sought.rstrip("/"), written.rstrip("/")
    if sought != written:
        yield Report(
            f'the best model of step "{tuning.name}" is looked for in {shown(sought)}, its training jobs write to '
            f"{shown(written)}",
            join.origin or step.origin,
            step.name,
            "Give get_top_model_s3_uri() the bucket and the prefix of the estimator's output_path.",
            ((place.origin, "they write here"),) if place is not None and place.origin is not None else (),
        )
