"""SMP605: the script of a processing step writes nothing into the folder of one of its outputs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.container import output_folders
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import Script
from pipelint.pipeline.values import Origin
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown

SCRIPT = """\
import pandas as pd

rows = pd.read_csv("/opt/ml/processing/input/raw.csv")
rows[:100].to_csv("/opt/ml/processing/train/train.csv")
rows[100:].to_csv("/opt/ml/processing/test/test.csv")
"""
SOURCE = """\
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    outputs = [
        ProcessingOutput(output_name="train", source="/opt/ml/processing/train"),
        ProcessingOutput(output_name="test", source="/opt/ml/processing/tests"),
    ]
    prepare = ProcessingStep("Prepare", step_args=processor.run(code="prepare.py", outputs=outputs))
    return Pipeline("Train", steps=[prepare], sagemaker_session=session)
"""


class UnwrittenOutput(Rule):
    """The script of a processing step must write into the folder of each output, its `source`.

    What the step uploads of an empty folder is nothing: the steps that read it fail, or train on no data.

    Reported where pipelint can follow everything that the script writes. A warning, since a script may write files in
    ways that pipelint does not know.
    """

    code = "SMP605"
    name = "unwritten-output"
    severity = Severity.WARNING
    summary = "The script of a processing step writes nothing into one of its outputs."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/processing-container-run-scripts.html",
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingS3Output.html",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'prepare.py writes nothing into output "test" of step "Prepare", "/opt/ml/processing/tests"; '
                    'did you mean "/opt/ml/processing/test"? It writes into "/opt/ml/processing/train" and '
                    '"/opt/ml/processing/test"',
                    line=10,
                    text='"/opt/ml/processing/tests"',
                ),
            ),
            title="A folder that the script calls otherwise",
            beside={"prepare.py": SCRIPT},
        ),
        Example(SOURCE.replace("/tests", "/test"), beside={"prepare.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the folder of every output with what the script writes; see the class."""
        yield from distinct(
            _report(step, name, folder, at, step.script)
            for step in pipeline.all_steps()
            if step.script is not None and step.script.complete and step.script.writes
            for name, folder, at in output_folders(step)
            if not step.script.writes_into(folder)
        )


def _report(step: Step, name: str, folder: str, at: Origin | None, script: Script) -> Report:
    folders = dict.fromkeys(one.path if one.folder else posixpath.dirname(one.path) for one in script.writes)
    known = expectation(folder, [one for one in folders if one.startswith("/")], "it writes into")
    return Report(
        f'{script.file} writes nothing into output "{name}" of step "{step.name}", {shown(folder)}{known}',
        at or step.origin,
        step.name,
        "Give the output the folder that the script writes into as its source: that is uploaded when the job ends.",
        tuple((one.origin, "it writes this") for one in script.writes[:1] if one.origin is not None),
    )
