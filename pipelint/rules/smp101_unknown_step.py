"""SMP101: a step is named that the pipeline does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Origin, PropertyFileReference, StepReference, Value
from pipelint.rules.looking import distinct, every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

MOST_GUESSES = 20  # each looks at every name; where more are unknown, it is no slip of the pen

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "clean:1", 1, "ml.m5.large", sagemaker_session=session)
prepare = ProcessingStep("Prepare", step_args=processor.run())
report = ProcessingStep("Report", step_args=processor.run(), depends_on=["Prepair"])
pipeline = Pipeline("Abalone", steps=[prepare, report], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {}},
    {"Name": "Train", "Type": "Training", "DependsOn": ["Prepair"], "Arguments": {
      "Environment": {"JOB": {"Get": "Steps.Prepair.ProcessingJobArn"}}
    }}
  ]
}
"""


class UnknownStep(Rule):
    """A property reference, a `DependsOn` or a `JsonGet` must name a step of the pipeline.

    In source such a name is mostly a string: an entry of `depends_on`, the `step_name` of a `JsonGet`. The SDK refuses
    an unknown one when the definition is built: `ValueError: The input steps do not contain the step of name: …`. In a
    definition that was written or edited by hand nothing looks at it before the service does, when the pipeline is
    created or updated.

    A step inside a branch of a condition or the body of a loop exists. Nothing is reported for a pipeline some of whose
    steps could not be read, as the missing name may be among them.
    """

    code = "SMP101"
    name = "unknown-step"
    severity = Severity.ERROR
    summary = "A reference, a DependsOn or a JsonGet names a step that the pipeline does not have."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/workflow/_steps_compiler.py:232-234 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'DependsOn names "Prepair", but the pipeline has no such step; did you mean "Prepare"? '
                    'Its steps are "Prepare" and "Report"',
                    line=10,
                    text='"Prepair"',
                ),
            ),
            title="A misspelt name in depends_on",
        ),
        Example(SOURCE.replace('"Prepair"', '"Prepare"')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'DependsOn names "Prepair", but the pipeline has no such step; did you mean "Prepare"? '
                    'Its steps are "Prepare" and "Train"',
                    pointer="/Steps/1/DependsOn/0",
                ),
                Expected(
                    'Steps.Prepair.ProcessingJobArn is read, but the pipeline has no step "Prepair"; '
                    'did you mean "Prepare"? Its steps are "Prepare" and "Train"',
                    pointer="/Steps/1/Arguments/Environment/JOB",
                ),
            ),
        ),
        Example(DEFINITION.replace("Prepair", "Prepare"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look up every step that is named; see the class."""
        if pipeline.names_complete:
            names = [step.name for step in pipeline.all_steps()]
            unknown = list(_unknown_steps(pipeline, frozenset(names)))
            guessed = frozenset(list(dict.fromkeys(name for _, name, _, _ in unknown))[:MOST_GUESSES])
            yield from distinct(
                Report(
                    f"{claim}{expectation(name, names, 'its steps are') if name in guessed else ''}",
                    at or step.origin,
                    step.name,
                    "Name a step of this pipeline. The SDK refuses an unknown name when it builds the definition; a "
                    "definition written by hand is refused when the pipeline is created or updated.",
                )
                for step, name, claim, at in unknown
            )


def _unknown_steps(pipeline: Pipeline, known: frozenset[str]) -> Iterator[tuple[Step, str, str, Origin | None]]:
    """Yield each place that names a step that is not ``known``: who does, the name, what to say of it, and where."""
    for step in pipeline.all_steps():
        for dependency in step.depends_on:
            if dependency.step not in known:
                claim = f'DependsOn names "{dependency.step}", but the pipeline has no such step'
                yield step, dependency.step, claim, dependency.origin
    for step, value in every_expression(pipeline):
        name = value.step if isinstance(value, (StepReference, PropertyFileReference)) else None
        if name is not None and name not in known:
            what, at = _reading(value)
            yield step, name, f'{what} is read, but the pipeline has no step "{name}"', at


def _reading(value: Value) -> tuple[str, Origin | None]:
    """Return what ``value``, a reference to a step, reads and where it names the step."""
    if not isinstance(value, PropertyFileReference):
        return str(value), value.origin
    file = "a property file" if value.name is None else f'property file "{value.name}"'
    return f'{file} of "{value.step}"', value.step_origin or value.origin
