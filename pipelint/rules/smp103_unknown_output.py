"""SMP103: an output or input is read by a name that its step does not declare."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Key, Member, StepReference
from pipelint.rules.looking import (
    PROCESSING_INPUTS,
    PROCESSING_OUTPUTS,
    distinct,
    every_value,
    listed_names,
    literal_names,
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

# Where a property path names an item: the members before the name, per step type, and the list the name must be in.
PROCESSING_LISTS = {
    ("ProcessingOutputConfig", "Outputs"): PROCESSING_OUTPUTS,
    ("ProcessingInputs",): PROCESSING_INPUTS,
}


class UnknownOutput(Rule):
    """An output that is read by its name must be declared by its step.

    `Outputs["trian"]` compiles: the SDK accepts any name between the brackets, and whether the service looks at it
    before the execution is not documented. At the latest the step that reads it cannot start, after the steps before it
    have run and been paid for. The same holds for `ProcessingInputs["…"]`. The outputs of a Lambda or Callback step are
    looked up by the SDK, which raises a bare `KeyError`; in a definition that was written by hand nothing does so.

    Nothing is reported when the declared names are not all known.
    """

    code = "SMP103"
    name = "unknown-output"
    severity = Severity.ERROR
    summary = "An output or input is read by a name that its step does not declare."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-properties.html",
        "sagemaker/workflow/properties.py:171-249 and lambda_step.py:121-128 of sagemaker 2.257",
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
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look up every output and input that is read by name; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            report
            for reader, value in every_value(pipeline)
            if isinstance(value, StepReference) and value.step in steps
            for report in _judge(reader, value, steps[value.step])
        )


def _judge(reader: Step, reference: StepReference, step: Step) -> Iterator[Report]:
    for position, part in enumerate(reference.path):
        if not isinstance(part, Key) or part.name is None:
            continue
        declared = _declared(
            step, tuple(before.name for before in reference.path[:position] if isinstance(before, Member))
        )
        if declared is not None and part.name not in declared[1]:
            noun, names = declared
            message = f'step "{step.name}" declares no {noun} "{part.name}"'
            yield Report(
                message + (expectation(part.name, names, "it declares") or f"; it declares no {noun}s at all"),
                part.origin or reference.origin or reader.origin,
                reader.name,
                f'The definition compiles with any name; at the latest step "{reader.name}" fails when it is to start.',
            )
        return


def _declared(step: Step, members: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return what a key after ``members`` names and the names that ``step`` declares; None when they are not known."""
    if step.type == "Processing" and members in PROCESSING_LISTS:
        named_list = PROCESSING_LISTS[members]
        names = listed_names(step, named_list)
        return None if names is None else (named_list.noun, names)
    if step.type in ("Lambda", "Callback") and members == ("OutputParameters",) and step.outputs_complete:
        names = literal_names(output.name for output in step.outputs)
        return None if names is None else ("output", names)
    return None
