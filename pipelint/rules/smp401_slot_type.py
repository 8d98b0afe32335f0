"""SMP401: a number or truth value stands where the API wants a string."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.slots import slots
from pipelint.pipeline.values import Literal, ParameterReference, Value
from pipelint.rules.looking import Remark, gathered
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterInteger
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
folds = ParameterInteger("Folds", default_value=3)
environment = {"SEED": 7}
processor = Processor(role, "split:1", folds, "ml.m5.large", env=environment, sagemaker_session=session)
split = ProcessingStep("Split", step_args=processor.run(arguments=["--folds", folds]))
pipeline = Pipeline("Abalone", parameters=[folds], steps=[split], sagemaker_session=session)
"""
GOOD_SOURCE = SOURCE.replace('"--folds", folds]', '"--folds", folds.to_string()]').replace("7}", '"7"}')

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Folds", "Type": "Integer", "DefaultValue": 3}],
  "Steps": [
    {"Name": "Split", "Type": "Processing", "Arguments": {
      "ProcessingResources": {"ClusterConfig": {"InstanceCount": {"Get": "Parameters.Folds"}}},
      "AppSpecification": {"ImageUri": "split:1", "ContainerArguments": ["--folds", {"Get": "Parameters.Folds"}]},
      "Environment": {"DEBUG": true}
    }}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace(
    '"--folds", {"Get": "Parameters.Folds"}]',
    '"--folds", {"Std:Join": {"On": "", "Values": [{"Get": "Parameters.Folds"}]}}]',
).replace("true", '"true"')


class SlotType(Rule):
    """A slot of the API that takes a string takes neither a number, nor a truth value, nor a parameter that is one.

    Container arguments, environment variables and hyperparameters are strings to the API. `definition()` compiles a
    `ParameterInteger`, `ParameterFloat` or `ParameterBoolean` there, and a bare number; the service refuses the
    pipeline when it is created or updated: `Cannot assign property reference [Parameters.Folds] to argument of type
    [String].` (for a literal its exact text is not documented). `to_string()` compiles to a join of the one value,
    which the service accepts.

    The SDKs turn the hyperparameters of estimators into strings by themselves, so those are no fault in source.
    """

    code = "SMP401"
    name = "slot-type"
    severity = Severity.ERROR
    summary = "A number or truth value stands where the API wants a string."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4867",
        "https://github.com/aws/sagemaker-python-sdk/issues/2631",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'AppSpecification.ContainerArguments[1] of step "Split" takes a string, not the Integer parameter '
                    '"Folds"',
                    line=12,
                    text="folds",
                ),
                Expected("Environment['SEED'] of step \"Split\" takes a string, not 7", line=10, text="7"),
            ),
            title="A parameter among the container arguments, and a number in the environment",
        ),
        Example(GOOD_SOURCE),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'AppSpecification.ContainerArguments[1] of step "Split" takes a string, not the Integer parameter '
                    '"Folds"',
                    pointer="/Steps/0/Arguments/AppSpecification/ContainerArguments/1",
                ),
                Expected(
                    "Environment['DEBUG'] of step \"Split\" takes a string, not true",
                    pointer="/Steps/0/Arguments/Environment/DEBUG",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every slot that takes a string; see the class."""
        numbers = {one.name: one.type for one in pipeline.parameters if one.type in ("Integer", "Float", "Boolean")}
        for step in pipeline.all_steps():
            for path, shape, value in slots(step):
                wrong = _wrong(value, numbers) if shape.type == "string" else None
                if wrong is not None:
                    what, help_ = wrong
                    yield from gathered(
                        f"{path} of", [Remark(step, f"takes a string, not {what}", value.origin, help_)]
                    )


def _wrong(value: Value, numbers: dict[str, str]) -> tuple[str, str] | None:
    """Say what stands there instead of a string, and the way out; None when it may be one."""
    if isinstance(value, ParameterReference) and value.name in numbers:
        return (
            f'the {numbers[value.name]} parameter "{value.name}"',
            "Pass its to_string(). The service refuses the pipeline when it is created or updated: Cannot assign "
            f"property reference [Parameters.{value.name}] to argument of type [String].",
        )
    if isinstance(value, Literal) and isinstance(value.value, (bool, int, float)):
        written = shown_scalar(value.value)
        return (
            written,
            f'Write it as a string, "{written}". definition() compiles the bare value; the service refuses the '
            "pipeline when it is created or updated.",
        )
    return None
