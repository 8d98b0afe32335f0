"""SMP413: the result of a @step function is unpacked or walked over."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.workflow.function_step import step
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession


@step(name="Split")
def split():
    return "s3://bucket/train", "s3://bucket/test"


@step(name="Train")
def train(data, test):
    return data


data, test = split()
pipeline = Pipeline("Abalone", steps=[train(data, test)], sagemaker_session=PipelineSession())
"""


class StepFunctionResult(Rule):
    """Calling a `@step` function yields a placeholder for its result: it can be indexed, but not unpacked.

    `a, b = split()`, `for item in split()` and `train(*split())` raise `NotImplementedError: DelayedReturn object is
    not iterable.` while the pipeline is built: how many items there are is known when the job has run.
    `split()[0]` stands for the first item.
    """

    code = "SMP413"
    name = "step-function-result"
    severity = Severity.ERROR
    summary = "The result of a @step function is unpacked or walked over."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-step-decorator-limit.html",
        "sagemaker/workflow/function_step.py:251-262 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("result-walked-over",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'the result of @step function "Split" is walked over while the pipeline is built, which raises '
                    "NotImplementedError",
                    line=16,
                    text="data, test",
                ),
            ),
        ),
        Example(SOURCE.replace("data, test = split()", "both = split()\ndata, test = both[0], both[1]")),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each result that is walked over; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "result-walked-over":
                name = fact.subject.value if isinstance(fact.subject, Literal) else None
                named = f"@step function {shown(name)}" if isinstance(name, str) else "a @step function"
                yield Report(
                    f"the result of {named} is walked over while the pipeline is built, which raises "
                    "NotImplementedError",
                    fact.origin,
                    name if isinstance(name, str) else None,
                    "Take its items by index, result[0], or pass the whole to the next function.",
                )
