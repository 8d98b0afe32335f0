"""SMP612: a script takes a variable of the environment that nothing sets."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import Script
from pipelint.pipeline.values import Record
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation

SCRIPT = """\
import os

import pandas as pd

table = pd.read_csv("/opt/ml/processing/input/raw.csv")
table = table[table["region"] == os.environ["SALES_REGION"]]
table.to_csv("/opt/ml/processing/train/train.csv")
"""
SOURCE = """\
from sagemaker.sklearn.processing import SKLearnProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    processor = SKLearnProcessor("1.2-1", role, "ml.m5.xlarge", 1, env={"REGION": "north"}, sagemaker_session=session)
    prepare = ProcessingStep("Prepare", step_args=processor.run(code="prepare.py"))
    return Pipeline("Train", steps=[prepare], sagemaker_session=session)
"""

PROVIDED = (
    *("AWS_", "ECS_", "SAGEMAKER_", "DMLC_", "PYTHON", "LD_", "CUDA", "NVIDIA_", "NCCL_", "OMPI_", "MASTER_", "DLC_"),
    *("PATH", "HOME", "HOSTNAME", "PWD", "USER", "LANG", "LC_", "SHELL", "TERM", "TMP", "TEMP", "SHLVL", "RANK"),
    *("WORLD_SIZE", "LOCAL_RANK", "OMP_", "MKL_", "TF_", "KMP_", "PIP_", "MODEL_", "TRAINING_JOB_", "PROCESSING_JOB_"),
)
"""How the variables begin that containers of AWS have without being told."""
TRAINING_TOOLKIT = ("SM_",)
"""Set by the toolkit that runs scripts in training jobs, and by nothing in processing jobs
(https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md)."""


class UnsetVariable(Rule):
    """A variable that a script takes with `os.environ["NAME"]` must be set by its step, or it ends with a KeyError.

    `SM_MODEL_DIR`, `SM_CHANNEL_…` and their kin exist in training jobs only: a processing job does not set them.

    Reported where the job runs in an image of AWS and all that it sets is known. A warning: the image may set it.
    """

    code = "SMP612"
    name = "unset-variable"
    severity = Severity.WARNING
    summary = "A script takes a variable of the environment that its step does not set."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html",
        "https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'variable "SALES_REGION" is not set by step "Prepare" and prepare.py takes it; did you mean '
                    '"REGION"?',
                    line=8,
                    text="ProcessingStep",
                ),
            ),
            title="A variable that goes by another name",
            beside={"prepare.py": SCRIPT},
        ),
        Example(
            SOURCE,
            expected=(
                Expected(
                    'variable "SM_OUTPUT_DATA_DIR" is not set by step "Prepare" and prepare.py takes it; it sets '
                    '"REGION"',
                    line=8,
                    text="ProcessingStep",
                ),
            ),
            title="A variable of training jobs, in a processing job",
            beside={"prepare.py": SCRIPT.replace("SALES_REGION", "SM_OUTPUT_DATA_DIR")},
        ),
        Example(SOURCE.replace('"REGION"', '"SALES_REGION"'), beside={"prepare.py": SCRIPT}),
        Example(
            SOURCE, beside={"prepare.py": SCRIPT.replace('environ["SALES_REGION"]', 'environ.get("SALES_REGION")')}
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the variables of every step with those that its script takes; see the class."""
        yield from gathered_each(
            remark
            for step in pipeline.all_steps()
            if step.script is not None and step.code is not None and step.code.variables_known
            for remark in _missing(step, step.script)
        )


def _missing(step: Step, script: Script) -> Iterator[tuple[str, Remark]]:
    given = step.arguments.get("Environment")
    known = list(given.entries) if isinstance(given, Record) else []
    provided = PROVIDED + (TRAINING_TOOLKIT if step.type != "Processing" else ())
    for needed in {one.name: one for one in reversed(script.needs)}.values():
        if needed.name not in known and not needed.name.startswith(provided):
            yield (
                f'variable "{needed.name}" is not set by',
                Remark(
                    step,
                    f"and {script.file} takes it{expectation(needed.name, known, 'it sets')}",
                    step.origin,
                    f"Set it in the environment of the job. The script ends with KeyError: '{needed.name}'.",
                    related=((needed.origin, "it is taken here"),) if needed.origin is not None else (),
                ),
            )
