"""Property files and json paths."""

from __future__ import annotations

from typing import Any

from tests.faults.definitions.fault import GATE, GATE_V3, Fault, compare, definition, get, join, json_get
from tests.faults.definitions.planting import Copy, Drop, Put

LEFT = "@CheckAccuracy/Arguments/Conditions/0/LeftValue"
READ = f"{LEFT}/Std:JsonGet/PropertyFile"
PATH = f"{LEFT}/Std:JsonGet/Path"
ABALONE = definition("v2/train_evaluate_register")
FILE_V3 = definition("v3/processing_cache_retry_propertyfile")


def _tell(*uri: str) -> dict[str, Any]:
    """Return the Lambda step Tell, which reads a file in S3."""
    return {
        "Name": "Tell",
        "Type": "Lambda",
        "FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:tell",
        "OutputParameters": [],
        "Arguments": {"loss": {"Std:JsonGet": {"S3Uri": join("/", *uri), "Path": "loss"}}},
    }


FAULTS = (
    Fault("11", "the property file is not registered", GATE, (Drop("@Evaluate/PropertyFiles"),), "SMP202", READ),
    Fault("11", "the same of SDK v3", GATE_V3, (Put("@Evaluate/PropertyFiles", []),), "SMP202", READ),
    Fault(
        "11",
        "a training step cannot register property files",
        GATE,
        (Put(LEFT, json_get("Train", "Report", "accuracy.value")),),
        "SMP202",
        READ,
    ),
    Fault(
        "11",
        "a second file, read by a Lambda step, is not registered",
        definition("v2/jsonget_in_arguments"),
        (Put("@Use/Arguments/other", json_get("Prepare", "Drift", "drift")),),
        "SMP202",
        "@Use/Arguments/other/Std:JsonGet/PropertyFile",
    ),
    Fault(
        "12",
        "the file lies in an output that is not there",
        GATE,
        (Put("@Evaluate/PropertyFiles/0/OutputName", "metric"),),
        "SMP203",
    ),
    Fault(
        "12",
        "the output has got another name",
        GATE_V3,
        (Put("@Evaluate/Arguments/ProcessingOutputConfig/Outputs/0/OutputName", "evaluation"),),
        "SMP203",
        "@Evaluate/PropertyFiles/0/OutputName",
    ),
    Fault(
        "12",
        "the output is gone",
        FILE_V3,
        (Put("@Prepare/Arguments/ProcessingOutputConfig/Outputs", []),),
        "SMP203",
        "@Prepare/PropertyFiles/0/OutputName",
    ),
    Fault(
        "12",
        "capital letters",
        ABALONE,
        (Put("@Evaluate/PropertyFiles/0/OutputName", "EVAL"),),
        "SMP203",
    ),
    Fault(
        "property file registered twice",
        "the same file twice",
        GATE,
        (Copy("@Evaluate/PropertyFiles/0", "@Evaluate/PropertyFiles/-"),),
        "SMP206",
        severity="warning",
    ),
    Fault(
        "property file registered twice",
        "two files of one name",
        GATE_V3,
        (
            Put(
                "@Evaluate/PropertyFiles/-",
                {"PropertyFileName": "Report", "OutputName": "metrics", "FilePath": "other.json"},
            ),
        ),
        "SMP206",
        severity="warning",
    ),
    Fault(
        "property file registered twice",
        "two files of one name that nothing reads",
        FILE_V3,
        (Copy("@Prepare/PropertyFiles/0", "@Prepare/PropertyFiles/-"),),
        "SMP206",
        severity="warning",
    ),
    Fault("json path is null", "in a condition", GATE, (Put(PATH, None),), "SMP205", severity="warning"),
    Fault("json path is null", "left out", GATE_V3, (Drop(PATH),), "SMP205", LEFT, "warning"),
    Fault(
        "json path is null",
        "in the arguments of a Lambda step",
        definition("v2/jsonget_in_arguments"),
        (Put("@Use/Arguments/acc/Std:JsonGet/Path", None),),
        "SMP205",
        severity="warning",
    ),
    Fault(
        "json path is null",
        "of a file in S3",
        definition("v2/condition_jsonget_s3uri"),
        (Put("@Check/Arguments/Conditions/0/LeftValue/Std:JsonGet/Path", None),),
        "SMP205",
        severity="warning",
    ),
    Fault("json path is null", "a number", GATE_V3, (Put(PATH, 0),), "SMP205", severity="warning"),
    Fault(
        "33",
        "a file in S3 that another step writes, without a dependency",
        GATE,
        (
            Put("@Evaluate/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri", "s3://example-bucket/metrics"),
            Put(
                "@CheckAccuracy/Arguments/Conditions",
                [
                    compare(
                        "LessThan",
                        {
                            "Std:JsonGet": {
                                "S3Uri": join("/", "s3://example-bucket/metrics", "report.json"),
                                "Path": "loss",
                            }
                        },
                        get("Parameters.MinAccuracy"),
                    )
                ],
            ),
        ),
        "SMP310",
        "@CheckAccuracy/Arguments/Conditions/0/LeftValue",
    ),
    Fault(
        "33",
        "a file in S3 that no step surely writes",
        definition("v2/condition_jsonget_s3uri"),
        (
            Put(
                "@Check/Arguments/Conditions/0/LeftValue/Std:JsonGet/S3Uri",
                join("/", "s3://example-bucket/elsewhere", "metrics.json"),
            ),
        ),
        "SMP310",
        "@Check/Arguments/Conditions/0/LeftValue",
        "warning",
    ),
    Fault(
        "33",
        "a Lambda step reads a file in S3 and waits for nothing",
        definition("v3/training_basic"),
        (Put("/Steps/-", _tell("s3:/", "example-bucket", "loss.json")),),
        "SMP310",
        "@Tell/Arguments/loss",
        "warning",
    ),
    Fault(
        "33",
        "a file in S3 that another step writes than the one that is waited for",
        definition("v3/cleanup"),
        (
            Put("/Steps/-", _tell("s3://example-bucket/out/metrics", "m.json")),
            Put("@Tell/DependsOn", ["Train"]),
        ),
        "SMP310",
        "@Tell/Arguments/loss",
    ),
    Fault(
        "33",
        "a step in a branch reads a file in S3 that a step outside writes",
        definition("v3/cleanup"),
        (
            Put(
                "/Steps/-",
                {
                    "Name": "If",
                    "Type": "Condition",
                    "DependsOn": ["Train"],
                    "Arguments": {
                        "Conditions": [compare("Equals", get("Execution.PipelineName"), "churn")],
                        "IfSteps": [],
                        "ElseSteps": [_tell("s3://example-bucket/out/metrics", "m.json")],
                    },
                },
            ),
        ),
        "SMP310",
        "@Tell/Arguments/loss",
    ),
)
