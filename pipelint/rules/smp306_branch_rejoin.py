"""SMP306: a step waits for steps of both branches of a condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.branches import Slot, completion_waits, contradictions, exclusive, has_branches, placement_of
from pipelint.pipeline.graph import Edge
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.looking import place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import reason

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
size = ParameterString("Size", default_value="large")
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
small = TrainingStep("TrainSmall", step_args=estimator.fit())
large = TrainingStep("TrainLarge", step_args=estimator.fit())
check = ConditionStep(
    "CheckSize",
    conditions=[ConditionEquals(left=size, right="large")],
    if_steps=[large],
    else_steps=[small],
)
tune = TrainingStep("FineTune", step_args=estimator.fit(), depends_on=["TrainSmall", "TrainLarge"])
pipeline = Pipeline("Abalone", parameters=[size], steps=[check, tune], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Size", "Type": "String", "DefaultValue": "large"}],
  "Steps": [
    {"Name": "CheckSize", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Parameters.Size"}, "RightValue": "large"}],
      "IfSteps": [{"Name": "TrainLarge", "Type": "Training", "Arguments": {}}],
      "ElseSteps": [{"Name": "TrainSmall", "Type": "Training", "Arguments": {}}]
    }},
    {"Name": "Evaluate", "Type": "Processing", "DependsOn": ["TrainLarge"], "Arguments": {
      "Environment": {"MODEL": {"Get": "Steps.TrainSmall.ModelArtifacts.S3ModelArtifacts"}}
    }}
  ]
}
"""


class BranchRejoin(Rule):
    """A step that waits for steps of both branches of a condition never starts.

    Waits are AND-ed: "only starts a step when all its dependency have completed", says AWS about just this attempt to
    bring two branches together again. As only one branch runs, the other wait never ends. `definition()` compiles it,
    and the execution ends without the step, as succeeded.

    Dependencies and references (properties, property files) count alike. A dependency of SDK v3 with another trigger
    than `Completed` is left alone: what it means for a step that never runs is not documented. It is a warning when one
    of the steps exists only sometimes (under an `if` that cannot be decided).
    """

    code = "SMP306"
    name = "branch-rejoin"
    severity = Severity.ERROR
    summary = "A step waits for steps of both branches of a condition, so it can never start."
    references = ("https://github.com/aws/sagemaker-python-sdk/issues/3565",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "FineTune" waits for "TrainLarge" in the if branch of "CheckSize" (DependsOn) and for '
                    '"TrainSmall" in its else branch (DependsOn): only one of them runs, so it can never start',
                    line=21,
                    text='"TrainSmall"',
                ),
            ),
            title="Going on after either branch",
        ),
        Example(SOURCE.replace('["TrainSmall", "TrainLarge"]', '["TrainLarge"]')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Evaluate" waits for "TrainLarge" in the if branch of "CheckSize" (DependsOn) and for '
                    '"TrainSmall" in its else branch (reads ModelArtifacts.S3ModelArtifacts): only one of them runs, '
                    "so it can never start",
                    pointer="/Steps/1/Arguments/Environment/MODEL",
                ),
            ),
        ),
        Example(DEFINITION.replace('["TrainLarge"]', '[{"Step": "TrainLarge", "Trigger": "Any"}]'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each step whose waits contradict each other; see the class."""
        if not has_branches(pipeline):
            return
        placement = placement_of(pipeline)
        steps = sole_steps(pipeline)
        for name, waits in completion_waits(pipeline).items():
            if name in steps:
                own = placement.slot(steps[name])
                by_slot: dict[Slot, Edge] = {}
                for edge in waits:
                    if edge.source in steps:
                        slot = placement.slot(steps[edge.source])
                        # A wait for the other branch than the step's own is SMP305's.
                        if exclusive(own, slot) is None:
                            by_slot.setdefault(slot, edge)
                yield from _reports(steps[name], by_slot, steps)


def _reports(step: Step, by_slot: Mapping[Slot, Edge], steps: Mapping[str, Step]) -> Iterator[Report]:
    for first, second in contradictions(by_slot):
        one, other = exclusive(first, second) or (first, second)
        condition = one.owner
        waits = (by_slot[first], by_slot[second])
        sure = step.certain and all(steps[edge.source].certain for edge in waits)
        sure = sure and (condition is None or condition.certain)
        name = condition.name if condition is not None else ""
        yield Report(
            f'step "{step.name}" waits for "{waits[0].source}" in the {one.kind} branch of "{name}" '
            f'({reason(waits[0])}) and for "{waits[1].source}" in its {other.kind} branch ({reason(waits[1])}): only '
            "one of them runs, so it can never start",
            place_of_wait(waits[1].origin, steps[waits[1].source], step),
            step.name,
            f'Put a "{step.name}" of its own into each branch, or what comes after both branches into a pipeline of '
            "its own: waits are AND-ed, and pipelines have no step that waits for either of two.",
            tuple((edge.origin, f'waits for "{edge.source}"') for edge in waits[:1] if edge.origin is not None),
            None if sure else Severity.WARNING,
        )
