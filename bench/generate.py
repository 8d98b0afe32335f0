"""A definition of as many steps as you like, which looks like a real one and has no error.

    python -m bench.generate 1000 > definition.json

It trains one model after another. The part for one model has twelve steps: data are prepared, two candidates trained
from them, both evaluated, and behind two nested conditions the better one is registered and put to use, or the
execution fails. Each part reads what the one before prepared, so the whole is a long chain with fans on it. What is
left of the number of steps are Lambda steps that all read one output. Nothing is random: the same number gives the same
definition.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from bench.requests import ROLE, Json, container, joined, processing, registration, training, transform

STEPS_OF_A_PART = 12
FUNCTION = "arn:aws:lambda:us-west-2:111122223333:function:notify"
PARAMETERS = (
    ("RawUri", "String", "s3://example-bucket/raw"),
    ("Role", "String", "arn:aws:iam::111122223333:role/pipeline-role"),
    ("InstanceType", "String", "ml.m5.xlarge"),
    ("Rows", "Integer", 100000),
    ("Approval", "String", "PendingManualApproval"),
    ("MinAccuracy", "Float", 0.8),
    ("MaxLatency", "Float", 120.5),
)
RETRY = [
    {
        "BackoffRate": 2.0,
        "IntervalSeconds": 1,
        "MaxAttempts": 3,
        "ExceptionType": ["Step.SERVICE_FAULT", "Step.THROTTLING"],
    },
    {"BackoffRate": 1.5, "IntervalSeconds": 60, "ExpireAfterMin": 120, "ExceptionType": ["SageMaker.RESOURCE_LIMIT"]},
]
CACHE = {"Enabled": True, "ExpireAfter": "P30D"}


def definition(steps: int) -> Json:
    """Return a definition of exactly ``steps`` steps, those inside conditions counted."""
    parts, left = divmod(steps, STEPS_OF_A_PART)
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [{"Name": name, "Type": kind, "DefaultValue": default} for name, kind, default in PARAMETERS],
        "PipelineExperimentConfig": {
            "ExperimentName": {"Get": "Execution.PipelineName"},
            "TrialName": {"Get": "Execution.PipelineExecutionId"},
        },
        "Steps": [step for number in range(parts) for step in _part(number)] + list(_fan(left, parts)),
    }


def _part(number: int) -> Iterator[Json]:
    """Yield the top-level steps that make model ``number``."""
    prepare, evaluate = f"Prepare-{number}", f"Evaluate-{number}"
    small, large = f"TrainSmall-{number}", f"TrainLarge-{number}"
    before = _output(f"Prepare-{number - 1}", "train") if number else {"Get": "Parameters.RawUri"}
    prepared = processing(prepare, "prepare", {"raw": before}, ("train", "test"))
    yield _step(prepare, "Processing", prepared, RetryPolicies=RETRY, CacheConfig=CACHE)
    for name, algorithm in ((small, "linear"), (large, "boosting")):
        yield _step(name, "Training", training(algorithm, _output(prepare, "train")), RetryPolicies=RETRY)
    inputs = {"small": _model(small), "large": _model(large), "test": _output(prepare, "test")}
    report = {"PropertyFileName": "Report", "OutputName": "evaluation", "FilePath": "evaluation.json"}
    evaluation = processing(evaluate, "evaluate", inputs, ("evaluation",))
    yield _step(evaluate, "Processing", evaluation, PropertyFiles=[report])
    yield _gate(number, evaluate, large)
    yield _notify(f"Report-{number}", {"evaluation": _output(evaluate, "evaluation")}, DependsOn=[small])


def _gate(number: int, evaluate: str, train: str) -> Json:
    """Return the condition that registers the model, with another inside it that puts the model to use."""
    model = f"Model-{number}"
    created = {"ExecutionRoleArn": ROLE, "PrimaryContainer": container(_model(train))}
    scored = transform({"Get": f"Steps.{model}.ModelName"}, _output(f"Prepare-{number}", "test"))
    use = [_step(model, "Model", created), _step(f"Score-{number}", "Transform", scored, CacheConfig=CACHE)]
    fast = _condition(
        f"Fast-{number}",
        ("LessThan", _measured(evaluate, "latency.p99.value"), {"Get": "Parameters.MaxLatency"}),
        use,
        [_fail(f"TooSlow-{number}", "the model is too slow")],
    )
    registered = registration(_model(train), _output(evaluate, "evaluation"))
    return _condition(
        f"Accurate-{number}",
        ("GreaterThanOrEqualTo", _measured(evaluate, "metrics.accuracy.value"), {"Get": "Parameters.MinAccuracy"}),
        [_step(f"Register-{number}", "RegisterModel", registered, RetryPolicies=RETRY[:1]), fast],
        [_fail(f"TooWeak-{number}", joined("accuracy below", {"Get": "Parameters.MinAccuracy"}))],
    )


def _fan(width: int, parts: int) -> Iterator[Json]:
    """Yield ``width`` Lambda steps that all read what the last part prepared."""
    data = _output(f"Prepare-{parts - 1}", "train") if parts else {"Get": "Parameters.RawUri"}
    for number in range(width):
        yield _notify(f"Notify-{number}", {"data": data})


def _step(name: str, kind: str, arguments: Json, **more: object) -> Json:
    return {"Name": name, "Type": kind, "Arguments": arguments, **more}


def _notify(name: str, arguments: Json, **more: object) -> Json:
    outputs = [{"OutputName": "status", "OutputType": "String"}]
    return _step(name, "Lambda", arguments, **more, FunctionArn=FUNCTION, OutputParameters=outputs)


def _fail(name: str, message: object) -> Json:
    return _step(name, "Fail", {"ErrorMessage": message})


def _condition(name: str, test: tuple[str, object, object], then: list[Json], otherwise: list[Json]) -> Json:
    kind, left, right = test
    conditions = [{"Type": kind, "LeftValue": left, "RightValue": right}]
    return _step(name, "Condition", {"Conditions": conditions, "IfSteps": then, "ElseSteps": otherwise})


def _output(step: str, name: str) -> Json:
    return {"Get": f"Steps.{step}.ProcessingOutputConfig.Outputs['{name}'].S3Output.S3Uri"}


def _model(step: str) -> Json:
    return {"Get": f"Steps.{step}.ModelArtifacts.S3ModelArtifacts"}


def _measured(step: str, path: str) -> Json:
    return {"Std:JsonGet": {"PropertyFile": {"Get": f"Steps.{step}.PropertyFiles.Report"}, "Path": path}}


def main() -> int:
    """Write a definition of as many steps as the argument says to standard output."""
    parser = argparse.ArgumentParser(prog="bench.generate", description="Write a definition of STEPS steps.")
    parser.add_argument("steps", type=int, metavar="STEPS")
    json.dump(definition(parser.parse_args().steps), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
