"""SMP556: what the containers of a job send each other is not encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.policies.looking import SDK_DEFAULTS, not_turned_on, slots
from pipelint.rules.policies.places import ENCRYPTED_TRAFFIC
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Report, Rule

HELP = "Pass encrypt_inter_container_traffic=True where the job is described."
ENCRYPTED = '"EnableInterContainerTrafficEncryption": true,\n      "Tags"'


class TrafficEncryption(Rule):
    """What the containers of one job send each other is encrypted.

    Distributed training and processing exchange data between instances. With `EnableInterContainerTrafficEncryption` it
    is encrypted on the way; training may take longer by it. A request that does not ask for it has none. A job of one
    instance is judged, too: permissions that ask for encryption refuse it all the same.
    """

    code = "SMP556"
    name = "traffic-encryption"
    severity = Severity.WARNING
    summary = "What the containers of a job send each other is not encrypted."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html",)
    opt_in = True
    takes = (SDK_DEFAULTS,)
    examples = (
        Example(
            changed(SOURCE, ("    encrypt_inter_container_traffic=True,\n    tags", "    tags")),
            expected=(
                Expected(
                    'step "Train" has no traffic encryption (EnableInterContainerTrafficEncryption)',
                    line=50,
                    text="TrainingStep",
                ),
            ),
        ),
        Example(SOURCE),
        Example(
            changed(DEFINITION, (ENCRYPTED, ENCRYPTED.replace("true", "false"))),
            "json",
            (
                Expected(
                    'traffic encryption of step "Train" is false',
                    pointer="/Steps/1/Arguments/EnableInterContainerTrafficEncryption",
                ),
            ),
        ),
        Example(DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the switch of every request; see the class."""
        switches = slots(pipeline, ENCRYPTED_TRAFFIC, self.options["sdk-defaults"])
        yield from not_turned_on(pipeline, switches, "traffic encryption", HELP)
