"""Caches and retries."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, LOOP, REGISTER, Fault, definition, get, join
from tests.faults.definitions.planting import Drop, Put

PREPARE = definition("v2/processing_cache_retry_propertyfile")
PREPARE_V3 = definition("v3/processing_cache_retry_propertyfile")
TUNING = definition("v2/tuning_top_model")
SCORE = definition("v2/transform_basic")
EMR = definition("v2/emr_cluster_id")
RUN = get("Execution.PipelineExecutionId")
CACHE = {"Enabled": True, "ExpireAfter": "P30D"}
POLICY = "@Prepare/RetryPolicies/0"

FAULTS = (
    Fault(
        "20",
        "the execution's id among the container arguments",
        PREPARE,
        (Put("@Prepare/Arguments/AppSpecification/ContainerArguments/0", RUN),),
        "SMP804",
        severity="warning",
    ),
    Fault(
        "20",
        "the start's time in a hyperparameter",
        REGISTER,
        (Put("@Train/Arguments/HyperParameters/run", join("-", "run", get("Execution.StartDateTime"))),),
        "SMP804",
        "@Train/Arguments/HyperParameters/run/Std:Join/Values/1",
        "warning",
    ),
    Fault(
        "20",
        "the present time in the environment",
        PREPARE_V3,
        (Put("@Prepare/Arguments/Environment", {"NOW": get("Execution.CurrentDateTime")}),),
        "SMP804",
        "@Prepare/Arguments/Environment/NOW",
        "warning",
    ),
    Fault(
        "20",
        "the execution's ARN in a static hyperparameter",
        TUNING,
        (
            Put(
                "@Tune/Arguments/TrainingJobDefinition/StaticHyperParameters/run", get("Execution.PipelineExecutionArn")
            ),
        ),
        "SMP804",
        severity="warning",
    ),
    Fault(
        "20",
        "the execution's id in the input of a transform job",
        SCORE,
        (
            Put(
                "@Score/Arguments/TransformInput/DataSource/S3DataSource/S3Uri",
                join("/", "s3:/", "example-bucket", RUN),
            ),
        ),
        "SMP804",
        "@Score/Arguments/TransformInput/DataSource/S3DataSource/S3Uri/Std:Join/Values/2",
        "warning",
    ),
    Fault(
        "20",
        "the execution's id among the arguments of an EMR step",
        EMR,
        (Put("@Spark/Arguments/StepConfig/HadoopJarStep/Args/-", RUN),),
        "SMP804",
        severity="warning",
    ),
    Fault(
        "20",
        "the name of the training job that the step starts",
        REGISTER,
        (Put("@Train/Arguments/HyperParameters/job", get("Execution.TrainingJobName")),),
        "SMP804",
        severity="warning",
    ),
    Fault(
        "20",
        "the name of the processing job that the step starts",
        PREPARE,
        (Put("@Prepare/Arguments/AppSpecification/ContainerArguments/0", get("Execution.ProcessingJobName")),),
        "SMP804",
        severity="warning",
    ),
    Fault(
        "23",
        "no expiry",
        REGISTER,
        (Drop("@Train/CacheConfig/ExpireAfter"),),
        "SMP803",
        "@Train/CacheConfig",
        "warning",
    ),
    Fault("23", "an expiry in words", PREPARE, (Put("@Prepare/CacheConfig/ExpireAfter", "30 days"),), "SMP803"),
    Fault(
        "23",
        "months where minutes are meant",
        TUNING,
        (Put("@Tune/CacheConfig/ExpireAfter", "P30M"),),
        "SMP803",
        severity="warning",
    ),
    Fault(
        "23", "an empty expiry", definition("v2/endpoint_deploy"), (Put("@Cfg/CacheConfig/ExpireAfter", ""),), "SMP803"
    ),
    Fault("23", "an expiry that is a number", PREPARE_V3, (Put("@Prepare/CacheConfig/ExpireAfter", 30),), "SMP803"),
    Fault(
        "23",
        "a unit that there is not, of a Lambda step",
        definition("v2/lambda_outputs"),
        (Put("@Call/CacheConfig/ExpireAfter", "P1X"),),
        "SMP803",
    ),
    Fault("23", "hours without a T", EMR, (Put("@Spark/CacheConfig/ExpireAfter", "P12H30"),), "SMP803"),
    Fault(
        "63",
        "both limits",
        REGISTER,
        (Put("@Train/RetryPolicies/0/ExpireAfterMin", 30),),
        "SMP806",
        "@Train/RetryPolicies/0",
    ),
    Fault("63", "21 attempts", PREPARE, (Put(f"{POLICY}/MaxAttempts", 21),), "SMP806"),
    Fault(
        "63",
        "an interval of more than half a day",
        REGISTER,
        (Put("@Train/RetryPolicies/0/IntervalSeconds", 43201),),
        "SMP806",
    ),
    Fault(
        "63",
        "an expiry of more than ten days",
        GATE,
        (Put("@Train/RetryPolicies", [{"ExceptionType": ["Step.THROTTLING"], "ExpireAfterMin": 14401}]),),
        "SMP806",
        "@Train/RetryPolicies/0/ExpireAfterMin",
    ),
    Fault(
        "63",
        "fewer than no attempts",
        definition("v3/emr_serverless_existing"),
        (Put("@Spark/RetryPolicies/0/MaxAttempts", -1),),
        "SMP806",
    ),
    Fault(
        "no exception to retry",
        "an empty list",
        REGISTER,
        (Put("@Train/RetryPolicies/0/ExceptionType", []),),
        "SMP806",
        severity="warning",
    ),
    Fault("no exception to retry", "the key is gone", PREPARE, (Drop(f"{POLICY}/ExceptionType"),), "SMP806", POLICY),
    Fault(
        "no exception to retry",
        "an empty list of SDK v3",
        definition("v3/model_register"),
        (Put("@Reg/RetryPolicies/0/ExceptionType", []),),
        "SMP806",
        severity="warning",
    ),
    Fault(
        "64",
        "retries of a Lambda step",
        REGISTER,
        (Put("@Notify/RetryPolicies", [{"ExceptionType": ["Step.THROTTLING"], "MaxAttempts": 2}]),),
        "SMP807",
        severity="warning",
    ),
    Fault(
        "64",
        "a tuning step is not retried after an internal error",
        TUNING,
        (Put("@Tune/RetryPolicies", [{"ExceptionType": ["SageMaker.JOB_INTERNAL_ERROR"], "MaxAttempts": 2}]),),
        "SMP807",
        "@Tune/RetryPolicies/0/ExceptionType/0",
        "warning",
    ),
    Fault(
        "64",
        "a model package is no job",
        REGISTER,
        (
            Put(
                "@Churn-RegisterModel/RetryPolicies",
                [{"ExceptionType": ["SageMaker.CAPACITY_ERROR"], "MaxAttempts": 2}],
            ),
        ),
        "SMP807",
        "@Churn-RegisterModel/RetryPolicies/0/ExceptionType/0",
        "warning",
    ),
    Fault(
        "64",
        "retries of a loop",
        LOOP,
        (Put("@PerRegion/RetryPolicies", [{"ExceptionType": ["Step.SERVICE_FAULT"], "MaxAttempts": 2}]),),
        "SMP807",
        severity="warning",
    ),
    Fault(
        "64",
        "an exception that there is not",
        REGISTER,
        (Put("@Train/RetryPolicies/0/ExceptionType/0", "SageMaker.CAPACITY"),),
        "SMP806",
        severity="warning",
    ),
    Fault(
        "64", "a cache of a condition", GATE, (Put("@CheckAccuracy/CacheConfig", CACHE),), "SMP805", severity="warning"
    ),
)
