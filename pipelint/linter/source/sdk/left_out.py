"""What a request does not hold where an argument is not passed.

Read off the definitions that both SDKs compile; a test compares them. The SDK's file of defaults (``SageMaker`` in
``config.yaml``) can fill in most of it all the same.
"""

from __future__ import annotations

_NETWORK = ("VpcConfig", "EnableNetworkIsolation", "EnableInterContainerTrafficEncryption")

LEFT_OUT: dict[str, dict[str, tuple[str, ...]]] = {
    "processor": {
        "volume_kms_key": ("ProcessingResources.ClusterConfig.VolumeKmsKeyId",),
        "output_kms_key": ("ProcessingOutputConfig.KmsKeyId",),
        "max_runtime_in_seconds": ("StoppingCondition",),
        "network_config": ("NetworkConfig",),
        "tags": ("Tags",),
    },
    "estimator": {
        "volume_kms_key": ("ResourceConfig.VolumeKmsKeyId",),
        "output_kms_key": ("OutputDataConfig.KmsKeyId",),
        "subnets": ("VpcConfig",),
        "security_group_ids": ("VpcConfig",),
        "enable_network_isolation": ("EnableNetworkIsolation",),
        "encrypt_inter_container_traffic": ("EnableInterContainerTrafficEncryption",),
        "use_spot_instances": ("EnableManagedSpotTraining",),
        "max_wait": ("StoppingCondition.MaxWaitTimeInSeconds",),
        "checkpoint_s3_uri": ("CheckpointConfig",),
        "max_retry_attempts": ("RetryStrategy",),
        "tags": ("Tags",),
    },
    "trainer": {
        "compute": ("ResourceConfig.VolumeKmsKeyId", "EnableManagedSpotTraining"),
        "networking": _NETWORK,
        "output_data_config": ("OutputDataConfig.KmsKeyId",),
        "checkpoint_config": ("CheckpointConfig",),
        "tags": ("Tags",),
    },
    "transformer": {
        "volume_kms_key": ("TransformResources.VolumeKmsKeyId",),
        "output_kms_key": ("TransformOutput.KmsKeyId",),
        "tags": ("Tags",),
    },
    "tuner": {"tags": ("Tags",)},
    "model": {"vpc_config": ("VpcConfig",), "enable_network_isolation": ("EnableNetworkIsolation",)},
    "model.create": {"tags": ("Tags",)},
    "step": {
        "volume_kms_key": ("ResourceConfig.VolumeKmsKeyId",),
        "subnets": ("VpcConfig",),
        "encrypt_inter_container_traffic": ("EnableInterContainerTrafficEncryption",),
        "use_spot_instances": ("EnableManagedSpotTraining",),
        "tags": ("Tags",),
    },
    # Shapes: the paths are those in the request that they become a part of.
    "NetworkConfig": {
        "enable_network_isolation": ("EnableNetworkIsolation",),
        "encrypt_inter_container_traffic": ("EnableInterContainerTrafficEncryption",),
        "subnets": ("VpcConfig",),
    },
    "Networking": {
        "enable_network_isolation": ("EnableNetworkIsolation",),
        "enable_inter_container_traffic_encryption": ("EnableInterContainerTrafficEncryption",),
        "subnets": ("VpcConfig",),
    },
    "Compute": {
        "volume_kms_key_id": ("ResourceConfig.VolumeKmsKeyId",),
        "enable_managed_spot_training": ("EnableManagedSpotTraining",),
    },
    "OutputDataConfig": {"kms_key_id": ("KmsKeyId",)},
}
"""What is not in the request, or is false, where an argument is not passed.

By a table of ``REQUEST_PATHS``, or the class of a shape, and by the argument.
"""

SPECIFIED_ELSEWHERE = frozenset({"JumpStartEstimator", "ModelBuilder"})
"""Classes that find in a catalogue of models what they are not told."""
