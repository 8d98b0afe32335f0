"""SMP318: a step in the body of a loop depends on a step outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.branches import Placement, placement_of
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.looking import place_of_wait, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {}},
    {"Name": "Loop", "Type": "ForEach", "Arguments": {
      "IterableItems": ["north", "south"], "MaxConcurrency": 2,
      "ForEachBody": [
        {"Name": "Score", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:score",
         "OutputParameters": [], "Arguments": {"region": {"Get": "ForEach.CurrentItem"}}, "DependsOn": ["Prepare"]}
      ]}}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace(', "DependsOn": ["Prepare"]', "").replace(
    "]}}\n  ]", ']}, "DependsOn": ["Prepare"]}\n  ]'
)


class LoopBodyDependency(Rule):
    """What a loop has to wait for belongs in the `depends_on` of the loop, not of a step in its body.

    A step of the body runs once for each item, under a name of its own. Version 3 of the SDK compiles a body step with
    `depends_on` of a step outside; what the service then does (wait, ignore it, refuse it) is not documented, hence a
    warning. To read a property of a step outside is another thing, and nothing is said of it.
    """

    code = "SMP318"
    name = "loop-body-dependency"
    severity = Severity.WARNING
    summary = "A step in the body of a loop depends on a step outside the loop."
    references = ("sagemaker/mlops/workflow/for_each_step.py:290-430 of sagemaker-mlops 1.27, which checks nothing",)
    languages = ("json",)
    sdks = ("v3",)
    about = ("ForEach",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Score" in the body of "Loop" depends on "Prepare", which is outside the loop',
                    pointer="/Steps/1/Arguments/ForEachBody/0/DependsOn/0",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the dependencies of every step in a loop; see the class."""
        loops = [step for step in pipeline.all_steps() if step.type == "ForEach"]
        if loops:
            placement, steps = placement_of(pipeline), sole_steps(pipeline)
            for loop in loops:
                for inner in loop.body:
                    yield from _reports(loop, inner, placement, steps)


def _reports(loop: Step, inner: Step, placement: Placement, steps: Mapping[str, Step]) -> Iterator[Report]:
    for dependency in inner.depends_on:
        target = steps.get(dependency.step)
        outside = target is not None and target is not loop and placement.slot(target).owner is not loop
        if target is not None and outside:
            yield Report(
                f'step "{inner.name}" in the body of "{loop.name}" depends on "{target.name}", which is outside the '
                "loop",
                place_of_wait(dependency.origin, target, inner),
                inner.name,
                f'Let "{loop.name}" depend on it: then no iteration starts before. What the service does with a '
                "dependency of a step in the body is not documented.",
            )
