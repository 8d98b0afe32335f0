"""SMP313: a loop variable is used outside its loop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.branches import placement_of
from pipelint.pipeline.expression_text import short_expression
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Literal, OtherReference, Unknown, Value
from pipelint.rules.looking import every_expression
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, quoted, shown

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Items", "Type": "String"}],
  "Steps": [
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": {"Get": "Parameters.Items"}, "MaxConcurrency": 2,
      "Selector": {"Pick": "MaxBy", "Field": {"Get": "IterationOutput.Train.OutputParameters['score']"}},
      "ForEachBody": [{"Name": "Score", "Type": "Lambda", "Arguments": {"item": {"Get": "ForEach.CurrentItem.name"}},
        "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:score",
        "OutputParameters": [{"OutputName": "score", "OutputType": "Float"}]}]
    }},
    {"Name": "Notify", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:notify",
     "OutputParameters": [], "Arguments": {
       "item": {"Get": "ForEach.CurrentItem"}, "score": {"Get": "IterationOutput.Score.OutputParameters['score']"}
    }}
  ]
}
"""

GOOD_DEFINITION = DEFINITION.replace("IterationOutput.Train", "IterationOutput.Score").replace(
    """\
       "item": {"Get": "ForEach.CurrentItem"}, "score": {"Get": "IterationOutput.Score.OutputParameters['score']"}
""",
    """\
       "score": {"Get": "Steps.Loop.Selected.OutputParameters['score']"}
""",
)

CURRENT_ITEM = r"ForEach\.CurrentItem(?![^.\[])"
ITERATION_OUTPUT = r"(?s:IterationOutput\.(?P<step>[^.\[\]]+)(?P<path>.*))"
PICKS = ("MaxBy", "MinBy")


class ForEachScope(Rule):
    """The current item exists in the body of its loop, and an iteration's output in the loop's selector.

    `CurrentItem()` is "valid only within the steps" of `for_each_body`, says the SDK; `IterationOutput(step)` only as
    the `field` of a `ForEachSelector`, where it must name a step of the body and a member of it. `definition()` does
    not look at the first two, and neither of them has a value elsewhere.

    Loops are of version 3 of the SDK. In source these references are not read yet.
    """

    code = "SMP313"
    name = "for-each-scope"
    severity = Severity.ERROR
    summary = "The current item or an iteration's output is used where a loop gives it no value."
    references = ("sagemaker/mlops/workflow/for_each_step.py:84-118 and 398-409 of sagemaker-mlops 1.27",)
    languages = ("json",)
    sdks = ("v3",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the selector of loop "Loop" names step "Train", which is not in its body; its body has "Score"',
                    pointer="/Steps/0/Arguments/Selector/Field",
                ),
                Expected(
                    'step "Notify" uses ForEach.CurrentItem but is in no body of a loop',
                    pointer="/Steps/1/Arguments/item",
                ),
                Expected(
                    "step \"Notify\" uses IterationOutput.Score.OutputParameters['score'], which has a value only as "
                    "the field of a loop's selector",
                    pointer="/Steps/1/Arguments/score",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
        Example(
            GOOD_DEFINITION.replace("IterationOutput.Score.OutputParameters['score']", "IterationOutput.Score").replace(
                "MaxBy", "Max"
            ),
            "json",
            (
                Expected(
                    'the selector of loop "Loop" picks by "Max"; did you mean "MaxBy"? It picks by "MaxBy" and "MinBy"',
                    pointer="/Steps/0/Arguments/Selector/Pick",
                ),
                Expected(
                    'the selector of loop "Loop" compares IterationOutput.Score as a whole, not a member of it',
                    pointer="/Steps/0/Arguments/Selector/Field",
                ),
            ),
        ),
        Example(
            GOOD_DEFINITION.replace("IterationOutput.Score.OutputParameters['score']", "Parameters.Items"),
            "json",
            (
                Expected(
                    'the selector of loop "Loop" compares a value that is the same in all iterations: Parameters.Items',
                    pointer="/Steps/0/Arguments/Selector/Field",
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every reference in the namespaces of loops; see the class."""
        fields: set[int] = set()
        for step in pipeline.all_steps():
            field = step.arguments.get("Selector", "Field") if step.type == "ForEach" else None
            if field is not None:
                fields.add(id(field))
                yield from _selector(step, field)
        yield from _out_of_scope(pipeline, fields)


def _out_of_scope(pipeline: Pipeline, fields: set[int]) -> Iterator[Report]:
    used = [(step, value) for step, value in every_expression(pipeline) if isinstance(value, OtherReference)]
    placement = placement_of(pipeline) if used else None
    for step, value in used:
        at = value.origin or step.origin
        in_body = placement is not None and any(slot.kind == "body" for slot in placement.around(step))
        if re.match(CURRENT_ITEM, value.text) and not in_body:
            message = f'step "{step.name}" uses {value.text} but is in no body of a loop'
            yield Report(message, at, step.name, "Move the step into ForEachBody, or give it a value of its own.")
        elif re.match(ITERATION_OUTPUT, value.text) and id(value) not in fields:
            yield Report(
                f'step "{step.name}" uses {value.text}, which has a value only as the field of a loop\'s selector',
                at,
                step.name,
                "Read after the loop Steps.<loop>.Selected.<member>, or of one iteration "
                "Steps.<loop>.IterationOutputs[<n>].<step>.<member>.",
            )


def _selector(step: Step, field: Value) -> Iterator[Report]:
    subject = f'the selector of loop "{step.name}"'
    pick = step.arguments.get("Selector", "Pick")
    if isinstance(pick, Literal) and pick.value not in PICKS:
        legal = expectation(str(pick.value), PICKS, "it picks by")
        message = f"{subject} picks by {shown(str(pick.value))}{legal}"
        yield Report(message, pick.origin or step.origin, step.name, f"Write one of {quoted(PICKS)}.")
    at = field.origin or step.origin
    found = re.fullmatch(ITERATION_OUTPUT, field.text) if isinstance(field, OtherReference) else None
    body = [inner.name for inner in step.body]
    if found is None:
        if not isinstance(field, Unknown):
            what = shown(str(field.value)) if isinstance(field, Literal) else short_expression(field)
            message = f"{subject} compares a value that is the same in all iterations: {what}"
            yield Report(message, at, step.name, "Give it IterationOutput.<step of the body>.<member>.")
    elif found["step"] not in body and step.children_complete:
        legal = expectation(found["step"], body, "its body has")
        message = f'{subject} names step "{found["step"]}", which is not in its body{legal}'
        yield Report(message, at, step.name, "Name a step of the body.")
    elif not found["path"]:
        help_ = f"Name a number in it: {field}.<member>."
        yield Report(f"{subject} compares {field} as a whole, not a member of it", at, step.name, help_)
