"""SMP805: a step has a cache configuration, but steps of its type are never cached."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.policies import CACHE_KEY, NEVER_CACHED
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [{"Name": "Create", "Type": "Model", "Arguments": {},
    "CacheConfig": {"Enabled": true, "ExpireAfter": "P30D"}}]
}
"""


class CacheUnsupported(Rule):
    """Not every type of step can be cached.

    AWS lists Processing, Training, Tuning, AutoML, Transform, ClarifyCheck, QualityCheck and EMR; the published schema
    adds Lambda and Callback, and version 3 of the SDK Endpoint, EndpointConfig, EMRServerless and Job. All these pass,
    and so does any type that pipelint does not know. For the others no source knows a cache, and the SDK takes no
    `cache_config`, so that only a definition can have this fault; whether the service refuses or ignores it is not
    documented.
    """

    code = "SMP805"
    name = "cache-unsupported"
    severity = Severity.WARNING
    summary = "A step of a type that is never cached has a cache configuration."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html",)
    languages = ("json",)
    about = ("CacheConfig",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Create" has a CacheConfig, but Model steps are never cached', pointer="/Steps/0/CacheConfig"
                ),
            ),
        ),
        Example(DEFINITION.replace('"Model"', '"EndpointConfig"'), "json"),
        Example(DEFINITION.replace('"Model"', '"AddedNextMonth"'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report cache configurations of steps that are never cached; see the class."""
        for step in pipeline.all_steps():
            config = step.attributes.entries.get("CacheConfig")
            if config is not None and step.type in NEVER_CACHED:
                yield Report(
                    f'step "{step.name}" has a CacheConfig, but {step.type} steps are never cached',
                    config.origin or step.origin,
                    step.name,
                    f"Take it away. AWS caches steps of types {quoted(sorted(CACHE_KEY))}.",
                )
