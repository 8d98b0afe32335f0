"""SMP402: a single value stands where the API wants a list or an object."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.slots import slots
from pipelint.pipeline.values import ExecutionVariable, Join, Literal, ParameterReference, Value
from pipelint.rules.looking import Remark, gathered
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.network import NetworkConfig
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
subnet = ParameterString("Subnet", default_value="subnet-0123")
network = NetworkConfig(subnets=subnet, security_group_ids=["sg-0123"])
processor = Processor(role, "clean:1", 1, "ml.m5.large", network_config=network, sagemaker_session=session)
prepare = ProcessingStep("Prepare", step_args=processor.run())
pipeline = Pipeline("Abalone", parameters=[subnet], steps=[prepare], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {
      "AppSpecification": {"ImageUri": "clean:1", "ContainerEntrypoint": "python3"},
      "StoppingCondition": 3600
    }}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace('"python3"', '["python3"]').replace("3600", '{"MaxRuntimeInSeconds": 3600}')


class ListSlot(Rule):
    """A slot of the API that takes a list or an object cannot take a single value.

    A pipeline parameter is one value, never a list: `subnets=ParameterString(...)` compiles, and the service refuses
    the pipeline when it is created or updated: `Unable to parse pipeline definition. Expecting start of Json Array.`,
    or for an object `Expecting start of Json Object.`

    A property or a value read from a JSON file may be a list, so nothing is said of those.
    """

    code = "SMP402"
    name = "list-slot"
    severity = Severity.ERROR
    summary = "A single value stands where the API wants a list or an object."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2345",
        "https://github.com/aws/sagemaker-python-sdk/issues/3908",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'NetworkConfig.VpcConfig.Subnets of step "Prepare" takes a list, not the parameter "Subnet"',
                    line=11,
                    text="subnet",
                ),
            ),
            title="A parameter where a list of subnets belongs",
        ),
        Example(SOURCE.replace("subnets=subnet", "subnets=[subnet]")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'AppSpecification.ContainerEntrypoint of step "Prepare" takes a list, not the single value '
                    '"python3"',
                    pointer="/Steps/0/Arguments/AppSpecification/ContainerEntrypoint",
                ),
                Expected(
                    'StoppingCondition of step "Prepare" takes an object, not the single value 3600',
                    pointer="/Steps/0/Arguments/StoppingCondition",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every slot that takes a list or an object; see the class."""
        kinds = {"list": ("a list", "Array"), "structure": ("an object", "Object"), "map": ("an object", "Object")}
        for step in pipeline.all_steps():
            for path, shape, value in slots(step):
                what = _single(value) if shape.type in kinds else None
                if what is not None:
                    wanted, json_kind = kinds[shape.type]
                    way_out = "Put it in a list: [...]. " if shape.type == "list" else ""
                    help_ = (
                        f"{way_out}The service refuses the pipeline when it is created or updated: Unable to parse "
                        f"pipeline definition. Expecting start of Json {json_kind}."
                    )
                    yield from gathered(
                        f"{path} of", [Remark(step, f"takes {wanted}, not {what}", value.origin, help_)]
                    )


def _single(value: Value) -> str | None:
    """Name a value that is certainly a single one; None for all others."""
    if isinstance(value, ParameterReference):
        return f'the parameter "{value.name}"'
    if isinstance(value, ExecutionVariable):
        return f"the execution variable {value.name}"
    if isinstance(value, Join):
        return "a join"
    if isinstance(value, Literal) and value.value is not None:
        return f"the single value {shown_scalar(value.value)}"
    return None
