"""Where each argument of the SDK's classes and methods ends up in the AWS request of the step, as tables.

Observed in the definitions that both SDKs compile. An argument that is not listed has no known place: its value is kept
aside, so that the references in it still make edges.
"""

from __future__ import annotations

REQUEST_PATHS: dict[str, dict[str, str]] = {
    "processor": {
        "role": "RoleArn",
        "image_uri": "AppSpecification.ImageUri",
        "entrypoint": "AppSpecification.ContainerEntrypoint",
        "instance_count": "ProcessingResources.ClusterConfig.InstanceCount",
        "instance_type": "ProcessingResources.ClusterConfig.InstanceType",
        "volume_size_in_gb": "ProcessingResources.ClusterConfig.VolumeSizeInGB",
        "volume_kms_key": "ProcessingResources.ClusterConfig.VolumeKmsKeyId",
        "output_kms_key": "ProcessingOutputConfig.KmsKeyId",
        "max_runtime_in_seconds": "StoppingCondition.MaxRuntimeInSeconds",
        "env": "Environment",
        "network_config": "NetworkConfig",
    },
    "processor.run": {
        "inputs": "ProcessingInputs",
        "outputs": "ProcessingOutputConfig.Outputs",
        "arguments": "AppSpecification.ContainerArguments",
    },
    "estimator": {
        "role": "RoleArn",
        "image_uri": "AlgorithmSpecification.TrainingImage",
        "instance_count": "ResourceConfig.InstanceCount",
        "instance_type": "ResourceConfig.InstanceType",
        "volume_size": "ResourceConfig.VolumeSizeInGB",
        "max_run": "StoppingCondition.MaxRuntimeInSeconds",
        "output_path": "OutputDataConfig.S3OutputPath",
        "hyperparameters": "HyperParameters",
        "environment": "Environment",
        "subnets": "VpcConfig.Subnets",
        "security_group_ids": "VpcConfig.SecurityGroupIds",
    },
    "estimator.fit": {"inputs": "InputDataConfig"},
    "trainer": {
        "role": "RoleArn",
        "training_image": "AlgorithmSpecification.TrainingImage",
        "compute": "ResourceConfig",
        "hyperparameters": "HyperParameters",
        "environment": "Environment",
        "input_data_config": "InputDataConfig",
    },
    "trainer.train": {"input_data_config": "InputDataConfig"},
    "tuner.fit": {"inputs": "TrainingJobDefinition.InputDataConfig"},
    "tuner.tune": {"inputs": "TrainingJobDefinition.InputDataConfig"},
    "transformer": {
        "model_name": "ModelName",
        "instance_count": "TransformResources.InstanceCount",
        "instance_type": "TransformResources.InstanceType",
        "output_path": "TransformOutput.S3OutputPath",
        "env": "Environment",
    },
    "transformer.transform": {
        "data": "TransformInput.DataSource.S3DataSource.S3Uri",
        "content_type": "TransformInput.ContentType",
        "split_type": "TransformInput.SplitType",
    },
    "model": {
        "role": "ExecutionRoleArn",
        "role_arn": "ExecutionRoleArn",
        "image_uri": "PrimaryContainer.Image",
        "model_data": "PrimaryContainer.ModelDataUrl",
        "s3_model_data_url": "PrimaryContainer.ModelDataUrl",
        "env": "PrimaryContainer.Environment",
    },
    "model.register": {
        "model_package_group_name": "ModelPackageGroupName",
        "approval_status": "ModelApprovalStatus",
        "content_types": "InferenceSpecification.SupportedContentTypes",
        "response_types": "InferenceSpecification.SupportedResponseMIMETypes",
        "inference_instances": "InferenceSpecification.SupportedRealtimeInferenceInstanceTypes",
        "transform_instances": "InferenceSpecification.SupportedTransformInstanceTypes",
    },
    "check_job": {
        "role": "RoleArn",
        "instance_count": "ProcessingResources.ClusterConfig.InstanceCount",
        "instance_type": "ProcessingResources.ClusterConfig.InstanceType",
        "volume_size_in_gb": "ProcessingResources.ClusterConfig.VolumeSizeInGB",
    },
    "FailStep": {"error_message": "ErrorMessage"},
    "NotebookJobStep": {"role": "RoleArn", "instance_type": "ResourceConfig.InstanceType"},
    "EMRStep": {"cluster_id": "ClusterId", "cluster_config": "ClusterConfig", "execution_role_arn": "ExecutionRoleArn"},
    "ForEachStep": {"iterable_items": "IterableItems", "max_concurrency": "MaxConcurrency"},
}

SHAPE_PATHS: dict[str, dict[str, str]] = {
    "network_config": {
        "enable_network_isolation": "EnableNetworkIsolation",
        "encrypt_inter_container_traffic": "EnableInterContainerTrafficEncryption",
        "security_group_ids": "VpcConfig.SecurityGroupIds",
        "subnets": "VpcConfig.Subnets",
    },
    "processing_input": {
        "input_name": "InputName",
        "source": "S3Input.S3Uri",
        "destination": "S3Input.LocalPath",
        "s3_input": "S3Input",
    },
    "processing_output": {
        "output_name": "OutputName",
        "source": "S3Output.LocalPath",
        "destination": "S3Output.S3Uri",
        "s3_upload_mode": "S3Output.S3UploadMode",
        "s3_output": "S3Output",
    },
    "training_input": {
        "s3_data": "DataSource.S3DataSource.S3Uri",
        "content_type": "ContentType",
        "s3_data_type": "DataSource.S3DataSource.S3DataType",
        "distribution": "DataSource.S3DataSource.S3DataDistributionType",
    },
    "input_data": {
        "channel_name": "ChannelName",
        "data_source": "DataSource.S3DataSource.S3Uri",
        "content_type": "ContentType",
    },
    "output_parameter": {"output_name": "OutputName", "output_type": "OutputType"},
}

IGNORED_ARGUMENTS = frozenset(
    """
    name display_name description sagemaker_session session wait logs job_name base_job_name tags depends_on
    cache_config retry_policies step_args property_files code steps
    """.split()
)
"""Arguments that hold no data of the request, or that the model names itself."""

STEP_PROPERTIES: dict[str, dict[str, str]] = {
    "LambdaStep": {"Outputs": "OutputParameters"},
    "CallbackStep": {"Outputs": "OutputParameters"},
    "NotebookJobStep": {
        "ComputingJobName": "TrainingJobName",
        "ComputingJobStatus": "TrainingJobStatus",
        "NotebookJobInputLocation": "InputDataConfig[0].DataSource.S3DataSource.S3Uri",
        "NotebookJobOutputLocationPrefix": "OutputDataConfig.S3OutputPath",
        "InputNotebookName": "Environment['SM_INPUT_NOTEBOOK_NAME']",
        "OutputNotebookName": "Environment['SM_OUTPUT_NOTEBOOK_NAME']",
    },
}
"""First members of ``.properties`` that compile to another path (sagemaker/workflow/lambda_step.py:121-128,
callback_step.py:115-124, notebook_job_step.py:385-413)."""

PLAIN_PROPERTIES: dict[str, dict[str, str]] = {
    "EMRStep": {"ClusterId": "cluster_id", "ExecutionRoleArn": "execution_role_arn", "ClusterConfig": "cluster_config"}
}
"""Members of ``.properties`` that are no reference but the argument itself (sagemaker/workflow/emr_step.py:229-238)."""
