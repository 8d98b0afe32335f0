"""SMP311: a condition stands in a branch of another."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

mode = ParameterString("Mode", default_value="train")
stage = ParameterString("Stage", default_value="test")
stop = FailStep("Stop", error_message="not in production")
inner = ConditionStep(
    "CheckStage",
    conditions=[ConditionEquals(left=stage, right="production")],
    if_steps=[stop],
    else_steps=[],
)
outer = ConditionStep(
    "CheckMode",
    conditions=[ConditionEquals(left=mode, right="train")],
    if_steps=[inner],
    else_steps=[],
)
pipeline = Pipeline("Abalone", parameters=[mode, stage], steps=[outer], sagemaker_session=PipelineSession())
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Mode", "Type": "String", "DefaultValue": "train"}],
  "Steps": [{"Name": "Outer", "Type": "Condition", "Arguments": {
    "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Parameters.Mode"}, "RightValue": "train"}],
    "IfSteps": [],
    "ElseSteps": [{"Name": "Inner", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Parameters.Mode"}, "RightValue": "test"}],
      "IfSteps": [],
      "ElseSteps": [{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "unknown mode"}}]
    }}]
  }}]
}
"""


class NestedCondition(Rule):
    """A condition inside a branch of another is not supported, says AWS's developer guide.

    The guide (2023) names it among the limitations of condition steps: Pipelines "doesn't support" it. The SDK compiles
    it in versions 2 and 3, and has code for just that; whether the service refuses it is not confirmed. So this is
    information, for whoever wonders why a pipeline is refused.
    """

    code = "SMP311"
    name = "nested-condition"
    severity = Severity.INFO
    summary = "A condition stands in a branch of another, which AWS documents as not supported."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'condition "CheckStage" stands in a branch of condition "CheckMode"; AWS documents nested '
                    "conditions as not supported",
                    line=12,
                    text='"CheckStage"',
                ),
            ),
        ),
        Example(SOURCE.replace("if_steps=[inner]", "if_steps=[]").replace("[outer]", "[outer, inner]")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'condition "Inner" stands in a branch of condition "Outer"; AWS documents nested conditions as not '
                    "supported",
                    pointer="/Steps/0/Arguments/ElseSteps/0/Name",
                ),
            ),
        ),
        Example(DEFINITION.replace('"Inner", "Type": "Condition"', '"Inner", "Type": "Model"'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each condition in a branch of another; see the class."""
        for outer in pipeline.all_steps():
            for inner in outer.if_steps + outer.else_steps:
                if inner.type == "Condition":
                    yield Report(
                        f'condition "{inner.name}" stands in a branch of condition "{outer.name}"; AWS documents '
                        "nested conditions as not supported",
                        inner.name_origin or inner.origin,
                        inner.name,
                        "Put the conditions into one step: they are AND-ed, and ConditionOr and ConditionNot combine "
                        "them otherwise. Whether the service refuses nested conditions today is not confirmed.",
                    )
