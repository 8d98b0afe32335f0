"""SMP813: a cached step reads a place that is always the same, and does not notice when the files there change."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.policies import CACHE_KEY, enabled_cache
from pipelint.pipeline.storage import INPUTS, FixedPlace, fixed_places
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted, shown

SOURCE = """\
from sagemaker.processing import ProcessingInput, Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import CacheConfig, ProcessingStep

session = PipelineSession()
data = ParameterString("Data", default_value="s3://bucket/raw/2026-05")
processor = Processor("role", "clean:1", 1, "ml.m5.large", sagemaker_session=session)
rows = ProcessingInput(source="s3://bucket/raw", destination="/opt/ml/processing/raw")
cache = CacheConfig(enable_caching=True, expire_after="P30D")
clean = ProcessingStep("Clean", step_args=processor.run(inputs=[rows]), cache_config=cache)
pipeline = Pipeline("Abalone", parameters=[data], steps=[clean], sagemaker_session=session)
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [{"Name": "Data", "Type": "String"}],
  "Steps": [{"Name": "Train", "Type": "Training", "CacheConfig": {"Enabled": true, "ExpireAfter": "P30D"},
    "Arguments": {"InputDataConfig": [{"ChannelName": "train", "DataSource": {"S3DataSource": {
      "S3DataType": "S3Prefix", "S3Uri": "s3://bucket/train"}}}]}}]
}
"""


class CacheOfFixedInput(Rule):
    """The cache compares the place of an input, not what lies there.

    Files that are put into the same folder anew do not make a cached step run again, until its cache expires: the
    pipeline works on with the results of the older ones. A parameter for the place, with a date or a version in it,
    tells the two apart.

    What the SDK uploads itself is left alone: it puts code that has changed elsewhere, or compiles another definition.
    Information, given once for a pipeline: nearly every pipeline reads a fixed place, and many of those never change.
    """

    code = "SMP813"
    name = "cache-of-fixed-input"
    severity = Severity.INFO
    summary = "A cached step reads a place that is always the same, and does not notice when the files there change."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html",
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html#caching-configuration",
    )
    quiet = True
    about = ("CacheConfig",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'step "Clean" is taken from the cache whatever lies in "s3://bucket/raw", as long as it is '
                    "called so",
                    line=10,
                    text='"s3://bucket/raw"',
                ),
            ),
        ),
        Example(SOURCE.replace('source="s3://bucket/raw"', "source=data")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Train" is taken from the cache whatever lies in "s3://bucket/train", as long as it is '
                    "called so",
                    pointer="/Steps/0/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
                ),
            ),
        ),
        Example(DEFINITION.replace('"s3://bucket/train"', '{"Get": "Parameters.Data"}'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Gather the fixed places that cached steps read; see the class."""
        places = [place for step in pipeline.all_steps() if enabled_cache(step) for place in fixed_places(step, INPUTS)]
        fixed = [place for place in places if place.step.type in CACHE_KEY and _stays_as_it_is(place.text)]
        if not fixed:
            return
        first = fixed[0]
        names = list(dict.fromkeys(place.step.name for place in fixed))
        yield Report(
            f"step{'s' if names[1:] else ''} {quoted(names)} {'are' if names[1:] else 'is'} taken from the cache "
            f"whatever lies in {_named(fixed)}, as long as it is called so",
            first.origin or first.step.origin,
            None if names[1:] else names[0],
            "Make the place a parameter, and put a date or a version into it; or let the cache expire as soon as the "
            "files may have changed.",
            tuple((place.origin, "and here") for place in fixed[1:] if place.origin is not None),
        )


def _stays_as_it_is(text: str) -> bool:
    """Tell whether ``text`` names the same place in all executions, where nothing was put that the SDK uploads."""
    return (
        "{" not in text
        and "/code/" not in text
        and not text.endswith((".py", ".sh", ".tar.gz", "/analysis_config.json"))
    )


def _named(places: list[FixedPlace]) -> str:
    texts = list(dict.fromkeys(place.text for place in places))
    return f"{shown(texts[0])} and in {len(texts) - 1} more" if texts[1:] else shown(texts[0])
