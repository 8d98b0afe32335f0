"""SMP558: more instances are asked for than one job may have."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.policies.looking import refused
from pipelint.rules.policies.places import INSTANCE_COUNTS
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"maximum": 4}


class InstanceCount(Rule):
    """One job, or one variant of an endpoint, asks for no more instances than the platform allows.

    A count that is written out is judged, and so are the default and the legal values of a parameter that stands for
    one. A count of ten in place of one costs ten times as much, and is one character more.
    """

    code = "SMP558"
    name = "instance-count"
    severity = Severity.WARNING
    summary = "More instances are asked for than one job may have."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html",)
    opt_in = True
    takes = (
        Option(
            "maximum", {"type": "integer", "minimum": 1}, "the most instances of one job, at least 1", required=True
        ),
    )
    examples = (
        Example(
            changed(SOURCE, ("instance_count=2", "instance_count=20")),
            expected=(
                Expected('instance count 20 of step "Train" is more than the 4 that are allowed', line=36, text="20"),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(DEFINITION, ('"InstanceCount": 2', '"InstanceCount": 5')),
            "json",
            (
                Expected(
                    'instance count 5 of step "Train" is more than the 4 that are allowed',
                    pointer="/Steps/1/Arguments/ResourceConfig/InstanceCount",
                ),
            ),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every instance count that is known; see the class."""
        maximum = self.options["maximum"]
        yield from refused(
            pipeline,
            INSTANCE_COUNTS,
            "instance count",
            lambda count: not isinstance(count, (int, float)) or count <= maximum,
            f"is more than the {maximum} that are allowed",
            "Ask for fewer instances, or have the option maximum raised.",
        )
