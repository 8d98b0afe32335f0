"""SMP104: a parameter is used that the pipeline does not declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from pipelint.findings import Severity
from pipelint.pipeline.contents import expressions_by_step
from pipelint.pipeline.model import Pipeline, Step, condition_values
from pipelint.pipeline.values import ParameterReference, Value, walk
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, quoted

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
instance_type = ParameterString("InstanceType", default_value="ml.m5.large")
instance_count = ParameterInteger("InstanceCount", default_value=1)
processor = Processor(role, "clean:1", instance_count, instance_type, sagemaker_session=session)
prepare = ProcessingStep("Prepare", step_args=processor.run())
pipeline = Pipeline("Abalone", parameters=[instance_type], steps=[prepare], sagemaker_session=session)
"""
GOOD_SOURCE = SOURCE.replace("parameters=[instance_type]", "parameters=[instance_type, instance_count]")

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "MinAccuracy", "Type": "Float", "DefaultValue": 0.8}],
  "Steps": [
    {"Name": "Check", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "GreaterThan", "LeftValue": {"Get": "Parameters.MinAcuracy"}, "RightValue": 0.5}],
      "IfSteps": [], "ElseSteps": []
    }}
  ],
  "PipelineExperimentConfig": {"ExperimentName": {"Get": "Parameters.Project"}, "TrialName": "one"}
}
"""
GOOD_DEFINITION = DEFINITION.replace("MinAcuracy", "MinAccuracy").replace('{"Get": "Parameters.Project"}', '"abalone"')

NO_STEP = "the experiment"  # PipelineExperimentConfig and MlflowConfig are all that uses parameters outside steps


class UndeclaredParameter(Rule):
    """A parameter that a step, a condition or the experiment uses must stand in the pipeline's `parameters`.

    `definition()` compiles a use without the declaration in both SDKs. The service refuses the pipeline when it is
    created or updated: "all parameters used in step definitions must be defined in your pipeline definition". The text
    of its message is not documented.

    Nothing is reported where the list of parameters is not wholly known, and only what certainly reaches the definition
    counts as a use.
    """

    code = "SMP104"
    name = "undeclared-parameter"
    severity = Severity.ERROR
    summary = "A parameter is used that the pipeline does not declare."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "sagemaker/workflow/pipeline.py:442-452 of sagemaker 2.257, which checks nothing",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'parameter "InstanceCount" is used by step "Prepare" and not declared; the pipeline declares '
                    '"InstanceType"',
                    line=11,
                    text="instance_count",
                ),
            ),
            title="A parameter object left out of the pipeline's list",
            fixed=GOOD_SOURCE,
        ),
        Example(GOOD_SOURCE),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'parameter "MinAcuracy" is used by step "Check" and not declared; did you mean "MinAccuracy"?',
                    pointer="/Steps/0/Arguments/Conditions/0/LeftValue",
                ),
                Expected(
                    'parameter "Project" is used by the experiment and not declared; the pipeline declares '
                    '"MinAccuracy"',
                    pointer="/PipelineExperimentConfig/ExperimentName",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare what is used with what is declared; see the class."""
        if not pipeline.parameters_complete:
            return
        declared = [parameter.name for parameter in pipeline.parameters]
        uses: dict[str, list[tuple[Step | None, ParameterReference]]] = {}
        known = frozenset(declared)
        for step, value in _certain_values(pipeline, known):
            for part in walk(value):
                if _is_undeclared(part, known):
                    uses.setdefault(part.name, []).append((step, part))
        for name, found in uses.items():
            step, reference = found[0]
            users = list(dict.fromkeys(user.name for user, _ in found if user is not None))
            yield Report(
                f'parameter "{name}" is used by {_users(users)} and not declared{_expected(name, declared, pipeline)}',
                reference.origin or (step.origin if step is not None else pipeline.origin),
                users[0] if len(users) == 1 else None,
                "Add it to Pipeline(parameters=[...]). definition() compiles without it; the service refuses the "
                "pipeline when it is created or updated.",
                repair=_declared(name, reference, pipeline),
            )


def _declared(name: str, reference: ParameterReference, pipeline: Pipeline) -> Repair | None:
    from pipelint.rules.repair import Added, Repair

    if reference.origin is None or pipeline.origin is None:
        return None
    return Repair(f'Declare parameter "{name}"', (Added(pipeline.origin, "parameters", reference.origin),))


def _users(steps: list[str]) -> str:
    return f"step{'s' if steps[1:] else ''} {quoted(steps)}" if steps else NO_STEP


def _expected(name: str, declared: list[str], pipeline: Pipeline) -> str:
    """Return what the pipeline declares instead. In source a parameter is an object: it is left out, not misspelt."""
    if pipeline.dialect is None:
        return expectation(name, declared, "the pipeline declares")
    return f"; the pipeline declares {quoted(declared)}" if declared else ""


def _is_undeclared(value: Value, known: frozenset[str]) -> TypeGuard[ParameterReference]:
    return isinstance(value, ParameterReference) and value.name not in known


def _certain_values(pipeline: Pipeline, known: frozenset[str]) -> Iterator[tuple[Step | None, Value]]:
    """Yield what certainly stands in the definition, with its step: no value whose place in the request is unknown.

    Steps that use none but ``known`` parameters are left out.
    """
    for step, expressions in expressions_by_step(pipeline):
        if not any(_is_undeclared(value, known) for value in expressions):
            continue
        yield step, step.arguments
        yield step, step.attributes
        for condition in step.conditions:
            for value in condition_values(condition):
                yield step, value
    yield None, pipeline.experiment_config
    yield None, pipeline.attributes
