"""SMP611: a truth value reaches a script as a text, which the script takes for something else."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import CommandLine, Script
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.script_files import Passed, passed_to, taken_at
from pipelint.rules.wording import shown

TRUTHS = frozenset({"true", "false"})
DENIALS = frozenset({"false", "no", "off", "0", "n", "f", "none"})
"""Texts by which people say no; to Python they are true, as every text is that is not empty."""

SCRIPT = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--early-stopping", type=bool, default=True)
parser.add_argument("--verbose", action="store_true")
arguments = parser.parse_args()
"""
SOURCE = """\
from sagemaker.sklearn import SKLearn
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep


def get_pipeline(session, role):
    settings = {"early-stopping": False, "verbose": True}
    estimator = SKLearn(
        entry_point="train.py",
        hyperparameters=settings,
        role=role,
        framework_version="1.2-1",
        sagemaker_session=session,
    )
    train = TrainingStep("Train", step_args=estimator.fit("s3://bucket/train"))
    return Pipeline("Train", steps=[train], sagemaker_session=session)
"""


class BooleanAsText(Rule):
    """Hyperparameters and arguments of a container are texts, also those that were `True` or `False` in the pipeline.

    `type=bool` makes `True` of every text that is not empty, so of `"False"` too: the script runs with the opposite of
    what was meant, and says nothing (a warning). An argument with `action="store_true"` takes no value: argparse ends
    the script when `"True"` or `"False"` follows it (an error).
    """

    code = "SMP611"
    name = "boolean-as-text"
    severity = Severity.WARNING
    summary = "A truth value reaches a script as a text, which the script takes for something else."
    references = (
        "https://docs.python.org/3/library/argparse.html#type",
        "https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    '"False" is passed as "--early-stopping" by step "Train" and is true to train.py, which reads it '
                    "with `bool`",
                    line=7,
                    text="False",
                ),
                Expected(
                    '"True" is passed as "--verbose" by step "Train" and train.py takes no value there',
                    line=7,
                    text="True",
                    severity=Severity.ERROR,
                ),
            ),
            title="`type=bool`, and a switch with a value",
            beside={"train.py": SCRIPT},
        ),
        Example(
            SOURCE,
            title="Compare the text",
            beside={
                "train.py": SCRIPT.replace("type=bool", 'type=lambda text: text == "True"').replace(
                    'action="store_true"', 'choices=["True", "False"]'
                )
            },
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare what every step passes with how its script reads it; see the class."""
        yield from gathered_each(
            remark
            for step in pipeline.all_steps()
            if step.script is not None and step.script.command_line is not None
            for remark in _judged(step, step.script, step.script.command_line)
        )


def _judged(step: Step, script: Script, line: CommandLine) -> Iterator[tuple[str, Remark]]:
    positional = any(not option.flags for option in line.options)
    for one in passed_to(step)[0]:
        option, text = line.option(one.flag), _text(one)
        if option is None or text is None:
            continue
        at = getattr(one.value, "origin", None) or one.origin
        subject = f'{shown(text)} is passed as "{one.flag}" by'
        if option.type == "bool" and text.lower() in DENIALS:
            what = f"and is true to {script.file}, which reads it with `bool`"
            yield subject, Remark(step, what, at, _COMPARE, related=taken_at(option))
        elif option.switch and text.lower() in TRUTHS and not positional:
            what = f"and {script.file} takes no value there"
            yield subject, Remark(step, what, at, _SWITCH, Severity.ERROR, taken_at(option))


def _text(passed: Passed) -> str | None:
    """Return the value as the script gets it; None where it is not known, or where another argument follows."""
    value = passed.value
    text = str(value.value) if isinstance(value, Literal) else None
    return text if text is not None and not text.startswith("--") else None


_COMPARE = 'Compare the text in the script, as with `type=lambda text: text.lower() == "true"`.'
_SWITCH = 'argparse ends the script with status 2; let the script take a value there, with `choices=["True", "False"]`.'
