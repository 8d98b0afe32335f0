"""SMP202: JsonGet reads a property file that its step does not register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.values import Origin, PropertyFileReference
from pipelint.rules.looking import distinct, every_expression, literal_names, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThanOrEqualTo
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
report = PropertyFile(name="Report", output_name="metrics", path="report.json")
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(outputs=[ProcessingOutput(output_name="metrics", source="/opt/ml/processing/metrics")]),
)
error = JsonGet(step_name="Evaluate", property_file=report, json_path="mse")
check = ConditionStep("Check", conditions=[ConditionLessThanOrEqualTo(error, 6.0)], if_steps=[], else_steps=[])
pipeline = Pipeline("Abalone", steps=[evaluate, check], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {}},
    {"Name": "Evaluate", "Type": "Processing", "DependsOn": ["Train"],
     "Arguments": {"ProcessingOutputConfig": {"Outputs": [{"OutputName": "metrics"}]}},
     "PropertyFiles": [{"PropertyFileName": "Report", "OutputName": "metrics", "FilePath": "report.json"}]},
    {"Name": "Check", "Type": "Condition", "Arguments": {
      "Conditions": [
        {"Type": "LessThan", "RightValue": 6.0, "LeftValue": {"Std:JsonGet": {
          "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Reprot"}, "Path": "mse"}}},
        {"Type": "LessThan", "RightValue": 6.0, "LeftValue": {"Std:JsonGet": {
          "PropertyFile": {"Get": "Steps.Train.PropertyFiles.Report"}, "Path": "mse"}}}
      ],
      "IfSteps": [], "ElseSteps": []}}
  ]
}
"""


class UnknownPropertyFile(Rule):
    """`JsonGet` reads a property file; a Processing step must register that file in its `property_files`.

    To create a `PropertyFile` is not enough: the step must be handed it, or the service does not know it.
    `definition()` compiles all the same, local mode does not notice either when the object itself is given, and the
    service refuses the pipeline when it is created or updated.

    Nothing is reported when the files that the step registers are not all known.
    """

    code = "SMP202"
    name = "unknown-property-file"
    severity = Severity.ERROR
    summary = "JsonGet reads a property file that its step does not register."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-troubleshooting.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3642",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'property file "Report" is created but never attached: add it to property_files of step "Evaluate"',
                    line=18,
                    text="JsonGet",
                ),
            ),
            title="A property file that no step is handed",
            fixed=SOURCE.replace('metrics")]),\n)', 'metrics")]),\n    property_files=[report],\n)'),
        ),
        Example(SOURCE.replace("    step_args=", "    property_files=[report],\n    step_args=")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Evaluate" registers no property file "Reprot"; did you mean "Report"?',
                    pointer="/Steps/2/Arguments/Conditions/0/LeftValue/Std:JsonGet/PropertyFile",
                ),
                Expected(
                    'property file "Report" cannot be read from step "Train", a Training step: '
                    "only a Processing step can register property files",
                    pointer="/Steps/2/Arguments/Conditions/1/LeftValue/Std:JsonGet/PropertyFile",
                ),
            ),
        ),
        Example(DEFINITION.replace("Reprot", "Report").replace("Train.Prop", "Evaluate.Prop"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look up every property file that is read; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            Report(
                message,
                _place(value, pipeline) or reader.origin,
                reader.name,
                "Add the PropertyFile to property_files of the Processing step that writes it. definition() compiles "
                "without it; the service refuses the pipeline when it is created or updated.",
                tuple(
                    (file.origin, "created here")
                    for file in pipeline.unattached_property_files
                    if file.name == value.name and file.origin is not None
                ),
                repair=_attached(value.name, step, pipeline),
            )
            for reader, value in every_expression(pipeline)
            if isinstance(value, PropertyFileReference) and value.name is not None
            if (step := steps.get(value.step or "")) is not None
            if (message := _problem(value.name, step, pipeline)) is not None
        )


def _problem(name: str, step: Step, pipeline: Pipeline) -> str | None:
    """Say why the property file ``name`` cannot be read from ``step``, or None when it can or nobody knows."""
    registered = literal_names(file.name for file in step.property_files)
    if registered is None or not step.property_files_complete or name in registered:
        return None
    if step.type != "Processing":
        if registered or step.type not in STEP_TYPES:
            return None
        what = f'property file "{name}" cannot be read from step "{step.name}", a {step.type} step'
        return f"{what}: only a Processing step can register property files"
    if any(file.name == name for file in pipeline.unattached_property_files):
        return f'property file "{name}" is created but never attached: add it to property_files of step "{step.name}"'
    missing = f'step "{step.name}" registers no property file "{name}"'
    for other in pipeline.all_steps():
        if name in (literal_names(file.name for file in other.property_files) or ()):
            return f'{missing}; step "{other.name}" registers it'
    return missing + (expectation(name, registered, "it registers") or "; it registers none at all")


def _attached(name: str, step: Step, pipeline: Pipeline) -> Repair | None:
    """Return what hands the step the file, where the one object of its name was handed to none."""
    from pipelint.rules.repair import Added, Repair

    places = [file.origin for file in pipeline.unattached_property_files if file.name == name]
    sharing = [one for one in pipeline.all_steps() if one.origin == step.origin]
    if step.type != "Processing" or step.origin is None or len(places) != 1 or len(sharing) != 1 or places[0] is None:
        return None
    added = Added(step.origin, "property_files", places[0])
    return Repair(f'Add property file "{name}" to property_files of step "{step.name}"', (added,))


def _place(reference: PropertyFileReference, pipeline: Pipeline) -> Origin | None:
    """Return where the name stands when it was written for this JsonGet; else, it being an object's, the JsonGet."""
    objects = {file.origin for file in pipeline.unattached_property_files}
    objects.update(file.origin for step in pipeline.all_steps() for file in step.property_files)
    return reference.origin if reference.name_origin in objects else reference.name_origin or reference.origin
