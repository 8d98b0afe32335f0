"""SMP810: a parameter of one type stands in a key of a step that wants another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import ListValue, ParameterReference, Value
from pipelint.rules.rule import Example, Expected, Report, Rule

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [
    {"Name": "Limit", "Type": "Float", "DefaultValue": 0.8}, {"Name": "Skip", "Type": "String", "DefaultValue": "True"}
  ],
  "Steps": [
    {"Name": "Check", "Type": "QualityCheck", "CheckType": "DATA_QUALITY", "SkipCheck": {"Get": "Parameters.Skip"},
     "FailOnViolation": true, "RegisterNewBaseline": false, "ModelPackageGroupName": "abalone",
     "SuppliedBaselineStatistics": null, "SuppliedBaselineConstraints": null, "Arguments": {}},
    {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": {"Get": "Parameters.Limit"}}}
  ]
}
"""
GOOD_DEFINITION = DEFINITION.replace('"String", "DefaultValue": "True"', '"Boolean", "DefaultValue": true').replace(
    '{"ErrorMessage": {"Get": "Parameters.Limit"}}',
    '{"ErrorMessage": {"Std:Join": {"On": "", "Values": [{"Get": "Parameters.Limit"}]}}}',
)

TEXTS = ("String", "a string")
TRUTHS = ("Boolean", "a truth value")

Slots = Mapping[tuple[str, ...], tuple[str, str]]
"""By the way to a slot: the type of parameter that belongs there, and the words for it."""

_CHECK: Slots = {
    ("SkipCheck",): TRUTHS,
    ("FailOnViolation",): TRUTHS,
    ("RegisterNewBaseline",): TRUTHS,
    ("CheckType",): TEXTS,
    ("ModelName",): TEXTS,
    ("ModelPackageGroupName",): TEXTS,
    ("SuppliedBaselineStatistics",): TEXTS,
    ("SuppliedBaselineConstraints",): TEXTS,
}
# Where steps of a type have values that are in no request to the API of SageMaker. A slot may hold a list of them.
SLOTS: Mapping[str, Slots] = {
    "QualityCheck": _CHECK,
    "ClarifyCheck": _CHECK,
    "Lambda": {("FunctionArn",): TEXTS},
    "Callback": {("SqsQueueUrl",): TEXTS},
    "Fail": {("ErrorMessage",): TEXTS},
    "EMR": {
        ("ClusterId",): TEXTS,
        ("ExecutionRoleArn",): TEXTS,
        ("StepConfig", "HadoopJarStep", "Jar"): TEXTS,
        ("StepConfig", "HadoopJarStep", "MainClass"): TEXTS,
        ("StepConfig", "HadoopJarStep", "Args"): TEXTS,
    },
    "EMRServerless": {("ApplicationId",): TEXTS, ("ExecutionRoleArn",): TEXTS},
}


class AttributeType(Rule):
    """A key of a step takes a value of its own type, also where the step sends no request to the API of SageMaker.

    Some steps have keys beside their request (`SkipCheck` of a quality check is a truth value), and the arguments of
    EMR and Fail steps are texts. For the requests, the service says `Cannot assign property reference [Parameters.X] to
    argument of type [String].` (SMP401); for these it is not confirmed, hence a warning. `to_string()` makes text of a
    parameter that is none.
    """

    code = "SMP810"
    name = "attribute-type"
    severity = Severity.WARNING
    summary = "A parameter of one type stands in a key of a step that wants another."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/4867",
        "sagemaker/workflow/quality_check_step.py:241-282 and emr_step.py:53-63 of sagemaker 2.257",
    )
    languages = ("json",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'SkipCheck of step "Check" takes a truth value, not the String parameter "Skip"',
                    pointer="/Steps/0/SkipCheck",
                ),
                Expected(
                    'ErrorMessage of step "Stop" takes a string, not the Float parameter "Limit"',
                    pointer="/Steps/1/Arguments/ErrorMessage",
                ),
            ),
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the parameters in the slots of the table; see the class."""
        if pipeline.dialect is not None:
            return
        types: dict[str, set[str]] = {}
        for parameter in pipeline.parameters:
            types.setdefault(parameter.name, set()).add(parameter.type)
        known = {name: min(found) for name, found in types.items() if len(found) == 1}
        for step in pipeline.all_steps():
            for path, (wanted, noun) in SLOTS.get(step.type or "", {}).items():
                for value in _values(step, path):
                    if isinstance(value, ParameterReference) and known.get(value.name, wanted) != wanted:
                        what = f'the {known[value.name]} parameter "{value.name}"'
                        message = f'{".".join(path)} of step "{step.name}" takes {noun}, not {what}'
                        yield Report(message, value.origin or step.origin, step.name, _help(wanted))


def _values(step: Step, path: tuple[str, ...]) -> tuple[Value, ...]:
    """Return what is at ``path`` of the step itself, or of its arguments: one value, or the items of a list."""
    value = step.attributes.get(*path) or step.arguments.get(*path)
    if isinstance(value, ListValue):
        return value.items
    return () if value is None else (value,)


def _help(wanted: str) -> str:
    way_out = "Pass its to_string()" if wanted == "String" else f"Declare a parameter of type {wanted}"
    return f"{way_out}. The service is known to refuse this in job requests; for this key it is not documented."
