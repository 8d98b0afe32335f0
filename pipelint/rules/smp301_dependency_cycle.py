"""SMP301: steps wait for each other in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipelint.findings import Severity
from pipelint.pipeline.graph import Edge, cycles
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import reason

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.processing import ProcessingInput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
estimator = Estimator("train:1", role, 1, "ml.m5.large", sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit(), depends_on=["Evaluate"])
processor = Processor(role, "evaluate:1", 1, "ml.m5.large", sagemaker_session=session)
model = train.properties.ModelArtifacts.S3ModelArtifacts
evaluate = ProcessingStep(
    "Evaluate",
    step_args=processor.run(inputs=[ProcessingInput(input_name="model", source=model, destination="/opt/model")]),
)
pipeline = Pipeline("Abalone", steps=[train, evaluate], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Check", "Type": "Condition", "Arguments": {
      "Conditions": [{"Type": "Equals", "LeftValue": {"Get": "Steps.Create.ModelName"}, "RightValue": "good"}],
      "IfSteps": [{"Name": "Create", "Type": "Model", "Arguments": {}}],
      "ElseSteps": []
    }},
    {"Name": "Again", "Type": "Training", "DependsOn": ["Again"], "Arguments": {}}
  ]
}
"""

LONGEST_DRAWING = 12  # edges; of a longer cycle the middle is left out


class DependencyCycle(Rule):
    """Steps that wait for each other can never start.

    A step waits for the steps in its `depends_on`, for those whose properties or property files it reads, and for the
    condition or the loop it stands inside. `definition()` compiles a cycle in v2 and v3 alike. The service refuses the
    pipeline when it is created or updated (the text of its message is not documented); local mode says `Cycle detected
    in pipeline step graph.`, without saying where.

    Of each group of steps that wait for each other one cycle is drawn, each step waiting for the next. It is a warning
    when one of its steps exists only sometimes (under an `if` that cannot be decided).
    """

    code = "SMP301"
    name = "dependency-cycle"
    severity = Severity.ERROR
    summary = "Steps wait for each other in a circle, so none of them can start."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "sagemaker/workflow/pipeline.py:1138 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'dependency cycle: "Train" waits for "Evaluate" (DependsOn), '
                    '"Evaluate" waits for "Train" (reads ModelArtifacts.S3ModelArtifacts)',
                    line=10,
                    text='"Evaluate"',
                ),
            ),
            title="Training waits for the evaluation of what it trains",
        ),
        Example(SOURCE.replace(', depends_on=["Evaluate"]', "")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'dependency cycle: "Check" waits for "Create" (reads ModelName), '
                    '"Create" waits for "Check" (stands in its branch)',
                    pointer="/Steps/0/Arguments/Conditions/0/LeftValue",
                ),
                Expected('dependency cycle: "Again" waits for itself (DependsOn)', pointer="/Steps/1/DependsOn/0"),
            ),
        ),
        Example(DEFINITION.replace("Steps.Create.ModelName", "Parameters.Grade").replace('["Again"]', "[]"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report a cycle of each group of steps that wait for each other; see the class."""
        count = Counter(step.name for step in pipeline.all_steps())
        uncertain = {step.name for step in pipeline.all_steps() if not step.certain}
        origins = {step.name: step.origin for step in pipeline.all_steps()}
        for cycle in cycles(pipeline):
            names = [edge.target for edge in cycle]
            if any(count[name] > 1 for name in names):
                continue  # of two steps of one name, each may have half of the cycle
            yield Report(
                f"dependency cycle: {', '.join(_shortened([_sentence(edge) for edge in cycle]))}",
                cycle[0].origin or origins[names[0]],
                names[0],
                f"{_drawing(cycle)}\nTake one of these dependencies away. definition() compiles a cycle; the service "
                "refuses the pipeline when it is created or updated.",
                tuple((edge.origin, _sentence(edge)) for edge in cycle[1:] if edge.origin is not None),
                None if uncertain.isdisjoint(names) else Severity.WARNING,
            )


def _sentence(edge: Edge) -> str:
    source = "itself" if edge.source == edge.target else f'"{edge.source}"'
    return f'"{edge.target}" waits for {source} ({reason(edge)})'


def _drawing(cycle: Sequence[Edge]) -> str:
    """Draw the cycle, a line for each wait, each below the step that waits, down to where it comes round again."""
    waits = _shortened([f"└─ waits for {edge.source} ({reason(edge)})" for edge in cycle])
    return "\n".join([f"    {cycle[0].target}", *(f"    {'   ' * depth}{wait}" for depth, wait in enumerate(waits))])


def _shortened(lines: list[str]) -> list[str]:
    """Leave out the middle of a long list."""
    return lines if len(lines) <= LONGEST_DRAWING else [*lines[: LONGEST_DRAWING - 1], "…", lines[-1]]
