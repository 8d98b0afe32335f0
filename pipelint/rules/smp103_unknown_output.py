"""SMP103: an output or input is read by a name that its step does not declare."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Index, Key, Member, StepReference
from pipelint.rules.looking import (
    NAMED_LISTS,
    declared_names,
    distinct,
    every_expression,
    listed_names,
    sole_steps,
)
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "prepare:1", 1, "ml.m5.large", sagemaker_session=session)
prepare = ProcessingStep(
    "Prepare",
    step_args=processor.run(outputs=[ProcessingOutput(output_name="train", source="/opt/ml/processing/train")]),
)
outputs = prepare.properties.ProcessingOutputConfig.Outputs
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit(TrainingInput(outputs["trian"].S3Output.S3Uri)))
pipeline = Pipeline("Abalone", steps=[prepare, train], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {
      "ProcessingOutputConfig": {"Outputs": [{"OutputName": "train"}, {"OutputName": "test"}]}
    }},
    {"Name": "Split", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:split",
     "OutputParameters": [{"OutputName": "folds", "OutputType": "Integer"}], "Arguments": {}},
    {"Name": "Train", "Type": "Training", "Arguments": {"Environment": {
      "DATA": {"Get": "Steps.Prepare.ProcessingOutputConfig.Outputs['trian'].S3Output.S3Uri"},
      "FOLDS": {"Get": "Steps.Split.OutputParameters['fold']"}
    }}}
  ]
}
"""

LINEAGE_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {
      "ProcessingOutputConfig": {"Outputs": [{"OutputName": "train"}, {"OutputName": "test"}]}
    }},
    {"Name": "Record", "Type": "Lineage", "Arguments": {
      "Artifacts": [{"ArtifactName": "data", "ArtifactType": "DataSet", "Source": {"SourceUri": "s3://bucket/data"}}]
    }},
    {"Name": "Report", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:report",
     "OutputParameters": [], "Arguments": {
      "artifact": {"Get": "Steps.Record.ArtifactArns['dataset']"},
      "test": {"Get": "Steps.Prepare.ProcessingOutputConfig.Outputs[2].S3Output.S3Uri"}
    }}
  ]
}
"""


class UnknownOutput(Rule):
    """An output that is read by its name must be declared by its step.

    `Outputs["trian"]` compiles: the SDK accepts any name between the brackets, and whether the service looks at it
    before the execution is not documented. At the latest the step that reads it cannot start, after the steps before it
    have run and been paid for. The same holds for `ProcessingInputs["…"]`. The outputs of a Lambda or Callback step are
    looked up by the SDK, which raises a bare `KeyError`; in a definition that was written by hand nothing does so.

    The `ArtifactArns["…"]`, `ActionArns["…"]` and `ContextArns["…"]` of a Lineage step are read by the names of what it
    creates. And `Outputs[2]` or `ProcessingInputs[2]` of a processing step needs three of them.

    Nothing is reported when the declared names are not all known.
    """

    code = "SMP103"
    name = "unknown-output"
    severity = Severity.ERROR
    summary = "An output or input is read by a name that its step does not declare."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-properties.html",
        "sagemaker/workflow/properties.py:171-249 and lambda_step.py:121-128 of sagemaker 2.257",
        "sagemaker/workflow/lineage_step.py:300-304 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('step "Prepare" declares no output "trian"; did you mean "train"?', line=17, text='"trian"'),
            ),
            title="A misspelt output name",
        ),
        Example(SOURCE.replace('"trian"', '"train"')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Prepare" declares no output "trian"; did you mean "train"? It declares "train" and "test"',
                    pointer="/Steps/2/Arguments/Environment/DATA",
                ),
                Expected(
                    'step "Split" declares no output "fold"; did you mean "folds"?',
                    pointer="/Steps/2/Arguments/Environment/FOLDS",
                ),
            ),
        ),
        Example(DEFINITION.replace("'trian'", "'train'").replace("'fold'", "'folds'"), "json"),
        Example(
            LINEAGE_DEFINITION,
            "json",
            (
                Expected(
                    'step "Record" declares no artifact "dataset"; did you mean "data"?',
                    pointer="/Steps/2/Arguments/artifact",
                ),
                Expected(
                    'step "Prepare" declares no output [2]: it declares 2, counted from [0]',
                    pointer="/Steps/2/Arguments/test",
                ),
            ),
            title="An artifact that a Lineage step does not create, and an output beyond the last",
        ),
        Example(LINEAGE_DEFINITION.replace("'dataset'", "'data'").replace("Outputs[2]", "Outputs[1]"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look up every output and input that is read by name; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            report
            for reader, value in every_expression(pipeline)
            if isinstance(value, StepReference) and value.step in steps
            for report in _judge(reader, value, steps[value.step])
        )


def _judge(reader: Step, reference: StepReference, step: Step) -> Iterator[Report]:
    """Look up the first name or index in the path of ``reference`` among what ``step`` declares."""
    for position, part in enumerate(reference.path):
        if isinstance(part, Member):
            continue
        members = tuple(before.name for before in reference.path[:position] if isinstance(before, Member))
        missing = _name_missing(step, members, part) if isinstance(part, Key) else _item_missing(step, members, part)
        if missing is not None:
            yield Report(
                f'step "{step.name}" declares no {missing}',
                part.origin or reference.origin or reader.origin,
                reader.name,
                f"Read one that is declared, or declare this one. The definition compiles with any of them; at the "
                f'latest step "{reader.name}" fails when it is to start.',
            )
        return


def _name_missing(step: Step, members: tuple[str, ...], part: Key) -> str | None:
    """Say what ``step`` does not declare if ``part``, after ``members``, is none of the names it declares."""
    declared = declared_names(step, members)
    if declared is None or part.name is None or part.name in declared[1]:
        return None
    noun, names = declared
    rest = expectation(part.name, names, "it declares") or f"; it declares no {noun}s at all"
    return f'{noun} "{part.name}"{rest}'


def _item_missing(step: Step, members: tuple[str, ...], part: Index) -> str | None:
    """Say what ``step`` does not declare if ``part``, after ``members``, counts further than what it declares.

    What is counted from the end, with a negative index, nobody knows.
    """
    named_list = NAMED_LISTS.get((step.type or "", *members))
    names = listed_names(step, named_list) if step.type == "Processing" and named_list is not None else None
    if named_list is None or names is None or part.position is None or part.position < len(names):
        return None
    return f"{named_list.noun} {part}: it declares {len(names) or 'none'}" + (", counted from [0]" if names else "")
