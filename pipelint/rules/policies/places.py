"""Where the requests of each step type hold what policies ask about.

A place is ``OWNER/MEMBER``: the record that has to hold it, which may be missing, and the way from there. ``[]`` stands
for every item of a list. A test finds each place in the shapes of the AWS API.
"""

from __future__ import annotations

from collections.abc import Mapping

Places = Mapping[str, tuple[str, ...]]

_CHECKS = ("QualityCheck", "ClarifyCheck")  # which are processing jobs
_TUNED = ("TrainingJobDefinition", "TrainingJobDefinitions[]")


def _places(**by_type: str) -> Places:
    """Return a table of the places of each step type; checks are processing jobs, and tuners define training jobs."""
    found = {step_type: tuple(places.split()) for step_type, places in by_type.items()}
    found |= {check: found["Processing"] for check in _CHECKS if "Processing" in found}
    found.setdefault("Tuning", tuple(_tuned(root, place) for place in found.get("Training", ()) for root in _TUNED))
    return {step_type: places for step_type, places in found.items() if places}


def _tuned(root: str, place: str) -> str:
    owner, _, member = place.partition("/")
    return f"{root}.{owner}/{member}" if owner else f"{root}/{member}"


_CLUSTER = "ProcessingResources.ClusterConfig"

INSTANCE_TYPES = _places(
    Processing=f"{_CLUSTER}/InstanceType {_CLUSTER}.InstancePreferences[]/InstanceType",
    Training="ResourceConfig/InstanceType ResourceConfig.InstanceGroups[]/InstanceType"
    " ResourceConfig.InstancePreferences[]/InstanceType HyperParameterTuningResourceConfig/InstanceType"
    " HyperParameterTuningResourceConfig.InstanceConfigs[]/InstanceType",
    Transform="TransformResources/InstanceType",
    EndpointConfig="ProductionVariants[]/InstanceType ShadowProductionVariants[]/InstanceType",
)
INSTANCE_COUNTS = _places(
    Processing=f"{_CLUSTER}/InstanceCount {_CLUSTER}.InstancePreferences[]/InstanceCount",
    Training="ResourceConfig/InstanceCount ResourceConfig.InstanceGroups[]/InstanceCount"
    " ResourceConfig.InstancePreferences[]/InstanceCount HyperParameterTuningResourceConfig/InstanceCount"
    " HyperParameterTuningResourceConfig.InstanceConfigs[]/InstanceCount",
    Transform="TransformResources/InstanceCount",
    EndpointConfig="ProductionVariants[]/InitialInstanceCount ShadowProductionVariants[]/InitialInstanceCount",
)
IMAGES = _places(
    Processing="AppSpecification/ImageUri",
    Training="AlgorithmSpecification/TrainingImage",
    Model="PrimaryContainer/Image Containers[]/Image",
    RegisterModel="InferenceSpecification.Containers[]/Image",
)
ROLES = _places(
    Processing="/RoleArn",
    Training="/RoleArn",
    AutoML="/RoleArn",
    Job="/RoleArn",
    Model="/ExecutionRoleArn",
    EndpointConfig="/ExecutionRoleArn",
    EMR="/ExecutionRoleArn",
    EMRServerless="/ExecutionRoleArn",
)
TAGS = _places(
    Processing="/Tags",
    Training="/Tags",
    Tuning="/Tags",
    Transform="/Tags",
    Model="/Tags",
    AutoML="/Tags",
    EndpointConfig="/Tags",
    Endpoint="/Tags",
    InferenceComponent="/Tags",
    Job="/Tags",
)
VOLUME_KEYS = _places(
    Processing=f"{_CLUSTER}/VolumeKmsKeyId",
    Training="ResourceConfig/VolumeKmsKeyId HyperParameterTuningResourceConfig/VolumeKmsKeyId",
    Transform="TransformResources/VolumeKmsKeyId",
    AutoML="/AutoMLJobConfig.SecurityConfig.VolumeKmsKeyId",
    EndpointConfig="/KmsKeyId",
)
OUTPUT_KEYS = _places(
    Processing="ProcessingOutputConfig/KmsKeyId",
    Training="/OutputDataConfig.KmsKeyId",
    Transform="TransformOutput/KmsKeyId",
    AutoML="/OutputDataConfig.KmsKeyId",
)
NETWORKS = _places(
    Processing="/NetworkConfig.VpcConfig",
    Training="/VpcConfig",
    Model="/VpcConfig",
    AutoML="/AutoMLJobConfig.SecurityConfig.VpcConfig",
)
ISOLATION = _places(
    Processing="/NetworkConfig.EnableNetworkIsolation",
    Training="/EnableNetworkIsolation",
    Model="/EnableNetworkIsolation",
)
ENCRYPTED_TRAFFIC = _places(
    Processing="/NetworkConfig.EnableInterContainerTrafficEncryption",
    Training="/EnableInterContainerTrafficEncryption",
    AutoML="/AutoMLJobConfig.SecurityConfig.EnableInterContainerTrafficEncryption",
)
RUN_TIMES = _places(
    Processing="/StoppingCondition.MaxRuntimeInSeconds",
    Training="/StoppingCondition.MaxRuntimeInSeconds",
)
SPOT = _places(Training="/EnableManagedSpotTraining")
WAIT_TIMES = _places(Training="/StoppingCondition.MaxWaitTimeInSeconds")
_S3_DATA = "DataSource.S3DataSource.S3Uri"
READS = _places(
    Processing="ProcessingInputs[]/S3Input.S3Uri",
    Training=f"InputDataConfig[]/{_S3_DATA}",
    Transform=f"TransformInput/{_S3_DATA}",
    AutoML=f"InputDataConfig[]/{_S3_DATA}",
    Model="PrimaryContainer/ModelDataUrl Containers[]/ModelDataUrl",
    RegisterModel="InferenceSpecification.Containers[]/ModelDataUrl",
)
WRITES = _places(
    Processing="ProcessingOutputConfig.Outputs[]/S3Output.S3Uri",
    Training="OutputDataConfig/S3OutputPath CheckpointConfig/S3Uri",
    Transform="TransformOutput/S3OutputPath DataCaptureConfig/DestinationS3Uri",
    AutoML="OutputDataConfig/S3OutputPath",
    EndpointConfig="DataCaptureConfig/DestinationS3Uri",
)
