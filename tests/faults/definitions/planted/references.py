"""Parameters, steps, properties and outputs that are named and do not exist."""

from __future__ import annotations

from tests.faults.definitions.fault import (
    GATE,
    GATE_V3,
    LOOP,
    REGISTER,
    Fault,
    compare,
    definition,
    get,
    join,
    json_get,
)
from tests.faults.definitions.planting import Drop, Put

CHAIN = definition("v2/training_properties_chain")
CHANNEL = "@Train/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri"
LEFT = "@CheckAccuracy/Arguments/Conditions/0/LeftValue"
OUTPUT = "Steps.Prepare.ProcessingOutputConfig.Outputs"
NOWHERE = "a reference that names nothing"

FAULTS = (
    Fault(
        "10",
        "a misspelt parameter as the instance type",
        GATE,
        (Put("@Train/Arguments/ResourceConfig/InstanceType", get("Parameters.InstanceTyp")),),
        "SMP104",
    ),
    Fault(
        "10",
        "a parameter whose declaration is gone",
        GATE,
        (Drop("/Parameters/3"),),
        "SMP104",
        "@CheckAccuracy/Arguments/Conditions/0/RightValue",
    ),
    Fault(
        "10",
        "an undeclared parameter inside a join",
        REGISTER,
        (Put("@Notify/Arguments/text/Std:Join/Values/-", get("Parameters.Channel")),),
        "SMP104",
    ),
    Fault(
        "10",
        "an undeclared parameter in the body of a loop",
        LOOP,
        (Put("@Score/Arguments/limit", get("Parameters.Limit")),),
        "SMP104",
    ),
    Fault(
        "10",
        "an undeclared parameter as the name of the experiment",
        GATE_V3,
        (Put("/PipelineExperimentConfig/ExperimentName", get("Parameters.Experiment")),),
        "SMP104",
    ),
    Fault(
        "10",
        "an undeclared parameter as what a loop runs over",
        definition("v3/for_each_parameter"),
        (Put("@Loop/Arguments/IterableItems", get("Parameters.AllItems")),),
        "SMP104",
    ),
    Fault(
        "13",
        "JsonGet on a misspelt step",
        GATE,
        (Put(LEFT, json_get("Evalute", "Report", "accuracy.value")),),
        "SMP101",
        f"{LEFT}/Std:JsonGet/PropertyFile",
    ),
    Fault(
        "13",
        "JsonGet on a misspelt property file",
        GATE,
        (Put(LEFT, json_get("Evaluate", "Reprot", "accuracy.value")),),
        "SMP202",
        f"{LEFT}/Std:JsonGet/PropertyFile",
    ),
    Fault(
        "13",
        "JsonGet on a misspelt property file, in the arguments of a Lambda step",
        definition("v2/jsonget_in_arguments"),
        (Put("@Use/Arguments/acc/Std:JsonGet/PropertyFile", get("Steps.Prepare.PropertyFiles.metric")),),
        "SMP202",
    ),
    Fault(
        "13",
        "JsonGet on another step than the one that registers the file",
        GATE_V3,
        (Put(LEFT, json_get("Prepare", "Report", "accuracy.value")),),
        "SMP202",
        f"{LEFT}/Std:JsonGet/PropertyFile",
    ),
    Fault(
        "13",
        "a property of a step that is not there",
        REGISTER,
        (Put("@Record/Arguments/ticket", get("Steps.Notifier.OutputParameters['ticket']")),),
        "SMP101",
    ),
    Fault(
        "13",
        "DependsOn on a step that is not there",
        LOOP,
        (Put("@PerRegion/DependsOn", ["TrainAll"]),),
        "SMP101",
        "@PerRegion/DependsOn/0",
    ),
    Fault(
        "15",
        "a misspelt output in a channel",
        GATE,
        (Put(CHANNEL, get(f"{OUTPUT}['trian'].S3Output.S3Uri")),),
        "SMP103",
    ),
    Fault(
        "15",
        "a misspelt output of SDK v3",
        GATE_V3,
        (Put("@Evaluate/Arguments/ProcessingInputs/1/S3Input/S3Uri", get(f"{OUTPUT}['tst'].S3Output.S3Uri")),),
        "SMP103",
    ),
    Fault(
        "15",
        "an output whose name has changed",
        CHAIN,
        (Put("@Prepare/Arguments/ProcessingOutputConfig/Outputs/0/OutputName", "training"),),
        "SMP103",
        CHANNEL,
    ),
    Fault(
        "15",
        "a misspelt output inside a join in a condition",
        GATE,
        (
            Put(
                "@CheckAccuracy/Arguments/Conditions/-",
                compare("Equals", join("", get(f"{OUTPUT}['Train'].S3Output.S3Uri")), "s3://example-bucket/x"),
            ),
        ),
        "SMP103",
        "@CheckAccuracy/Arguments/Conditions/1/LeftValue/Std:Join/Values/0",
    ),
    Fault(
        "15",
        "a misspelt output of a Lambda step",
        REGISTER,
        (Put("@Record/Arguments/ticket", get("Steps.Notify.OutputParameters['tickets']")),),
        "SMP103",
    ),
    Fault(
        "15",
        "a misspelt output of a Callback step",
        definition("v3/lambda_callback_outputs"),
        (Drop("@Wait/OutputParameters/0"),),
        "SMP103",
        "@Check/Arguments/Conditions/0/LeftValue",
    ),
    Fault(
        "15",
        "a misspelt input",
        GATE,
        (Put("@Evaluate/Arguments/Environment", {"RAW": get("Steps.Prepare.ProcessingInputs['row'].S3Input.S3Uri")}),),
        "SMP103",
        "@Evaluate/Arguments/Environment/RAW",
    ),
    Fault(
        "15",
        "a property that training jobs do not have",
        GATE,
        (
            Put(
                "@Evaluate/Arguments/ProcessingInputs/0/S3Input/S3Uri",
                get("Steps.Train.ModelArtifact.S3ModelArtifacts"),
            ),
        ),
        "SMP102",
    ),
    Fault(
        "15",
        "a property that model packages do not have",
        REGISTER,
        (Put("@Notify/Arguments/text", get("Steps.Churn-RegisterModel.PackageArn")),),
        "SMP102",
    ),
    Fault(
        NOWHERE,
        "a misspelt execution variable",
        REGISTER,
        (Put("@Notify/Arguments/text/Std:Join/Values/-", get("Execution.PipelineExecutionID")),),
        "SMP106",
        severity="warning",
    ),
    Fault(
        NOWHERE,
        "a misspelt member of the experiment",
        LOOP,
        (Put("@Score/Arguments/trial", get("PipelineExperimentConfig.Trial")),),
        "SMP106",
        severity="warning",
    ),
    Fault(
        NOWHERE,
        "something inside a parameter",
        GATE_V3,
        (Put("@Prepare/Arguments/ProcessingInputs/0/S3Input/S3Uri", get("Parameters.InputData.S3Uri")),),
        "SMP106",
        severity="warning",
    ),
    Fault(
        NOWHERE,
        "a step as a whole",
        GATE,
        (Put("@TooWeak/Arguments/ErrorMessage", get("Steps.Prepare")),),
        "SMP106",
        severity="warning",
    ),
    Fault(
        NOWHERE,
        "a property file outside of a JsonGet",
        GATE,
        (Put("@TooWeak/Arguments/ErrorMessage", get("Steps.Evaluate.PropertyFiles.Report")),),
        "SMP106",
        severity="warning",
    ),
)
