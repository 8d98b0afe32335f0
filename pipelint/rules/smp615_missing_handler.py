"""SMP615: the handler of a Lambda function is not in its script."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import Origin
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.smp613_unreturned_output import SCRIPT, SOURCE
from pipelint.rules.wording import shown

_CLEAN = SOURCE.replace("statusCode", "status_code")


class MissingHandler(Rule):
    """The handler of a Lambda function is `file.function`: the name of the script without `.py`, and a function in it.

    The SDK packs the script under its own name, whatever folder it is in. Of another name Lambda says
    `Runtime.ImportModuleError`, or `Runtime.HandlerNotFound`, when the step runs.

    Reported where the script is a file of the project, and holds the name of the function nowhere.
    """

    code = "SMP615"
    name = "missing-handler"
    severity = Severity.ERROR
    summary = "The handler of a Lambda function is not in its script."
    references = (
        "https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html#naming",
        "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.0/src/sagemaker/lambda_helper.py#L331",
    )
    languages = ("python",)
    about = ("Lambda",)
    examples = (
        Example(
            _CLEAN.replace("deploy.lambda_handler", "lambda_function.lambda_handler"),
            expected=(
                Expected(
                    'handler "lambda_function.lambda_handler" of step "Deploy" names the file lambda_function.py, but '
                    'the script is "deploy.py"; did you mean "deploy.lambda_handler"?',
                    line=8,
                    text='"lambda_function.lambda_handler"',
                ),
            ),
            title="The name that the console of Lambda gives",
            beside={"deploy.py": SCRIPT},
        ),
        Example(
            _CLEAN.replace("deploy.lambda_handler", "deploy.handler"),
            expected=(
                Expected(
                    'handler "deploy.handler" of step "Deploy" names a function that deploy.py does not have',
                    line=8,
                    text='"deploy.handler"',
                ),
            ),
            title="Another function",
            beside={"deploy.py": SCRIPT.replace("lambda_handler", "run")},
        ),
        Example(_CLEAN, beside={"deploy.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare the handler of every Lambda step with its script; see the class."""
        yield from distinct(report for step in pipeline.all_steps() for report in _reports(step))


def _reports(step: Step) -> Iterator[Report]:
    code, script = step.code, step.script
    if code is None or script is None or script.handler is None or code.handler is None:
        return
    handler = str(code.handler.value)
    module, dot, function = handler.rpartition(".")
    file = posixpath.basename(code.path)
    at = code.handler.origin or step.origin
    start = f'handler {shown(handler)} of step "{step.name}" names'
    if not dot:
        meant = f"{file.removesuffix('.py')}.{function}"
        yield _report(f'{start} no file; did you mean "{meant}"?', at, step)
    elif module.rpartition("/")[2] != file.removesuffix(".py"):
        meant = f"{file.removesuffix('.py')}.{function}"
        yield _report(f'{start} the file {module}.py, but the script is "{file}"; did you mean "{meant}"?', at, step)
    elif script.handler.missing:
        yield _report(f"{start} a function that {script.file} does not have", at, step)


def _report(message: str, at: Origin | None, step: Step) -> Report:
    return Report(
        message,
        at,
        step.name,
        "Write it as FILE.FUNCTION of the script. Lambda finds out when the step runs: the function fails, and with it "
        "the step.",
    )
