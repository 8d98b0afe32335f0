"""Every definition that the SDKs are known to emit runs on default fakes; what these cannot decide is refused or set.

The definitions in ``fixtures/definitions`` are real output of sagemaker 2.257 (v2) and sagemaker 3.27 (v3).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelint.harness import Harness, MissingFake, Unsettled, outputs

FOLDER = Path(__file__).parents[2] / "fixtures" / "definitions"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.json"))

START_VALUES = {"String": "x", "Integer": 1, "Float": 1.0, "Boolean": True}

# A branch hangs on what only a script or a function tells, and no fake does: refused, unless a setting decides.
UNDECIDED = {
    "v2/condition_all_operators.json": "decides on Steps.Prepare.PropertyFiles.MetricsFile",
    "v3/condition_all_operators.json": "decides on Steps.Prepare.PropertyFiles.MetricsFile",
    "v2/condition_jsonget_s3uri.json": "decides on s3://example-bucket/out/Prepare/metrics/metrics.json",
    "v2/function_steps.json": "decides on s3://example-bucket/function-steps/harness00001/fn-b/results/results.json",
    "v3/function_steps.json": "harness00001/results/results.json",
    "v2/train_evaluate_register.json": "decides on Steps.Evaluate.PropertyFiles.EvalReport",
    "v2/lambda_outputs.json": "decides on Steps.Call.OutputParameters['bool_out']",
    "v3/lambda_callback_outputs.json": "decides on Steps.Wait.OutputParameters['r']",
}
# Nobody says what the name of "the job the step starts" is in a step that starts none: refused, unless the test says.
UNSETTLED = {"v2/execution_variables_all.json": "Execution.TrainingJobName"}
JOB_NAMES = {"TrainingJobName": "training", "ProcessingJobName": "processing"}

FAILING = {
    "v2/fail_variants.json",  # its top-level Fail steps always run
    "v3/for_each_selector.json",  # its items lack the field a that its body reads
}


def content_of(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def run_with_defaults(name, variables=None, **settings):
    given = {
        parameter["Name"]: START_VALUES[parameter["Type"]]
        for parameter in content_of(name)["Parameters"]
        if "DefaultValue" not in parameter
    }
    return Harness(FOLDER / name, **settings).run(parameters=given, variables=variables)


def test_the_tables_name_real_files():
    assert len(FILES) == 79
    assert {*UNDECIDED, *UNSETTLED, *FAILING} <= set(FILES)


@pytest.mark.parametrize("undecided", ["if", "else"])
@pytest.mark.parametrize("name", FILES)
def test_every_definition_runs_on_default_fakes(name, undecided):
    run = run_with_defaults(name, JOB_NAMES if name in UNSETTLED else None, undecided=undecided)
    assert run.status == ("Failed" if run.failure else "Succeeded")
    if name in FAILING:
        assert run.failed
    assert '"Get"' not in json.dumps(run.to_dict())
    assert "Std:" not in json.dumps(run.to_dict())
    for step in run.values():
        assert step.executed == (step.name in run.path and not step.failed)


@pytest.mark.parametrize("name", [name for name in FILES if name not in {*UNDECIDED, *UNSETTLED, *FAILING}])
def test_what_waits_for_no_failure_runs(name):
    run = run_with_defaults(name)
    assert run.succeeded
    for step in content_of(name)["Steps"]:
        triggers = [one["Trigger"] for one in step.get("DependsOn", ()) if isinstance(one, dict)]
        assert run[step["Name"]].executed == (not {"Failed", "Stopped"} & set(triggers))


@pytest.mark.parametrize("name", sorted(UNDECIDED))
def test_a_branch_is_not_taken_on_a_made_up_value(name):
    with pytest.raises(MissingFake) as caught:
        run_with_defaults(name)
    assert UNDECIDED[name] in str(caught.value)


@pytest.mark.parametrize("name", sorted(UNSETTLED))
def test_what_nobody_says_is_refused(name):
    with pytest.raises(Unsettled) as caught:
        run_with_defaults(name)
    assert UNSETTLED[name] in str(caught.value)


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
