"""SMP904: the command of a processor is a text, not a list."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown_scalar

SOURCE = """\
from sagemaker.processing import ScriptProcessor
from sagemaker.pytorch.processing import PyTorchProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
common = {"role": role, "instance_count": 1, "instance_type": "ml.m5.large", "sagemaker_session": session}
cleaner = ScriptProcessor(image_uri="clean:1", command="python3", **common)
checker = PyTorchProcessor("2.2", image_uri="check:1", command="python3 -u", **common)
clean = ProcessingStep("Clean", step_args=cleaner.run(code="clean.py"))
check = ProcessingStep("Check", step_args=checker.run(code="check.py"))
pipeline = Pipeline("Abalone", steps=[clean, check], sagemaker_session=session)
"""


class CommandText(Rule):
    """The command of a processor is a list of words, even if there is one.

    `ScriptProcessor(command="python3", …)` raises `can only concatenate str (not "list") to str` when the definition is
    compiled. A `FrameworkProcessor`, or a class derived from it, compiles: it joins the letters with spaces, and the
    job runs `p y t h o n 3 check.py`.
    """

    code = "SMP904"
    name = "command-text"
    severity = Severity.ERROR
    summary = "The command of a processor is a text, not a list."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/api/training/processing.html",
        "sagemaker/processing.py:864 and 1902-1960 of sagemaker 2.257",
        "sagemaker/core/processing.py:1127 and 1745 of sagemaker-core 2.27",
    )
    languages = ("python",)
    about = ("command-text",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('command of ScriptProcessor is the text "python3", not a list', line=10, text='"python3"'),
                Expected(
                    'command of PyTorchProcessor is the text "python3 -u", not a list', line=11, text='"python3 -u"'
                ),
            ),
        ),
        Example(SOURCE.replace('"python3",', '["python3"],').replace('"python3 -u",', '["python3", "-u"],')),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each command that is a text; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "command-text" and isinstance(fact.subject, Literal):
                command = fact.subject.value
                words = ", ".join(f'"{word}"' for word in str(command).split())
                yield Report(
                    f"command of {fact.spelled} is the text {shown_scalar(command)}, not a list",
                    fact.origin,
                    help=f"Pass command=[{words}].",
                )
