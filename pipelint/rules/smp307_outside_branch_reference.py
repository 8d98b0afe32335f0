"""SMP307: a step outside a branch waits for a step inside it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.branches import completion_waits, contradictions, exclusive, has_branches, holds, placement_of
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.looking import place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import reason, where

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
    else_steps=[],
)
pipeline = Pipeline("Abalone", parameters=[mode], steps=[check, evaluate], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Mode", "Type": "String", "DefaultValue": "train"}],
  "Steps": [
    {"Name": "CheckMode", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Parameters.Mode"}, "RightValue": "train"}],
      "IfSteps": [{"Name": "Train", "Type": "Training", "Arguments": {}}],
      "ElseSteps": []
    }},
    {"Name": "Evaluate", "Type": "Processing", "DependsOn": ["Train"], "Arguments": {}}
  ]
}
"""


class OutsideBranchReference(Rule):
    """A step that waits for a step inside a branch runs only in the executions that take the branch.

    That may be what is meant, and AWS's own notebooks do it; yet the place for the step is in the branch, where a
    reader sees it. Otherwise it is left out without a word: the execution ends as succeeded. So local mode does it (the
    steps of the branch that is not taken and everything that waits for them are not run); what the service does is not
    documented.
    """

    code = "SMP307"
    name = "outside-branch-reference"
    severity = Severity.INFO
    summary = "A step outside a branch waits for a step inside it, so it runs only when the branch is taken."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/local/pipeline.py:331-348 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Evaluate" waits for "Train" in the if branch of "CheckMode" (reads '
                    "ModelArtifacts.S3ModelArtifacts): when that branch is not taken, it does not run either",
                    line=16,
                    text="train.properties.ModelArtifacts.S3ModelArtifacts",
                ),
            ),
        ),
        Example(
            SOURCE.replace("if_steps=[train]", "if_steps=[train, evaluate]").replace("[check, evaluate]", "[check]")
        ),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Evaluate" waits for "Train" in the if branch of "CheckMode" (DependsOn): when that branch '
                    "is not taken, it does not run either",
                    pointer="/Steps/1/DependsOn/0",
                ),
            ),
        ),
        Example(DEFINITION.replace('["Train"]', "[]"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report the waits that lead into a branch from outside; see the class."""
        if not has_branches(pipeline):
            return
        placement = placement_of(pipeline)
        steps = sole_steps(pipeline)
        for name, waits in completion_waits(pipeline).items():
            known = [(edge, placement.slot(steps[edge.source])) for edge in waits if edge.source in steps]
            if name not in steps or contradictions(slot for _, slot in known):
                continue  # a step that can never start is SMP306's
            own = placement.slot(steps[name])
            for edge, slot in known:
                if slot.is_branch and not holds(slot, own) and exclusive(slot, own) is None:
                    yield _report(steps[name], steps[edge.source], edge, where(slot))


def _report(step: Step, source: Step, edge: Edge, branch: str) -> Report:
    return Report(
        f'step "{step.name}" waits for "{edge.source}" in {branch} ({reason(edge)}): when that branch is not taken, it '
        "does not run either",
        place_of_wait(edge.origin, source, step),
        step.name,
        f'Put "{step.name}" into the branch, if it is to run with it alone. The execution ends as succeeded without it '
        "in local mode; what the service does is not documented.",
    )
