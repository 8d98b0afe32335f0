"""SMP703: a condition registers a model or does nothing, and the execution succeeds either way."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import StepReference
from pipelint.rules.looking import every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted

SOURCE = """\
from sagemaker.model import Model
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThan
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.parameters import ParameterFloat
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

session = PipelineSession()
accuracy = ParameterFloat("Accuracy", default_value=0.9)
model = Model(image_uri="serve:1", model_data="s3://bucket/model.tar.gz", role="role", sagemaker_session=session)
register = ModelStep("Register", step_args=model.register(model_package_group_name="abalone"))
weak = FailStep("TooWeak", error_message="the model is too weak")
gate = ConditionStep("Gate", conditions=[ConditionGreaterThan(accuracy, 0.8)], if_steps=[register], else_steps=[])
pipeline = Pipeline("Abalone", parameters=[accuracy], steps=[gate], sagemaker_session=session)
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Accuracy", "Type": "Float", "DefaultValue": 0.9}],
  "Steps": [{"Name": "Gate", "Type": "Condition", "Arguments": {
    "Conditions": [{"Type": "LessThan", "LeftValue": {"Get": "Parameters.Accuracy"}, "RightValue": 0.8}],
    "IfSteps": [], "ElseSteps": [{"Name": "Register", "Type": "RegisterModel", "Arguments": {}}]}}]
}
"""
GOOD = DEFINITION.replace(
    '"IfSteps": []', '"IfSteps": [{"Name": "TooWeak", "Type": "Fail", "Arguments": {"ErrorMessage": "too weak"}}]'
)


class GateWithoutFailure(Rule):
    """A gate that lets a good model through and does nothing with a bad one leaves no trace of the bad one.

    The execution is `Succeeded` all the same: whoever waits for the model, a schedule or a person, has to look whether
    there is one. A `FailStep` in the other branch makes the execution fail, with a message that says what was wrong;
    AWS added one to its own example.

    Information, as it is often meant. Not reported where something reads the outcome of the condition.
    """

    code = "SMP703"
    name = "gate-without-failure"
    severity = Severity.INFO
    summary = "A condition registers a model or does nothing, and the execution succeeds either way."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-fail",
        "https://github.com/aws/amazon-sagemaker-examples/pull/3184",
    )
    quiet = True
    about = ("RegisterModel",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'condition "Gate" has no else branch: without "Register-RegisterModel" the execution succeeds all '
                    "the same",
                    line=15,
                    text='"Gate"',
                ),
            ),
        ),
        Example(SOURCE.replace("else_steps=[]", "else_steps=[weak]")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'condition "Gate" has no if branch: without "Register" the execution succeeds all the same',
                    pointer="/Steps/0/Name",
                ),
            ),
        ),
        Example(GOOD, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every condition with one branch that registers something; see the class."""
        gates = [(step, found) for step in pipeline.all_steps() if (found := _registering(step))]
        if not gates:
            return
        read = {value.step for _, value in every_expression(pipeline) if isinstance(value, StepReference)}
        for step, names in gates:
            if step.name not in read:
                branch = "else" if step.if_steps else "if"
                yield Report(
                    f'condition "{step.name}" has no {branch} branch: without {quoted(names)} the execution succeeds '
                    "all the same",
                    step.name_origin or step.origin,
                    step.name,
                    f"Put a FailStep into {branch}_steps, which says what was wrong, if nobody is to overlook it.",
                )


def _registering(step: Step) -> list[str]:
    """Return the steps that register a model in the one branch that ``step`` has; none where it has both."""
    alone = step.type == "Condition" and step.children_complete and bool(step.if_steps) != bool(step.else_steps)
    return [child.name for child in step.children if child.type == "RegisterModel"] if alone else []
