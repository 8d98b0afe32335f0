"""SMP401: a value of one type stands where the API wants another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.service.shapes import Shape
from pipelint.pipeline.service.slots import judged_slots
from pipelint.pipeline.service.step_types import shapes_at
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    ListValue,
    Literal,
    ParameterReference,
    Record,
    Scalar,
    StepReference,
    Value,
)
from pipelint.rules.kinds import SCALAR_SHAPES, TEXT_VARIABLES
from pipelint.rules.looking import Remark, gathered_slots, may_be_expression, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted, shown_scalar, variable

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

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

UNSETTLED_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Count", "Type": "String", "DefaultValue": "1"},
                 {"Name": "Rounds", "Type": "Integer", "DefaultValue": 10}],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {
      "HyperParameters": {"num_round": {"Get": "Parameters.Rounds"}},
      "ResourceConfig": {"InstanceCount": {"Get": "Parameters.Count"}, "VolumeSizeInGB": 30},
      "EnableManagedSpotTraining": "true", "RoleArn": ["arn:aws:iam::111122223333:role/Pipelines"]
    }},
    {"Name": "Create", "Type": "Model", "Arguments": {
      "PrimaryContainer": {"Image": "serve:1", "ModelDataUrl": {"Get": "Steps.Train.ModelArtifacts"}}
    }}
  ]
}
"""

Fault = tuple[str, str, Severity | None]  # what stands there, the way out, the severity if not the rule's own

PARAMETER_KINDS: dict[str, type] = {"String": str, "Integer": int, "Float": float, "Boolean": bool}
CONTAINERS = frozenset({"structure", "list", "map"})
REFUSED = "Pass a single value. The service cannot read the definition when the pipeline is created or updated."
UNSETTLED = "definition() compiles it; what the service makes of it is not documented."


class SlotType(Rule):
    """A slot of the API takes a value of its own type: a string, a number, a truth value.

    Container arguments, environment variables and hyperparameters are strings to the API. `definition()` compiles a
    `ParameterInteger`, `ParameterFloat` or `ParameterBoolean` there, and a bare number; the service refuses the
    pipeline when it is created or updated: `Cannot assign property reference [Parameters.Folds] to argument of type
    [String].` (for a literal its exact text is not documented). `to_string()` compiles to a join of the one value,
    which the service accepts. That is an error.

    Other mismatches are warnings, as nobody says what the service makes of them: a string or a `ParameterString` where
    the API wants a number (`InstanceCount`) or a truth value, a join or the name of the execution there (both are text,
    even the join of one number that `to_string()` makes), a fraction where it wants a whole number, and a property that
    is a whole structure or list, such as `ModelArtifacts` where its `S3ModelArtifacts` is meant.

    In a definition a list or an object that is written out in place of a single value is an error, too: the service
    reads no other kind of JSON than its model has.

    SDK v2 turns the hyperparameters of estimators into strings by itself, so those are no fault in its source. v3 hands
    parameters on as they are; whether the service refuses them among the hyperparameters, too, nobody has reported, so
    that is a warning. The inputs of Lambda and Callback steps take anything.
    """

    code = "SMP401"
    name = "slot-type"
    severity = Severity.ERROR
    summary = "A value of one type stands where the API wants another."
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
            fixed=GOOD_SOURCE,
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
        Example(
            GOOD_SOURCE.replace('"split:1", folds, ', '"split:1", folds.to_string(), '),
            expected=(
                Expected(
                    'ProcessingResources.ClusterConfig.InstanceCount of step "Split" takes a whole number, not a join, '
                    "which is text",
                    line=11,
                    text="folds.to_string",
                    severity=Severity.WARNING,
                ),
            ),
            title="to_string() where the API wants the number itself",
        ),
        Example(
            UNSETTLED_DEFINITION,
            "json",
            (
                Expected(
                    'HyperParameters[\'num_round\'] of step "Train" takes a string, not the Integer parameter "Rounds"',
                    pointer="/Steps/0/Arguments/HyperParameters/num_round",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'ResourceConfig.InstanceCount of step "Train" takes a whole number, not the String parameter '
                    '"Count"',
                    pointer="/Steps/0/Arguments/ResourceConfig/InstanceCount",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'EnableManagedSpotTraining of step "Train" takes a truth value, not "true"',
                    pointer="/Steps/0/Arguments/EnableManagedSpotTraining",
                    severity=Severity.WARNING,
                ),
                Expected('RoleArn of step "Train" takes a string, not a list', pointer="/Steps/0/Arguments/RoleArn"),
                Expected(
                    'PrimaryContainer.ModelDataUrl of step "Create" takes a string, not the structure '
                    "Steps.Train.ModelArtifacts",
                    pointer="/Steps/1/Arguments/PrimaryContainer/ModelDataUrl",
                    severity=Severity.WARNING,
                ),
            ),
            title="Strings where the API wants a number and a truth value, and a structure instead of its member",
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every slot that takes a single value; see the class."""
        known = Known(_types(pipeline), sole_steps(pipeline), pipeline.dialect is None)
        yield from gathered_slots(
            (
                path,
                Remark(
                    step,
                    f"takes {SCALAR_SHAPES[shape.type].noun}, not {what}",
                    value.origin,
                    help_,
                    _but(path, value, severity),
                    repair=_repair(shape, value),
                ),
            )
            for step, path, shape, value, (what, help_, severity) in judged_slots(
                pipeline, lambda shape, value: _wrong(shape, value, known) if shape.type in SCALAR_SHAPES else ()
            )
        )


def _repair(shape: Shape, value: Value) -> Repair | None:
    from pipelint.rules.slot_repairs import as_text

    return as_text(shape, value)


def _but(path: str, value: Value, severity: Severity | None) -> Severity | None:
    """Return ``severity``, lowered for what SDK v3 writes by itself: a parameter as it is among the hyperparameters."""
    of_v3 = isinstance(value, ParameterReference) and path.startswith("HyperParameters[")
    return Severity.WARNING if of_v3 else severity


@record
class Known:
    """What is known of the pipeline: the types of its parameters, its steps by name, and that it is no source."""

    types: Mapping[str, str]
    steps: Mapping[str, Step]
    compiled: bool


def _types(pipeline: Pipeline) -> Mapping[str, str]:
    """Map each parameter to its type: not those declared twice with two types, nor those of a type nobody knows."""
    found: dict[str, set[str]] = {}
    for parameter in pipeline.parameters:
        found.setdefault(parameter.name, set()).add(parameter.type)
    return {name: kind for name, (kind, *others) in found.items() if not others and kind in PARAMETER_KINDS}


def _wrong(shape: Shape, value: Value, known: Known) -> Iterator[Fault]:
    """Say what stands there instead, the way out, and the severity where it is not the rule's own."""
    if isinstance(value, Literal) and value.value is not None:
        if not _fits(shape, type(value.value)):
            yield _of_literal(shape, value.value)
    elif isinstance(value, ParameterReference) and value.name in known.types:
        kind = known.types[value.name]
        if not _fits(shape, PARAMETER_KINDS[kind]):
            yield _of_parameter(shape, value.name, kind)
    elif isinstance(value, Join) or (isinstance(value, ExecutionVariable) and value.name in TEXT_VARIABLES):
        if not _fits(shape, str):
            yield f"{variable(value)}, which is text", f"Pass a value of the right type. {UNSETTLED}", Severity.WARNING
    elif isinstance(value, StepReference) and value.step in known.steps:
        found = shapes_at(known.steps[value.step].type or "", value.path)
        if found and all(one.type in CONTAINERS for one in found):
            yield _of_container(value, found)
    elif known.compiled and (noun := _container(value)) is not None:
        yield noun, REFUSED, None


def _container(value: Value) -> str | None:
    """Name a list or an object that is written out; None for all others."""
    if isinstance(value, Record):
        return None if may_be_expression(value) else "an object"
    return "a list" if isinstance(value, ListValue) else None


def _fits(shape: Shape, kind: type) -> bool:
    return kind in SCALAR_SHAPES[shape.type].taken


def _of_literal(shape: Shape, written: Scalar) -> Fault:
    if shape.type == "string":
        text = shown_scalar(written)
        help_ = (
            f'Write it as a string, "{text}". definition() compiles the bare value; the service refuses the pipeline '
            "when it is created or updated."
        )
        return text, help_, None
    return shown_scalar(written), f"Write it as a value of this type. {UNSETTLED}", Severity.WARNING


def _of_parameter(shape: Shape, name: str, kind: str) -> Fault:
    what = f'the {kind} parameter "{name}"'
    if shape.type == "string":
        help_ = (
            "Pass its to_string(). The service refuses the pipeline when it is created or updated: Cannot assign "
            f"property reference [Parameters.{name}] to argument of type [String]."
        )
        return what, help_, None
    return what, f"Declare a parameter of the right type. {UNSETTLED}", Severity.WARNING


def _of_container(value: StepReference, found: Sequence[Shape]) -> Fault:
    noun = "list" if found[0].type == "list" else "structure"
    members = sorted({name for one in found for name in one.members})
    way_out = f"Read one of its parts: {quoted(members)}. " if members else "Read one of its items. "
    return f"the {noun} {value}", f"{way_out}{UNSETTLED}", Severity.WARNING
