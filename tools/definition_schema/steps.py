"""The frame of each step type: its keys, and its ``Arguments`` where they are no request to an AWS API.

A step type that is not here is read as any object with a name and a type: AWS adds step types all the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelint.pipeline.service.policies import NEVER_CACHED, NEVER_RETRIED
from pipelint.pipeline.service.step_types import STEP_TYPES
from tools.definition_schema.format import FLAG, OPERAND, TEXT
from tools.definition_schema.words import Schema, array, by_type, closed, or_expression, ref


@dataclass(frozen=True, slots=True)
class Frame:
    """What one step type has besides what all have: its own keys, those of them it needs, and its Arguments.

    ``arguments`` is None where they are the request in :data:`STEP_TYPES`.
    """

    keys: Mapping[str, Schema] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    arguments: Schema | None = None


_FREE: Schema = {"type": "object", "additionalProperties": ref("Value")}  # the user's own inputs
_CHECK: Mapping[str, Schema] = {
    "ModelPackageGroupName": TEXT,
    "SkipCheck": FLAG,
    "FailOnViolation": FLAG,
    "RegisterNewBaseline": FLAG,
    "SuppliedBaselineConstraints": TEXT,
}
_OUTPUTS: Schema = array(ref("OutputParameter"))


def _one_of(*names: str) -> list[Schema]:
    return [{"required": [name]} for name in names]


_EMR: Schema = {
    **closed(
        {
            "StepConfig": ref("EMRStepConfig"),
            "ClusterId": TEXT,
            "ExecutionRoleArn": TEXT,
            "ClusterConfig": ref("EMRClusterConfig"),
        },
        ["StepConfig"],
    ),
    "oneOf": _one_of("ClusterId", "ClusterConfig"),
}
_EMR_SERVERLESS: Schema = {
    **closed(
        {
            "ExecutionRoleArn": TEXT,
            "JobConfig": ref("EMRServerlessJobConfig"),
            "ApplicationId": TEXT,
            "ApplicationConfig": ref("EMRServerlessApplicationConfig"),
        },
        ["JobConfig"],
    ),
    "oneOf": _one_of("ApplicationId", "ApplicationConfig"),
}
_END: Schema = closed({"Arn": TEXT, "Name": TEXT, "Type": TEXT})
_LINEAGE: Schema = closed(
    {
        "Actions": array(ref("api.CreateActionRequest")),
        "Artifacts": array(ref("api.CreateArtifactRequest")),
        "Contexts": array(ref("api.CreateContextRequest")),
        "Associations": array(
            closed({"Source": _END, "Destination": _END, "AssociationType": TEXT}, ["Source", "Destination"])
        ),
    }
)
_FOR_EACH: Schema = closed(
    {
        "IterableItems": or_expression(array(OPERAND, minItems=1, maxItems=100)),
        "MaxConcurrency": {"type": "integer", "minimum": 1, "maximum": 50},
        "Selector": closed({"Pick": {"enum": ["MaxBy", "MinBy"]}, "Field": ref("Expression")}, ["Pick", "Field"]),
        "ForEachBody": array(ref("Step")),
    },
    ["IterableItems", "ForEachBody"],
)
_CLEANUP: Schema = closed(
    {
        "Resources": closed(
            {"S3": array(closed({"StepName": {"type": "string"}, "S3Uris": array(TEXT)}, ["StepName"]), minItems=1)},
            ["S3"],
        )
    },
    ["Resources"],
)
_CONDITION: Schema = closed(
    {"Conditions": array(ref("Condition")), "IfSteps": array(ref("Step")), "ElseSteps": array(ref("Step"))},
    ["Conditions"],
)

# Sources: workflow/lambda_step.py:133-151, callback_step.py:129-145, quality_check_step.py:241-282,
# clarify_check_step.py:288-312, emr_step.py:53-63,214-240, lineage_step.py:83-87,152-195, condition_step.py:83-89,
# fail_step.py:57-62; mlops/workflow/emr_serverless_step.py:55-68, for_each_step.py:415-425, cleanup_step.py:73-134.
FRAMES: Mapping[str, Frame] = {
    "Processing": Frame({"PropertyFiles": array(ref("PropertyFile"))}),
    "Lambda": Frame({"FunctionArn": TEXT, "OutputParameters": _OUTPUTS}, ("FunctionArn",), _FREE),
    "Callback": Frame({"SqsQueueUrl": TEXT, "OutputParameters": _OUTPUTS}, ("SqsQueueUrl",), _FREE),
    "QualityCheck": Frame(
        {"CheckType": {"enum": ["DATA_QUALITY", "MODEL_QUALITY"]}, **_CHECK, "SuppliedBaselineStatistics": TEXT},
        ("CheckType",),
    ),
    "ClarifyCheck": Frame(
        {"CheckType": {"enum": ["DATA_BIAS", "MODEL_BIAS", "MODEL_EXPLAINABILITY"]}, **_CHECK, "ModelName": TEXT},
        ("CheckType",),
    ),
    "Condition": Frame(arguments=_CONDITION),
    "Fail": Frame(arguments=closed({"ErrorMessage": TEXT})),
    "EMR": Frame(arguments=_EMR),
    "EMRServerless": Frame(arguments=_EMR_SERVERLESS),
    "Lineage": Frame(arguments=_LINEAGE),
    "ForEach": Frame(arguments=_FOR_EACH),
    "Cleanup": Frame(arguments=_CLEANUP),
}
# Requests of other services that the arguments above hold; the service fills in what they lack.
REQUESTS: Mapping[str, str] = {
    "EMRClusterConfig": "emr.RunJobFlowInput",
    "EMRServerlessJobConfig": "emr-serverless.StartJobRunRequest",
    "EMRServerlessApplicationConfig": "emr-serverless.CreateApplicationRequest",
}
SHAPES = ("emr.HadoopJarStepConfig", "CreateActionRequest", "CreateArtifactRequest", "CreateContextRequest")

_ON_ALL: Mapping[str, Schema] = {
    "Name": ref("StepName"),
    "DisplayName": {"type": "string", "maxLength": 256},  # the API's StepDisplayName
    "Description": {"type": "string", "maxLength": 3072},  # the API's StepDescription
    "DependsOn": array({"if": {"type": "object"}, "then": ref("Dependency"), "else": {"type": "string"}}),
}
_PARTS: Mapping[str, Schema] = {
    "StepName": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", "description": "1 to 64 of A-Z a-z 0-9 - _"},
    # mlops/workflow/step_dependency.py:26-32,79-88
    "Dependency": closed(
        {"Step": {"type": "string"}, "Trigger": {"enum": ["Completed", "Failed", "Stopped", "Any"]}}, ["Step"]
    ),
    # workflow/properties.py:274-280
    "PropertyFile": closed(
        {key: {"type": "string"} for key in ("PropertyFileName", "OutputName", "FilePath")},
        ["PropertyFileName", "OutputName", "FilePath"],
    ),
    "OutputParameter": closed(
        {"OutputName": {"type": "string"}, "OutputType": {"enum": ["String", "Integer", "Boolean", "Float"]}},
        ["OutputName"],
    ),
    # workflow/steps.py:354-359
    "CacheConfig": closed({"Enabled": {"type": "boolean"}, "ExpireAfter": {"type": "string"}}),
    # workflow/retry.py:92-108 and https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html
    "RetryPolicy": closed(
        {
            "ExceptionType": array(
                {
                    "enum": [
                        "Step.SERVICE_FAULT",
                        "Step.THROTTLING",
                        "SageMaker.JOB_INTERNAL_ERROR",
                        "SageMaker.CAPACITY_ERROR",
                        "SageMaker.RESOURCE_LIMIT",
                        "Emr.RESOURCE_LIMIT",
                    ]
                }
            ),
            "BackoffRate": {"type": "number"},
            "IntervalSeconds": {"type": "number", "maximum": 43200},
            "MaxAttempts": {"type": "integer", "minimum": 0, "maximum": 20},
            "ExpireAfterMin": {"type": "integer", "minimum": 0, "maximum": 14400},
        },
        ["ExceptionType"],
    ),
    # The step's own name is given by the service (workflow/emr_step.py:63); published schema and API want one.
    "EMRStepConfig": closed({"Name": TEXT, "HadoopJarStep": ref("api.emr.HadoopJarStepConfig")}, ["HadoopJarStep"]),
}


def _frame(kind: str) -> dict[str, Any]:
    """Return the schema of the step type ``kind``."""
    own = FRAMES.get(kind, Frame())
    keys: dict[str, Schema] = {"Name": _ON_ALL["Name"], "Type": {"const": kind}, "Arguments": ref(f"{kind}Arguments")}
    keys |= {**_ON_ALL, **own.keys}
    if kind not in NEVER_CACHED:
        keys["CacheConfig"] = ref("CacheConfig")
    if kind not in NEVER_RETRIED:
        keys["RetryPolicies"] = array(ref("RetryPolicy"))
    # The published schema lets the two that take the user's own inputs go without any.
    arguments = [] if own.arguments is _FREE else ["Arguments"]
    return closed(keys, ["Name", "Type", *arguments, *own.required], f"a {kind} step")


def definitions() -> dict[str, Schema]:
    """Return the named schemas of this module; those of Arguments that are requests are left to the API's shapes."""
    return {
        "Step": {
            "type": "object",
            "properties": {"Type": {"type": "string", "examples": list(STEP_TYPES)}, **_ON_ALL},
            "required": ["Name", "Type"],
            "allOf": by_type({kind: f"{kind}Step" for kind in STEP_TYPES}),
        },
        **_PARTS,
        **{f"{kind}Step": _frame(kind) for kind in STEP_TYPES},
        **{f"{kind}Arguments": frame.arguments for kind, frame in FRAMES.items() if frame.arguments is not None},
    }
