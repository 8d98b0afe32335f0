"""SMP610: a step runs a file that the project does not have, or one that its source_dir does not hold."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import LocalCode
from pipelint.pipeline.spelling import did_you_mean
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from pathlib import Path

from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

HERE = Path(__file__).parent


def get_pipeline(session, role):
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    prepare = ProcessingStep("Prepare", step_args=processor.run(code=str(HERE / "prepair.py")))
    return Pipeline("Train", steps=[prepare], sagemaker_session=session)
"""


class MissingScript(Rule):
    """The file that a step runs must exist, and with `source_dir` lie in that folder.

    Without the file the SDK raises a ValueError when it compiles the pipeline, on the machine that happens to do it. An
    entry point outside of `source_dir` may be found there, but only the folder is uploaded: the container does not have
    it, and the job fails when it is started.

    A relative path begins where the pipeline is compiled, which is not known: the file is reported where no folder of
    the project has it, and nothing else in the file names it. A warning, since something else may make the file; an
    entry point that leads out of `source_dir` is an error.
    """

    code = "SMP610"
    name = "missing-script"
    severity = Severity.WARNING
    summary = "A step runs a file that does not exist, or that its source_dir does not hold."
    references = (
        "https://sagemaker.readthedocs.io/en/v2/frameworks/sklearn/using_sklearn.html#third-party-libraries",
        "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.0/src/sagemaker/fw_utils.py",
    )
    languages = ("python",)
    about = ("code",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    '"prepair.py" is run by step "Prepare" and does not exist; did you mean "prepare.py"?',
                    line=12,
                    text='str(HERE / "prepair.py")',
                ),
            ),
            title="A misspelt file",
            beside={"prepare.py": "print()\n"},
        ),
        Example(SOURCE.replace("prepair", "prepare"), beside={"prepare.py": "print()\n"}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the file of every step; see the class."""
        yield from gathered_each(
            remark
            for step in pipeline.all_steps()
            if step.code is not None and (remark := _judged(step, step.code)) is not None
        )


def _judged(step: Step, code: LocalCode) -> tuple[str, Remark] | None:
    at = code.origin or step.origin
    if code.folder is not None and not _is_inside(code.path, code.folder):
        name = posixpath.relpath(code.path, code.folder)
        text = f"and does not lie in its source_dir, {shown(posixpath.basename(code.folder.rstrip('/')))}"
        help_ = "Only source_dir is uploaded. Give the entry point by its path in that folder."
        return f"{shown(name)} is run by", Remark(step, text, at, help_, Severity.ERROR)
    if not code.missing:
        return None
    name = posixpath.basename(code.path)
    guess = did_you_mean(name, code.neighbours)
    help_ = "Name a file that is there. The SDK raises a ValueError when it compiles the pipeline."
    return f"{shown(name)} is run by", Remark(step, f"and does not exist{f';{guess}' if guess else ''}", at, help_)


def _is_inside(path: str, folder: str) -> bool:
    return not posixpath.relpath(path, folder).startswith("..")
