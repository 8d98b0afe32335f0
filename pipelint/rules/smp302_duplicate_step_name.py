"""SMP302: several steps bear one name."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.branches import Placement, Slot, placement_of
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import LONGEST_LIST, shown, where

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
mode = ParameterString("Mode", default_value="full")
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit())
check = ConditionStep(
    "CheckMode",
    conditions=[ConditionEquals(left=mode, right="full")],
    if_steps=[train],
    else_steps=[],
)
pipeline = Pipeline("Abalone", parameters=[mode], steps=[train, check], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Repack", "Type": "Training", "Arguments": {}},
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["a"], "MaxConcurrency": 1,
      "ForEachBody": [{"Name": "Repack", "Type": "Training", "Arguments": {}}]
    }}
  ]
}
"""


class DuplicateStepName(Rule):
    """The names of the steps must differ, wherever they stand: at the top level, in branches, in the bodies of loops.

    A step may stand in a pipeline only once, so one step in both branches of a condition, or in a branch and in
    `steps`, is this fault, too. `definition()` refuses it (`Pipeline steps cannot have duplicate names. In addition,
    steps added in the ConditionStep cannot be added in the Pipeline steps list.`), except where it adds one of the
    steps itself, such as the repack step of a model; then the service says when the pipeline is created or updated:
    `Step name [sklearnRepackModel] is used multiple times.`

    Only names that are known are compared, of steps that certainly exist, in lists that are known as a whole.
    """

    code = "SMP302"
    name = "duplicate-step-name"
    severity = Severity.ERROR
    summary = "Several steps bear one name."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-troubleshooting.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2701",
        "sagemaker/workflow/_steps_compiler.py:206-210 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step name "Train" is used 2 times: at the top level and in the if branch of "CheckMode"',
                    line=13,
                    text='"Train"',
                ),
            ),
            title="A step of a branch that is in the list of steps as well",
        ),
        Example(SOURCE.replace("steps=[train, check]", "steps=[check]")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step name "Repack" is used 2 times: at the top level and in the body of "Loop"',
                    pointer="/Steps/1/Arguments/ForEachBody/0/Name",
                ),
            ),
        ),
        Example(DEFINITION.replace('"Repack"', '"RepackAll"', 1), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each name that several steps bear; see the class."""
        placement = placement_of(pipeline)
        bearers: dict[str, list[Step]] = {}
        for step in pipeline.all_steps():
            if step.name_known and step.certain and _whole(placement.slot(step), pipeline):
                bearers.setdefault(step.name, []).append(step)
        for name, steps in bearers.items():
            if len(steps) > 1:
                yield _report(name, steps, placement)


def _whole(slot: Slot, pipeline: Pipeline) -> bool:
    """Tell whether every step of ``slot`` is known to be there: of two alternatives in the source, only one is."""
    if pipeline.dialect is None:
        return True  # a definition says what it says
    return pipeline.steps_complete if slot.owner is None else slot.owner.children_complete


def _report(name: str, steps: list[Step], placement: Placement) -> Report:
    slots = [placement.slot(step) for step in steps[: LONGEST_LIST + 1]]
    places = [f"{'at' if slot.owner is None else 'in'} {where(slot)}" for slot in slots]
    if len(places) > LONGEST_LIST:
        places[LONGEST_LIST:] = [f"{len(steps) - LONGEST_LIST} more"]
    first, second = (step.name_origin or step.origin for step in steps[:2])
    return Report(
        f"step name {shown(name)} is used {len(steps)} times: {', '.join(places[:-1])} and {places[-1]}",
        second,
        name,
        "Give each step a name of its own, and add it once. `definition()` says `Pipeline steps cannot have duplicate "
        f"names`, or the service when the pipeline is created: `Step name [{name}] is used multiple times.`",
        ((first, "used here first"),) if first is not None and first != second else (),
    )
