"""SMP309: a step depends on a Fail step, or reads a property of one."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import StepReference
from pipelint.rules.looking import distinct, every_expression, place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
stop = FailStep("Stop", error_message="the data is stale")
train = TrainingStep("Train", step_args=estimator.fit(), depends_on=[stop])
pipeline = Pipeline("Abalone", steps=[stop, train], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "the data is stale"}},
    {"Name": "Train", "Type": "Training", "DependsOn": ["Stop"], "Arguments": {
      "Environment": {"WHY": {"Get": "Steps.Stop.ErrorMessage"}}
    }}
  ]
}
"""


class FailStepDependency(Rule):
    """Nothing comes after a Fail step: it ends the execution.

    AWS: a `FailStep` can neither stand in the `DependsOn` of another step nor be referenced by one. In source
    `.properties` of it is a `RuntimeError` (`FailStep is a terminal step…`), but `depends_on` compiles, and the service
    has to find out.

    A dependency of SDK v3 with another trigger than `Completed` is left alone. A Fail step that depends on another is a
    warning: nothing is lost, as the execution has failed before. So is a step that exists only sometimes (under an `if`
    that cannot be decided).
    """

    code = "SMP309"
    name = "fail-step-dependency"
    severity = Severity.ERROR
    summary = "A step waits for a Fail step, which ends the execution."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/workflow/fail_step.py:71 of sagemaker 2.257",
    )
    about = ("Fail",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Train" depends on the Fail step "Stop", which ends the execution', line=11, text='"Train"'
                ),
            ),
        ),
        Example(SOURCE.replace(", depends_on=[stop]", "").replace('stale")', 'stale", depends_on=["Train"])')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Train" depends on the Fail step "Stop", which ends the execution',
                    pointer="/Steps/1/DependsOn/0",
                ),
                Expected(
                    'step "Train" reads ErrorMessage of the Fail step "Stop", which has no properties',
                    pointer="/Steps/1/Arguments/Environment/WHY",
                ),
            ),
        ),
        Example(
            DEFINITION.replace('"Training"', '"Fail"').replace(
                '"Environment": {"WHY": {"Get": "Steps.Stop.ErrorMessage"}}', '"ErrorMessage": "no model"'
            ),
            "json",
            (
                Expected(
                    'step "Train" depends on the Fail step "Stop", which ends the execution',
                    pointer="/Steps/1/DependsOn/0",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(
            DEFINITION.replace('["Stop"]', '[{"Step": "Stop", "Trigger": "Failed"}]').replace(
                '{"Get": "Steps.Stop.ErrorMessage"}', '"?"'
            ),
            "json",
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each wait for a Fail step; see the class."""
        fails = {name: step for name, step in sole_steps(pipeline).items() if step.type == "Fail"}
        if fails:
            yield from distinct(_dependencies(pipeline, fails))
            yield from distinct(_references(pipeline, fails))


def _dependencies(pipeline: Pipeline, fails: dict[str, Step]) -> Iterator[Report]:
    for step in pipeline.all_steps():
        lost = step.type != "Fail" and step.certain
        for dependency in step.depends_on:
            if dependency.step in fails and dependency.trigger == "Completed":
                yield Report(
                    f'step "{step.name}" depends on the Fail step "{dependency.step}", which ends the execution',
                    place_of_wait(dependency.origin, fails[dependency.step], step),
                    step.name,
                    "Take the dependency away, or let the step depend on what decides about the failure.",
                    severity=None if lost and fails[dependency.step].certain else Severity.WARNING,
                )


def _references(pipeline: Pipeline, fails: dict[str, Step]) -> Iterator[Report]:
    for step, value in every_expression(pipeline):
        if isinstance(value, StepReference) and value.step in fails:
            path = str(value).removeprefix(f"Steps.{value.step}").removeprefix(".")
            yield Report(
                f'step "{step.name}" reads {path or "the result"} of the Fail step "{value.step}", which has no '
                "properties",
                value.origin or step.origin,
                step.name,
                "Give the step the value that the message of the Fail step is made from.",
                severity=None if step.certain and fails[value.step].certain else Severity.WARNING,
            )
