"""SMP562: a training job does not run on spot instances."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Literal
from pipelint.rules.policies.looking import not_turned_on, refused, slots
from pipelint.rules.policies.places import SPOT, WAIT_TIMES
from pipelint.rules.policies.samples import DEFINITION, SOURCE, changed
from pipelint.rules.rule import Example, Expected, Option, Report, Rule

OPTIONS = {"max-wait-seconds": 10000}
HELP = "Pass use_spot_instances=True and max_wait, and checkpoints if the job is a long one."


class SpotTraining(Rule):
    """Training runs on spot instances, which cost up to 90 % less and may be taken away.

    `EnableManagedSpotTraining` asks for them; `MaxWaitTimeInSeconds` is how long the job may take, the wait for
    instances included, and `max-wait-seconds` bounds that. The jobs with which the SDK repacks models are not judged:
    nobody can pass them anything.
    """

    code = "SMP562"
    name = "spot-training"
    severity = Severity.WARNING
    summary = "A training job does not run on spot instances."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training.html",)
    opt_in = True
    takes = (
        Option(
            "max-wait-seconds",
            {"type": "integer", "minimum": 1},
            "the longest that a job may take with the wait for instances; any where it is not given",
        ),
    )
    examples = (
        Example(
            changed(SOURCE, ("    use_spot_instances=True,\n", "")),
            expected=(
                Expected(
                    'step "Train" has no spot instances (EnableManagedSpotTraining)', line=50, text="TrainingStep"
                ),
            ),
            options=OPTIONS,
        ),
        Example(SOURCE, options=OPTIONS),
        Example(
            changed(DEFINITION, ('"MaxWaitTimeInSeconds": 7200', '"MaxWaitTimeInSeconds": 72000')),
            "json",
            (
                Expected(
                    'wait time 72000 of step "Train" is more than the 10000 seconds that are allowed',
                    pointer="/Steps/1/Arguments/StoppingCondition/MaxWaitTimeInSeconds",
                ),
            ),
            options=OPTIONS,
        ),
        Example(DEFINITION, "json", options=OPTIONS),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at every training job; see the class."""
        switches = (slot for slot in slots(pipeline, SPOT) if not _repacks(slot.step))
        yield from not_turned_on(pipeline, switches, "spot instances", HELP)
        most = self.options["max-wait-seconds"]
        if most is not None:
            yield from refused(
                pipeline,
                WAIT_TIMES,
                "wait time",
                lambda seconds: not isinstance(seconds, (int, float)) or seconds <= most,
                f"is more than the {most} seconds that are allowed",
                HELP,
            )


def _repacks(step: Step) -> bool:
    """Tell whether ``step`` is one that the SDK adds to repack a model (sagemaker/workflow/_utils.py)."""
    description = step.attributes.get("Description")
    return isinstance(description, Literal) and str(description.value).startswith("Used to repack a model")
