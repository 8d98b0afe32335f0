"""The user's own functions as fakes: handlers of Lambda steps, functions under ``@step``."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from harness_samples import compare, condition, definition, get, join, lambda_, step, training

from pipelint.harness import Harness, InvalidFake, fails, outputs, result_of, returns, runs

DEFINITIONS = Path(__file__).parents[2] / "fixtures" / "definitions"
APPROVE = lambda_("Approve", {"accuracy": 0.9}, outputs={"approved": "Boolean", "why": "String"})


def handler(event, context):
    assert context.get_remaining_time_in_millis() > 0
    return {"approved": event["accuracy"] > 0.8, "why": f"by {context.function_name}", "statusCode": 200}


@pytest.mark.parametrize("fake", [handler, runs(handler), runs(lambda event: handler(event, _Context()))])
def test_a_handler_answers_for_its_lambda_step(fake):
    run = Harness(definition(APPROVE)).run(steps={"Approve": fake})
    assert run["Approve"].outputs == {"approved": True, "why": "by pipelint"}


class _Context:
    function_name = "pipelint"

    def get_remaining_time_in_millis(self):
        return 1


def test_what_a_handler_leaves_out_is_made_up():
    tell = lambda_("Tell", {"why": get("Steps.Approve.OutputParameters['why']")})
    run = Harness(definition(APPROVE, tell)).run(steps={"Approve": returns({"approved": True})})
    assert run["Tell"].arguments == {"why": "Steps.Approve.OutputParameters['why']"}


def test_a_handler_must_return_outputs_of_the_declared_types():
    with pytest.raises(
        InvalidFake, match="output parameter \"approved\" is declared Boolean, and 'yes' is of type str"
    ):
        Harness(definition(APPROVE)).run(steps={"Approve": lambda event, context: {"approved": "yes"}})
    with pytest.raises(InvalidFake, match="returned a value of type str; expected a dict with its output parameters"):
        Harness(definition(APPROVE)).run(steps={"Approve": lambda event, context: "done"})
    assert Harness(definition(lambda_("Tell"))).run(steps={"Tell": lambda event, context: "done"}).succeeded


def test_the_event_is_a_copy():
    def greedy(event, context):
        event.clear()
        return {}

    run = Harness(definition(APPROVE)).run(steps={"Approve": greedy})
    assert run["Approve"].arguments == {"accuracy": 0.9}


def function_step(name, json=True, depends_on=()):
    sample = training(name, depends_on=depends_on, OutputDataConfig={"S3OutputPath": f"s3://bucket/{name}/results"})
    sample["Arguments"]["AlgorithmSpecification"] = {
        "ContainerEntrypoint": ["/bin/bash", "/opt/ml/input/data/sagemaker_remote_function_bootstrap/job_driver.sh"],
        "ContainerArguments": ["--serialize_output_to_json", "true"] if json else [],
    }
    return sample


def result(name, path="Result"):
    uri = join(get(f"Steps.{name}.OutputDataConfig.S3OutputPath"), "results.json", on="/")
    return {"Std:JsonGet": {"S3Uri": uri, "Path": path}}


SCORED = definition(
    function_step("train"),
    function_step("score", depends_on=["train"]),
    condition("Check", [compare("GreaterThan", result("score", "Result.accuracy"), 0.8)], if_steps=[lambda_("Use")]),
)


def train(rows, depth=1):
    return {"rows": rows, "depth": depth}


def score(model, threshold):
    return {"accuracy": model["depth"] / 10, "threshold": threshold}


@pytest.mark.parametrize(("depth", "branch"), [(9, "if"), (8, "else")])
def test_functions_under_step_run_and_hand_on_their_results(depth, branch):
    fakes = {"train": runs(train, 100, depth=depth), "score": runs(score, result_of("train"), threshold=0.5)}
    run = Harness(SCORED).run(steps=fakes)
    assert run["Check"].branch == branch
    assert run["Check"].reads("score")


def test_returns_says_what_a_function_returned():
    run = Harness(SCORED).run(steps={"score": returns({"accuracy": 0.9})})
    assert run["Check"].branch == "if"
    assert run["Check"].judgements[0].operands[0].value == 0.9


def test_a_tuple_is_read_by_index():
    sample = definition(function_step("f"), lambda_("Tell", {"x": result("f", "Result[1]")}))
    assert Harness(sample).run(steps={"f": returns((1, "two"))})["Tell"].arguments == {"x": "two"}


def test_a_function_may_return_a_fake():
    run = Harness(SCORED).run(steps={"train": runs(lambda: fails("no data"))})
    assert str(run.failure) == 'step "train" failed: no data'


def test_the_function_behind_a_decorator_is_run():
    @functools.wraps(train)
    def delayed(*arguments):
        raise AssertionError("what @step makes of a function is not called")

    run = Harness(SCORED).run(steps={"train": runs(delayed, 1), "score": returns({"accuracy": 1})})
    assert run["train"].result.returned == ({"rows": 1, "depth": 1},)


def test_what_cannot_be_json_is_refused_where_somebody_reads_it():
    with pytest.raises(InvalidFake, match='what the function of step "score" returned cannot be JSON'):
        Harness(SCORED).run(steps={"score": returns(object())})
    sample = definition(function_step("f", json=False), function_step("g", json=False, depends_on=["f"]))
    value = object()
    run = Harness(sample).run(steps={"f": returns(value), "g": runs(lambda one: one is value, result_of("f"))})
    assert run["g"].result.returned == (True,)


def test_what_a_function_raises_reaches_the_test():
    with pytest.raises(ZeroDivisionError):
        Harness(SCORED).run(steps={"train": runs(lambda: 1 / 0)})


def test_a_result_that_is_not_there_is_refused():
    with pytest.raises(InvalidFake, match='takes the result of step "train", which was not faked with runs'):
        Harness(SCORED).run(steps={"score": runs(score, result_of("train"), 1)})
    with pytest.raises(InvalidFake, match='takes the result of step "score", which has not run'):
        Harness(SCORED).run(steps={"train": runs(train, result_of("score"))})


def test_a_step_without_a_function_has_no_result():
    sample = definition(step("Tune", "Tuning"))
    for fake in (runs(train, 1), returns(1)):
        with pytest.raises(InvalidFake, match="the step is of type Tuning and runs none"):
            Harness(sample).run(steps={"Tune": fake})


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_functions_as_the_sdk_compiles_them(version):
    harness = Harness(DEFINITIONS / version / "function_steps.json")
    names = [step.name for step in harness.pipeline.all_steps()]
    decided = next(step for step in harness.pipeline.all_steps() if step.type == "Condition")
    functions = [name for name in names if name.startswith("fn-")]
    run = harness.run(steps={name: returns({"score": 2}) for name in functions} | {})
    assert run[decided.name].branch == "if"
    assert outputs() == outputs({})
