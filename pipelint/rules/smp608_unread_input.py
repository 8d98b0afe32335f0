"""SMP608: the script of a step reads nothing from one of its inputs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.container import Place, input_folders
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import Script
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import quoted, shown

SCRIPT = """\
import pandas as pd

rows = pd.read_csv("/opt/ml/processing/test/test.csv")
rows.describe().to_csv("/opt/ml/processing/report/report.csv")
"""
SOURCE = """\
from sagemaker.processing import ProcessingInput, ProcessingOutput, ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    inputs = [
        ProcessingInput(source="s3://bucket/test", destination="/opt/ml/processing/test"),
        ProcessingInput(source="s3://bucket/model", destination="/opt/ml/processing/model"),
    ]
    outputs = [ProcessingOutput(output_name="report", source="/opt/ml/processing/report")]
    describe = ProcessingStep(
        "Describe", step_args=processor.run(code="describe.py", inputs=inputs, outputs=outputs)
    )
    return Pipeline("Report", steps=[describe], sagemaker_session=session)
"""


class UnreadInput(Rule):
    """The script of a step should read what the step brings it: each input's `destination`, each channel.

    What is not read is downloaded for nothing, and often the script reads it under another name, or has forgotten to:
    a model that is never loaded, a baseline that nothing is compared with.

    Reported where pipelint can follow everything that the script reads. A warning, since the job does not fail of it.
    """

    code = "SMP608"
    name = "unread-input"
    severity = Severity.WARNING
    summary = "The script of a step reads nothing from one of its inputs."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/processing-container-run-scripts.html",
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingS3Input.html",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    '"/opt/ml/processing/model" is an input of step "Describe" and describe.py reads nothing from it; '
                    'it reads "/opt/ml/processing/test/test.csv"',
                    line=10,
                    text='"/opt/ml/processing/model"',
                ),
            ),
            title="A model that the script never loads",
            beside={"describe.py": SCRIPT},
        ),
        Example(
            SOURCE,
            beside={"describe.py": f'{SCRIPT}model = open("/opt/ml/processing/model/model.bin", "rb").read()\n'},
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the folder of every input with what the script reads; see the class."""
        yield from gathered_each(
            _remark(step, place, step.script)
            for step in pipeline.all_steps()
            if step.script is not None and step.script.reads_no_other and step.script.reads
            for place in input_folders(step)[0]
            if not step.script.reads_from(place.folder)
        )


def _remark(step: Step, place: Place, script: Script) -> tuple[str, Remark]:
    paths = list(dict.fromkeys(one.path for one in script.reads if one.path.startswith("/")))
    return f"{shown(place.folder)} is an input of", Remark(
        step,
        f"and {script.file} reads nothing from it{f'; it reads {quoted(paths)}' if paths else ''}",
        place.origin or step.origin,
        "The job downloads it for nothing. Read it, or leave the input out.",
        related=tuple((one.origin, "the script reads this") for one in script.reads[:1] if one.origin is not None),
    )
