"""What the tests of the source reader share: a header of imports, and the one pipeline a snippet builds."""

from __future__ import annotations

import textwrap

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Pipeline, Step

HEADER = """\
from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.processing import ProcessingInput, ProcessingOutput, Processor, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThan, ConditionIn, ConditionNot, ConditionOr
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaStep
from sagemaker.workflow.parameters import ParameterFloat, ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep, TrainingStep
"""
HEADER_LINES = HEADER.count("\n")


def pipelines_of(code: str) -> tuple[Pipeline, ...]:
    """Read a snippet written below :data:`HEADER`; nothing else may be reported."""
    reading = read_source((HEADER + textwrap.dedent(code)).encode(), "pipeline.py")
    return reading.pipelines


def pipeline_of(code: str) -> Pipeline:
    """Read a snippet that builds exactly one pipeline."""
    (pipeline,) = pipelines_of(code)
    return pipeline


def step_of(code: str, name: str = "A") -> Step:
    """Read a snippet that builds one pipeline and return one of its steps."""
    step = pipeline_of(code).step(name)
    assert step is not None
    return step
