"""SMP554: a job runs outside of the networks of the platform."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import ListValue, Record
from pipelint.rules.known import known_values
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.policies.looking import PATTERNS, SDK_DEFAULTS, fits, lacking, not_allowed, slots
from pipelint.rules.policies.places import NETWORKS
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"subnets": ["subnet-1*"], "security-groups": ["sg-1111"]}
HELP = "Pass the subnets and security groups of the platform to the object that describes the job or model."
KINDS = (("Subnets", "subnets", "subnet"), ("SecurityGroupIds", "security-groups", "security group"))


class Vpc(Rule):
    """Jobs and models run inside of a network (VPC) of the platform.

    Without a `VpcConfig` a container has the network of AWS, from which it reaches the whole internet and no database
    of yours. `subnets` and `security-groups` are those that are allowed, with `*` for any text; without them any will
    do.
    """

    code = "SMP554"
    name = "vpc"
    severity = Severity.WARNING
    summary = "A job or model runs outside of the networks of the platform."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-give-access.html",)
    opt_in = True
    takes = (
        Option("subnets", PATTERNS, "the subnets that are allowed; any where it is not given"),
        Option("security-groups", PATTERNS, "the security groups that are allowed; any where it is not given"),
        SDK_DEFAULTS,
    )
    examples = (
        Example(
            changed(
                SOURCE, ('    subnets=["subnet-1111"],\n    security_group_ids=["sg-1111"],\n    enable', "    enable")
            ),
            expected=(Expected('step "Train" has no VPC (VpcConfig)', line=49, text="TrainingStep"),),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            DEFINITION.replace("subnet-1111", "subnet-2222", 1),
            "json",
            (
                Expected(
                    'subnet "subnet-2222" of step "Prepare" is not allowed; allowed is "subnet-1*"',
                    pointer="/Steps/0/Arguments/NetworkConfig/VpcConfig/Subnets/0",
                ),
            ),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the networks of every request; see the class."""
        found = list(slots(pipeline, NETWORKS, self.options["sdk-defaults"]))
        yield from (lacking(slot, "VPC", HELP) for slot in found if slot.value is None)
        for member, option, noun in KINDS:
            allowed = self.options[option]
            lists = [(slot, slot.value.get(member)) for slot in found if isinstance(slot.value, Record)]
            yield from gathered_each(
                (f"{noun} {known.words} of", Remark(slot.step, not_allowed(allowed), known.at or slot.at, HELP))
                for slot, value in lists
                if allowed and isinstance(value, ListValue)
                for item in value.items
                for known in known_values(item, pipeline)
                if not fits(known.value, allowed)
            )
