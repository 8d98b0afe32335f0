"""SMP613: the function of a Lambda step does not return one of the step's outputs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.handlers import Handler, Returned
from pipelint.pipeline.model import OutputParameter, Pipeline, Step
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, quoted, shown

SCRIPT = """\
import boto3


def lambda_handler(event, context):
    client = boto3.client("sagemaker")
    client.create_endpoint(EndpointName=event["endpoint"], EndpointConfigName=event["config"])
    return {"status_code": 200, "body": {"endpoint": event["endpoint"]}}
"""
SOURCE = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline


def get_pipeline(session, role):
    deploy = Lambda(
        function_name="deploy", execution_role_arn=role, script="deploy.py", handler="deploy.lambda_handler"
    )
    step = LambdaStep(
        "Deploy",
        lambda_func=deploy,
        inputs={"endpoint": "scores", "config": "scores-1"},
        outputs=[LambdaOutput("statusCode", LambdaOutputTypeEnum.String)],
    )
    return Pipeline("Deployment", steps=[step], sagemaker_session=session)
"""


class UnreturnedOutput(Rule):
    """The function of a Lambda step must return each output of the step, as a key of the dict that it returns.

    An output below another key is none: `{"body": {"endpoint": …}}` has the output `body`, whose value is JSON as text.

    Reported where pipelint can follow every way through the function. A warning: what the service makes of an output
    that is missing is not documented. No step can read it.
    """

    code = "SMP613"
    name = "unreturned-output"
    severity = Severity.WARNING
    summary = "The function of a Lambda step does not return one of the step's outputs."
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
                Expected(
                    'deploy.py returns no "statusCode", which is an output of step "Deploy"; did you mean '
                    '"status_code"? It returns "status_code" and "body"',
                    line=14,
                    text='"statusCode"',
                ),
            ),
            title="A key that is spelled otherwise",
            beside={"deploy.py": SCRIPT},
        ),
        Example(
            SOURCE.replace("statusCode", "endpoint"),
            expected=(
                Expected(
                    'deploy.py returns no "endpoint", which is an output of step "Deploy"; it stands in "body" of what '
                    "is returned",
                    line=14,
                    text='"endpoint"',
                ),
            ),
            title="A key that is nested",
            beside={"deploy.py": SCRIPT},
        ),
        Example(SOURCE.replace("statusCode", "status_code"), beside={"deploy.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the outputs of every Lambda step with what its function returns; see the class."""
        yield from distinct(
            _report(step, output, name, step.script.file, handler)
            for step in pipeline.all_steps()
            if step.script is not None and (handler := step.script.handler) is not None and handler.returns
            for output in step.outputs
            if (name := _name(output)) is not None and not any(_may_hold(one, name) for one in handler.returns)
        )


def _name(output: OutputParameter) -> str | None:
    return output.name.value if isinstance(output.name, Literal) and isinstance(output.name.value, str) else None


def _report(step: Step, output: OutputParameter, name: str, file: str, handler: Handler) -> Report:
    outer = dict.fromkeys(key for one in handler.returns for key, inner in one.inner if inner == name)
    known = list(dict.fromkeys(key for one in handler.returns for key in one.keys))
    instead = f"; it stands in {quoted(outer)} of what is returned" if outer else expectation(name, known, "it returns")
    return Report(
        f'{file} returns no {shown(name)}, which is an output of step "{step.name}"{instead}',
        getattr(output.name, "origin", None) or output.origin or step.origin,
        step.name,
        "Return it as a key of the dict, at the top of it, or declare the outputs that there are.",
        tuple((one.origin, "it returns this") for one in handler.returns[:1] if one.origin is not None),
    )


def _may_hold(returned: Returned, name: str) -> bool:
    return name in returned.keys or not returned.complete
