"""SMP314: what a loop has made is read in a way it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.branches import completion_waits, holds, placement_of
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Index, Member, StepReference
from pipelint.rules.looking import distinct, every_expression, place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, reason

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["a", "b"], "MaxConcurrency": 2,
      "ForEachBody": [{"Name": "Train", "Type": "Training", "Arguments": {}}]
    }},
    {"Name": "Report", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:report",
     "OutputParameters": [], "Arguments": {
       "bare": {"Get": "Steps.Loop.IterationOutputs.Train.TrainingJobName"},
       "unknown": {"Get": "Steps.Loop.IterationOutputs[0].Trian.TrainingJobName"},
       "best": {"Get": "Steps.Loop.Selected.TrainingJobName"},
       "direct": {"Get": "Steps.Train.TrainingJobName"}
    }}
  ]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["a", "b"], "MaxConcurrency": 2,
      "Selector": {"Pick": "MaxBy", "Field": {"Get": "IterationOutput.Train.BillableTimeInSeconds"}},
      "ForEachBody": [{"Name": "Train", "Type": "Training", "Arguments": {}}]
    }},
    {"Name": "Report", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:report",
     "OutputParameters": [], "Arguments": {
       "first": {"Get": "Steps.Loop.IterationOutputs[0].Train.TrainingJobName"},
       "best": {"Get": "Steps.Loop.Selected.TrainingJobName"},
       "failed": {"Get": "Steps.Loop.FailedStepCount"}
    }}
  ]
}
"""


class ForEachOutputs(Rule):
    """What the steps of a loop have made is read through the loop, by iteration and step, or by its selector.

    `Steps.<loop>.IterationOutputs[<n>].<step of the body>.<member>`: the index and the step are mandatory, says the
    SDK. `Steps.<loop>.Selected.<member>` exists only where the loop has a selector. `definition()` checks neither.

    A reference to the step of the body itself from outside the loop is a warning: the step runs once for each item, as
    `<step>-<n>`, and what its plain name then means is not documented.
    """

    code = "SMP314"
    name = "for-each-outputs"
    severity = Severity.ERROR
    summary = "The outputs of a loop are read without an index, of a step it does not have, or without its selector."
    references = ("sagemaker/mlops/workflow/for_each_step.py:121-146 and 217-240 of sagemaker-mlops 1.27",)
    languages = ("json",)
    sdks = ("v3",)
    about = ("ForEach",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Report" reads IterationOutputs of loop "Loop" without an index: '
                    "Steps.Loop.IterationOutputs.Train.TrainingJobName",
                    pointer="/Steps/1/Arguments/bare",
                ),
                Expected(
                    'step "Report" reads what step "Trian" made in an iteration of loop "Loop", which has no such step;'
                    ' did you mean "Train"?',
                    pointer="/Steps/1/Arguments/unknown",
                ),
                Expected(
                    'step "Report" reads Selected of loop "Loop", which has no selector',
                    pointer="/Steps/1/Arguments/best",
                ),
                Expected(
                    'step "Report" waits for "Train" in the body of "Loop" (reads TrainingJobName): it runs once for '
                    "each item, under other names",
                    pointer="/Steps/1/Arguments/direct",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            GOOD_DEFINITION.replace("IterationOutputs[0].Train.TrainingJobName", "IterationOutputs[0]"),
            "json",
            (
                Expected(
                    'step "Report" reads an iteration of loop "Loop" without naming a step; its body has "Train"',
                    pointer="/Steps/1/Arguments/first",
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every reference to a loop, and to the steps inside; see the class."""
        steps = sole_steps(pipeline)
        loops = {name: step for name, step in steps.items() if step.type == "ForEach"}
        if loops:
            yield from distinct(
                report
                for reader, value in every_expression(pipeline)
                if isinstance(value, StepReference) and value.step in loops
                for report in _reports(reader, value, loops[value.step])
            )
            yield from _into_bodies(pipeline)


def _reports(reader: Step, value: StepReference, loop: Step) -> Iterator[Report]:
    subject, at = f'step "{reader.name}" reads', value.origin or reader.origin
    path = value.path
    if path[:1] == (Member("Selected"),):
        if loop.arguments.complete and "Selector" not in loop.arguments.entries:
            help_ = "Give the loop a Selector, or read one iteration: IterationOutputs[<n>].<step>.<member>."
            yield Report(f'{subject} Selected of loop "{loop.name}", which has no selector', at, reader.name, help_)
    elif path[:1] == (Member("IterationOutputs"),):
        body = [inner.name for inner in loop.body]
        inner = path[2] if len(path) > 2 else None
        if len(path) < 2 or not isinstance(path[1], Index):
            message = f'{subject} IterationOutputs of loop "{loop.name}" without an index: {value}'
            yield Report(message, at, reader.name, "Write IterationOutputs[<n>].<step of the body>.<member>.")
        elif inner is None:
            legal = expectation("", body, "its body has")
            message = f'{subject} an iteration of loop "{loop.name}" without naming a step{legal}'
            yield Report(message, at, reader.name, "Write IterationOutputs[<n>].<step of the body>.<member>.")
        elif isinstance(inner, Member) and inner.name not in body and loop.children_complete:
            legal = expectation(inner.name, body, "its body has")
            yield Report(
                f'{subject} what step "{inner.name}" made in an iteration of loop "{loop.name}", which has no such '
                f"step{legal}",
                at,
                reader.name,
                "Name a step of the body.",
            )


def _into_bodies(pipeline: Pipeline) -> Iterator[Report]:
    """Report the waits that lead into the body of a loop from outside."""
    placement, steps = placement_of(pipeline), sole_steps(pipeline)
    for name, waits in completion_waits(pipeline).items():
        for edge in waits:
            source, step = steps.get(edge.source), steps.get(name)
            if source is None or step is None:
                continue
            slot = placement.slot(source)
            if slot.kind == "body" and slot.owner is not None and not holds(slot, placement.slot(step)):
                loop = slot.owner
                if loop is step:
                    continue  # a loop that waits for its own body is a cycle
                yield Report(
                    f'step "{name}" waits for "{source.name}" in the body of "{loop.name}" ({reason(edge)}): it runs '
                    "once for each item, under other names",
                    place_of_wait(edge.origin, source, step),
                    name,
                    f"Wait for the loop itself: Steps.{loop.name}.IterationOutputs[<n>].{source.name}.<member>, or "
                    f'"{loop.name}" in DependsOn.',
                    severity=Severity.WARNING,
                )
