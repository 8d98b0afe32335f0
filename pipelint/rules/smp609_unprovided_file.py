"""SMP609: the script of a step reads a file in a folder that no input of the step fills."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.container import Place, input_folders
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import ReadFile, Script
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.smp607_missing_channel import VARIABLE
from pipelint.rules.smp608_unread_input import SCRIPT, SOURCE
from pipelint.rules.wording import expectation, shown

_ROOTS = {"Processing": "/opt/ml/processing/", "Training": "/opt/ml/input/data/"}
_ALWAYS_THERE = ("/opt/ml/processing/input/code", "/opt/ml/processing/input/entrypoint")
"""Where the SDK puts the script itself (processing.py of SDK v2, CODE_CONTAINER_BASE_PATH)."""


class UnprovidedFile(Rule):
    """What a script reads below `/opt/ml/processing`, or of the channels of a training job, an input must bring.

    The folders of a container are empty but for what the inputs of the step put there. A file in another folder does
    not exist, and the script ends with a FileNotFoundError, after the instance was started and the inputs downloaded.

    An error where the script reads the file for certain and all inputs of the step are known; otherwise a warning. Not
    reported where the script may have written the file itself.
    """

    code = "SMP609"
    name = "unprovided-file"
    severity = Severity.ERROR
    summary = "The script of a step reads a file that no input of the step brings."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/processing-container-run-scripts.html",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE.replace("processing/test", "processing/tests"),
            expected=(
                Expected(
                    '"/opt/ml/processing/test/test.csv" is brought by no input of step "Describe" and describe.py '
                    'reads it; did you mean "/opt/ml/processing/tests"? The inputs fill "/opt/ml/processing/tests" and '
                    '"/opt/ml/processing/model"',
                    line=13,
                    text="ProcessingStep",
                ),
            ),
            title="A folder that the step calls otherwise",
            beside={"describe.py": f'{SCRIPT}open("/opt/ml/processing/model/model.bin").close()\n'},
        ),
        Example(
            SOURCE,
            beside={"describe.py": f'{SCRIPT}open("/opt/ml/processing/model/model.bin").close()\n'},
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare every file that a script reads with the inputs of its step; see the class."""
        yield from gathered_each(
            remark
            for step in pipeline.all_steps()
            if step.script is not None and step.type in _ROOTS
            for remark in _unprovided(step, step.script)
        )


def _unprovided(step: Step, script: Script) -> Iterator[tuple[str, Remark]]:
    places, whole = input_folders(step)
    if not whole:
        return
    root = _ROOTS[step.type or ""]
    said: set[str] = set()
    for one in script.reads:
        folder = one.path.rpartition("/")[0]
        if one.fails and one.path.startswith(root) and folder not in said and not _is_there(one, places, script):
            said.add(folder)
            yield _remark(step, script, one, places)


def _is_there(read: ReadFile, places: list[Place], script: Script) -> bool:
    """Tell whether an input may bring what is read, or the script may have written it.

    Of a channel that the script cannot do without, SMP607 tells.
    """
    path = f"{read.path.rstrip('/')}/"
    taken = (_ROOTS["Training"] + one.name.removeprefix(VARIABLE).lower() for one in script.needs)
    filled = [*_ALWAYS_THERE, *(place.folder for place in places), *(one.path for one in script.writes), *taken]
    return not script.complete or any(_overlap(path, f"{folder.rstrip('/')}/") for folder in filled)


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _remark(step: Step, script: Script, read: ReadFile, places: list[Place]) -> tuple[str, Remark]:
    folders = [place.folder for place in places]
    return f"{shown(read.path)} is brought by no input of", Remark(
        step,
        f"and {script.file} reads it{expectation(read.path.rpartition('/')[0], folders, 'the inputs fill')}",
        step.origin,
        "Give the step an input whose destination is that folder, or read where one is. All other folders of the "
        "container are empty: the script ends with a FileNotFoundError.",
        None if read.certain else Severity.WARNING,
        ((read.origin, "it is read here"),) if read.origin is not None else (),
    )
