"""SMP905: code for SDK v3 imports modules, or passes arguments, that only v2 has."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.core.processing import ScriptProcessor
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep
from sagemaker.workflow.parameters import ParameterString

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
stage = ParameterString("Stage", default_value="dev")
processor = ScriptProcessor(role, "clean:1", ["python3"], 1, "ml.m5.large", sagemaker_session=session)
clean = ProcessingStep("Clean", processor=processor, code="clean.py")
pipeline = Pipeline("Abalone", [stage], steps=[clean], sagemaker_session=session)
"""
GOOD = SOURCE.replace("from sagemaker.workflow.parameters", "from sagemaker.core.workflow.parameters").replace(
    'processor=processor, code="clean.py"', 'step_args=processor.run(code="clean.py")'
)


class MixedSdks(Rule):
    """SDK v3 has other modules than v2, and no environment can have both.

    `sagemaker.workflow`, `sagemaker.processing`, `sagemaker.estimator` and most others raise `ModuleNotFoundError` in
    v3: their contents moved to `sagemaker.core`, `sagemaker.train` and `sagemaker.mlops`. v2 wants sagemaker-core below
    version 2, v3 from version 2 on, so a program that imports from both runs nowhere.

    The steps of v3 take `step_args` alone: `ProcessingStep(processor=…, code=…)`, the older style of v2, raises
    `TypeError: got an unexpected keyword argument`.

    Imports in a function, in `try`, or under a test that pipelint cannot decide are not looked at.
    """

    code = "SMP905"
    name = "mixed-sdks"
    severity = Severity.ERROR
    summary = "Code for SDK v3 imports modules, or passes arguments, that only v2 has."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/blob/master/migration.md",
        "https://pypi.org/project/sagemaker/",
        "sagemaker/mlops/workflow/steps.py of sagemaker-mlops 1.27",
    )
    languages = ("python",)
    sdks = ("v3",)
    about = ("v2-module", "v2-argument")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    "sagemaker.workflow.parameters is a module of SDK v2, imported beside modules of v3",
                    line=5,
                    text="from sagemaker.workflow.parameters import ParameterString",
                ),
                Expected(
                    'ProcessingStep of SDK v3 has no argument "processor", which is one of v2',
                    line=11,
                    text="ProcessingStep",
                ),
                Expected(
                    'ProcessingStep of SDK v3 has no argument "code", which is one of v2',
                    line=11,
                    text="ProcessingStep",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report what belongs to v2; see the class."""
        for fact in pipeline.facts:
            name = fact.subject.value if isinstance(fact.subject, Literal) else None
            if fact.kind == "v2-module":
                yield Report(
                    f"{name} is a module of SDK v2, imported beside modules of v3",
                    fact.origin,
                    help="Import it from sagemaker.core, sagemaker.train or sagemaker.mlops: v3 has no such module, "
                    "and the two cannot be installed together.",
                )
            elif fact.kind == "v2-argument":
                yield Report(
                    f'{name} of SDK v3 has no argument "{fact.spelled}", which is one of v2',
                    fact.origin,
                    help="Pass step_args=, with what run(), train(), tune() or transform() returns.",
                )
