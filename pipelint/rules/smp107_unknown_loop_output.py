"""SMP107: a loop is asked for something that the step of its body does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.step_types import check_path
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Index, Key, Member, OtherReference, PathPart, StepReference, Value, path_text
from pipelint.rules.looking import (
    PROCESSING_OUTPUTS,
    distinct,
    every_expression,
    listed_names,
    literal_names,
    sole_steps,
)
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["north", "south"], "MaxConcurrency": 2,
      "Selector": {"Pick": "MaxBy", "Field": {"Get": "IterationOutput.Score.OutputParameters['score']"}},
      "ForEachBody": [
        {"Name": "Train", "Type": "Training", "Arguments": {}},
        {"Name": "Score", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:score",
         "OutputParameters": [{"OutputName": "score", "OutputType": "Float"}],
         "Arguments": {"model": {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}}}
      ]}},
    {"Name": "Tell", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:tell",
     "OutputParameters": [], "Arguments": {
       "north": {"Get": "Steps.Loop.IterationOutputs[0].Train.ModelArtifact.S3ModelArtifacts"},
       "best": {"Get": "Steps.Loop.Selected.OutputParameters['scores']"}
    }}
  ]
}
"""


class UnknownLoopOutput(Rule):
    """What is read of a step through its loop must be something that the step has.

    `IterationOutputs[0].Train.…` follows the properties of the step `Train` in the body, and `Selected.…` those of the
    step that the selector's field names; the field itself does, too. The SDK builds these paths without looking at the
    step, unlike all other properties, so that `definition()` compiles any of them. At the latest the step that reads it
    cannot start, after the loop has run for all items.

    The members are those of the AWS API when pipelint was released, and of the installed botocore, where there is one.
    """

    code = "SMP107"
    name = "unknown-loop-output"
    severity = Severity.ERROR
    summary = "A loop is asked for a property or an output that the step of its body does not have."
    references = ("sagemaker/mlops/workflow/for_each_step.py:102-165 and 223-248 of sagemaker-mlops 1.27",)
    languages = ("json",)
    sdks = ("v3",)
    about = ("ForEach",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Train" in the body of "Loop" has no property ModelArtifact; did you mean "ModelArtifacts"?',
                    pointer="/Steps/1/Arguments/north",
                ),
                Expected(
                    'step "Score" in the body of "Loop" has no output "scores"; did you mean "score"?',
                    pointer="/Steps/1/Arguments/best",
                ),
            ),
        ),
        Example(DEFINITION.replace("ModelArtifact.", "ModelArtifacts.").replace("scores", "score"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Follow every path that leads through a loop; see the class."""
        loops = {name: step for name, step in sole_steps(pipeline).items() if step.type == "ForEach"}
        if loops:
            yield from distinct(_reports(pipeline, loops))


def _reports(pipeline: Pipeline, loops: Mapping[str, Step]) -> Iterator[Report]:
    for reader, value in every_expression(pipeline):
        loop = loops.get(value.step) if isinstance(value, StepReference) else loops.get(reader.name)
        read = _read_through(loop, value) if loop is not None else None
        problem = _problem(*read) if read is not None else None
        if loop is not None and read is not None and problem is not None:
            yield Report(
                f'step "{read[0].name}" in the body of "{loop.name}" has no {problem}',
                value.origin or reader.origin,
                reader.name,
                "Read a member that what the step of the body made has. definition() compiles any path; step "
                f'"{reader.name}" fails at the latest when it needs the value.',
            )


def _read_through(loop: Step, value: Value) -> tuple[Step, tuple[PathPart, ...]] | None:
    """Return the step of the body that ``value`` reads through ``loop``, and what of it; None where it reads none."""
    if isinstance(value, OtherReference):
        return _inside(loop, value.text)
    path = value.path if isinstance(value, StepReference) else ()
    if path[:1] == (Member("Selected"),):
        field = loop.arguments.get("Selector", "Field")
        compared = _inside(loop, field.text) if isinstance(field, OtherReference) else None
        return (compared[0], path[1:]) if compared is not None else None
    if path[:1] == (Member("IterationOutputs"),) and len(path) > 2 and isinstance(path[1], Index):
        name = path[2].name if isinstance(path[2], Member) else None
        return next(((inner, path[3:]) for inner in loop.body if inner.name == name), None)
    return None


def _inside(loop: Step, text: str) -> tuple[Step, tuple[PathPart, ...]] | None:
    """Return the step of the body that the text of an ``IterationOutput`` names, and the path that follows."""
    rest = text.removeprefix("IterationOutput.")
    if rest == text:
        return None
    from pipelint.pipeline.references import parse_reference

    found = parse_reference(f"Steps.{rest}")
    if not isinstance(found, StepReference):
        return None
    return next(((inner, found.path) for inner in loop.body if inner.name == found.step), None)


def _problem(step: Step, path: tuple[PathPart, ...]) -> str | None:
    """Say what of ``path`` the step does not have, and what it has instead; None where it may have it all."""
    wrong = check_path(step.type or "", path)
    if wrong is not None:
        text = path_text(path[: wrong.position + 1])
        return f"property {text};{did_you_mean(wrong.part.name, wrong.legal)}".rstrip(";")
    for position, part in enumerate(path):
        declared = _declared(step, path[:position]) if isinstance(part, Key) else None
        if declared is not None and isinstance(part, Key) and part.name is not None and part.name not in declared:
            return f'output "{part.name}"{expectation(part.name, declared, "it declares")}'
    return None


def _declared(step: Step, members: tuple[PathPart, ...]) -> tuple[str, ...] | None:
    """Return the names that a key after ``members`` can have; None where they are not known."""
    if step.type == "Processing" and members == tuple(map(Member, PROCESSING_OUTPUTS.items)):
        return listed_names(step, PROCESSING_OUTPUTS)
    if step.type in ("Lambda", "Callback") and members == (Member("OutputParameters"),) and step.outputs_complete:
        return literal_names(output.name for output in step.outputs)
    return None
