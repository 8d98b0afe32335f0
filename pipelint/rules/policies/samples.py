"""The pipeline that the examples of the policies are made from, as source and as definition; it follows all of them."""

from __future__ import annotations

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.network import NetworkConfig
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/ml/Pipelines"
key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
tags = [{"Key": "team", "Value": "fraud"}, {"Key": "env", "Value": "dev"}]
instance_type = ParameterString("InstanceType", default_value="ml.m5.xlarge")
processor = Processor(
    role=role,
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/prepare:1",
    instance_count=1,
    instance_type="ml.m5.large",
    volume_kms_key=key,
    output_kms_key=key,
    max_runtime_in_seconds=3600,
    network_config=NetworkConfig(
        enable_network_isolation=True,
        encrypt_inter_container_traffic=True,
        subnets=["subnet-1111"],
        security_group_ids=["sg-1111"],
    ),
    tags=tags,
    sagemaker_session=session,
)
output = ProcessingOutput(output_name="train", source="/opt/ml/processing/train", destination="s3://fraud-dev/train")
prepare = ProcessingStep("Prepare", step_args=processor.run(outputs=[output]))
estimator = Estimator(
    image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/train:1",
    role=role,
    instance_count=2,
    instance_type=instance_type,
    volume_kms_key=key,
    output_kms_key=key,
    output_path="s3://fraud-dev/models",
    use_spot_instances=True,
    max_run=3600,
    max_wait=7200,
    subnets=["subnet-1111"],
    security_group_ids=["sg-1111"],
    enable_network_isolation=True,
    encrypt_inter_container_traffic=True,
    tags=tags,
    sagemaker_session=session,
)
train = TrainingStep("Train", step_args=estimator.fit({"train": "s3://fraud-dev/train"}), depends_on=[prepare])
pipeline = Pipeline("fraud-training", parameters=[instance_type], steps=[prepare, train], sagemaker_session=session)
"""

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.m5.xlarge"}],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {
      "RoleArn": "arn:aws:iam::111122223333:role/ml/Pipelines",
      "AppSpecification": {"ImageUri": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/prepare:1"},
      "ProcessingResources": {"ClusterConfig": {
        "InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 30,
        "VolumeKmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
      }},
      "ProcessingOutputConfig": {
        "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
        "Outputs": [{"OutputName": "train", "S3Output": {
          "S3Uri": "s3://fraud-dev/train", "LocalPath": "/opt/ml/processing/train", "S3UploadMode": "EndOfJob"
        }}]
      },
      "NetworkConfig": {
        "EnableNetworkIsolation": true, "EnableInterContainerTrafficEncryption": true,
        "VpcConfig": {"Subnets": ["subnet-1111"], "SecurityGroupIds": ["sg-1111"]}
      },
      "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
      "Tags": [{"Key": "team", "Value": "fraud"}, {"Key": "env", "Value": "dev"}]
    }},
    {"Name": "Train", "Type": "Training", "DependsOn": ["Prepare"], "Arguments": {
      "RoleArn": "arn:aws:iam::111122223333:role/ml/Pipelines",
      "AlgorithmSpecification": {
        "TrainingImage": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/train:1", "TrainingInputMode": "File"
      },
      "ResourceConfig": {
        "InstanceType": {"Get": "Parameters.InstanceType"}, "InstanceCount": 2, "VolumeSizeInGB": 30,
        "VolumeKmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
      },
      "InputDataConfig": [{"ChannelName": "train", "DataSource": {
        "S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://fraud-dev/train"}
      }}],
      "OutputDataConfig": {
        "S3OutputPath": "s3://fraud-dev/models", "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
      },
      "EnableManagedSpotTraining": true,
      "StoppingCondition": {"MaxRuntimeInSeconds": 3600, "MaxWaitTimeInSeconds": 7200},
      "VpcConfig": {"Subnets": ["subnet-1111"], "SecurityGroupIds": ["sg-1111"]},
      "EnableNetworkIsolation": true, "EnableInterContainerTrafficEncryption": true,
      "Tags": [{"Key": "team", "Value": "fraud"}, {"Key": "env", "Value": "dev"}]
    }}
  ]
}
"""


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return ``text`` with the one place of each old text replaced by the new one. Raises ValueError for any other."""
    for old, new in changes:
        before, found, after = text.partition(old)
        if not found or old in after:
            raise ValueError(f"{old!r} does not stand once in the sample")
        text = before + new + after
    return text
