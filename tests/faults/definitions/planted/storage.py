"""Places in S3: shared without an edge, frozen in time, overwritten, misspelt."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, LOOP, REGISTER, Fault, definition, get, join
from tests.faults.definitions.planting import Put

PREPARED = "@Prepare/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri"
RAW = "@Prepare/Arguments/ProcessingInputs/0/S3Input/S3Uri"
CHANNEL = "@Train/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri"
METRICS = "@Evaluate/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri"
INTO = "s3://example-bucket/prepared/train"
UNWRITTEN = "an object to delete that its step has not written"
DELETED = "@Clean/Arguments/Resources/S3/1/S3Uris"
STAMP = "2026-05-17-09-41-23-512"

FAULTS = (
    Fault(
        "19",
        "the channel is the place that another step writes to",
        definition("v2/training_properties_chain"),
        (
            Put("@Prepare/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri", INTO),
            Put(CHANNEL, INTO),
            Put("@Train/Arguments/HyperParameters", {}),
            Put("@Train/DependsOn", []),
        ),
        "SMP601",
        CHANNEL,
    ),
    Fault(
        "19",
        "two processing steps of SDK v3",
        definition("v3/cleanup"),
        (Put("@Train/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri", "s3://example-bucket/out/train"),),
        "SMP601",
        CHANNEL,
    ),
    Fault(
        "19",
        "a folder below",
        definition("v3/cleanup"),
        (
            Put(
                "@Train/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
                "s3://example-bucket/out/train/part-0",
            ),
        ),
        "SMP601",
        CHANNEL,
        "warning",
    ),
    Fault(
        "19",
        "the same join of a parameter",
        GATE,
        (
            Put("/Parameters/0/DefaultValue", "s3://example-bucket"),
            Put(METRICS, join("/", "s3://example-bucket", get("Parameters.InstanceType"))),
            Put(
                "/Steps/-",
                {
                    "Name": "Report",
                    "Type": "Processing",
                    "Arguments": {
                        "ProcessingInputs": [
                            {
                                "InputName": "m",
                                "S3Input": {
                                    "S3Uri": join("/", "s3://example-bucket", get("Parameters.InstanceType")),
                                    "S3DataType": "S3Prefix",
                                    "LocalPath": "/opt/ml/processing/m",
                                },
                            }
                        ]
                    },
                },
            ),
        ),
        "SMP601",
        "@Report/Arguments/ProcessingInputs/0/S3Input/S3Uri",
    ),
    Fault(
        "58",
        "a default with the time of the compilation",
        GATE,
        (
            Put(METRICS, join("/", get("Parameters.InputData"), "metrics")),
            Put("/Parameters/0/DefaultValue", f"s3://example-bucket/run-{STAMP}"),
        ),
        "SMP502",
        severity="warning",
    ),
    Fault(
        "58",
        "an output with the time of the compilation",
        GATE_V3,
        (Put(METRICS, f"s3://example-bucket/{STAMP}/metrics"),),
        "SMP502",
        severity="warning",
    ),
    Fault(
        "58",
        "an output with the time inside a join",
        GATE_V3,
        (Put(METRICS, join("/", "s3://example-bucket", "20260517-094123", "metrics")),),
        "SMP502",
        severity="warning",
    ),
    Fault(
        "58",
        "a default in seconds since 1970",
        REGISTER,
        (Put("/Parameters/2/DefaultValue", "churn-1779010883"),),
        "SMP502",
        severity="warning",
    ),
    Fault(
        "58",
        "a default as Python prints the time",
        LOOP,
        (Put("/Parameters/-", {"Name": "Started", "Type": "String", "DefaultValue": "2026-05-17 09:41:23.512345"}),),
        "SMP502",
        "/Parameters/1/DefaultValue",
        "warning",
    ),
    Fault(
        "59",
        "an output without the execution's id",
        GATE,
        (Put(METRICS, "s3://example-bucket/metrics"),),
        "SMP603",
        severity="info",
    ),
    Fault(
        "59", "the same of SDK v3", GATE_V3, (Put(PREPARED, "s3://example-bucket/train"),), "SMP603", severity="info"
    ),
    Fault(
        "59",
        "a join of words alone",
        GATE_V3,
        (Put(METRICS, join("/", "s3:/", "example-bucket", "metrics")),),
        "SMP603",
        severity="info",
    ),
    Fault(
        "60",
        "a slash too many before the bucket",
        GATE,
        (Put(RAW, join("/", "s3://", "example-bucket", "raw")),),
        "SMP602",
        f"{RAW}/Std:Join/Values/0",
    ),
    Fault(
        "60",
        "a slash too few before the bucket",
        GATE_V3,
        (Put(RAW, join("", "s3:/", "example-bucket", "/raw")),),
        "SMP602",
        f"{RAW}/Std:Join/Values/0",
    ),
    Fault(
        "60",
        "a slash too few before a parameter",
        definition("v2/processing_sklearn_parameters"),
        (Put(RAW, join("", "s3:/", get("Parameters.RawUri"))),),
        "SMP602",
        f"{RAW}/Std:Join/Values/0",
        "warning",
    ),
    Fault(
        "60",
        "two slashes in the key",
        GATE,
        (Put(RAW, join("/", "s3://example-bucket/raw/", "a.csv")),),
        "SMP602",
        f"{RAW}/Std:Join/Values/0",
        "warning",
    ),
    Fault(
        "60",
        "a slash too many in the arguments of a Lambda step",
        REGISTER,
        (Put("@Notify/Arguments/where", join("/", "s3://", get("Parameters.Team"))),),
        "SMP602",
        "@Notify/Arguments/where/Std:Join/Values/0",
    ),
    Fault(
        UNWRITTEN,
        "what the step has read",
        definition("v3/cleanup"),
        (Put(f"{DELETED}/0", "s3://example-bucket/raw/a.csv"),),
        "SMP316",
        severity="warning",
    ),
    Fault(
        UNWRITTEN,
        "a folder whose name begins like that of the output",
        definition("v3/cleanup"),
        (Put(f"{DELETED}/-", "s3://example-bucket/out/train-2/a.csv"),),
        "SMP316",
        severity="warning",
    ),
    Fault(
        UNWRITTEN,
        "a join in another bucket",
        definition("v3/cleanup"),
        (Put(f"{DELETED}/-", join("/", "s3:/", "other-bucket", get("Execution.PipelineName"), "a.csv")),),
        "SMP316",
        severity="warning",
    ),
)
