"""SMP561: a job may run longer than the platform allows."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.policies.looking import lacking, refused, slots
from pipelint.rules.policies.places import RUN_TIMES
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"seconds": 7200}
A_DAY = 86400  # seconds: how long a job may run that does not say
HELP = "Set a limit to the run time of the job, or have the option seconds raised."


class RunTime(Rule):
    """A job ends by itself when it takes longer than the platform allows.

    A job that hangs is billed until it ends. `StoppingCondition` says when SageMaker ends it; without one it runs for
    up to a day. A limit that is written out is judged, and so are the default and the legal values of a parameter that
    stands for one; a limit that the SDK adds by itself is judged in the compiled definition.
    """

    code = "SMP561"
    name = "run-time"
    severity = Severity.WARNING
    summary = "A job may run longer than the platform allows."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html",)
    opt_in = True
    takes = (Option("seconds", {"type": "integer", "minimum": 1}, "the longest run time, in seconds", required=True),)
    examples = (
        Example(
            changed(
                SOURCE,
                ("    max_runtime_in_seconds=3600,\n", ""),
                ("max_run=3600", "max_run=72000"),
            ),
            expected=(
                Expected(
                    'step "Prepare" has no limit of its run time (StoppingCondition.MaxRuntimeInSeconds)',
                    line=31,
                    text="ProcessingStep",
                ),
                Expected(
                    'run time 72000 of step "Train" is more than the 7200 seconds that are allowed',
                    line=41,
                    text="72000",
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(DEFINITION, ('{"MaxRuntimeInSeconds": 3600, "Max', '{"MaxRuntimeInSeconds": 36000, "Max')),
            "json",
            (
                Expected(
                    'run time 36000 of step "Train" is more than the 7200 seconds that are allowed',
                    pointer="/Steps/1/Arguments/StoppingCondition/MaxRuntimeInSeconds",
                ),
            ),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the limit of every job; see the class."""
        most = self.options["seconds"]
        if most < A_DAY:
            found = slots(pipeline, RUN_TIMES)
            yield from (lacking(slot, "limit of its run time", HELP) for slot in found if slot.value is None)
        yield from refused(
            pipeline,
            RUN_TIMES,
            "run time",
            lambda seconds: not isinstance(seconds, (int, float)) or seconds <= most,
            f"is more than the {most} seconds that are allowed",
            HELP,
        )
