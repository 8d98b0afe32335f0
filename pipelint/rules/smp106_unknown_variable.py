"""SMP106: a reference names nothing that an execution has."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import (
    ExecutionVariable,
    JsonGet,
    OtherReference,
    PropertyFileReference,
    StepReference,
    Value,
    walk,
)
from pipelint.rules.looking import distinct, every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Team", "Type": "String"}],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {}},
    {"Name": "Tell", "Type": "Lambda", "OutputParameters": [],
     "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:tell",
     "Arguments": {
       "run": {"Get": "Execution.PipelineExecutionID"},
       "team": {"Get": "Parameters.Team.Name"},
       "trial": {"Get": "PipelineExperimentConfig.Trial"},
       "job": {"Get": "Steps.Train"}
     }}
  ]
}
"""
GOOD_DEFINITION = (
    DEFINITION.replace("ExecutionID", "ExecutionId")
    .replace("Team.Name", "Team")
    .replace(".Trial", ".TrialName")
    .replace("Steps.Train", "Steps.Train.TrainingJobName")
)

VARIABLES = (
    "CurrentDateTime",
    "PipelineArn",
    "PipelineExecutionArn",
    "PipelineExecutionId",
    "PipelineName",
    "ProcessingJobName",
    "StartDateTime",
    "TrainingJobName",
)
REFERENCES = (ExecutionVariable, OtherReference, PropertyFileReference, StepReference)
EXPERIMENT = "PipelineExperimentConfig."
EXPERIMENT_MEMBERS = ("ExperimentName", "TrialName")


class UnknownVariable(Rule):
    """A reference to an execution variable, or to the experiment, must be one of those that there are.

    The class `ExecutionVariable` of the SDK takes any name; its own variables are eight, and the experiment has two
    members. A parameter is one value, with nothing inside that a reference could name. A step as a whole is no value
    either: a reference names one of its properties. A property file is named by a `JsonGet` only.

    `definition()` compiles all of them. What the service says is not documented, and it may know variables that the
    SDK does not: hence a warning.
    """

    code = "SMP106"
    name = "unknown-variable"
    severity = Severity.WARNING
    summary = "A reference names an execution variable, or another value, that does not exist."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/workflow/execution_variables.py:82-89 and pipeline_experiment_config.py:82-89 of sagemaker 2.257",
    )
    languages = ("json",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    "there is no execution variable PipelineExecutionID; did you mean "
                    '"PipelineExecutionId"? There are "CurrentDateTime", "PipelineArn", "PipelineExecutionArn", '
                    '"PipelineExecutionId", "PipelineName", "ProcessingJobName", "StartDateTime" and "TrainingJobName"',
                    pointer="/Steps/1/Arguments/run",
                ),
                Expected(
                    '"Parameters.Team.Name" names something inside a parameter, which is one value',
                    pointer="/Steps/1/Arguments/team",
                ),
                Expected(
                    'the experiment has no member Trial; did you mean "TrialName"? It has "ExperimentName" and '
                    '"TrialName"',
                    pointer="/Steps/1/Arguments/trial",
                ),
                Expected(
                    '"Steps.Train" names step "Train" as a whole, not one of its properties',
                    pointer="/Steps/1/Arguments/job",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every reference in a definition; see the class."""
        if pipeline.dialect is not None:
            return  # source has objects for these, and names that are not known yet
        yield from distinct(_reports(pipeline))


_HELP = (
    "Name something that has a value when the pipeline runs. definition() compiles any reference; what the service "
    "does with this one is not documented."
)


def _reports(pipeline: Pipeline) -> Iterator[Report]:
    sources: set[int] = set()  # of the JsonGets so far: each is met before what is inside it
    for step, value in _values(pipeline):
        if isinstance(value, JsonGet):
            sources.add(id(value.source))
        elif isinstance(value, REFERENCES):
            text = _problem(value, id(value) in sources)
            if text is not None:
                at = value.origin or (step.origin if step is not None else pipeline.origin)
                yield Report(text, at, step.name if step is not None else None, _HELP)


def _values(pipeline: Pipeline) -> Iterator[tuple[Step | None, Value]]:
    yield from every_expression(pipeline)
    for top in (pipeline.experiment_config, pipeline.attributes):
        for value in walk(top):
            yield None, value


def _problem(value: Value, in_json_get: bool) -> str | None:
    """Say why ``value`` refers to nothing; None where it may."""
    if isinstance(value, ExecutionVariable) and value.name not in VARIABLES:
        return f"there is no execution variable {value.name}{expectation(value.name, VARIABLES, 'there are')}"
    if isinstance(value, PropertyFileReference) and not in_json_get:
        return f'{shown(str(value))} names property file "{value.name}", which only a JsonGet can read'
    if isinstance(value, StepReference) and not value.path and not in_json_get:
        return f'{shown(str(value))} names step "{value.step}" as a whole, not one of its properties'
    if not isinstance(value, OtherReference):
        return None
    if value.text.startswith("Parameters."):
        return f"{shown(value.text)} names something inside a parameter, which is one value"
    member = value.text.removeprefix(EXPERIMENT)
    if member != value.text and member not in EXPERIMENT_MEMBERS:
        return f"the experiment has no member {member}{expectation(member, EXPERIMENT_MEMBERS, 'it has')}"
    return None
