"""Values of the wrong kind in the slots of the API."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, LOOP, REGISTER, Fault, definition, get, join
from tests.faults.definitions.planting import Put

FOLDS = get("Parameters.Folds")
ARGUMENT = "@Prepare/Arguments/AppSpecification/ContainerArguments/1"
SKLEARN = definition("v2/processing_sklearn_parameters")
PROCESSING_V3 = definition("v3/processing_parameters")
TUNING = definition("v2/tuning_top_model")
QUALITY = definition("v2/quality_check_model_params")
TEXT = "a text in the place of a number or a truth value"

FAULTS = (
    Fault("1", "an Integer parameter among the container arguments", GATE, (Put(ARGUMENT, FOLDS),), "SMP401"),
    Fault("1", "the same of SDK v3", GATE_V3, (Put(ARGUMENT, FOLDS),), "SMP401"),
    Fault(
        "1",
        "a Float parameter as an environment variable",
        GATE,
        (Put("@Evaluate/Arguments/Environment", {"MIN": get("Parameters.MinAccuracy")}),),
        "SMP401",
        "@Evaluate/Arguments/Environment/MIN",
    ),
    Fault(
        "1",
        "an Integer parameter as a hyperparameter",
        GATE,
        (Put("@Train/Arguments/HyperParameters/folds", FOLDS),),
        "SMP401",
        severity="warning",
    ),
    Fault(
        "1",
        "a Boolean parameter among the container arguments",
        SKLEARN,
        (Put("@Prepare/Arguments/AppSpecification/ContainerArguments/-", get("Parameters.Verbose")),),
        "SMP401",
    ),
    Fault(
        "1",
        "a Float parameter as the image",
        PROCESSING_V3,
        (Put("@Prepare/Arguments/AppSpecification/ImageUri", get("Parameters.SplitRatio")),),
        "SMP401",
    ),
    Fault(
        "1",
        "a Boolean parameter in the environment of a check",
        QUALITY,
        (Put("@MQ/Arguments/Environment/verbose", get("Parameters.SkipCheck")),),
        "SMP401",
    ),
    Fault(
        "1",
        "a Float parameter as the message of a Fail step",
        GATE,
        (Put("@TooWeak/Arguments/ErrorMessage", get("Parameters.MinAccuracy")),),
        "SMP810",
        severity="warning",
    ),
    Fault(
        "1",
        "a String parameter as a truth value of a check",
        QUALITY,
        (Put("@MQ/FailOnViolation", get("Parameters.BaselineStats")),),
        "SMP810",
        severity="warning",
    ),
    Fault(
        "1",
        "an Integer parameter among the arguments of an EMR step",
        definition("v2/emr_cluster_id"),
        (
            Put("/Parameters/-", {"Name": "Cores", "Type": "Integer", "DefaultValue": 4}),
            Put("@Spark/Arguments/StepConfig/HadoopJarStep/Args/-", get("Parameters.Cores")),
        ),
        "SMP810",
        severity="warning",
    ),
    Fault(
        TEXT,
        "an execution variable as the size of a volume",
        GATE,
        (Put("@Train/Arguments/ResourceConfig/VolumeSizeInGB", get("Execution.PipelineName")),),
        "SMP401",
        severity="warning",
    ),
    Fault(
        TEXT,
        "an Integer parameter made into text as the number of instances",
        GATE_V3,
        (Put("@Prepare/Arguments/ProcessingResources/ClusterConfig/InstanceCount", join("", FOLDS)),),
        "SMP401",
        severity="warning",
    ),
    Fault(
        TEXT,
        "a join as whether spot instances are used",
        LOOP,
        (Put("@TrainRegion/Arguments/EnableManagedSpotTraining", join("", "true")),),
        "SMP401",
        severity="warning",
    ),
    Fault("2", "a number among the container arguments", GATE, (Put(ARGUMENT, 5),), "SMP401"),
    Fault("2", "a fraction as a hyperparameter", GATE, (Put("@Train/Arguments/HyperParameters/depth", 0.5),), "SMP401"),
    Fault(
        "2",
        "a truth value as an environment variable of a loop's body",
        LOOP,
        (Put("@TrainRegion/Arguments/Environment", {"DEBUG": True}),),
        "SMP401",
        "@TrainRegion/Arguments/Environment/DEBUG",
    ),
    Fault(
        "2",
        "a number as a static hyperparameter of a tuning job",
        TUNING,
        (Put("@Tune/Arguments/TrainingJobDefinition/StaticHyperParameters/depth", 6),),
        "SMP401",
    ),
    Fault(
        "2",
        "a number in the environment of a model package",
        REGISTER,
        (
            Put(
                "@Churn-RegisterModel/Arguments/InferenceSpecification/Containers/0/Environment",
                {"WORKERS": 4},
            ),
        ),
        "SMP401",
        "@Churn-RegisterModel/Arguments/InferenceSpecification/Containers/0/Environment/WORKERS",
    ),
    Fault(
        "3",
        "a String parameter as the list of subnets",
        GATE,
        (
            Put(
                "@Prepare/Arguments/NetworkConfig",
                {"VpcConfig": {"SecurityGroupIds": ["sg-1"], "Subnets": get("Parameters.InputData")}},
            ),
        ),
        "SMP402",
        "@Prepare/Arguments/NetworkConfig/VpcConfig/Subnets",
    ),
    Fault(
        "3",
        "a parameter as the list of container arguments",
        GATE_V3,
        (Put("@Prepare/Arguments/AppSpecification/ContainerArguments", get("Parameters.InputData")),),
        "SMP402",
    ),
    Fault(
        "3",
        "a join as the list of channels",
        GATE,
        (Put("@Train/Arguments/InputDataConfig", join("/", "s3:/", get("Parameters.InputData"))),),
        "SMP402",
    ),
    Fault(
        "3",
        "a parameter as the content types of a model package",
        REGISTER,
        (
            Put(
                "@Churn-RegisterModel/Arguments/InferenceSpecification/SupportedContentTypes",
                get("Parameters.Team"),
            ),
        ),
        "SMP402",
    ),
    Fault(
        "3",
        "an execution variable as the list of inputs",
        definition("v3/processing_basic"),
        (Put("@Prepare/Arguments/ProcessingInputs", get("Execution.PipelineName")),),
        "SMP402",
    ),
    Fault("51", "a list where an object belongs", GATE, (Put("@Train/Arguments/HyperParameters", []),), "SMP402"),
    Fault(
        "51",
        "the problem type of an AutoML job in place of its objective",
        definition("v2/automl_best_model"),
        (Put("@Auto/Arguments/AutoMLJobObjective", "BinaryClassification"),),
        "SMP402",
    ),
    Fault(
        "51",
        "a number in place of the stopping condition",
        definition("v3/training_basic"),
        (Put("@Train/Arguments/StoppingCondition", 3600),),
        "SMP402",
    ),
    Fault(
        "51",
        "an object in place of the list of production variants",
        definition("v2/endpoint_deploy"),
        (Put("@Cfg/Arguments/ProductionVariants", {"VariantName": "all"}),),
        "SMP402",
    ),
    Fault(
        "51",
        "an object in place of a single value",
        GATE,
        (Put("@Train/Arguments/RoleArn", {"Arn": "arn:aws:iam::123456789012:role/pipelint-offline"}),),
        "SMP401",
    ),
    Fault(
        "51",
        "Not with the key Expression, which an old SDK wrote",
        GATE,
        (
            Put(
                "@CheckAccuracy/Arguments/Conditions/-",
                {
                    "Type": "Not",
                    "Condition": {"Type": "Equals", "LeftValue": get("Parameters.InputData"), "RightValue": ""},
                    "Expression": {"Type": "Equals", "LeftValue": get("Parameters.InputData"), "RightValue": ""},
                },
            ),
        ),
        "SMP021",
        "@CheckAccuracy/Arguments/Conditions/1/Expression",
        "warning",
    ),
    Fault(
        "51",
        "a step's arguments in a list",
        definition("v2/training_basic"),
        (Put("@Train/Arguments", []),),
        "SMP020",
    ),
)
