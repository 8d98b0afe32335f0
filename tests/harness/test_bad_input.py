"""A fault of the test is never a failure of the pipeline: it raises, and names the step."""

from __future__ import annotations

import pytest
from harness_samples import abalone, condition, definition, get, lambda_, output_uri, processing, step, training

from pipelint.harness import Harness, HarnessError, InvalidDefinition, InvalidFake, MissingFake, outputs, runs

HARNESS = Harness(abalone())


def endless():
    content = {}
    content["inner"] = content
    return content


@pytest.mark.parametrize(
    ("fake", "message"),
    [
        (outputs({"BillableTimeInSeconds": float("nan")}), "BillableTimeInSeconds"),
        (outputs({"Environment": endless()}), 'the fake of step "TrainModel".* Environment|cannot be JSON'),
        (outputs({"Environment": {"A": {1, 2}}}), "Environment"),
        (outputs(files={"s3://b/x.json": "{not json"}), 'the file s3://b/x.json of step "TrainModel" is no JSON'),
        (outputs(files={"s3://b/x.json": "NaN"}), 'the file s3://b/x.json of step "TrainModel" cannot be JSON'),
        (outputs(files={"s3://b/x.json": b"\xff"}), 'the file s3://b/x.json of step "TrainModel" is no JSON'),
        (outputs(property_files={"Report": {}}), 'property file "Report", which the step does not declare'),
        (lambda arguments: 3, 'the function that fakes step "TrainModel" returned a value of type int'),
        (runs(int), 'the fake of step "TrainModel" is a function of the user'),
        ("outputs", 'the fake of step "TrainModel" is of type str'),
    ],
)
def test_an_impossible_fake_raises(fake, message):
    with pytest.raises(InvalidFake, match=message) as caught:
        HARNESS.run(steps={"TrainModel": fake})
    assert "TrainModel" in str(caught.value)


def recursive(arguments):
    return recursive(arguments)


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyError, AssertionError, KeyboardInterrupt])
def test_what_the_users_function_raises_is_the_users(error):
    def broken(arguments):
        raise error("mine")

    with pytest.raises(error, match="mine"):
        HARNESS.run(steps={"TrainModel": broken})


def test_a_function_without_end_is_the_users():
    with pytest.raises(RecursionError):
        HARNESS.run(steps={"TrainModel": recursive})


def test_a_harness_goes_on_after_all_that():
    with pytest.raises(MissingFake):
        HARNESS.run()
    fakes = {"EvaluateModel": outputs(property_files={"EvaluationReport": {"metrics": {"accuracy": {"value": 1}}}})}
    assert HARNESS.run(steps=fakes).succeeded


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        (definition(training("A", depends_on=["B"]), training("B", depends_on=["A"])), '"A" depends on "B"'),
        (definition(training("A", depends_on=["A"])), '"A" depends on "A"'),
        (definition(processing("A", outputs=("o",), inputs={"x": output_uri("A", "o")})), '"A" reads Processing'),
        (
            definition(condition("C", [], if_steps=[training("T")], depends_on=["T"])),
            '"T" is in a branch of "C"|"C" depends on "T"',
        ),
        ({"Steps": "none"}, "Steps"),
        ([], "a value of type list"),
        ("{", "is no JSON"),
    ],
)
def test_a_definition_that_cannot_run_is_refused(sample, message):
    with pytest.raises(InvalidDefinition, match=message):
        Harness(sample)


def test_steps_that_are_no_dict_are_refused():
    with pytest.raises(InvalidFake, match="steps is of type list; expected a dict of fakes by the names of steps"):
        HARNESS.run(steps=["TrainModel"])
    with pytest.raises(HarnessError, match='no validate "strct"; did you mean "strict"'):
        HARNESS.run(validate="strct")


def test_what_a_test_does_with_arguments_changes_no_other_run():
    harness = Harness(
        definition(step("T", "Training", {"A": {"b": [1, 2]}, "C": {"d": get("Execution.PipelineName")}}))
    )
    first = harness.run()
    first["T"].arguments["A"]["b"].append(3)
    first["T"].arguments["C"]["d"] = "changed"
    assert harness.run()["T"].arguments == {"A": {"b": [1, 2]}, "C": {"d": "Pipeline"}}


def test_a_long_chain_runs_without_recursion():
    names = [f"S{number}" for number in range(3000)]
    chain = [lambda_(name, depends_on=names[number - 1 : number]) for number, name in enumerate(names)]
    assert Harness(definition(*reversed(chain))).run().path == names
