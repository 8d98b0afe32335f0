"""SMP616: the function of a Lambda step returns an object or a list as one of the step's outputs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.handlers import Handler, Returned
from pipelint.pipeline.model import OutputParameter, Pipeline, Step
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule

SCRIPT = """\
def lambda_handler(event, context):
    return {"counts": {"rows": 10, "gaps": 2}}
"""
SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline


def get_pipeline(session, role):
    count = Lambda(function_name="count", execution_role_arn=role, script="count.py", handler="count.lambda_handler")
    outputs = [LambdaOutput("counts", LambdaOutputTypeEnum.String)]
    step = LambdaStep("Count", lambda_func=count, inputs={}, outputs=outputs)
    return Pipeline("Counting", steps=[step], sagemaker_session=session)
"""


class NestedLambdaValue(Rule):
    """An output of a Lambda step is a text, a number or a truth value; AWS documents that it may not be nested.

    A function that returns an object or a list under the name of an output makes the step fail with a client error that
    is not retried, after the function has done its work. Each value needs an output of its own, or the object is
    returned as JSON text.

    A warning, and only where pipelint can follow every way through the function.
    """

    code = "SMP616"
    name = "nested-lambda-value"
    severity = Severity.WARNING
    summary = "The function of a Lambda step returns an object or a list as one of the step's outputs."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html#lambdastep",
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-lambda",
    )
    languages = ("python",)
    about = ("Lambda",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('count.py returns an object as "counts", an output of step "Count"', line=8, text='"counts"'),
            ),
            beside={"count.py": SCRIPT},
        ),
        Example(SOURCE, beside={"count.py": SCRIPT.replace('{"rows": 10, "gaps": 2}', "10")}),
        Example(
            SOURCE,
            title="JSON as text",
            beside={
                "count.py": "import json\n\n\n" + SCRIPT.replace('{"rows": 10, "gaps": 2}', 'json.dumps({"rows": 10})')
            },
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at what the function of every Lambda step returns; see the class."""
        yield from distinct(
            report
            for step in pipeline.all_steps()
            if step.script is not None and (handler := step.script.handler) is not None
            for output in step.outputs
            for report in _judged(step, output, step.script.file, handler)
        )


def _judged(step: Step, output: OutputParameter, file: str, handler: Handler) -> Iterator[Report]:
    name = output.name.value if isinstance(output.name, Literal) else None
    if not isinstance(name, str) or not handler.returns:
        return
    kinds = [dict(one.nested).get(name) for one in handler.returns]
    if kinds[0] is None or any(kind is None for kind in kinds):
        return
    first: Returned = handler.returns[0]
    what = "an object" if kinds[0] == "object" else "a list"
    yield Report(
        f'{file} returns {what} as "{name}", an output of step "{step.name}"',
        getattr(output.name, "origin", None) or output.origin or step.origin,
        step.name,
        "Return each value under a key of its own, and declare it as an output; or return the text of json.dumps().",
        ((first.origin, "it returns this"),) if first.origin is not None else (),
    )
