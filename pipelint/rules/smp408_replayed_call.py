"""SMP408: an estimator or processor changes after a step has recorded a call of it, and changes that step, too."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
estimator = Estimator("train:1", "role", 1, "ml.m5.large", sagemaker_session=session)
estimator.set_hyperparameters(eta="0.1")
slow = TrainingStep("Slow", step_args=estimator.fit())
estimator.set_hyperparameters(eta="0.9")
estimator.output_path = "s3://bucket/fast"
fast = TrainingStep("Fast", step_args=estimator.fit())
pipeline = Pipeline("Abalone", steps=[slow, fast], sagemaker_session=session)
"""
GOOD = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
steps = []
for name, eta in (("Slow", "0.1"), ("Fast", "0.9")):
    estimator = Estimator("train:1", "role", 1, "ml.m5.large", sagemaker_session=session)
    estimator.set_hyperparameters(eta=eta)
    steps.append(TrainingStep(name, step_args=estimator.fit()))
pipeline = Pipeline("Abalone", steps=steps, sagemaker_session=session)
"""


class ReplayedCall(Rule):
    """Two steps of one estimator have its last settings both, whatever it was set to in between.

    With a `PipelineSession`, `fit()`, `run()` and `transform()` start nothing: the step records the call, and the SDK
    replays it when it compiles the definition. By then the estimator is as it was set last. Nothing says so: two
    training steps that were meant to compare learning rates train with the same one.

    Reported only where the object changes between two recorded calls of one pipeline. A change after the last call is a
    way to set things that the constructor does not take. Passing other arguments to each call is fine.
    """

    code = "SMP408"
    name = "replayed-call"
    severity = Severity.ERROR
    summary = "An estimator or processor changes between two steps, and so changes both."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3451",
        "https://github.com/aws/sagemaker-python-sdk/issues/3299",
    )
    languages = ("python",)
    about = ("replayed",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'hyperparameters change after step "Slow" has recorded its call, and change it, too',
                    line=10,
                    text='estimator.set_hyperparameters(eta="0.9")',
                ),
                Expected(
                    'output_path changes after step "Slow" has recorded its call, and changes it, too',
                    line=11,
                    text="estimator.output_path",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each change between two recorded calls; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "replayed":
                name = fact.subject.value if isinstance(fact.subject, Literal) else None
                step = f"step {shown(name)}" if isinstance(name, str) else "an earlier step"
                ending = "" if fact.spelled.endswith("s") else "s"
                yield Report(
                    f"{fact.spelled} change{ending} after {step} has recorded its call, and change{ending} it, too",
                    fact.origin,
                    name if isinstance(name, str) else None,
                    "Make an estimator or processor for each step. The SDK replays the recorded call when it compiles "
                    "the definition, with what the object is set to last.",
                )
