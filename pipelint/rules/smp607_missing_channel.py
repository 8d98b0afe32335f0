"""SMP607: a training script takes a channel that the step does not provide."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import Script
from pipelint.rules.looking import NamedList, distinct, listed_names
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

CHANNELS = NamedList("channel", ("InputDataConfig",), "ChannelName")
VARIABLE = "SM_CHANNEL_"

SCRIPT = """\
import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("--train", default=os.environ["SM_CHANNEL_TRAIN"])
parser.add_argument("--validation", default=os.environ["SM_CHANNEL_VALIDATION"])
arguments = parser.parse_args()
"""
SOURCE = """\
from sagemaker.inputs import TrainingInput
from sagemaker.sklearn import SKLearn
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep


def get_pipeline(session, role):
    estimator = SKLearn(entry_point="train.py", role=role, framework_version="1.2-1", sagemaker_session=session)
    inputs = {
        "train": TrainingInput("s3://bucket/train"),
        "valid": TrainingInput("s3://bucket/valid"),
    }
    train = TrainingStep("Train", step_args=estimator.fit(inputs))
    return Pipeline("Train", steps=[train], sagemaker_session=session)
"""


class MissingChannel(Rule):
    """A training script that takes `os.environ["SM_CHANNEL_X"]` needs the channel `x`.

    The container sets a variable for each channel that the step provides; for another the script ends with a KeyError,
    when the instance has been started and paid for. `os.environ.get("SM_CHANNEL_X")` takes a channel that may be
    missing, and is not reported.
    """

    code = "SMP607"
    name = "missing-channel"
    severity = Severity.ERROR
    summary = "A training script takes a channel that the step does not provide."
    references = (
        "https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md#sm_channel_channel_name",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'train.py takes channel "validation", which step "Train" does not provide; did you mean "valid"? '
                    'It provides "train" and "valid"',
                    line=13,
                    text="TrainingStep",
                ),
            ),
            title="A channel that goes by another name",
            beside={"train.py": SCRIPT},
        ),
        Example(SOURCE.replace('"valid"', '"validation"'), beside={"train.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the channels of every training step with those that its script takes; see the class."""
        yield from distinct(
            report
            for step in pipeline.all_steps()
            if step.type == "Training" and step.script is not None
            if (provided := listed_names(step, CHANNELS)) is not None
            for report in _missing(step, step.script, provided)
        )


def _missing(step: Step, script: Script, provided: tuple[str, ...]) -> Iterator[Report]:
    known = {VARIABLE + name.upper() for name in provided}
    for needed in script.needs:
        if not needed.name.startswith(VARIABLE) or needed.name in known:
            continue
        channel = needed.name.removeprefix(VARIABLE).lower()
        there = expectation(channel, provided, "it provides")
        yield Report(
            f'{script.file} takes channel "{channel}", which step "{step.name}" does not provide{there}',
            step.origin,
            step.name,
            f"The script ends with KeyError: '{needed.name}'. Give the channel the name that the script takes.",
            ((needed.origin, "it is taken here"),) if needed.origin is not None else (),
        )
