"""SMP555: a container may reach the network."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.policies.looking import SDK_DEFAULTS, not_turned_on, slots
from pipelint.rules.policies.places import ISOLATION
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Report, Rule

HELP = "Pass enable_network_isolation=True where the job or model is described."
ISOLATED = '"EnableNetworkIsolation": true, "EnableInterContainerTrafficEncryption": true,\n      "Tags"'


class NetworkIsolation(Rule):
    """Containers run without any network, so that what they read can leave by the outputs of the job alone.

    With `EnableNetworkIsolation` SageMaker copies the data in and out, and the container makes no calls: neither to the
    internet nor to AWS. Code that downloads packages or calls AWS when it runs does not work in it. A request that does
    not ask for isolation has none.
    """

    code = "SMP555"
    name = "network-isolation"
    severity = Severity.WARNING
    summary = "A container may reach the network."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",)
    opt_in = True
    takes = (SDK_DEFAULTS,)
    examples = (
        Example(
            changed(SOURCE, ("        enable_network_isolation=True", "        enable_network_isolation=False")),
            expected=(Expected('network isolation of step "Prepare" is false', line=23, text="False"),),
        ),
        Example(SOURCE),
        Example(
            changed(DEFINITION, (ISOLATED, '"EnableInterContainerTrafficEncryption": true,\n      "Tags"')),
            "json",
            (Expected('step "Train" has no network isolation (EnableNetworkIsolation)', pointer="/Steps/1/Arguments"),),
        ),
        Example(DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the switch of every request; see the class."""
        switches = slots(pipeline, ISOLATION, self.options["sdk-defaults"])
        yield from not_turned_on(pipeline, switches, "network isolation", HELP)
