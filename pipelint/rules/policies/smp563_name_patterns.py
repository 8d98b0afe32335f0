"""SMP563: a name is not as the platform wants names to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal, Origin
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule
from pipelint.rules.wording import shown

OPTIONS = {"pipelines": "(fraud|churn)-[a-z-]+", "steps": "[A-Z][A-Za-z]+", "parameters": "[A-Z][A-Za-z]+"}
PATTERN = {"type": "string", "format": "regex", "minLength": 1}


class NamePatterns(Rule):
    """Pipelines, steps and parameters are named as the platform wants them to be.

    Dashboards, alarms and permissions (`arn:aws:sagemaker:*:*:pipeline/fraud-*`) find pipelines by their names. Each
    option is a regular expression that the whole name must match. The name of a pipeline stands in the source alone.
    """

    code = "SMP563"
    name = "name-patterns"
    severity = Severity.WARNING
    summary = "A name is not as the platform wants names to be."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html",)
    opt_in = True
    takes = (
        Option("pipelines", PATTERN, "a regular expression for the names of pipelines"),
        Option("steps", PATTERN, "a regular expression for the names of steps"),
        Option("parameters", PATTERN, "a regular expression for the names of parameters"),
    )
    examples = (
        Example(
            changed(SOURCE, ('"fraud-training"', '"Training"'), ('"Prepare"', '"prepare"')),
            expected=(
                Expected('the name of step "prepare" does not match "[A-Z][A-Za-z]+"', line=32, text='"prepare"'),
                Expected(
                    'the name of pipeline "Training" does not match "(fraud|churn)-[a-z-]+"',
                    line=52,
                    text='"Training"',
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            DEFINITION.replace('InstanceType", "Type', 'instance_type", "Type'),
            "json",
            (
                Expected(
                    'the name of parameter "instance_type" does not match "[A-Z][A-Za-z]+"',
                    pointer="/Parameters/0/Name",
                ),
            ),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every name that is known; see the class."""
        name = pipeline.name.value if isinstance(pipeline.name, Literal) else None
        if isinstance(name, str):
            yield from self._judged("pipeline", name, pipeline.name.origin or pipeline.origin)
        for parameter in pipeline.parameters:
            yield from self._judged("parameter", parameter.name, parameter.name_origin or parameter.origin)
        for step in pipeline.all_steps():
            if step.name_known:
                yield from self._judged("step", step.name, step.name_origin or step.origin)

    def _judged(self, noun: str, name: str, at: Origin | None) -> Iterator[Report]:
        pattern = self.options[f"{noun}s"]
        if pattern is not None and re.fullmatch(pattern, name) is None:
            step = name if noun == "step" else None
            message = f"the name of {noun} {shown(name)} does not match {shown(pattern)}"
            yield Report(message, at, step, f"Give it another name, or have the option {noun}s changed.")
