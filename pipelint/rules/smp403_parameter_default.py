"""SMP403: the default of a parameter is not of its type, or not among its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.pipeline.values import ListValue, Literal, Record, Unknown, Value
from pipelint.rules.looking import literal_names
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown_scalar

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

folds = ParameterInteger("Folds", default_value="")
stage = ParameterString("Stage", default_value="prd", enum_values=["dev", "prod"])
pipeline = Pipeline("Abalone", parameters=[folds, stage], steps=[], sagemaker_session=PipelineSession())
"""
GOOD_SOURCE = SOURCE.replace('""', "3").replace('"prd"', '"prod"')

WHOLE_SOURCE = """\
from sagemaker.workflow.parameters import ParameterFloat
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

rate = ParameterFloat("Rate", default_value=1)
pipeline = Pipeline("Abalone", parameters=[rate], steps=[], sagemaker_session=PipelineSession())
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Steps": [],
  "Parameters": [
    {"Name": "Folds", "Type": "Integer", "DefaultValue": true},
    {"Name": "Stage", "Type": "String", "DefaultValue": "prd", "EnumValues": ["dev", "prod"]},
    {"Name": "Rate", "Type": "Float", "DefaultValue": 1, "EnumValues": [1, 2]},
    {"Name": "Run", "Type": "String", "DefaultValue": {"Get": "Execution.PipelineExecutionId"}}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace("true", "3").replace('"prd"', '"prod"').replace(', "EnumValues": [1, 2]', "")
GOOD_DEFINITION = GOOD_DEFINITION.replace('{"Get": "Execution.PipelineExecutionId"}', '"none"')

_LEGAL: dict[str, tuple[type, ...]] = {"String": (str,), "Integer": (int,), "Float": (int, float), "Boolean": (bool,)}

MOST_VALUES = 16
EXACT = 2**53  # the largest whole number up to which a float holds each
UNDOCUMENTED = "definition() compiles it; what the service does with it is not documented."
ALLOW_IT = f"Choose one of its values, or add this one to them. {UNDOCUMENTED}"
NO_LIST = f"Leave enum_values out. {UNDOCUMENTED}"


class ParameterDefault(Rule):
    """The default value of a parameter must be of the parameter's type, and one of its values where it lists them.

    AWS: "the default value must be an instance matching the parameter type". The SDK checks that with `isinstance`, and
    only for values that are true in Python, so an empty string, a zero or a truth value of the wrong type compiles.
    In source a whole number as the default of a `ParameterFloat` is reported, as the SDK raises a `TypeError`; in a
    definition it is a number like any other.

    A default is a value, not an expression: a parameter is known when the execution starts, before anything else is.

    Nobody compares the default with `EnumValues` before the execution; what the service does then is not documented,
    so that is a warning. So are `EnumValues` of other types than String, which the SDK has no word for, and more than
    16 of them: users report that as the most the service takes, and no page of AWS says so.
    """

    code = "SMP403"
    name = "parameter-default"
    severity = Severity.ERROR
    summary = "The default of a parameter is not of its type, or not among its values."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3647",
        "https://github.com/aws/sagemaker-python-sdk/issues/2314",
        "sagemaker/workflow/parameters.py:139-140 of sagemaker 2.257",
    )
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('the default of the Integer parameter "Folds" is ""', line=5, text='""'),
                Expected(
                    'the default "prd" of parameter "Stage" is none of its values; did you mean "prod"? Its values are '
                    '"dev" and "prod"',
                    line=6,
                    text='"prd"',
                    severity=Severity.WARNING,
                ),
            ),
            title="A default of the wrong type, and one outside the enumeration",
        ),
        Example(GOOD_SOURCE),
        Example(
            WHOLE_SOURCE,
            expected=(Expected('the default of the Float parameter "Rate" is 1', line=5, text="1"),),
            title="A whole number, which the SDK refuses as the default of a ParameterFloat",
            fixed=WHOLE_SOURCE.replace("=1)", "=1.0)"),
        ),
        Example(
            DEFINITION,
            "json",
            (
                Expected('the default of the Integer parameter "Folds" is true', pointer="/Parameters/0/DefaultValue"),
                Expected(
                    'the default "prd" of parameter "Stage" is none of its values; did you mean "prod"? Its values are '
                    '"dev" and "prod"',
                    pointer="/Parameters/1/DefaultValue",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'the Float parameter "Rate" lists its values, which only String parameters do',
                    pointer="/Parameters/2/EnumValues",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'the default of the String parameter "Run" is an expression', pointer="/Parameters/3/DefaultValue"
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the default and the values of every parameter; see the class."""
        for parameter in pipeline.parameters:
            default = parameter.default
            if default is not None and not _fits(parameter.type, default, pipeline.dialect is not None):
                yield Report(
                    f'the default of the {parameter.type} parameter "{parameter.name}" is {_noun(default)}',
                    default.origin or parameter.origin,
                    help=f"Give it a default of type {parameter.type}, or none: then a value must be passed at every "
                    "start.",
                    repair=_as_float(parameter, default),
                )
            if parameter.enum_values is not None:
                yield from _listed(parameter, parameter.enum_values)


def _fits(kind: str, default: Value, in_source: bool) -> bool:
    """Tell whether ``default`` may be one of a parameter of type ``kind``."""
    legal = _LEGAL.get(kind)
    if legal is None or isinstance(default, Unknown):
        return True
    if not isinstance(default, Literal):
        return False
    if isinstance(default.value, bool) or default.value is None:
        return default.value is None or kind == "Boolean"
    return isinstance(default.value, float if kind == "Float" and in_source else legal)


def _as_float(parameter: Parameter, default: Value) -> Repair | None:
    """Return what writes a whole number as the default of a Float parameter with its point."""
    from pipelint.rules.repair import Repair, Rewritten

    if not isinstance(default, Literal) or type(default.value) is not int or default.origin is None:
        return None
    if parameter.type != "Float" or abs(default.value) > EXACT:
        return None
    value = float(str(default.value))
    return Repair(f"Write {value!r}", (Rewritten(default.origin, value),))


def _noun(default: Value) -> str:
    if isinstance(default, Literal):
        return shown_scalar(default.value)
    return {ListValue: "a list", Record: "an object"}.get(type(default), "an expression")


def _listed(parameter: Parameter, values: Value) -> Iterator[Report]:
    """Judge the values that ``parameter`` may have."""
    if not isinstance(values, ListValue) or not values.items:
        return
    at = values.origin or parameter.origin
    if parameter.type in _LEGAL and parameter.type != "String":
        message = f'the {parameter.type} parameter "{parameter.name}" lists its values, which only String parameters do'
        yield Report(message, at, help=NO_LIST, severity=Severity.WARNING)
    if len(values.items) > MOST_VALUES:
        message = (
            f'parameter "{parameter.name}" lists {len(values.items)} values; the service is said to take {MOST_VALUES}'
        )
        yield Report(
            message, at, help="Compare the value in a step instead, or let it be any.", severity=Severity.WARNING
        )
    known = literal_names(values.items)
    default = parameter.default.value if isinstance(parameter.default, Literal) else None
    if values.complete and known is not None and isinstance(default, str) and default not in known:
        yield Report(
            f'the default {shown_scalar(default)} of parameter "{parameter.name}" is none of its values'
            f"{expectation(default, known, 'its values are')}",
            (parameter.default.origin if parameter.default is not None else None) or parameter.origin,
            help=ALLOW_IT,
            severity=Severity.WARNING,
        )
