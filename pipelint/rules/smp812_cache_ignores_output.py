"""SMP812: a cached step does not write to the place that a parameter chooses."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.policies import CACHE_KEY, enabled_cache
from pipelint.pipeline.storage import OUTPUT_FOLDERS, OUTPUTS, values_at
from pipelint.pipeline.values import Origin, ParameterReference, walk
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted

SOURCE = """\
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import CacheConfig, ProcessingStep

session = PipelineSession()
place = ParameterString("Place", default_value="s3://bucket/clean")
processor = Processor("role", "clean:1", 1, "ml.m5.large", sagemaker_session=session)
output = ProcessingOutput("/opt/ml/processing/out", Join(on="/", values=[place, "rows"]), "rows")
cache = CacheConfig(enable_caching=True, expire_after="P30D")
clean = ProcessingStep("Clean", step_args=processor.run(outputs=[output]), cache_config=cache)
pipeline = Pipeline("Abalone", parameters=[place], steps=[clean], sagemaker_session=session)
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Place", "Type": "String"}],
  "Steps": [{"Name": "Score", "Type": "Transform", "CacheConfig": {"Enabled": true, "ExpireAfter": "P30D"},
    "Arguments": {"ModelName": "abalone", "TransformOutput": {"S3OutputPath": {"Get": "Parameters.Place"}}}}]
}
"""


class CacheIgnoresOutput(Rule):
    """Where a step writes to is no part of its cache key: a step is taken from the cache whatever that place is.

    AWS lists what the key of each type of step is made of; outputs are not among it. So an execution that is started
    with another place finds nothing there: the step is not run, and its property still tells the place that it was run
    with. Only steps that read through the property get the files.

    Reported where a parameter chooses the place and no part of the key. An id of the execution in the place is left
    alone: the SDK's own places hold it.
    """

    code = "SMP812"
    name = "cache-ignores-output"
    severity = Severity.WARNING
    summary = "A parameter chooses where a cached step writes, and is no part of its cache key."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-default-keys.html",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html",
    )
    about = ("CacheConfig",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Clean" is taken from the cache whatever parameter "Place" is, which chooses where it writes',
                    line=11,
                    text="place",
                ),
            ),
        ),
        Example(SOURCE.replace("run(outputs", 'run(arguments=["--place", place], outputs')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Score" is taken from the cache whatever parameter "Place" is, which chooses where it writes',
                    pointer="/Steps/0/Arguments/TransformOutput/S3OutputPath",
                ),
            ),
        ),
        Example(DEFINITION.replace("true", "false"), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the places of every step whose cache is on; see the class."""
        for step in pipeline.all_steps():
            if enabled_cache(step) is not None and step.type in CACHE_KEY:
                yield from _judged(step)


def _judged(step: Step) -> Iterator[Report]:
    chosen: dict[str, Origin | None] = {}
    for table in (OUTPUTS, OUTPUT_FOLDERS):
        for place in values_at(step, table):
            for part in walk(place):
                if isinstance(part, ParameterReference):
                    chosen.setdefault(part.name, part.origin)
    if not chosen:
        return
    keyed = {
        part.name
        for path in CACHE_KEY[step.type or ""]
        for holder in (step.arguments, step.attributes)
        if (value := holder.get(*path)) is not None
        for part in walk(value)
        if isinstance(part, ParameterReference)
    }
    free = [name for name in chosen if name not in keyed]
    if free:
        verb = "is, which chooses" if len(free) == 1 else "are, which choose"
        yield Report(
            f'step "{step.name}" is taken from the cache whatever parameter{"s" if free[1:] else ""} {quoted(free)} '
            f"{verb} where it writes",
            chosen[free[0]] or step.origin,
            step.name,
            "Pass the parameter in an argument or a variable of the environment, too: those are in the key. Or read "
            "what the step wrote through its property alone, which tells where that is.",
        )
