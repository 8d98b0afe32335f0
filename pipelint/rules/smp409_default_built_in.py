"""SMP409: the default of a parameter stands in a step, where the parameter was meant."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import variable

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
bucket = ParameterString("Bucket", default_value="models")
mode = ParameterString("Mode", default_value="fast")
processor = Processor("role", "clean:1", 1, "ml.m5.large", sagemaker_session=session)
place = f"s3://{bucket.default_value}/clean"
output = ProcessingOutput(source="/opt/ml/processing/out", destination=place, output_name="clean")
prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output], arguments=["--mode", mode.default_value]))
pipeline = Pipeline("Abalone", parameters=[bucket, mode], steps=[prepare], sagemaker_session=session)
"""
GOOD = (
    SOURCE.replace('f"s3://{bucket.default_value}/clean"', 'Join(on="/", values=["s3:/", bucket, "clean"])')
    .replace("mode.default_value]", "mode]")
    .replace(
        "from sagemaker.workflow.parameters",
        "from sagemaker.workflow.functions import Join\nfrom sagemaker.workflow.parameters",
    )
    .replace("pipeline = Pipeline", 'print(f"by default in {bucket.default_value}")\npipeline = Pipeline')
)


class DefaultBuiltIn(Rule):
    """`parameter.default_value` is a plain value: whoever uses it builds the default in, and overrides change nothing.

    It is a way round the `TypeError` that a parameter in an f-string raises, and the pipeline compiles and runs. But
    what is passed for the parameter at start reaches every step except this one, and nobody says so.

    A default that does not reach a step is not reported, nor the type of an instance, which the SDK needs to know to
    look up images. It is a warning, as the value may be needed while the pipeline is built.
    """

    code = "SMP409"
    name = "default-built-in"
    severity = Severity.WARNING
    summary = "The default of a parameter stands in a step, so that overrides do not reach it."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws/amazon-sagemaker-examples/issues/3766",
    )
    languages = ("python",)
    about = ("default",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Prepare" has the default of parameter "Bucket" built in; what is passed at start does not '
                    "reach it",
                    line=11,
                    text='f"s3://{bucket.default_value}/clean"',
                ),
                Expected(
                    'step "Prepare" has the default of parameter "Mode" built in; what is passed at start does not '
                    "reach it",
                    line=13,
                    text="mode.default_value",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each default that reached a step; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "default":
                yield Report(
                    f'step "{fact.spelled}" has the default of {variable(fact.subject)} built in; what is passed at '
                    "start does not reach it",
                    fact.origin,
                    fact.spelled,
                    'Pass the parameter itself, in a text with Join(on="", values=[...]).',
                )
