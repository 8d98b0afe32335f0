"""SMP317: a dependency's trigger is unknown, contradicts another, or a reference to the same step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Dependency, Pipeline, Step
from pipelint.rules.looking import place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, quoted, reason, shown

SOURCE = """\
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.callback_step import CallbackStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.step_dependency import StepDependency, TriggerCondition
from sagemaker.mlops.workflow.steps import TrainingStep
from sagemaker.train import ModelTrainer

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
trainer = ModelTrainer(training_image="train:1", role=role, sagemaker_session=session)
train = TrainingStep(name="Train", step_args=trainer.train())
notify = CallbackStep(
    name="Notify",
    sqs_queue_url="https://sqs.eu-west-1.amazonaws.com/111122223333/notify",
    inputs={"model": train.properties.ModelArtifacts.S3ModelArtifacts},
    outputs=[],
    depends_on=[StepDependency(train, TriggerCondition.FAILED)],
)
pipeline = Pipeline(name="Abalone", steps=[train, notify], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {}},
    {"Name": "Notify", "Type": "Callback", "SqsQueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/notify",
     "OutputParameters": [], "DependsOn": [{"Step": "Train", "Trigger": "Stopped"}],
     "Arguments": {"job": {"Get": "Steps.Train.TrainingJobName"}}},
    {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "training failed"},
     "DependsOn": [{"Step": "Notify", "Trigger": "Fail"}, "Train", {"Step": "Train", "Trigger": "Failed"}]}
  ]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Train", "Type": "Training", "Arguments": {}},
    {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "training failed"},
     "DependsOn": [{"Step": "Train", "Trigger": "Failed"}]}
  ]
}
"""

TRIGGERS = ("Any", "Completed", "Failed", "Stopped")
WITHOUT_RESULT = frozenset({"Failed", "Stopped"})


class DependencyTrigger(Rule):
    """A `StepDependency` of version 3 of the SDK runs a step when another has failed, stopped, or ended in any way.

    Two triggers for one step contradict each other, which the SDK refuses (`ValueError`). A reference to a property of
    the step makes a second wait, for its completion: together with the trigger `Failed` or `Stopped` that can hardly
    come true. `definition()` compiles it; what the service does is not documented, hence a warning. A trigger that the
    SDK does not know is a warning, too, as there may be new ones.
    """

    code = "SMP317"
    name = "dependency-trigger"
    severity = Severity.WARNING
    summary = "The trigger of a dependency is unknown, or contradicts another wait for the same step."
    references = ("sagemaker/mlops/workflow/step_dependency.py:26-88 of sagemaker-mlops 1.27",)
    sdks = ("v3",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Notify" runs when "Train" has failed, yet waits for what it makes (reads '
                    "ModelArtifacts.S3ModelArtifacts)",
                    line=15,
                    text="train.properties.ModelArtifacts.S3ModelArtifacts",
                ),
            ),
        ),
        Example(SOURCE.replace("FAILED", "ANY")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Notify" runs when "Train" has stopped, yet waits for what it makes (reads TrainingJobName)',
                    pointer="/Steps/1/Arguments/job",
                ),
                Expected(
                    'the dependency of step "Stop" on "Notify" has an unknown trigger "Fail"; did you mean "Failed"? '
                    'The SDK knows "Any", "Completed", "Failed" and "Stopped"',
                    pointer="/Steps/2/DependsOn/0",
                ),
                Expected(
                    'step "Stop" depends on "Train" with two triggers: "Completed" and "Failed"',
                    pointer="/Steps/2/DependsOn/2",
                    severity=Severity.ERROR,
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every dependency with a trigger; see the class."""
        otherwise: dict[tuple[str, str], str] = {}
        steps = sole_steps(pipeline)
        for step in pipeline.all_steps():
            yield from _triggers(step, steps)
            for dependency in step.depends_on:
                if dependency.trigger in WITHOUT_RESULT:
                    otherwise[dependency.step, step.name] = dependency.trigger
        if otherwise:
            yield from _references(pipeline, otherwise)


def _triggers(step: Step, steps: Mapping[str, Step]) -> Iterator[Report]:
    first: dict[str, Dependency] = {}
    for dependency in step.depends_on:
        at = place_of_wait(dependency.origin, steps.get(dependency.step, step), step)
        if dependency.trigger not in TRIGGERS:
            legal = expectation(dependency.trigger, TRIGGERS, "the SDK knows")
            message = f'the dependency of step "{step.name}" on "{dependency.step}" has an unknown trigger'
            help_ = "Take a trigger that the SDK knows."
            yield Report(f"{message} {shown(dependency.trigger)}{legal}", at, step.name, help_)
        other = first.setdefault(dependency.step, dependency)
        if other.trigger != dependency.trigger:
            yield Report(
                f'step "{step.name}" depends on "{dependency.step}" with two triggers: '
                f"{quoted([other.trigger, dependency.trigger])}",
                at,
                step.name,
                'Keep one of them; the trigger "Any" stands for all.',
                ((other.origin, "the other"),) if other.origin is not None and other.origin != at else (),
                Severity.ERROR if step.certain else None,
            )


def _references(pipeline: Pipeline, otherwise: dict[tuple[str, str], str]) -> Iterator[Report]:
    steps = sole_steps(pipeline)
    for edge in edges(pipeline):
        trigger = otherwise.get((edge.source, edge.target))
        if (
            trigger is not None
            and edge.kind in ("data", "property_file")
            and {edge.source, edge.target} <= steps.keys()
        ):
            yield Report(
                f'step "{edge.target}" runs when "{edge.source}" has {trigger.lower()}, yet waits for what it makes '
                f"({reason(edge)})",
                place_of_wait(edge.origin, steps[edge.source], steps[edge.target]),
                edge.target,
                "Take the reference away: a step that did not complete has made nothing to read. What the service does "
                "with both is not documented.",
            )
