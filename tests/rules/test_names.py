"""The limits of names are those of the API, whose digest the rules do not read at start-up."""

from __future__ import annotations

import pytest

from pipelint.pipeline.model import Parameter, Pipeline, Step
from pipelint.pipeline.service.shapes import shape
from pipelint.pipeline.values import Literal, Record, Unknown, Value
from pipelint.rules.smp303_step_name import ILLEGAL, LIMITS, LONGEST_NAME, StepName
from pipelint.rules.smp304_pipeline_name import LONGEST, PATTERN, PipelineName
from pipelint.rules.smp312_parameter_name import ILLEGAL as ILLEGAL_IN_PARAMETER
from pipelint.rules.smp312_parameter_name import LONGEST as LONGEST_PARAMETER
from pipelint.rules.smp312_parameter_name import ParameterName


def test_the_limits_are_those_of_the_api():
    step, pipeline, parameter = shape("StepName"), shape("PipelineName"), shape("PipelineParameterName")
    assert (step.pattern, step.maximum) == (r"[A-Za-z0-9\-_]*", LONGEST_NAME)
    assert (pipeline.pattern, pipeline.maximum) == (PATTERN.pattern, LONGEST)
    assert (parameter.pattern, parameter.maximum) == (r"[A-Za-z0-9\-_]*", LONGEST_PARAMETER)
    assert ILLEGAL.pattern == ILLEGAL_IN_PARAMETER.pattern == r"[^A-Za-z0-9\-_]"
    limits = {"DisplayName": "StepDisplayName", "Description": "StepDescription"}
    assert [limit.unsettled for limit in LIMITS] == [shape(limits[limit.attribute]).maximum for limit in LIMITS]


def of_step(name: str, name_known: bool = True, **attributes: Value) -> list[str]:
    step = Step(name, "Training", attributes=Record(attributes), name_known=name_known)
    return [report.message for report in StepName().check(Pipeline((step,)))]


def test_a_label_is_no_name():
    assert of_step("<ModelStep 1>", name_known=False) == []
    assert of_step("<ModelStep 1>") != []


def test_names_may_be_as_long_as_the_limit():
    assert of_step("A" * 64) == []
    assert of_step("A" * 65) == [f'step name "{"A" * 65}" has 65 characters, the service takes at most 64']


def test_control_characters_are_escaped():
    assert of_step("A\nB") == [r'step name "A\nB" has characters that the service does not take: "\n"']


def test_a_description_beyond_both_limits_is_an_error():
    assert of_step("A", Description=Literal("x" * 3072), DisplayName=Unknown("why")) == []
    assert of_step("A", Description=Literal("x" * 4097)) == [
        'description of step "A" has 4097 characters, the service takes at most 4096'
    ]


def test_the_suffix_of_the_sdk_is_counted():
    step = Step("A" * 60 + "-RegisterModel", "RegisterModel")
    (report,) = StepName().check(Pipeline((step,), dialect="v2"))
    assert report.help is not None
    assert report.help.startswith(
        'Shorten it to 50 characters. The SDK adds "-RegisterModel" to the name of this step.'
    )
    (compiled,) = StepName().check(Pipeline((step,)))
    assert compiled.help is not None
    assert compiled.help.startswith("Shorten it to 64 characters. definition() does not look")


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        (Literal("a-1--b"), []),
        (Literal("a" * 82), []),
        (Literal(""), []),
        (Literal(None), []),
        (Unknown("why"), []),
        (Literal("-a"), ['pipeline name "-a" must start and end with a letter or digit']),
        (Literal("a b\n"), [r'pipeline name "a b\n" has characters that the service does not take: " \n"']),
        (Literal("a" * 257), [f'pipeline name "{"a" * 80}…" has 257 characters, the service takes at most 256']),
    ],
)
def test_pipeline_names(name, messages):
    assert [report.message for report in PipelineName().check(Pipeline((), name=name))] == messages


@pytest.mark.parametrize(
    ("name", "messages"),
    [("A" * 64, []), ("", ['parameter name "" is empty'])],
)
def test_parameter_names(name, messages):
    pipeline = Pipeline((), parameters=(Parameter(name, "String"),))
    assert [report.message for report in ParameterName().check(pipeline)] == messages
