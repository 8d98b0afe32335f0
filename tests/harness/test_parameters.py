"""Starting an execution: what AWS refuses to start with, and what it starts with."""

from __future__ import annotations

import pytest
from harness_samples import definition, get, lambda_, parameter

from pipelint.harness import Harness, InvalidDefinition, InvalidParameter

PARAMETERS = [
    parameter("Bucket", "String"),
    parameter("Stage", "String", "dev", enum=["dev", "prod"]),
    parameter("Count", "Integer", 1),
    parameter("Rate", "Float", 0.5),
    parameter("Verbose", "Boolean", False),
]
TOLD = {name: get(f"Parameters.{name}") for name in ("Bucket", "Stage", "Count", "Rate", "Verbose")}


def started_with(**values):
    return Harness(definition(lambda_("Tell", TOLD), parameters=PARAMETERS)).run(parameters=values)["Tell"].arguments


def test_defaults_hold_where_nothing_is_given():
    assert started_with(Bucket="b") == {"Bucket": "b", "Stage": "dev", "Count": 1, "Rate": 0.5, "Verbose": False}


def test_values_replace_defaults():
    given = {"Bucket": "b", "Stage": "prod", "Count": 0, "Rate": 2, "Verbose": True}
    assert started_with(**given) == given


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, 'parameter "Bucket" (String) has no default and no value was given: run(parameters={"Bucket": ...})'),
        (
            {"Bucket": ""},
            "parameter \"Bucket\": the value '' is empty, and AWS refuses an empty string as a start value",
        ),
        ({"Bucket": 3}, 'parameter "Bucket": the value 3 is of type int, and the parameter is declared String'),
        ({"Bucket": "b", "Stage": "test"}, 'the value \'test\' is none of its EnumValues: "dev", "prod"'),
        ({"Bucket": "b", "Count": True}, "the value True is of type bool, and the parameter is declared Integer"),
        ({"Bucket": "b", "Count": 1.0}, "the value 1.0 is of type float, and the parameter is declared Integer"),
        ({"Bucket": "b", "Rate": "0.5"}, "the value '0.5' is of type str, and the parameter is declared Float"),
        ({"Bucket": "b", "Rate": float("nan")}, "the value nan is no number that JSON can hold"),
        ({"Bucket": "b", "Verbose": 1}, "the value 1 is of type int, and the parameter is declared Boolean"),
        ({"Bucket": None}, "the value None is of type NoneType, and the parameter is declared String"),
    ],
)
def test_what_aws_refuses_at_the_start(values, message):
    with pytest.raises(InvalidParameter) as caught:
        started_with(**values)
    assert message in str(caught.value)


def test_an_unknown_parameter_says_which_was_meant():
    with pytest.raises(InvalidParameter) as caught:
        started_with(Bucket="b", Stag="dev")
    assert str(caught.value) == (
        'the pipeline has no parameter "Stag"; did you mean "Stage"? '
        'it declares "Bucket", "Stage", "Count", "Rate", "Verbose"'
    )


def test_a_default_outside_its_enum_is_refused_when_it_is_used():
    sample = definition(parameters=[parameter("Stage", "String", "test", enum=["dev", "prod"])])
    with pytest.raises(InvalidParameter, match="the default 'test' is none of its EnumValues"):
        Harness(sample).run()
    assert Harness(sample).run(parameters={"Stage": "dev"}).succeeded


@pytest.mark.parametrize(("enum", "said"), [(True, "true"), ("test", '"test"'), ({"test": 1}, '{"test": 1}')])
def test_enum_values_that_are_no_list_are_refused(enum, said):
    with pytest.raises(InvalidDefinition) as caught:
        Harness(definition(parameters=[parameter("Stage", "String", "test", enum=enum)])).run()
    assert str(caught.value) == f'EnumValues of parameter "Stage" takes a list, not {said}'


def test_an_empty_default_is_legal():
    sample = definition(lambda_("Tell", {"x": get("Parameters.X")}), parameters=[parameter("X", "String", "")])
    assert Harness(sample).run()["Tell"].arguments == {"x": ""}


def test_what_the_api_does_not_carry_is_refused():
    harness = Harness(definition(parameters=[parameter("P", "String", "x")]))
    with pytest.raises(
        InvalidParameter, match=r'parameter "P": the value "a{20}…" has 1025 characters; AWS takes 1024'
    ):
        harness.run(parameters={"P": "a" * 1025})
    assert harness.run(parameters={"P": "a" * 1024}).succeeded
    many = {f"P{number}": "x" for number in range(201)}
    declared = Harness(definition(parameters=[parameter(name, "String", "x") for name in many]))
    with pytest.raises(InvalidParameter, match="201 parameters are given; AWS takes 200 at the most"):
        declared.run(parameters=many)
    with pytest.raises(InvalidParameter, match="parameters is of type list; expected a dict of values by name"):
        harness.run(parameters=["P"])


def test_execution_variables_can_be_set():
    names = ("PipelineExecutionId", "CurrentDateTime", "TrainingJobName")
    tell = lambda_("Tell", {name: {"Get": f"Execution.{name}"} for name in names})
    values = {"PipelineExecutionId": "e1", "CurrentDateTime": "now", "TrainingJobName": "job"}
    run = Harness(definition(tell)).run(variables=values)
    assert run["Tell"].arguments == values
    assert run.variables["PipelineExecutionId"] == "e1"


def test_an_execution_variable_that_is_none_is_refused():
    harness = Harness(definition())
    with pytest.raises(InvalidParameter, match=r'no execution variable "PipelineNam"; did you mean "PipelineName"\?'):
        harness.run(variables={"PipelineNam": "x"})
    with pytest.raises(InvalidParameter, match='"StartDateTime" is a text, and 3 is of type int'):
        harness.run(variables={"StartDateTime": 3})
