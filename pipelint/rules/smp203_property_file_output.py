"""SMP203: a property file is said to lie in an output that its step does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, PropertyFile, Step
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import PROCESSING_OUTPUTS, distinct, listed_names
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
report = PropertyFile(name="Report", output_name="evaluation", path="report.json")
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(outputs=[ProcessingOutput(output_name="eval", source="/opt/ml/processing/eval")]),
    property_files=[report],
)
pipeline = Pipeline("Abalone", steps=[evaluate], sagemaker_session=session)
"""

SOURCE_V3 = """\
from sagemaker.core.processing import Processor
from sagemaker.core.shapes import ProcessingOutput, ProcessingS3Output
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.core.workflow.properties import PropertyFile
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
place = ProcessingS3Output(s3_uri="s3://bucket/eval", local_path="/opt/ml/processing/eval", s3_upload_mode="EndOfJob")
arguments = processor.run(outputs=[ProcessingOutput(output_name="eval", s3_output=place)])
report = PropertyFile(name="Report", output_name="Eval", path="report.json")
evaluate = ProcessingStep("Evaluate", step_args=arguments, property_files=[report])
pipeline = Pipeline("Abalone", steps=[evaluate], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Evaluate", "Type": "Processing",
     "Arguments": {"ProcessingOutputConfig": {"Outputs": [{"OutputName": "metrics"}, {"OutputName": "plots"}]}},
     "PropertyFiles": [{"PropertyFileName": "Report", "OutputName": "metric", "FilePath": "report.json"}]}
  ]
}
"""


class PropertyFileOutput(Rule):
    """The `output_name` of a property file must be one of the outputs of the step that registers it.

    AWS: the output name must match the name of a `ProcessingOutput`. `definition()` does not compare them; local mode
    does (`Processing output name 'evaluation' defined in property file 'Report' not found in processing step
    'Evaluate'.`); otherwise it comes out when the pipeline is created, or when a condition reads the file.

    Nothing is reported when the outputs of the step are not all known.
    """

    code = "SMP203"
    name = "property-file-output"
    severity = Severity.ERROR
    summary = "A property file names an output that its step does not have."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "sagemaker/workflow/steps.py:272 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'property file "Report" of step "Evaluate" lies in output "evaluation", which the step does not '
                    'declare; did you mean "eval"?',
                    line=10,
                    text='"evaluation"',
                ),
            ),
            title="The property file and the output go by different names",
        ),
        Example(SOURCE.replace('"evaluation"', '"eval"')),
        Example(
            SOURCE_V3,
            expected=(
                Expected(
                    'property file "Report" of step "Evaluate" lies in output "Eval", which the step does not '
                    'declare; did you mean "eval"?',
                    line=13,
                    text='"Eval"',
                ),
            ),
            title="The same in version 3 of the SDK; case matters",
        ),
        Example(SOURCE_V3.replace('"Eval"', '"eval"')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'property file "Report" of step "Evaluate" lies in output "metric", which the step does not '
                    'declare; did you mean "metrics"? It declares "metrics" and "plots"',
                    pointer="/Steps/0/PropertyFiles/0/OutputName",
                ),
            ),
        ),
        Example(DEFINITION.replace('"metric"', '"metrics"'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare every property file with the outputs of its step; see the class."""
        yield from distinct(
            _report(step, file, file.output_name.value, declared)
            for step in pipeline.all_steps()
            if step.type == "Processing" and (declared := listed_names(step, PROCESSING_OUTPUTS)) is not None
            for file in step.property_files
            if isinstance(file.output_name, Literal) and isinstance(file.output_name.value, str)
            if file.output_name.value not in declared
        )


def _report(step: Step, file: PropertyFile, output: str, declared: tuple[str, ...]) -> Report:
    name = f'"{file.name.value}"' if isinstance(file.name, Literal) else "(of unknown name)"
    message = f'property file {name} of step "{step.name}" lies in output "{output}", which the step does not declare'
    return Report(
        message + (expectation(output, declared, "it declares") or "; it declares no outputs at all"),
        file.output_name.origin or file.origin or step.origin,
        step.name,
        "Give output_name the name of one of the step's outputs. definition() does not compare them; the service finds "
        "out when the pipeline is created, or when a condition reads the file.",
    )
