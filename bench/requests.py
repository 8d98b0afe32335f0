"""The requests of jobs, as the SDKs write them into a definition (see fixtures/definitions/v2), for generated steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

REGISTRY = "111122223333.dkr.ecr.us-west-2.amazonaws.com"
ROLE = {"Get": "Parameters.Role"}
INSTANCE = {"Get": "Parameters.InstanceType"}


def joined(*parts: object) -> Json:
    """Return a path in S3 that is put together when the pipeline runs."""
    return {"Std:Join": {"On": "/", "Values": list(parts)}}


def processing(step: str, script: str, inputs: Mapping[str, object], outputs: tuple[str, ...]) -> Json:
    """Return the request of the processing job of ``step``, with the URI of each input and the names of its outputs."""
    code = {"code": f"s3://example-bucket/generated/code/{script}.py"}
    return {
        "ProcessingResources": {"ClusterConfig": {"InstanceType": INSTANCE, "InstanceCount": 1, "VolumeSizeInGB": 30}},
        "AppSpecification": {
            "ImageUri": f"{REGISTRY}/processing:1",
            "ContainerArguments": ["--rows", joined({"Get": "Parameters.Rows"})],
            "ContainerEntrypoint": ["python3", f"/opt/ml/processing/input/code/{script}.py"],
        },
        "RoleArn": ROLE,
        "ProcessingInputs": [_processing_input(name, uri) for name, uri in {**inputs, **code}.items()],
        "ProcessingOutputConfig": {"Outputs": [_processing_output(step, name) for name in outputs]},
    }


def _processing_input(name: str, uri: object) -> Json:
    return {
        "InputName": name,
        "AppManaged": False,
        "S3Input": {
            "S3Uri": uri,
            "LocalPath": f"/opt/ml/processing/input/{name}",
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
            "S3DataDistributionType": "FullyReplicated",
            "S3CompressionType": "None",
        },
    }


def _processing_output(step: str, name: str) -> Json:
    execution = {"Get": "Execution.PipelineExecutionId"}
    return {
        "OutputName": name,
        "AppManaged": False,
        "S3Output": {
            "S3Uri": joined("s3:/", "example-bucket", "generated", execution, step, "output", name),
            "LocalPath": f"/opt/ml/processing/{name}",
            "S3UploadMode": "EndOfJob",
        },
    }


def training(algorithm: str, data: object) -> Json:
    """Return the request of a training job that learns from the files at the URI ``data``."""
    return {
        "AlgorithmSpecification": {"TrainingInputMode": "File", "TrainingImage": f"{REGISTRY}/{algorithm}:1"},
        "OutputDataConfig": {"S3OutputPath": "s3://example-bucket/models"},
        "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
        "ResourceConfig": {"VolumeSizeInGB": 30, "InstanceCount": 1, "InstanceType": INSTANCE},
        "RoleArn": ROLE,
        "InputDataConfig": [
            {
                "DataSource": {
                    "S3DataSource": {
                        "S3DataType": "S3Prefix",
                        "S3Uri": data,
                        "S3DataDistributionType": "FullyReplicated",
                    }
                },
                "ContentType": "text/csv",
                "ChannelName": "train",
            }
        ],
        "HyperParameters": {"depth": "3", "objective": "binary:logistic", "rounds": "200"},
        "DebugHookConfig": {"S3OutputPath": "s3://example-bucket/models", "CollectionConfigurations": []},
        "ProfilerConfig": {"DisableProfiler": True},
    }


def container(model_data: object) -> Json:
    """Return the container that serves the model at the URI ``model_data``."""
    return {"Image": f"{REGISTRY}/serving:1", "Environment": {}, "ModelDataUrl": model_data}


def registration(model_data: object, evaluation: object) -> Json:
    """Return the request that registers a model with its ``evaluation``, both given by their URIs."""
    return {
        "ModelPackageGroupName": "generated-models",
        "ModelMetrics": {
            "ModelQuality": {
                "Statistics": {"ContentType": "application/json", "S3Uri": joined(evaluation, "evaluation.json")}
            },
            "Bias": {},
            "Explainability": {},
        },
        "InferenceSpecification": {
            "Containers": [container(model_data)],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
            "SupportedRealtimeInferenceInstanceTypes": ["ml.m5.large"],
            "SupportedTransformInstanceTypes": ["ml.m5.large"],
        },
        "ModelApprovalStatus": {"Get": "Parameters.Approval"},
        "SkipModelValidation": "None",
    }


def transform(model_name: object, data: object) -> Json:
    """Return the request of a transform job over the files at the URI ``data``."""
    return {
        "ModelName": model_name,
        "TransformInput": {
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": data}},
            "ContentType": "text/csv",
            "SplitType": "Line",
        },
        "TransformOutput": {"S3OutputPath": "s3://example-bucket/scores"},
        "TransformResources": {"InstanceCount": 1, "InstanceType": INSTANCE},
    }
