"""SMP803: a step's cache has no expiry, or one that is no duration or not the one that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.durations import is_duration
from pipelint.pipeline.service.policies import enabled_cache
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import Remark, gathered
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import CacheConfig, ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = Processor(role, "prepare:1", 1, "ml.m5.large", sagemaker_session=session)
cache = CacheConfig(enable_caching=True, expire_after="30 days")
prepare = ProcessingStep("Prepare", step_args=processor.run(), cache_config=cache)
check = ProcessingStep("Check", step_args=processor.run(), cache_config=cache)
pipeline = Pipeline("Abalone", steps=[prepare, check], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Prepare", "Type": "Processing", "Arguments": {},
    "CacheConfig": {"Enabled": true, "ExpireAfter": "30 days"}}]
}
"""

MONTHS_ALONE = r"(?ai)P?(\d+)M"
NATURAL_MONTHS = frozenset({1, 2, 3, 4, 6, 9, 12, 18, 24, 36})


class CacheExpiry(Rule):
    """A cache needs a time after which it is not used any more: an ISO 8601 duration such as `P30D` or `PT12H`.

    AWS: "When you turn on step caching, you must also define a timeout." The SDK takes any string, and none. A text
    that is no duration is an error; the spellings of AWS's own samples (`30d`, `T16m`, `30dT5h`, `p30d`) pass. No
    expiry at all is a warning, as the service's answer to it is not documented.

    Without a `T`, `M` means months: `P30M` is two and a half years, `PT30M` half an hour. A number of months that
    nobody counts in months is a warning.
    """

    code = "SMP803"
    name = "cache-expiry"
    severity = Severity.ERROR
    summary = "The expiry of a step's cache is missing, is no duration, or counts months where minutes are meant."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2736",
    )
    about = ("CacheConfig",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the cache of steps "Prepare" and "Check" expires after "30 days", which is no ISO 8601 duration',
                    line=9,
                    text='"30 days"',
                ),
            ),
        ),
        Example(SOURCE.replace("30 days", "P30D")),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'the cache of step "Prepare" expires after "30 days", which is no ISO 8601 duration',
                    pointer="/Steps/0/CacheConfig/ExpireAfter",
                ),
            ),
        ),
        Example(DEFINITION.replace("30 days", "P30D"), "json"),
        Example(DEFINITION.replace("30 days", "30dT5h"), "json"),
        Example(DEFINITION.replace("true", "false"), "json", title="A cache that is off needs none"),
        Example(
            DEFINITION.replace("30 days", "P30M"),
            "json",
            (
                Expected(
                    'the cache of step "Prepare" expires after 30 months: "P30M"; 30 minutes are "PT30M"',
                    pointer="/Steps/0/CacheConfig/ExpireAfter",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(
            DEFINITION.replace(', "ExpireAfter": "30 days"', ""),
            "json",
            (
                Expected(
                    'the cache of step "Prepare" is on, but never expires: ExpireAfter is missing',
                    pointer="/Steps/0/CacheConfig",
                    severity=Severity.WARNING,
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the expiry of every cache that is on; see the class."""
        yield from gathered("the cache of", (remark for step in pipeline.all_steps() for remark in _remarks(step)))


_HELP = 'Give it an ISO 8601 duration, such as "P30D" or "PT12H": expire_after of CacheConfig in the SDK.'


def _remarks(step: Step) -> Iterator[Remark]:
    config = enabled_cache(step)
    if config is None:
        return
    expiry = config.entries.get("ExpireAfter")
    if expiry is None and config.complete:
        text = "is on, but never expires: ExpireAfter is missing"
        yield Remark(step, text, config.origin, _HELP, Severity.WARNING)
    elif isinstance(expiry, Literal) and not (isinstance(expiry.value, str) and is_duration(expiry.value)):
        written = shown(expiry.value) if isinstance(expiry.value, str) else str(expiry.value)
        yield Remark(step, f"expires after {written}, which is no ISO 8601 duration", expiry.origin, _HELP)
    elif isinstance(expiry, Literal):
        months = re.fullmatch(MONTHS_ALONE, str(expiry.value))
        if months is not None and int(months[1]) not in NATURAL_MONTHS:
            text = f'expires after {months[1]} months: {shown(months[0])}; {months[1]} minutes are "PT{months[1]}M"'
            help_ = f'Write "PT{months[1]}M" for minutes: before the T an M means months, after it minutes.'
            yield Remark(step, text, expiry.origin, help_, Severity.WARNING)
