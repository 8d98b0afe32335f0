"""SMP403: the default of a parameter is not of its type, or not among its values."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.pipeline.values import ListValue, Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown_scalar

SOURCE = """\
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

folds = ParameterInteger("Folds", default_value="")
stage = ParameterString("Stage", default_value="prd", enum_values=["dev", "prod"])
pipeline = Pipeline("Abalone", parameters=[folds, stage], steps=[], sagemaker_session=PipelineSession())
"""
GOOD_SOURCE = SOURCE.replace('""', "3").replace('"prd"', '"prod"')

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Steps": [],
  "Parameters": [
    {"Name": "Folds", "Type": "Integer", "DefaultValue": true},
    {"Name": "Stage", "Type": "String", "DefaultValue": "prd", "EnumValues": ["dev", "prod"]},
    {"Name": "Rate", "Type": "Float", "DefaultValue": 1}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace("true", "3").replace('"prd"', '"prod"')

_LEGAL: dict[str, tuple[type, ...]] = {"String": (str,), "Integer": (int,), "Float": (int, float), "Boolean": (bool,)}


class ParameterDefault(Rule):
    """The default value of a parameter must be of the parameter's type, and one of its values where it lists them.

    AWS: "the default value must be an instance matching the parameter type". The SDK checks that with `isinstance`, and
    only for values that are true in Python, so an empty string, a zero or a truth value of the wrong type compiles.
    In source a whole number as the default of a `ParameterFloat` is reported, as the SDK raises a `TypeError`; in a
    definition it is a number like any other.

    Nobody compares the default with `EnumValues` before the execution; what the service does then is not documented,
    so that is a warning.
    """

    code = "SMP403"
    name = "parameter-default"
    severity = Severity.ERROR
    summary = "The default of a parameter is not of its type, or not among its values."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
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
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the default of every parameter; see the class."""
        for parameter in pipeline.parameters:
            default = parameter.default
            if isinstance(default, Literal) and default.value is not None:
                yield from _of_wrong_type(parameter, default, pipeline)
                yield from _not_listed(parameter, default)


def _of_wrong_type(parameter: Parameter, default: Literal, pipeline: Pipeline) -> Iterator[Report]:
    legal = _LEGAL.get(parameter.type)
    if legal is None:
        return
    truth = isinstance(default.value, bool)
    fits = isinstance(default.value, legal) and (not truth or parameter.type == "Boolean")
    if parameter.type == "Float" and pipeline.dialect is not None:
        fits = isinstance(default.value, float)
    if not fits:
        yield Report(
            f'the default of the {parameter.type} parameter "{parameter.name}" is {shown_scalar(default.value)}',
            default.origin or parameter.origin,
            help=f"Give it a default of type {parameter.type}, or none: then a value must be passed at every start.",
        )


def _not_listed(parameter: Parameter, default: Literal) -> Iterator[Report]:
    values = parameter.enum_values
    if not isinstance(values, ListValue) or not values.complete or not values.items:
        return
    known = [item.value for item in values.items if isinstance(item, Literal) and isinstance(item.value, str)]
    if len(known) == len(values.items) and isinstance(default.value, str) and default.value not in known:
        yield Report(
            f'the default {shown_scalar(default.value)} of parameter "{parameter.name}" is none of its values'
            f"{expectation(default.value, known, 'its values are')}",
            default.origin or parameter.origin,
            help="definition() compiles it; what the service does with such a default is not documented.",
            severity=Severity.WARNING,
        )
