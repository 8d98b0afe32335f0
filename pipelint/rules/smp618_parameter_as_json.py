"""SMP618: a text parameter becomes another text on its way to a script, because the container reads it as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.container import hyperparameters
from pipelint.pipeline.model import Parameter, Pipeline, Step
from pipelint.pipeline.values import ListValue, Literal, ParameterReference, Value
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.sklearn import SKLearn
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep


def get_pipeline(session, role):
    balance = ParameterString("Balance", default_value="true")
    estimator = SKLearn(
        entry_point="train.py",
        hyperparameters={"balance": balance},
        role=role,
        framework_version="1.2-1",
        sagemaker_session=session,
    )
    train = TrainingStep("Train", step_args=estimator.fit("s3://bucket/train"))
    return Pipeline("Train", parameters=[balance], steps=[train], sagemaker_session=session)
"""
DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Release", "Type": "String", "DefaultValue": "1.10"}],
  "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {"HyperParameters": {
    "release": {"Get": "Parameters.Release"}, "sagemaker_program": "\\"train.py\\""}}}]
}
"""


class ParameterAsJson(Rule):
    """The training toolkit in the container reads every hyperparameter as JSON, and passes on the text of what it read.

    The estimators of frameworks put a text that is written out into quotes, so that it arrives as it was; a
    `ParameterString` is sent as it is. So `"true"` reaches the script as `"True"`, `"null"` as an empty text, and the
    release `"1.10"` as `"1.1"`; all other texts are no JSON, and stay what they are.

    Reported of the default and of the values that a parameter may have. A warning for what becomes a truth value or
    nothing; information for numbers, which most scripts read as numbers again.
    """

    code = "SMP618"
    name = "parameter-as-json"
    severity = Severity.WARNING
    summary = "A text parameter becomes another text on its way to a script: the container reads it as JSON."
    references = (
        "https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py",
        "https://github.com/aws/sagemaker-python-sdk/issues/3349",
        "https://github.com/aws/sagemaker-python-sdk/issues/2410",
    )
    sdks = ("v2",)
    about = ("Training",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    '"true", a value of parameter "Balance", reaches the script of step "Train" as "True"',
                    line=11,
                    text="balance",
                ),
            ),
        ),
        Example(SOURCE.replace('"true"', '"yes"')),
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    '"1.10", a value of parameter "Release", reaches the script of step "Train" as "1.1"',
                    pointer="/Steps/0/Arguments/HyperParameters/release",
                    severity=Severity.INFO,
                ),
            ),
        ),
        Example(DEFINITION.replace('"1.10"', '"v1.10"'), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Read the values of every parameter among the hyperparameters as the container does; see the class."""
        texts = {parameter.name: _texts(parameter) for parameter in pipeline.parameters if parameter.type == "String"}
        yield from distinct(
            _report(step, value, text, read)
            for step in pipeline.all_steps()
            if step.type == "Training" and _has_toolkit(step, pipeline.dialect)
            for value in hyperparameters(step).entries.values()
            if isinstance(value, ParameterReference)
            for text in texts.get(value.name, ())
            if (read := _read(text)) != text
        )


def _has_toolkit(step: Step, dialect: str | None) -> bool:
    """Tell whether a container of AWS reads the hyperparameters of ``step`` and passes them to a script."""
    if dialect is None:
        return "sagemaker_program" in hyperparameters(step).entries
    return dialect == "v2" and step.code is not None and step.code.variables_known


def _texts(parameter: Parameter) -> list[str]:
    values: list[Value | None] = [parameter.default]
    if isinstance(parameter.enum_values, ListValue):
        values += parameter.enum_values.items
    texts = [one.value for one in values if isinstance(one, Literal) and isinstance(one.value, str)]
    return list(dict.fromkeys(texts))


def _read(text: str) -> str:
    """Return what the script gets of ``text`` (``to_cmd_args`` of the toolkit); of lists and objects just that."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if isinstance(read, (list, dict)):
        return text
    return "" if read is None else str(read)


def _report(step: Step, value: ParameterReference, text: str, read: str) -> Report:
    number = read not in ("True", "False", "")
    subject = f'{shown(text)}, a value of parameter "{value.name}",'
    return Report(
        f'{subject} reaches the script of step "{step.name}" as {shown(read)}',
        value.origin or step.origin,
        step.name,
        'Let the script take both, or give the parameter values that are no JSON, such as "yes" and "v1.10".',
        severity=Severity.INFO if number else None,
    )
