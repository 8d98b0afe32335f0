"""SMP906: a name for jobs has no effect in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
processor = Processor("role", "clean:1", 1, "ml.m5.large", base_job_name="clean", sagemaker_session=session)
clean = ProcessingStep("Clean", step_args=processor.run())
pipeline = Pipeline("Abalone", steps=[clean], sagemaker_session=session)
"""
GOOD = SOURCE.replace(
    "from sagemaker.workflow.steps",
    "from sagemaker.workflow.pipeline_definition_config import PipelineDefinitionConfig\nfrom sagemaker.workflow.steps",
).replace(
    "steps=[clean],", "steps=[clean], pipeline_definition_config=PipelineDefinitionConfig(use_custom_job_prefix=True),"
)


class IgnoredJobName(Rule):
    """A pipeline names its jobs itself: `pipelines-`, the id of the execution, and the name of the step.

    The SDK takes the name of a job, and so its `base_job_name`, out of the request when it compiles the definition,
    unless the pipeline is told `PipelineDefinitionConfig(use_custom_job_prefix=True)`. Nobody says so, and people look
    for jobs that are called otherwise. Information, said once for a pipeline: the name still becomes part of the place
    that code is uploaded to.
    """

    code = "SMP906"
    name = "ignored-job-name"
    severity = Severity.INFO
    summary = "A name for jobs has no effect in a pipeline."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/3971",
        "https://github.com/aws/sagemaker-python-sdk/issues/4590",
        "sagemaker/workflow/utilities.py:457-481 of sagemaker 2.257",
    )
    languages = ("python",)
    quiet = True
    about = ("job-name",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'base_job_name "clean" names no job: the pipeline gives its jobs names of its own',
                    line=7,
                    text='"clean"',
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Gather the names that have no effect; see the class."""
        facts = [fact for fact in pipeline.facts if fact.kind == "job-name" and isinstance(fact.subject, Literal)]
        if not facts:
            return
        first, *others = facts
        name = shown_scalar(first.subject.value) if isinstance(first.subject, Literal) else ""
        more = f", and {len(others)} more like it," if others else ""
        yield Report(
            f"base_job_name {name}{more} names no job: the pipeline gives its jobs names of its own",
            first.origin,
            help="Pass pipeline_definition_config=PipelineDefinitionConfig(use_custom_job_prefix=True) to the "
            "pipeline, or leave the name out.",
            related=tuple((one.origin, "nor does this one") for one in others if one.origin is not None),
        )
