"""SMP102: a property is read that the step does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.step_types import PathProblem, check_path
from pipelint.pipeline.values import Member, PathPart, StepReference, path_text
from pipelint.rules.looking import distinct, every_expression, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.processing import ProcessingInput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit())
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
model = train.properties.ModelArtifacts.S3ModelArtifact
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(inputs=[ProcessingInput(input_name="model", source=model, destination="/opt/model")]),
)
pipeline = Pipeline("Abalone", steps=[train, evaluate], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {}},
    {"Name": "Evaluate", "Type": "Processing", "Arguments": {"Environment": {
      "JOB": {"Get": "Steps.Train.TrainingJobName.Value"},
      "MODEL": {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifact"}
    }}},
    {"Name": "Check", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Steps.Check2.outcome"}, "RightValue": true}],
      "IfSteps": [], "ElseSteps": []}},
    {"Name": "Check2", "Type": "Condition", "Arguments": {"Conditions": [], "IfSteps": [], "ElseSteps": []}},
    {"Name": "Clean", "Type": "Cleanup", "DependsOn": ["Train"], "Arguments": {"Resources": {"S3": [
      {"StepName": "Train"}]}}},
    {"Name": "Report", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:report",
     "OutputParameters": [], "Arguments": {"deleted": {"Get": "Steps.Clean.Resources"}}}
  ]
}
"""

WITHOUT_PROPERTIES = frozenset({"Cleanup"})


class UnknownProperty(Rule):
    """A property path must follow the members of what AWS says of the finished job.

    The properties of a step are the members of the `Describe…` response of the job it starts: those of a Training step
    are the members of `DescribeTrainingJobResponse`. A few steps have properties of their own, such as the `Outcome` of
    a condition; a Cleanup step has none at all (nor has a Fail step, of which SMP309 speaks). In source a wrong member
    is an error of Python when the module that builds the pipeline is run; in a definition that was written or edited
    by hand nothing looks at it before the service does.

    The members are those of the AWS API when pipelint was released. Where botocore is installed, it is asked before
    anything is reported, so that a member newer than pipelint passes. The properties of a step type that pipelint does
    not know pass, too.
    """

    code = "SMP102"
    name = "unknown-property"
    severity = Severity.ERROR
    summary = "A property is read that the step does not have."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-properties.html",
        "sagemaker/workflow/properties.py:89-113 of sagemaker 2.257",
        "sagemaker/mlops/workflow/cleanup_step.py:137-142 of sagemaker-mlops 1.27",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'property ModelArtifacts.S3ModelArtifact of step "Train" does not exist; '
                    'did you mean "S3ModelArtifacts"?',
                    line=12,
                    text="S3ModelArtifact",
                ),
            ),
            title="A misspelt member",
        ),
        Example(SOURCE.replace("S3ModelArtifact\n", "S3ModelArtifacts\n")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'property TrainingJobName.Value of step "Train" does not exist; TrainingJobName has no members',
                    pointer="/Steps/1/Arguments/Environment/JOB",
                ),
                Expected(
                    'property ModelArtifacts.S3ModelArtifact of step "Train" does not exist; '
                    'did you mean "S3ModelArtifacts"?',
                    pointer="/Steps/1/Arguments/Environment/MODEL",
                ),
                Expected(
                    'property outcome of step "Check2" does not exist; did you mean "Outcome"?',
                    pointer="/Steps/2/Arguments/Conditions/0/LeftValue",
                ),
                Expected(
                    'property Resources of step "Clean" does not exist; a Cleanup step has no properties',
                    pointer="/Steps/5/Arguments/deleted",
                ),
            ),
        ),
        Example(
            DEFINITION.replace("Name.Value", "Name")
            .replace('Artifact"', 'Artifacts"')
            .replace("outcome", "Outcome")
            .replace("Clean.Resources", "Train.ModelArtifacts.S3ModelArtifacts"),
            "json",
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Follow every property path; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            _report(reader, value, step, step.type, problem)
            for reader, value in every_expression(pipeline)
            if isinstance(value, StepReference) and (step := steps.get(value.step)) is not None
            if step.type is not None and (problem := _problem(step.type, value.path)) is not None
        )


def _problem(step_type: str, path: tuple[PathPart, ...]) -> PathProblem | None:
    """Return the first member in ``path`` that a step of ``step_type`` does not have, or None."""
    if step_type in WITHOUT_PROPERTIES and path and isinstance(path[0], Member):
        return PathProblem(0, path[0], step_type, ())
    return check_path(step_type, path)


def _report(reader: Step, reference: StepReference, step: Step, step_type: str, problem: PathProblem) -> Report:
    parent = path_text(reference.path[: problem.position])
    members = expectation(problem.part.name, problem.legal, f"{parent or f'a {step_type} step'} has")
    none = f"{parent} has no members" if parent else f"a {step_type} step has no properties"
    return Report(
        f'property {path_text(reference.path[: problem.position + 1])} of step "{step.name}" does not exist'
        + (members or f"; {none}"),
        problem.part.origin or reference.origin or reader.origin,
        reader.name,
        "Read a member that what the step made has. In source this is an error of Python when the pipeline is built; a "
        f'definition written by hand fails at the latest when step "{reader.name}" is to start.',
    )
