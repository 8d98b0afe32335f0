"""More, longer or other than the API takes, and members that it does not know."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, LOOP, REGISTER, Fault, definition
from tests.faults.definitions.planting import Drop, Put

APP = "@Prepare/Arguments/AppSpecification"
SCORE = definition("v2/transform_basic")
TUNING = definition("v2/tuning_top_model")
WHOLE = "limits of a definition"


def processing_input(number: int) -> dict[str, object]:
    """Return one input of a processing job."""
    place = {"S3Uri": "s3://example-bucket/in", "LocalPath": f"/opt/ml/processing/{number}", "S3DataType": "S3Prefix"}
    return {"InputName": f"in{number}", "S3Input": {**place, "S3InputMode": "File"}}


FAULTS = (
    Fault(
        "49", "a container argument of 257 characters", GATE, (Put(f"{APP}/ContainerArguments/0", "a" * 257),), "SMP801"
    ),
    Fault(
        "49",
        "101 container arguments",
        GATE_V3,
        (Put(f"{APP}/ContainerArguments", ["x"] * 101),),
        "SMP801",
    ),
    Fault(
        "49",
        "101 environment variables",
        GATE,
        (Put("@Prepare/Arguments/Environment", {f"V{n}": "" for n in range(101)}),),
        "SMP801",
    ),
    Fault(
        "49",
        "eleven inputs",
        GATE,
        (Put("@Prepare/Arguments/ProcessingInputs", [processing_input(n) for n in range(11)]),),
        "SMP801",
    ),
    Fault(
        "49",
        "a hyperparameter of 2501 characters",
        LOOP,
        (Put("@TrainRegion/Arguments/HyperParameters/text", "h" * 2501),),
        "SMP801",
    ),
    Fault(
        "49",
        "101 hyperparameters",
        GATE_V3,
        (Put("@Train/Arguments/HyperParameters", {f"h{n}": "1" for n in range(101)}),),
        "SMP801",
    ),
    Fault(
        "49",
        "21 channels",
        GATE,
        (
            Put(
                "@Train/Arguments/InputDataConfig",
                [
                    {
                        "ChannelName": f"c{n}",
                        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://example-bucket/c"}},
                    }
                    for n in range(21)
                ],
            ),
        ),
        "SMP801",
    ),
    Fault(
        "49",
        "a channel name of 65 characters",
        definition("v2/training_basic"),
        (Put("@Train/Arguments/InputDataConfig/0/ChannelName", "c" * 65),),
        "SMP801",
    ),
    Fault(
        "49",
        "17 environment variables of a transform job",
        SCORE,
        (Put("@Score/Arguments/Environment", {f"V{n}": "" for n in range(17)}),),
        "SMP801",
    ),
    Fault(
        "49",
        "a word that the API does not know",
        GATE,
        (Put("@Train/Arguments/AlgorithmSpecification/TrainingInputMode", "Files"),),
        "SMP801",
        severity="warning",
    ),
    Fault(
        "49",
        "no instances",
        definition("v3/processing_basic"),
        (Put("@Prepare/Arguments/ProcessingResources/ClusterConfig/InstanceCount", 0),),
        "SMP801",
        severity="warning",
    ),
    Fault(
        "49",
        "no parallel jobs of a tuning job",
        TUNING,
        (Put("@Tune/Arguments/HyperParameterTuningJobConfig/ResourceLimits/MaxParallelTrainingJobs", 0),),
        "SMP801",
        severity="warning",
    ),
    Fault(
        "49",
        "a group name of 171 characters",
        REGISTER,
        (Put("@Churn-RegisterModel/Arguments/ModelPackageGroupName", "g" * 171),),
        "SMP801",
    ),
    Fault(
        "50",
        "a member that pipelines refuse",
        definition("v2/create_model_legacy"),
        (Put("@Mk/Arguments/PrimaryContainer/AdditionalModelDataSources", []),),
        "SMP802",
        severity="warning",
    ),
    Fault("50", "a misspelt member", GATE, (Put("@Train/Arguments/Enviroment", {}),), "SMP802", severity="warning"),
    Fault(
        "50",
        "a member as Python spells it",
        GATE_V3,
        (Put("@Train/Arguments/ResourceConfig/instance_count", 1),),
        "SMP802",
    ),
    Fault(
        "50",
        "a member of an unknown name deep inside",
        SCORE,
        (Put("@Score/Arguments/TransformInput/DataSource/S3DataSource/Bucket", "b"),),
        "SMP802",
        severity="warning",
    ),
    Fault(
        "50",
        "a member that model packages of a pipeline do not take",
        REGISTER,
        (Put("@Churn-RegisterModel/Arguments/CertifyForMarketplace", False),),
        "SMP802",
        severity="warning",
    ),
    Fault(
        WHOLE,
        "more than 1,048,576 characters",
        GATE,
        (
            Put(
                "/Steps",
                [{"Name": f"Stop{n}", "Type": "Fail", "Arguments": {"ErrorMessage": "m" * 2000}} for n in range(520)],
            ),
        ),
        "SMP809",
        "",
        "warning",
    ),
    Fault(
        WHOLE,
        "201 parameters",
        LOOP,
        (
            Put(
                "/Parameters",
                [
                    {"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.m5.large"},
                    *({"Name": f"P{n}", "Type": "String"} for n in range(200)),
                ],
            ),
        ),
        "SMP809",
        "",
        "warning",
    ),
    Fault(
        WHOLE,
        "51 outputs of a Lambda step",
        REGISTER,
        (Put("@Record/OutputParameters", [{"OutputName": f"o{n}", "OutputType": "String"} for n in range(51)]),),
        "SMP809",
        "@Record",
        "warning",
    ),
    Fault(
        WHOLE,
        "an output without the place that it is uploaded to",
        GATE,
        (Drop("@Evaluate/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri"),),
        "SMP808",
        "@Evaluate/Arguments/ProcessingOutputConfig/Outputs/0/S3Output",
        "warning",
    ),
    Fault(
        WHOLE,
        "51 outputs of a Callback step",
        definition("v2/callback_outputs"),
        (
            Put(
                "@Wait/OutputParameters",
                [
                    {"OutputName": "result", "OutputType": "String"},
                    *({"OutputName": f"o{n}", "OutputType": "String"} for n in range(50)),
                ],
            ),
        ),
        "SMP809",
        "@Wait",
        "warning",
    ),
    Fault(
        WHOLE,
        "a default of 4097 characters",
        GATE,
        (Put("/Parameters/0/DefaultValue", "s" * 4097),),
        "SMP809",
        severity="warning",
    ),
)
