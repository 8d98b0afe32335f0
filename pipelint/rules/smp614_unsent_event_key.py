"""SMP614: the function of a Lambda step takes a key of the event that the step does not send."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.smp613_unreturned_output import SCRIPT, SOURCE
from pipelint.rules.wording import expectation


class UnsentEventKey(Rule):
    """The event of a Lambda function is the dict of the step's `inputs`: it has no other keys.

    Python takes a key that is missing with a KeyError, and the step fails.

    Reported where the function takes the key for certain (not under a test, and without `.get`), and all inputs of the
    step are known.
    """

    code = "SMP614"
    name = "unsent-event-key"
    severity = Severity.ERROR
    summary = "The function of a Lambda step takes a key of the event that the step does not send."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-lambda",
        "https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html",
    )
    languages = ("python",)
    about = ("Lambda",)
    examples = (
        Example(
            SOURCE.replace('"endpoint": "scores"', '"endpoint_name": "scores"').replace("statusCode", "status_code"),
            expected=(
                Expected(
                    '"endpoint" of the event is not sent by step "Deploy" and deploy.py takes it; did you mean '
                    '"endpoint_name"? It sends "endpoint_name" and "config"',
                    line=10,
                    text="LambdaStep",
                ),
            ),
            title="An input under another name",
            beside={"deploy.py": SCRIPT},
        ),
        Example(SOURCE.replace("statusCode", "status_code"), beside={"deploy.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the inputs of every Lambda step with what its function takes; see the class."""
        yield from gathered_each(
            remark
            for step in pipeline.all_steps()
            if step.type == "Lambda" and step.arguments.complete and step.script is not None
            for remark in _missing(step)
        )


def _missing(step: Step) -> Iterator[tuple[str, Remark]]:
    script = step.script
    taken = script.handler.takes if script is not None and script.handler is not None else ()
    sent = list(step.arguments.entries)
    for key in {one.name: one for one in reversed(taken)}.values():
        if script is not None and key.name not in sent:
            yield (
                f'"{key.name}" of the event is not sent by',
                Remark(
                    step,
                    f"and {script.file} takes it{expectation(key.name, sent, 'it sends')}",
                    step.origin,
                    f"The function ends with KeyError: '{key.name}'. Send it as one of the step's inputs.",
                    related=((key.origin, "it is taken here"),) if key.origin is not None else (),
                ),
            )
