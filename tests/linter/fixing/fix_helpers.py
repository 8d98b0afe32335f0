"""What the tests of fixes share: a program around a few lines, and what fixing makes of it."""

from __future__ import annotations

from pipelint.linter.engine import check
from pipelint.linter.fixing.mending import Mended, mend
from pipelint.linter.settings import Choice, Settings

HEAD = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.network import NetworkConfig
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
folds = ParameterInteger("Folds", default_value=3)
stage = ParameterString("Stage", default_value="dev")
job = Processor("role", "split:1", 1, "local", sagemaker_session=session)
"""


def mended(source: str, *codes: str, unsafe: bool = False) -> Mended:
    """Return what came of fixing ``source``, of the findings of ``codes`` or of all."""
    choice = Choice(select=("SMP0", *codes)) if codes else Choice()
    settings = Settings((choice,))
    stdin = ("flow.py", source.encode())
    return mend(lambda contents: check([], settings, stdin, contents=contents), unsafe)


def fixed(body: str, *codes: str, unsafe: bool = False) -> tuple[str, list[str]]:
    """Return what became of the lines after the head, and the codes of what is left."""
    source = HEAD + body
    outcome = mended(source, *codes, unsafe=unsafe)
    text = outcome.contents.now("flow.py").decode()
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD), [finding.code for finding in outcome.result.findings]
