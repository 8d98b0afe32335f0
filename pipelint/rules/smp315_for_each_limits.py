"""SMP315: a loop has too much, too little or the wrong steps in it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import ListValue, Literal, Record
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted

SOURCE = """\
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.for_each_step import ForEachStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import TrainingStep
from sagemaker.train import ModelTrainer

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
trainer = ModelTrainer(training_image="train:1", role=role, sagemaker_session=session)
train = TrainingStep(name="TrainItem", step_args=trainer.train())
loop = ForEachStep(
    name="Loop",
    iterable_items=["a", "b"],
    max_concurrency=100,
    for_each_body=[train],
)
pipeline = Pipeline(name="Abalone", steps=[loop], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["a", {"name": "b"}], "MaxConcurrency": 0,
      "ForEachBody": [
        {"Name": "Train", "Type": "Training", "Arguments": {}},
        {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "wrong"}}
      ]
    }},
    {"Name": "Train-0", "Type": "Training", "Arguments": {}}
  ]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["a", "{\\"name\\": \\"b\\"}"], "MaxConcurrency": 50,
      "ForEachBody": [{"Name": "Train", "Type": "Training", "Arguments": {}}]
    }},
    {"Name": "Train-Final", "Type": "Training", "Arguments": {}}
  ]
}
"""

MOST_AT_ONCE = 50
MOST_ITEMS = 100
NOT_IN_A_BODY = frozenset({"Condition", "Fail", "ForEach"})


class ForEachLimits(Rule):
    """A loop runs at most 50 steps at once, over 1 to 100 items that are written out, with at least one step in it.

    The items are scalars or references; an object is passed as JSON text. Conditions, Fail steps and other loops may
    not stand in a loop. Each step of the body runs as `<name>-<number of the item>`, so that no step at the top level
    may be called so: "the service rejects such collisions", says the SDK.

    The SDK's constructor raises `ValueError` for all but the last, which nothing looks at before the service does.
    """

    code = "SMP315"
    name = "for-each-limits"
    severity = Severity.ERROR
    summary = "A loop has too much, too little, or the wrong steps in it."
    references = ("sagemaker/mlops/workflow/for_each_step.py:26-36 and 321-409 of sagemaker-mlops 1.27",)
    sdks = ("v3",)
    about = ("ForEach",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'loop "Loop" is to run 100 steps at once; MaxConcurrency is a whole number from 1 to 50',
                    line=15,
                    text="100",
                ),
            ),
        ),
        Example(SOURCE.replace("100", "10")),
        Example(
            SOURCE.replace('["a", "b"]', "[]")
            .replace("100", "1")
            .replace('TrainingStep(name="TrainItem", step_args=trainer.train())', 'FailStep(name="Stop")'),
            expected=(
                Expected('loop "Loop" has no items; it takes 1 to 100', line=14, text="[]"),
                Expected('step "Stop" of type Fail may not stand in the body of loop "Loop"', line=11, text='"Stop"'),
            ),
        ),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'loop "Loop" is to run 0 steps at once; MaxConcurrency is a whole number from 1 to 50',
                    pointer="/Steps/0/Arguments/MaxConcurrency",
                ),
                Expected(
                    'an item of loop "Loop" is an object; items are scalars, references or JSON text',
                    pointer="/Steps/0/Arguments/IterableItems/1",
                ),
                Expected(
                    'step "Stop" of type Fail may not stand in the body of loop "Loop"',
                    pointer="/Steps/0/Arguments/ForEachBody/1/Name",
                ),
                Expected(
                    'step "Train-0" has the name that "Train" gets in iteration 0 of loop "Loop"',
                    pointer="/Steps/1/Name",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every loop; see the class."""
        for step in pipeline.all_steps():
            if step.type == "ForEach":
                yield from _concurrency(step)
                yield from _items(step)
                yield from _body(step)
        yield from _collisions(pipeline)


def _concurrency(step: Step) -> Iterator[Report]:
    found = step.arguments.entries.get("MaxConcurrency")
    if isinstance(found, Literal):
        number = found.value
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or not isinstance(number, int) or not 1 <= number <= MOST_AT_ONCE:
            yield Report(
                f'loop "{step.name}" is to run {number} steps at once; MaxConcurrency is a whole number from 1 to '
                f"{MOST_AT_ONCE}",
                found.origin or step.origin,
                step.name,
                f"Give it a number from 1 to {MOST_AT_ONCE}.",
            )


_SPLIT = "Let a reference yield the list, which may be longer, or make two loops of it."


def _items(step: Step) -> Iterator[Report]:
    items = step.arguments.entries.get("IterableItems")
    if not isinstance(items, ListValue):
        return
    count = len(items.items)
    if (items.complete and count == 0) or count > MOST_ITEMS:
        message = f'loop "{step.name}" has {count or "no"} items; it takes 1 to {MOST_ITEMS}'
        help_ = _SPLIT if count else "Give it items, or leave the loop out."
        yield Report(message, items.origin or step.origin, step.name, help_)
    for item in items.items:
        null = isinstance(item, Literal) and item.value is None
        if null or isinstance(item, (Record, ListValue)):
            noun = "null" if null else "an object" if isinstance(item, Record) else "a list"
            message = f'an item of loop "{step.name}" is {noun}; items are scalars, references or JSON text'
            help_ = "Pass an object as JSON text: ForEach.CurrentItem.<field> looks into it."
            yield Report(message, item.origin or items.origin or step.origin, step.name, help_)


def _body(step: Step) -> Iterator[Report]:
    if step.children_complete and not step.body:
        help_ = "Put at least one step into for_each_body, or leave the loop out."
        yield Report(f'loop "{step.name}" has no steps in its body', step.name_origin or step.origin, step.name, help_)
    for inner in step.body:
        if inner.type in NOT_IN_A_BODY:
            message = f'step "{inner.name}" of type {inner.type} may not stand in the body of loop "{step.name}"'
            help_ = f"Move it out of the loop: steps of types {quoted(sorted(NOT_IN_A_BODY))} stand outside."
            yield Report(message, inner.name_origin or inner.origin, inner.name, help_)


def _collisions(pipeline: Pipeline) -> Iterator[Report]:
    """Report steps at the top level called ``<step of a body>-<digits>``."""
    owners = {inner.name: step for step in pipeline.all_steps() for inner in step.body if inner.name_known}
    for step in pipeline.steps:
        base, _, digits = step.name.rpartition("-")
        if base in owners and digits.isdecimal() and step.name_known and step.certain and owners[base].certain:
            yield Report(
                f'step "{step.name}" has the name that "{base}" gets in iteration {digits} of loop '
                f'"{owners[base].name}"',
                step.name_origin or step.origin,
                step.name,
                "Give it another name: the service rejects such a collision.",
            )
