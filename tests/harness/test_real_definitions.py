"""Every definition that the SDKs are known to emit runs on default fakes, or is refused for a reason that is named.

The definitions in ``fixtures/definitions`` are real output of sagemaker 2.257 (v2) and sagemaker 3.27 (v3).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.harness import Harness, MissingFake, NotSimulated, Unsettled, outputs

FOLDER = Path(__file__).parents[2] / "fixtures" / "definitions"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.json"))

START_VALUES = {"String": "x", "Integer": 1, "Float": 1.0, "Boolean": True}

REFUSED = {
    # A document that only a script writes is read, and no fake gives it.
    "v2/condition_all_operators.json": (MissingFake, 'property file "MetricsFile" of step "Prepare"'),
    "v3/condition_all_operators.json": (MissingFake, 'property file "MetricsFile" of step "Prepare"'),
    "v2/condition_jsonget_s3uri.json": (
        MissingFake,
        "the JSON file s3://example-bucket/out/Prepare/metrics/metrics.json",
    ),
    "v2/function_step_data_reference.json": (MissingFake, "fn-uri/results/results.json"),
    "v2/function_steps.json": (MissingFake, "fn-b/results/results.json"),
    "v3/function_steps.json": (MissingFake, "harness00001/results/results.json"),
    "v2/jsonget_in_arguments.json": (MissingFake, 'property file "MetricsFile" of step "Prepare"'),
    "v2/train_evaluate_register.json": (MissingFake, 'property file "EvalReport" of step "Evaluate"'),
    # A branch hangs on what a function returns.
    "v2/lambda_outputs.json": (MissingFake, "decides on Steps.Call.OutputParameters['bool_out']"),
    "v3/lambda_callback_outputs.json": (MissingFake, "decides on Steps.Wait.OutputParameters['r']"),
    # Nobody says what the name of "the job the step starts" is in a step that starts none.
    "v2/execution_variables_all.json": (Unsettled, "Execution.TrainingJobName"),
    # Not simulated yet.
    "v3/cleanup.json": (NotSimulated, "with trigger Any"),
    "v3/step_dependency_triggers.json": (NotSimulated, "with trigger Failed"),
    "v3/for_each_parameter.json": (NotSimulated, 'step "Loop" is a ForEach step'),
    "v3/for_each_selector.json": (NotSimulated, 'step "Loop" is a ForEach step'),
}
FAILING = {"v2/fail_variants.json"}  # its top-level Fail steps always run


def run_with_defaults(name):
    content = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    given = {
        parameter["Name"]: START_VALUES[parameter["Type"]]
        for parameter in content["Parameters"]
        if "DefaultValue" not in parameter
    }
    return content, Harness(FOLDER / name).run(parameters=given)


def test_the_table_names_real_files():
    assert len(FILES) == 79
    assert set(REFUSED) | FAILING <= set(FILES)


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED])
def test_a_definition_runs_on_default_fakes(name):
    content, run = run_with_defaults(name)
    assert run.status == ("Failed" if name in FAILING else "Succeeded")
    for step in content["Steps"]:
        if name not in FAILING and step["Type"] != "Condition":
            assert run[step["Name"]].executed
    assert '"Get"' not in json.dumps(run.to_dict())
    assert "Std:" not in json.dumps(run.to_dict())


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_definition_is_refused_with_its_reason(name):
    error, reason = REFUSED[name]
    with pytest.raises(error) as caught:
        run_with_defaults(name)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("accuracy", "status", "path"),
    [
        (0.9, "Succeeded", ["Preprocess", "Train", "Evaluate", "Gate", "Register-RegisterModel"]),
        (0.7, "Failed", ["Preprocess", "Train", "Evaluate", "Gate", "TooLow"]),
    ],
)
def test_both_branches_of_train_evaluate_register(accuracy, status, path):
    report = {"EvalReport": {"metrics": {"accuracy": {"value": accuracy}}}}
    run = Harness(FOLDER / "v2/train_evaluate_register.json").run(steps={"Evaluate": outputs(property_files=report)})
    assert run.status == status
    assert run.path == path
    assert run["Train"].reads("Preprocess", output="train")
    assert run["Evaluate"].reads("Preprocess", output="test")
    assert run["Evaluate"].reads("Train")
    if status == "Failed":
        assert run.failure.reason == "accuracy below 0.8"


def test_all_operators_of_v2_together():
    report = {"metrics": {"accuracy": {"value": 0.9}}, "rows": [{"k": "blue"}]}
    harness = Harness(FOLDER / "v2/condition_all_operators.json")

    def taken(**parameters):
        fakes = {"Prepare": outputs({"ExitMessage": "done"}, property_files={"MetricsFile": report})}
        return harness.run(parameters=parameters, steps=fakes)["Check"].branch

    assert taken() == "if"
    assert taken(Threshold=10) == "else"
    assert taken(Flag=True) == "else"
    assert taken(MinAcc=0.91) == "else"


def test_all_operators_of_v3_together():
    harness = Harness(FOLDER / "v3/condition_all_operators.json")

    def taken(in_file, **parameters):
        report = {"MetricsFile": {"metrics": {"accuracy": {"value": 0.9}}}}
        files = {"s3://example-bucket/out/metrics/m.json": {"a": in_file}}
        fakes = {"Prepare": outputs(property_files=report, files=files)}
        return harness.run(parameters=parameters, steps=fakes)["Check"].branch

    assert taken(0.1) == "if"
    assert taken(0.09) == "else"
    assert taken(0.1, Threshold=3) == "else"
    assert taken(0.1, Stage="test") == "else"


def test_a_function_step_decides_by_its_result():
    uri = "s3://example-bucket/function-steps/harness00001/fn-b/results/results.json"
    harness = Harness(FOLDER / "v2/function_steps.json")
    run = harness.run(steps={"fn-b": outputs(files={uri: {"Result": {"score": 0.9}}})})
    assert run["Check"].executed
    assert run["Check"].reads("fn-b")
