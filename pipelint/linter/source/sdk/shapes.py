"""Where the arguments of the objects that become a part of a request go in that part, by class.

The shapes of SDK v3 are named like the API's own: an argument that is not listed is spelled in Pascal case
(sagemaker/core/utils/utils.py:277-289).
"""

from __future__ import annotations

_S3_SOURCE = "DataSource.S3DataSource"

SHAPE_PATHS: dict[str, dict[str, str]] = {
    "NetworkConfig": {
        "enable_network_isolation": "EnableNetworkIsolation",
        "encrypt_inter_container_traffic": "EnableInterContainerTrafficEncryption",
        "security_group_ids": "VpcConfig.SecurityGroupIds",
        "subnets": "VpcConfig.Subnets",
    },
    "ProcessingInput": {
        "source": "S3Input.S3Uri",
        "destination": "S3Input.LocalPath",
        "s3_data_type": "S3Input.S3DataType",
        "s3_input_mode": "S3Input.S3InputMode",
        "s3_data_distribution_type": "S3Input.S3DataDistributionType",
        "s3_compression_type": "S3Input.S3CompressionType",
    },
    "ProcessingOutput": {
        "source": "S3Output.LocalPath",
        "destination": "S3Output.S3Uri",
        "s3_upload_mode": "S3Output.S3UploadMode",
    },
    "TrainingInput": {
        "s3_data": f"{_S3_SOURCE}.S3Uri",
        "s3_data_type": f"{_S3_SOURCE}.S3DataType",
        "distribution": f"{_S3_SOURCE}.S3DataDistributionType",
        "attribute_names": f"{_S3_SOURCE}.AttributeNames",
        "instance_groups": f"{_S3_SOURCE}.InstanceGroupNames",
        "compression": "CompressionType",
        "record_wrapping": "RecordWrapperType",
        "shuffle_config": "ShuffleConfig",
    },
    "TransformInput": {},
    "AutoMLInput": {
        "inputs": f"{_S3_SOURCE}.S3Uri",
        "s3_data_type": f"{_S3_SOURCE}.S3DataType",
        "target_attribute_name": "TargetAttributeName",
        "compression": "CompressionType",
    },
    "Compute": {"enable_managed_spot_training": "EnableManagedSpotTraining"},
    "Networking": {
        "security_group_ids": "VpcConfig.SecurityGroupIds",
        "subnets": "VpcConfig.Subnets",
        "enable_network_isolation": "EnableNetworkIsolation",
        "enable_inter_container_traffic_encryption": "EnableInterContainerTrafficEncryption",
    },
    "ModelMetrics": {
        "model_statistics": "ModelQuality.Statistics",
        "model_constraints": "ModelQuality.Constraints",
        "model_data_statistics": "ModelDataQuality.Statistics",
        "model_data_constraints": "ModelDataQuality.Constraints",
        "bias": "Bias.Report",
        "bias_pre_training": "Bias.PreTrainingReport",
        "bias_post_training": "Bias.PostTrainingReport",
        "explainability": "Explainability.Report",
    },
    "DriftCheckBaselines": {
        "model_statistics": "ModelQuality.Statistics",
        "model_constraints": "ModelQuality.Constraints",
        "model_data_statistics": "ModelDataQuality.Statistics",
        "model_data_constraints": "ModelDataQuality.Constraints",
        "bias_config_file": "Bias.ConfigFile",
        "bias_pre_training_constraints": "Bias.PreTrainingConstraints",
        "bias_post_training_constraints": "Bias.PostTrainingConstraints",
        "explainability_constraints": "Explainability.Constraints",
        "explainability_config_file": "Explainability.ConfigFile",
    },
    "EMRStepConfig": {
        "jar": "HadoopJarStep.Jar",
        "args": "HadoopJarStep.Args",
        "main_class": "HadoopJarStep.MainClass",
        "properties": "HadoopJarStep.Properties",
    },
    "EMRServerlessJobConfig": {
        "job_driver": "jobDriver",
        "execution_role_arn": "executionRoleArn",
        "configuration_overrides": "configurationOverrides",
        "execution_timeout_minutes": "executionTimeoutMinutes",
        "name": "name",
        "tags": "tags",
    },
    "S3CleanupSource": {"step": "StepName", "s3_uris": "S3Uris"},
    "Action": {"source_uri": "Source.SourceUri", "source_type": "Source.SourceType"},
    "Artifact": {"source_uri": "Source.SourceUri", "source_types": "Source.SourceTypes"},
    "Context": {"source_uri": "Source.SourceUri", "source_type": "Source.SourceType"},
}

DEFAULT_PREFIX = {"Compute": "ResourceConfig."}
"""Where the arguments of a shape go that its table does not list, if not into the shape itself."""

SPELLINGS = {"volume_size_in_gb": "VolumeSizeInGB"}
"""Arguments that are not spelled in Pascal case (sagemaker/core/utils/utils.py:227-230)."""

WHOLE = frozenset({"S3CleanupSource"})
"""Shapes to which the SDK adds nothing by itself."""

NOT_SENT = frozenset({"session", "sagemaker_session", "app_managed"})
"""Arguments of shapes that no request holds; v2 writes ``AppManaged`` by itself, v3 leaves it out."""


def pascal_case(name: str) -> str:
    """Spell an argument of a shape as the API does: ``s3_uri`` is ``S3Uri``."""
    return SPELLINGS.get(name) or "".join(part[:1].upper() + part[1:] for part in name.split("_"))
