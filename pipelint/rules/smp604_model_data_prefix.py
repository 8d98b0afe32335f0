"""SMP604: a model's artifact is given as a folder in S3, not as a tarball."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.storage import fixed_text, joined
from pipelint.pipeline.values import ListValue, Literal, Member, Record, StepReference, Value
from pipelint.rules.looking import Remark, gathered, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Export", "Type": "Processing", "Arguments": {
      "ProcessingOutputConfig": {"Outputs": [
        {"OutputName": "model", "S3Output": {"S3Uri": "s3://bucket/model", "LocalPath": "/opt/ml/processing/model",
         "S3UploadMode": "EndOfJob"}}]}}},
    {"Name": "Create", "Type": "Model", "Arguments": {
      "ExecutionRoleArn": "arn:aws:iam::111122223333:role/Pipelines",
      "PrimaryContainer": {"Image": "serve:1",
        "ModelDataUrl": {"Get": "Steps.Export.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri"}}}}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace(
    """{"Get": "Steps.Export.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri"}""",
    """{"Std:Join": {"On": "/", "Values": [
          {"Get": "Steps.Export.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri"}, "model.tar.gz"]}}""",
)
SOURCE = """\
from sagemaker.model import Model
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.functions import Join
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "export:1", 1, "ml.m5.large", sagemaker_session=session)
output = ProcessingOutput(source="/opt/ml/processing/model", output_name="model")
export = ProcessingStep("Export", step_args=processor.run(outputs=[output]))
folder = export.properties.ProcessingOutputConfig.Outputs["model"].S3Output.S3Uri
model = Model("serve:1", model_data=folder, role=role, sagemaker_session=session)
create = ModelStep("Create", step_args=model.create())
pipeline = Pipeline("Abalone", steps=[export, create], sagemaker_session=session)
"""
GOOD = SOURCE.replace("model_data=folder", 'model_data=Join(on="/", values=[folder, "model.tar.gz"])')

_CONTAINERS = {
    "Model": (("PrimaryContainer",), ("Containers",)),
    "RegisterModel": (("InferenceSpecification", "Containers"),),
}
_FOLDERS = ("ProcessingOutputConfig", "OutputDataConfig")
_URIS = ("S3Uri", "S3OutputPath")
_HELP = 'Name the file in it: Join(on="/", values=[..., "model.tar.gz"]).'


class ModelDataPrefix(Rule):
    """The artifact of a model is one file, a `model.tar.gz`; the output of a processing step is a folder.

    `ModelDataUrl` "must point to a single gzip compressed tar archive (.tar.gz suffix)". The S3 URI of an output, or
    the output path of a training step, is a folder that the archive lies in: creating the model, or repacking it with
    its code, fails when the pipeline gets there. What a training step made is `ModelArtifacts.S3ModelArtifacts`.

    Models of several models (`Mode` `MultiModel`) take a folder, and a model that is not compressed is given in another
    member, `ModelDataSource`; neither is reported. It is a warning, as the service is the one to say so.
    """

    code = "SMP604"
    name = "model-data-prefix"
    severity = Severity.WARNING
    summary = "The artifact of a model is given as a folder in S3, not as a tarball."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3324",
        "https://github.com/aws/sagemaker-python-sdk/issues/3458",
    )
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the artifact of step "Create" is a folder, '
                    "Steps.Export.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri, where a file model.tar.gz is "
                    "wanted",
                    pointer="/Steps/1/Arguments/PrimaryContainer/ModelDataUrl",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the artifact of step "Create-CreateModel" is a folder, '
                    "Steps.Export.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri, where a file model.tar.gz is "
                    "wanted",
                    line=14,
                    text='export.properties.ProcessingOutputConfig.Outputs["model"].S3Output.S3Uri',
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the artifacts of models, and at what is repacked for them; see the class."""
        yield from gathered(
            "the artifact of",
            (
                _remark(pipeline, step, value)
                for step in pipeline.all_steps()
                for value in _artifacts(step)
                if _folder(value) is not None
            ),
        )


def _remark(pipeline: Pipeline, step: Step, value: Value) -> Remark:
    source = sole_steps(pipeline).get(value.step) if isinstance(value, StepReference) else None
    trained = source.name if source is not None and source.type == "Training" else None
    return Remark(
        step,
        f"is a folder, {_folder(value)}, where a file model.tar.gz is wanted",
        value.origin,
        f'Read the .properties.ModelArtifacts.S3ModelArtifacts of step "{trained}".' if trained else _HELP,
    )


def _artifacts(step: Step) -> Iterator[Value]:
    """Yield what ``step`` takes for the artifact of a model."""
    for path in _CONTAINERS.get(step.type or "", ()):
        found = step.arguments.get(*path)
        for container in found.items if isinstance(found, ListValue) else (found,):
            mode = container.get("Mode") if isinstance(container, Record) else None
            artifact = container.get("ModelDataUrl") if isinstance(container, Record) else None
            if artifact is not None and (mode is None or mode == Literal("SingleModel")):
                yield artifact
    if step.type == "Training":  # the SDK's job that repacks a model
        repacked = step.arguments.get("HyperParameters", "model_archive")
        if repacked is not None:
            pieces = tuple(joined(repacked))
            yield pieces[0] if len(pieces) == 1 else repacked  # a join of one value is its text


def _folder(value: Value) -> str | None:
    """Return how to name the folder that ``value`` surely is; None where it may be a file."""
    if isinstance(value, StepReference):
        names = [part.name if isinstance(part, Member) else "" for part in value.path]
        return str(value) if names and names[0] in _FOLDERS and names[-1] in _URIS else None
    text = fixed_text(value)
    return shown(text) if text is not None and text.startswith("s3://") and text.endswith("/") else None
