"""SMP320: a step is not listed, and the SDK adds it because another waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted

SOURCE = """\
from sagemaker.processing import ProcessingInput, ProcessingOutput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
processor = Processor("role", "clean:1", 1, "ml.m5.large", sagemaker_session=session)
output = ProcessingOutput(source="/opt/ml/processing/out", output_name="data")
prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output]))
data = prepare.properties.ProcessingOutputConfig.Outputs["data"].S3Output.S3Uri
call = processor.run(inputs=[ProcessingInput(source=data, destination="/opt/ml/processing/in")])
report = ProcessingStep("Report", step_args=call)
pipeline = Pipeline("Abalone", steps=[report], sagemaker_session=session)
"""


class UnlistedStep(Rule):
    """A step that another waits for is part of the pipeline, whether it is listed or not.

    The SDK follows properties and `depends_on` of the listed steps and adds, at the top level, what it meets on the
    way. So the pipeline runs, and bills, a step that `steps=[...]` does not name: one that was left out on purpose
    comes back, and a reader of the list does not see it.

    Pipelines with `@step` functions are meant to be put together that way and are not reported; nor is anything where
    the list is not known whole.
    """

    code = "SMP320"
    name = "unlisted-step"
    severity = Severity.INFO
    summary = "A step is not listed in the pipeline, and the SDK adds it."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-data-dependency.html",
        "sagemaker/workflow/_steps_compiler.py:252-273 of sagemaker 2.257",
    )
    languages = ("python",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Prepare" is not listed in the pipeline; the SDK adds it, because "Report" waits for it',
                    line=9,
                    text='"Prepare"',
                ),
            ),
        ),
        Example(SOURCE.replace("steps=[report]", "steps=[prepare, report]")),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report the steps that are added; see the class."""
        if not pipeline.steps_complete:
            return
        for step in pipeline.steps:
            if not step.listed and step.name_known and step.certain:
                known = {one.name for one in pipeline.all_steps() if one.name_known}
                waiting = dict.fromkeys(edge.target for edge in edges(pipeline) if edge.source == step.name)
                named = [name for name in waiting if name in known]
                verb = "wait" if len(named) > 1 else "waits"
                because = f", because {quoted(named)} {verb} for it" if named else ""
                yield Report(
                    f'step "{step.name}" is not listed in the pipeline; the SDK adds it{because}',
                    step.name_origin or step.origin,
                    step.name,
                    "List it in steps=[...], or take away what refers to it.",
                )
