"""SMP901: a call that a step is to record starts at once, for want of a pipeline session."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
import sagemaker
from sagemaker.estimator import Estimator
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = sagemaker.Session()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "clean:1", 1, "ml.m5.large", sagemaker_session=session)
prepare = ProcessingStep("Prepare", step_args=processor.run())
estimator = Estimator("train:1", role, 1, "ml.m5.large")
train = TrainingStep("Train", step_args=estimator.fit())
pipeline = Pipeline("Abalone", steps=[prepare, train], sagemaker_session=PipelineSession())
"""
GOOD = SOURCE.replace("session = sagemaker.Session()", "session = PipelineSession()").replace(
    '1, "ml.m5.large")', '1, "ml.m5.large", sagemaker_session=session)'
)


class PlainSession(Rule):
    """`step_args=processor.run()` records a call only with a `PipelineSession`; with any other the job starts at once.

    `run()`, `fit()` and `transform()` look at the session of their object. With a `PipelineSession` they return what
    they would have sent, and the step keeps it. With a plain `Session`, which is what an object makes itself where it
    is given none, the job runs and bills while the pipeline is being built. Then the step gets nothing, and raises
    `either step_args or processor need to be given, but not both.`
    """

    code = "SMP901"
    name = "plain-session"
    severity = Severity.ERROR
    summary = "A call that a step is to record starts a job at once, for want of a pipeline session."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4471",
        "sagemaker/workflow/pipeline_context.py:282-317 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("plain-session",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'run() starts the job of step "Prepare" while the pipeline is built: its session is no '
                    "PipelineSession",
                    line=11,
                    text="processor.run",
                ),
                Expected(
                    'fit() starts the job of step "Train" while the pipeline is built: its session is no '
                    "PipelineSession",
                    line=13,
                    text="estimator.fit",
                ),
            ),
            title="A plain session, and none at all",
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each call that is not recorded; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "plain-session":
                name = fact.subject.value if isinstance(fact.subject, Literal) else None
                step = f"step {shown(name)}" if isinstance(name, str) else "a step"
                yield Report(
                    f"{fact.spelled}() starts the job of {step} while the pipeline is built: its session is no "
                    "PipelineSession",
                    fact.origin,
                    name if isinstance(name, str) else None,
                    "Pass sagemaker_session=PipelineSession() to the object whose method is called.",
                )
