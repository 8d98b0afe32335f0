"""SMP308: a step depends on a condition."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.looking import place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
mode = ParameterString("Mode", default_value="train")
stop = FailStep("Stop", error_message="nothing to do")
check = ConditionStep(
    "CheckMode",
    conditions=[ConditionEquals(left=mode, right="train")],
    if_steps=[],
    else_steps=[stop],
)
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit(), depends_on=[check])
pipeline = Pipeline("Abalone", parameters=[mode], steps=[check, train], sagemaker_session=session)
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
    {"Name": "Evaluate", "Type": "Processing", "DependsOn": ["CheckMode"], "Arguments": {}}
  ]
}
"""


class DependsOnCondition(Rule):
    """A condition in `depends_on` was refused by the service.

    The SDK's issue tracker says of a condition step in `depends_on` (January 2023): "pipeline creation will fail with
    an error". Whether the service still refuses it is not confirmed; hence a warning. `definition()` compiles it, and
    local mode runs such a step whichever branch is taken, with no order between it and the steps of the branches.
    """

    code = "SMP308"
    name = "depends-on-condition"
    severity = Severity.WARNING
    summary = "A step depends on a condition, which the service refused in 2023."
    references = ("https://github.com/aws/sagemaker-python-sdk/issues/3565",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Train" depends on the condition "CheckMode"; in 2023 the service refused such a pipeline',
                    line=21,
                    text='"Train"',
                ),
            ),
        ),
        Example(SOURCE.replace(", depends_on=[check]", "")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Evaluate" depends on the condition "CheckMode"; in 2023 the service refused such a pipeline',
                    pointer="/Steps/1/DependsOn/0",
                ),
            ),
        ),
        Example(DEFINITION.replace('["CheckMode"]', '["Train"]'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each dependency on a condition; see the class."""
        steps = sole_steps(pipeline)
        for step in pipeline.all_steps():
            for dependency in step.depends_on:
                target = steps.get(dependency.step)
                if target is not None and target.type == "Condition" and dependency.trigger == "Completed":
                    yield Report(
                        f'step "{step.name}" depends on the condition "{target.name}"; in 2023 the service refused '
                        "such a pipeline",
                        place_of_wait(dependency.origin, target, step),
                        step.name,
                        f'Put "{step.name}" into a branch of the condition, or let it depend on the steps that the '
                        "condition reads. Whether the service still refuses this is not confirmed.",
                    )
