"""SMP402: something else stands where the API wants a list or an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.slots import every_slot
from pipelint.pipeline.values import ExecutionVariable, Join, ListValue, Literal, ParameterReference, Record, Value
from pipelint.rules.looking import Remark, gathered_slots, may_be_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

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
GOOD_SOURCE = SOURCE.replace("subnets=subnet", "subnets=[subnet]")

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {
      "AppSpecification": {"ImageUri": "clean:1", "ContainerEntrypoint": "python3"},
      "StoppingCondition": 3600, "Environment": ["SEED=7"], "ProcessingInputs": {"InputName": "data"}
    }}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace('"python3"', '["python3"]').replace("3600", '{"MaxRuntimeInSeconds": 3600}')
GOOD_DEFINITION = GOOD_DEFINITION.replace('["SEED=7"]', '{"SEED": "7"}').replace(
    '{"InputName": "data"}', '[{"InputName": "data"}]'
)


WANTED = {"list": "a list", "structure": "an object", "map": "an object"}


class ListSlot(Rule):
    """A slot of the API that takes a list or an object takes nothing else.

    A pipeline parameter is one value, never a list: `subnets=ParameterString(...)` compiles, and the service refuses
    the pipeline when it is created or updated: `Unable to parse pipeline definition. Expecting start of Json Array.`,
    or for an object `Expecting start of Json Object.`

    The same holds for a list in place of an object and an object in place of a list, in a definition: in source the SDK
    turns some of them into the others. A property or a value read from a JSON file may be a list, so nothing is said of
    those.
    """

    code = "SMP402"
    name = "list-slot"
    severity = Severity.ERROR
    summary = "Something else stands where the API wants a list or an object."
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
            fixed=GOOD_SOURCE,
        ),
        Example(GOOD_SOURCE),
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
                Expected(
                    'Environment of step "Prepare" takes an object, not a list',
                    pointer="/Steps/0/Arguments/Environment",
                ),
                Expected(
                    'ProcessingInputs of step "Prepare" takes a list, not an object',
                    pointer="/Steps/0/Arguments/ProcessingInputs",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every slot that takes a list or an object; see the class."""
        compiled = pipeline.dialect is None
        yield from gathered_slots(
            (
                path,
                Remark(
                    step,
                    f"takes {WANTED[shape.type]}, not {what}",
                    value.origin,
                    _help(shape),
                    repair=_repair(shape, value),
                ),
            )
            for step, path, shape, value in every_slot(pipeline)
            if shape.type in WANTED and (what := _instead(shape, value, compiled)) is not None
        )


def _repair(shape: Shape, value: Value) -> Repair | None:
    from pipelint.rules.slot_repairs import in_list

    return in_list(shape, value)


def _help(shape: Shape) -> str:
    way_out, kind = ("Put it in a list: [...]", "Array") if shape.type == "list" else ("Pass an object", "Object")
    return (
        f"{way_out}. The service refuses the pipeline when it is created or updated: Unable to parse pipeline "
        f"definition. Expecting start of Json {kind}."
    )


def _instead(shape: Shape, value: Value, compiled: bool) -> str | None:
    """Name a value that is certainly no list, or no object, as ``shape`` wants one; None for all others."""
    if isinstance(value, ParameterReference):
        return f'the parameter "{value.name}"'
    if isinstance(value, ExecutionVariable):
        return f"the execution variable {value.name}"
    if isinstance(value, Join):
        return "a join"
    if isinstance(value, Literal) and value.value is not None:
        return f"the single value {shown_scalar(value.value)}"
    if compiled and isinstance(value, ListValue) and shape.type != "list":
        return "a list"
    if compiled and isinstance(value, Record) and shape.type == "list" and not may_be_expression(value):
        return "an object"
    return None
