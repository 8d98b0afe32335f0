"""SMP109: an output object of one step stands for the output of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Key, Origin, StepReference
from pipelint.rules.looking import every_expression, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

arn = "arn:aws:lambda:us-west-2:111122223333:function:"
first = LambdaOutput("rows", LambdaOutputTypeEnum.Integer)
second = LambdaOutput("rows", LambdaOutputTypeEnum.Integer)
count = LambdaStep("Count", lambda_func=Lambda(arn + "count"), outputs=[first])
clean = LambdaStep("Clean", lambda_func=Lambda(arn + "clean"), inputs={"rows": first}, outputs=[second])
report = LambdaStep("Report", lambda_func=Lambda(arn + "report"), inputs={"before": first, "after": second})
pipeline = Pipeline("Abalone", steps=[count, clean, report], sagemaker_session=PipelineSession())
"""
GOOD = SOURCE.replace(": first", ': count.properties.Outputs["rows"]')


class ShadowedOutput(Rule):
    """A `LambdaOutput` that is handed on stands for the last step with an output of its name.

    The SDK keeps one table of the outputs of all Lambda steps, by their names alone, and another of those of Callback
    steps. Of two steps with outputs of the same name the later takes the place of the earlier, so an output object of
    the earlier step compiles to the output of the later. Nothing says so, neither `definition()` nor the service: the
    step that reads it gets another value, and waits for another step.

    `step.properties.Outputs["rows"]` names the step and is not mistaken. A definition holds only what became of it.
    Where one of the steps exists only sometimes (under an `if` that cannot be decided), it is a warning.
    """

    code = "SMP109"
    name = "shadowed-output"
    severity = Severity.ERROR
    summary = "An output object of a Lambda or Callback step stands for the output of another step."
    references = (
        "sagemaker/workflow/pipeline.py:803-866 of sagemaker 2.257",
        "sagemaker/mlops/workflow/pipeline.py:941-970 of sagemaker-mlops 1.27",
    )
    languages = ("python",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Clean" reads an output object of step "Count", which compiles to '
                    "Steps.Clean.OutputParameters['rows']",
                    line=10,
                    text='"Clean"',
                ),
                Expected(
                    'step "Report" reads an output object of step "Count", which compiles to '
                    "Steps.Clean.OutputParameters['rows']",
                    line=11,
                    text='"Report"',
                ),
            ),
            fixed=GOOD,
        ),
        Example(GOOD),
        Example(SOURCE.replace('first = LambdaOutput("rows"', 'first = LambdaOutput("lines"')),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the step that is read with the one whose output the object is; see the class."""
        steps = sole_steps(pipeline)
        makers: dict[Origin, list[Step]] = {}
        for step in steps.values():
            for output in step.outputs:
                if output.origin is not None:
                    makers.setdefault(output.origin, []).append(step)
        handed_on: dict[tuple[str, Origin], list[tuple[Step, StepReference]]] = {}
        for reader, value in every_expression(pipeline):
            # An output object handed on is known by the place that made it. Where one place has made the outputs of
            # several steps, nobody can tell which of them is meant.
            if isinstance(value, StepReference) and value.origin is not None and value.step in steps:
                made_by = makers.get(value.origin, ())
                if len(made_by) == 1 and made_by[0].name != value.step:
                    handed_on.setdefault((reader.name, value.origin), []).append((reader, value))
        for (_, origin), uses in handed_on.items():
            reader, value = uses[0]
            certain = reader.certain and steps[value.step].certain
            yield _report(reader, [reference for _, reference in uses], makers[origin][0], certain)


def _report(reader: Step, references: Sequence[StepReference], step: Step, certain: bool) -> Report:
    from pipelint.rules.output_repairs import as_property

    reference = references[0]
    output = reference.path[-1]
    name = output.name if isinstance(output, Key) else None
    uses = [one.path[-1].origin for one in references]
    return Report(
        f'step "{reader.name}" reads an output object of step "{step.name}", which compiles to {reference}',
        reader.name_origin or reader.origin,
        reader.name,
        f'Read it as a property of its step, with .properties.Outputs["…"] of "{step.name}", or give the outputs of '
        "the two steps different names.",
        ((reference.origin, "the output object"),) if reference.origin is not None else (),
        severity=None if certain else Severity.WARNING,
        repair=as_property(step, name, uses) if name is not None else None,
    )
