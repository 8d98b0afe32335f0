"""SMP305: a step in one branch of a condition waits for a step in the other."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.branches import Slot, completion_waits, exclusive, has_branches, placement_of
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.looking import place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import reason

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.processing import ProcessingInput, Processor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
mode = ParameterString("Mode", default_value="train")
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit())
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
model = train.properties.ModelArtifacts.S3ModelArtifacts
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(inputs=[ProcessingInput(input_name="model", source=model, destination="/opt/model")]),
)
check = ConditionStep(
    "CheckMode",
    conditions=[ConditionEquals(left=mode, right="train")],
    if_steps=[train],
    else_steps=[evaluate],
)
pipeline = Pipeline("Abalone", parameters=[mode], steps=[check], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Mode", "Type": "String", "DefaultValue": "train"}],
  "Steps": [{"Name": "CheckMode", "Type": "Condition", "Arguments": {
    "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Parameters.Mode"}, "RightValue": "train"}],
    "IfSteps": [{"Name": "Train", "Type": "Training", "Arguments": {}}],
    "ElseSteps": [
      {"Name": "Notify", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:notify",
       "OutputParameters": [], "Arguments": {}, "DependsOn": ["Train"]}
    ]
  }}]
}
"""


class SiblingBranchReference(Rule):
    """A step in one branch of a condition cannot have what a step in the other branch makes.

    Only one branch of a condition runs. A step that reads a property or a property file of a step in the other branch,
    or depends on one, waits for something that never happens in an execution in which it could run itself.
    `definition()` compiles it; what the service then does (refuse it, fail the step, never start it) is not documented,
    but it cannot work.

    A dependency of SDK v3 with another trigger than `Completed` is left alone. It is a warning when one of the steps
    exists only sometimes (under an `if` that cannot be decided).
    """

    code = "SMP305"
    name = "sibling-branch-reference"
    severity = Severity.ERROR
    summary = "A step in one branch of a condition waits for a step in the other."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/local/pipeline.py:331-348 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Evaluate" in the else branch of "CheckMode" waits for "Train" in its if branch (reads '
                    "ModelArtifacts.S3ModelArtifacts): only one of them runs",
                    line=16,
                    text="train.properties.ModelArtifacts.S3ModelArtifacts",
                ),
            ),
            title="Evaluating a model that was not trained",
        ),
        Example(SOURCE.replace("if_steps=[train],\n    else_steps=[evaluate]", "if_steps=[train, evaluate]")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Notify" in the else branch of "CheckMode" waits for "Train" in its if branch (DependsOn): '
                    "only one of them runs",
                    pointer="/Steps/0/Arguments/ElseSteps/0/DependsOn/0",
                ),
            ),
        ),
        Example(DEFINITION.replace('["Train"]', '[{"Step": "Train", "Trigger": "Any"}]'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each wait from one branch of a condition to the other; see the class."""
        if not has_branches(pipeline):
            return
        placement = placement_of(pipeline)
        steps = sole_steps(pipeline)
        for name, waits in completion_waits(pipeline).items():
            for edge in waits:
                if name in steps and edge.source in steps:
                    step, source = steps[name], steps[edge.source]
                    branches = exclusive(placement.slot(step), placement.slot(source))
                    if branches is not None:
                        yield _report(step, source, edge, branches)


def _report(step: Step, source: Step, edge: Edge, branches: tuple[Slot, Slot]) -> Report:
    own, other = branches
    condition = own.owner.name if own.owner else ""
    sure = step.certain and source.certain and (own.owner is None or own.owner.certain)
    return Report(
        f'step "{step.name}" in the {own.kind} branch of "{condition}" waits for "{source.name}" in its {other.kind} '
        f"branch ({reason(edge)}): only one of them runs",
        place_of_wait(edge.origin, source, step),
        step.name,
        f'Move "{source.name}" before "{condition}", so that it always runs, or both steps into one branch.',
        severity=None if sure else Severity.WARNING,
    )
