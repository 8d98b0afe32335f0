"""SMP108: the name of a step stands where the name of the model is wanted that the step creates."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.inputs import TransformInput
from sagemaker.model import Model
from sagemaker.transformer import Transformer
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TransformStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
model = Model("serve:1", model_data="s3://bucket/model.tar.gz", role=role, sagemaker_session=session)
create = ModelStep("Create", step_args=model.create("ml.m5.large"))
transformer = Transformer(create.name, 1, "ml.m5.large", sagemaker_session=session)
score = TransformStep("Score", step_args=transformer.transform("s3://bucket/batch"), depends_on=[create])
pipeline = Pipeline("Abalone", steps=[create, score], sagemaker_session=session)
"""


class StepName(Rule):
    """A step is not called as what it makes: the model has a name of its own, which the service draws.

    `Transformer(create.name, …)` compiles: it asks for a model that is called like the step, which does not exist, and
    the transform step does not even wait for the model to be there. The job fails when it starts. The name of the model
    is a property, known when the step has run: `create.properties.ModelName`.
    """

    code = "SMP108"
    name = "step-name-for-model"
    severity = Severity.ERROR
    summary = "The name of a step stands where the name of the model is wanted that it creates."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/workflows/pipelines/sagemaker.workflow.pipelines.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4401",
    )
    languages = ("python",)
    about = ("step-name",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'model_name takes the name of a model, and "Create" is that of a step', line=13, text="create.name"
                ),
            ),
        ),
        Example(SOURCE.replace("create.name", "create.properties.ModelName").replace(", depends_on=[create]", "")),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each name of a step that stands for a model's; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "step-name" and isinstance(fact.subject, Literal):
                name = shown_scalar(fact.subject.value)
                yield Report(
                    f"{fact.spelled} takes the name of a model, and {name} is that of a step",
                    fact.origin,
                    help="Pass STEP.properties.ModelName: then the job waits for the model, too.",
                )
