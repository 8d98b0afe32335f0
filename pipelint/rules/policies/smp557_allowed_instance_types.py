"""SMP557: an instance type is none of those that are allowed."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.policies.looking import PATTERNS, fits, not_allowed, refused
from pipelint.rules.policies.places import INSTANCE_TYPES
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"types": ["ml.m5.*", "ml.c5.*"]}


class AllowedInstanceTypes(Rule):
    """Jobs and endpoints run only on instance types that the platform allows.

    A type that is written out is judged, and so are the default and the legal values of a parameter that stands for
    one. `*` stands for any text: `ml.m5.*`. What a model can run on (`SupportedTransformInstanceTypes` of a registered
    model) chooses nothing, `local` and `local_gpu` run on no instance, and the types of EMR clusters are not judged.
    """

    code = "SMP557"
    name = "allowed-instance-types"
    severity = Severity.WARNING
    summary = "An instance type is none of those that are allowed."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html",)
    opt_in = True
    takes = (Option("types", PATTERNS, "the instance types that are allowed, such as ml.m5.*", required=True),)
    examples = (
        Example(
            changed(SOURCE, ('"ml.m5.large"', '"ml.p3.2xlarge"')),
            expected=(
                Expected(
                    'instance type "ml.p3.2xlarge" of step "Prepare" is not allowed; allowed are "ml.m5.*" and '
                    '"ml.c5.*"',
                    line=18,
                    text='"ml.p3.2xlarge"',
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(DEFINITION, ('"ml.m5.xlarge"', '"ml.p3.2xlarge"')),
            "json",
            (
                Expected(
                    'instance type "ml.p3.2xlarge", the default of parameter "InstanceType", of step "Train" is not '
                    'allowed; allowed are "ml.m5.*" and "ml.c5.*"',
                    pointer="/Parameters/0/DefaultValue",
                ),
            ),
            title="The default of a parameter",
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every instance type that is known; see the class."""
        allowed = self.options["types"]
        yield from refused(
            pipeline,
            INSTANCE_TYPES,
            "instance type",
            lambda name: str(name).startswith("local") or fits(name, allowed),
            not_allowed(allowed),
            "Choose one of those types, or have the type added to the option types.",
        )
