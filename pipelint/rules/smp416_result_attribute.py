"""SMP416: an attribute is read of what a @step function returned."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThan
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.function_step import step
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession


@step(name="Measure", role="role", image_uri="measure:1", instance_type="ml.m5.large")
def measure(place):
    return {"mse": 4.2}


measured = measure("s3://bucket/test")
stop = FailStep("Stop", error_message="too far off")
check = ConditionStep("Check", conditions=[ConditionGreaterThan(measured.mse, 6.0)], if_steps=[stop], else_steps=[])
pipeline = Pipeline("Abalone", steps=[check], sagemaker_session=PipelineSession())
"""
ITEM = SOURCE.replace("measured.mse", 'measured["metrics"].mse')


class ResultAttribute(Rule):
    """What a `@step` function returns is known only when its job has run; until then it stands for the value.

    It can be passed on as a whole, and its items can be taken: `result["mse"]`, `result[0]`. It has no attributes of
    the value: `result.mse` raises `AttributeError: 'DelayedReturn' object has no attribute 'mse'` while the pipeline is
    built, and so do `result.get("mse")` and `result.properties`.
    """

    code = "SMP416"
    name = "result-attribute"
    severity = Severity.ERROR
    summary = "An attribute is read of what a @step function returned."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-step-decorator-run-pipeline.html",
        "sagemaker/workflow/function_step.py:233-345 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("result-attribute",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    '".mse" is read of the result of step function "Measure", which has items alone',
                    line=16,
                    text="measured.mse",
                ),
            ),
        ),
        Example(
            ITEM,
            expected=(
                Expected(
                    '".mse" is read of the result of step function "Measure", which has items alone',
                    line=16,
                    text='measured["metrics"].mse',
                ),
            ),
            title="Of an item",
        ),
        Example(SOURCE.replace("measured.mse", 'measured["mse"]')),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each attribute of a result; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "result-attribute":
                name = fact.subject.value if isinstance(fact.subject, Literal) else None
                named = f' "{name}"' if isinstance(name, str) else ""
                yield Report(
                    f'".{fact.spelled}" is read of the result of step function{named}, which has items alone',
                    fact.origin,
                    help='Take an item, as in result["mse"] or result[0], of what the function returns.',
                )
