"""SMP606: a step passes its script an argument that the script does not accept, or does not pass one that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import CommandLine, Option, Script
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.script_files import Passed, passed_to, taken_at
from pipelint.rules.wording import expectation, shown

SCRIPT = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--input-data", required=True)
parser.add_argument("--mode", choices=["fast", "exact"], default="fast")
arguments = parser.parse_args()
"""
SOURCE = """\
from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    arguments = ["--input_data", "s3://bucket/raw", "--mode", "quick"]
    prepare = ProcessingStep("Prepare", step_args=processor.run(code="prepare.py", arguments=arguments))
    return Pipeline("Train", steps=[prepare], sagemaker_session=session)
"""


class UnacceptedArgument(Rule):
    """What a step passes to its script must be what the script takes, with `argparse`, `click`, `typer` or `fire`.

    `parse_args()` ends the script with status 2 when it is given an argument that it does not know, a value that is
    none of the choices or that `type=int` or `type=float` cannot read, or when a required argument is missing: the job
    fails some minutes after it was started. The hyperparameters of a training job whose code is a script are passed as
    `--name value`.

    Not reported of a script that uses `parse_known_args()`, or whose parser is not known whole. An estimator passes the
    hyperparameters that it is given, and `TensorFlow` a `model_dir` unless that is False.
    """

    code = "SMP606"
    name = "unaccepted-argument"
    severity = Severity.ERROR
    summary = "A step passes its script an argument that the script does not accept, or lacks one that it needs."
    references = (
        "https://docs.python.org/3/library/argparse.html#exiting-methods",
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AppSpecification.html",
        "https://github.com/aws/sagemaker-training-toolkit#how-a-script-is-executed-inside-the-training-container",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    '"--input_data" is passed by step "Prepare" and prepare.py does not accept it; did you mean '
                    '"--input-data"? It accepts "--input-data" and "--mode"',
                    line=8,
                    text='"--input_data"',
                ),
                Expected(
                    '"quick" is passed as "--mode" by step "Prepare" and is none of the choices of prepare.py; they '
                    'are "fast" and "exact"',
                    line=8,
                    text='"quick"',
                ),
                Expected(
                    '"--input-data" is not passed by step "Prepare" and prepare.py requires it',
                    line=9,
                    text="ProcessingStep",
                ),
            ),
            title="An underscore in the place of a hyphen, and a choice that is none",
            beside={"prepare.py": SCRIPT},
        ),
        Example(
            SOURCE.replace('"--input_data"', '"--input-data"').replace('"--mode", "quick"', '"--rows", "0.5"'),
            expected=(
                Expected(
                    '"0.5" is passed as "--rows" by step "Prepare" and prepare.py cannot read it with `int`',
                    line=8,
                    text='"0.5"',
                ),
            ),
            title="A number that is no integer",
            beside={
                "prepare.py": SCRIPT.replace(
                    '"--mode", choices=["fast", "exact"], default="fast"', '"--rows", type=int'
                )
            },
        ),
        Example(
            SOURCE.replace("--input_data", "--input-data").replace("quick", "exact"), beside={"prepare.py": SCRIPT}
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare what every step passes with what its script takes; see the class."""
        yield from gathered_each(
            remark
            for step in pipeline.all_steps()
            if step.script is not None and step.script.command_line is not None
            for remark in _judged(step, step.script, step.script.command_line)
        )


def _judged(step: Step, script: Script, line: CommandLine) -> Iterator[tuple[str, Remark]]:
    passed, whole = passed_to(step)
    used = []
    for one in passed:
        option = line.option(one.flag)
        if option is None:
            flags = [flag for known in line.options for flag in known.flags if flag.startswith("--")]
            text = f"and {script.file} does not accept it{expectation(one.flag, flags, 'it accepts')}"
            yield (
                f'"{one.flag}" is passed by',
                Remark(step, text, one.origin, _HELP, related=taken_at(*line.options[-1:])),
            )
            continue
        used.append(option)
        yield from _of_choice(step, script, option, one)
        yield from _of_type(step, script, option, one)
    for option in line.options if whole else ():
        if option.required and option not in used:
            yield (
                f'"{_name(option)}" is not passed by',
                Remark(step, f"and {script.file} requires it", step.origin, _HELP, related=taken_at(option)),
            )


def _of_choice(step: Step, script: Script, option: Option, passed: Passed) -> Iterator[tuple[str, Remark]]:
    value = passed.value
    if option.choices and isinstance(value, Literal) and str(value.value) not in option.choices:
        text = str(value.value)
        what = f"and is none of the choices of {script.file}{expectation(text, option.choices, 'they are')}"
        at = value.origin or passed.origin
        yield (
            f'{shown(text)} is passed as "{_name(option)}" by',
            Remark(step, what, at, _HELP, related=taken_at(option)),
        )


def _of_type(step: Step, script: Script, option: Option, passed: Passed) -> Iterator[tuple[str, Remark]]:
    reads, value = _NUMBERS.get(option.type), passed.value
    if reads is None or not isinstance(value, Literal):
        return
    text = str(value.value)  # a truth value or a number arrives as its text, which `int` reads no point and no name in
    try:
        reads(text)
    except ValueError:
        what = f"and {script.file} cannot read it with `{option.type}`"
        at = value.origin or passed.origin
        remark = Remark(step, what, at, _HELP, related=taken_at(option))
        yield f'{shown(text)} is passed as "{_name(option)}" by', remark


_NUMBERS: Mapping[str, Callable[[str], float]] = {"int": int, "float": float}
_HELP = (
    "Let the step pass what the script takes, or the script take what the step passes: it ends with status 2 otherwise."
)


def _name(option: Option) -> str:
    return next((flag for flag in option.flags if flag.startswith("--")), option.flags[0] if option.flags else "")
