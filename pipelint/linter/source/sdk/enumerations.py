"""The SDKs' enumerations and constants, and what they compile to."""

from __future__ import annotations

EXECUTION_VARIABLES = {
    "START_DATETIME": "StartDateTime",
    "CURRENT_DATETIME": "CurrentDateTime",
    "PIPELINE_NAME": "PipelineName",
    "PIPELINE_ARN": "PipelineArn",
    "PIPELINE_EXECUTION_ID": "PipelineExecutionId",
    "PIPELINE_EXECUTION_ARN": "PipelineExecutionArn",
    "TRAINING_JOB_NAME": "TrainingJobName",
    "PROCESSING_JOB_NAME": "ProcessingJobName",
}
"""Attributes of ``ExecutionVariables`` and AWS's names for them (sagemaker/workflow/execution_variables.py:82-89)."""

EXPERIMENT_PROPERTIES = {
    "EXPERIMENT_NAME": "PipelineExperimentConfig.ExperimentName",
    "TRIAL_NAME": "PipelineExperimentConfig.TrialName",
}
"""Attributes of ``PipelineExperimentConfigProperties`` (sagemaker/workflow/pipeline_experiment_config.py:82-89)."""

ENUM_VALUES = {
    "StepExceptionTypeEnum.SERVICE_FAULT": "Step.SERVICE_FAULT",
    "StepExceptionTypeEnum.THROTTLING": "Step.THROTTLING",
    "SageMakerJobExceptionTypeEnum.INTERNAL_ERROR": "SageMaker.JOB_INTERNAL_ERROR",
    "SageMakerJobExceptionTypeEnum.CAPACITY_ERROR": "SageMaker.CAPACITY_ERROR",
    "SageMakerJobExceptionTypeEnum.RESOURCE_LIMIT": "SageMaker.RESOURCE_LIMIT",
    "ForEachSelectorPickType.MAX_BY": "MaxBy",
    "ForEachSelectorPickType.MIN_BY": "MinBy",
    "TriggerCondition.COMPLETED": "Completed",
    "TriggerCondition.FAILED": "Failed",
    "TriggerCondition.STOPPED": "Stopped",
    "TriggerCondition.ANY": "Any",
    **{
        f"{owner}.{name}": name
        for owner in ("LambdaOutputTypeEnum", "CallbackOutputTypeEnum")
        for name in ("String", "Integer", "Boolean", "Float")
    },
}
"""Members of the SDK's enumerations and what they compile to (sagemaker/workflow/retry.py:29-41, lambda_step.py,
callback_step.py; sagemaker/mlops/workflow/for_each_step.py:146-151, step_dependency.py:26-32)."""
