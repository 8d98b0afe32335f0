"""SMP903: a framework processor in the older style runs a Python file with bash."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep
from sagemaker.xgboost.processing import XGBoostProcessor

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
processor = XGBoostProcessor("1.5-1", role, 1, "ml.m5.large", sagemaker_session=session)
evaluate = ProcessingStep("Evaluate", processor=processor, code="evaluate.py")
pipeline = Pipeline("Abalone", steps=[evaluate], sagemaker_session=session)
"""


class PythonRunByBash(Rule):
    """Framework processors run a shell script that runs the Python file; the older style leaves that script out.

    `FrameworkProcessor` and the classes derived from it (`PyTorchProcessor`, `XGBoostProcessor` …) make the script in
    `run()`. A step that is given the processor itself, `ProcessingStep(processor=…, code="evaluate.py")`, compiles to
    the command `/bin/bash /opt/ml/processing/input/entrypoint/evaluate.py`, and the job fails with the syntax errors
    that bash finds in Python. `SKLearnProcessor` and `ScriptProcessor` run the file itself, in both styles.

    Not reported where `get_run_args()` of the processor is called, which makes the script too, or where
    `framework_entrypoint_command` is set.
    """

    code = "SMP903"
    name = "python-run-by-bash"
    severity = Severity.ERROR
    summary = "A framework processor in the older style runs a Python file with bash."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/2656",
        "https://github.com/aws/sagemaker-python-sdk/issues/2909",
        "sagemaker/processing.py:1490-1560 of sagemaker 2.257",
    )
    languages = ("python",)
    sdks = ("v2",)
    about = ("bash-script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'XGBoostProcessor as processor= runs "evaluate.py" with bash, not with Python',
                    line=9,
                    text='"evaluate.py"',
                ),
            ),
        ),
        Example(
            SOURCE.replace('processor=processor, code="evaluate.py"', 'step_args=processor.run(code="evaluate.py")')
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each Python file that bash runs; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "bash-script" and isinstance(fact.subject, Literal):
                file = shown_scalar(fact.subject.value)
                yield Report(
                    f"{fact.spelled} as processor= runs {file} with bash, not with Python",
                    fact.origin,
                    help="Pass step_args=processor.run(code=...), which makes the script that runs the file.",
                )
