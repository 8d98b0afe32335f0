"""What stands beside ``Arguments`` in a step, and what its properties are called, by class."""

from __future__ import annotations

from typing import Any

_CHECK = {
    "model_package_group_name": "ModelPackageGroupName",
    "skip_check": "SkipCheck",
    "fail_on_violation": "FailOnViolation",
    "register_new_baseline": "RegisterNewBaseline",
    "supplied_baseline_statistics": "SuppliedBaselineStatistics",
    "supplied_baseline_constraints": "SuppliedBaselineConstraints",
}

COMMON_ATTRIBUTES = {"display_name": "DisplayName", "description": "Description"}
"""Keys of every step; they are left out when they are empty (sagemaker/workflow/steps.py:148-160)."""

STEP_ATTRIBUTES: dict[str, dict[str, str]] = {
    "CallbackStep": {"sqs_queue_url": "SqsQueueUrl"},
    "QualityCheckStep": _CHECK,
    "ClarifyCheckStep": {name: key for name, key in _CHECK.items() if name != "supplied_baseline_statistics"},
}
"""Keys that are always there, null when nothing is passed (sagemaker/workflow/quality_check_step.py:241-282)."""

ATTRIBUTE_DEFAULTS: dict[str, Any] = {
    "SkipCheck": False,
    "FailOnViolation": True,
    "RegisterNewBaseline": False,
}

CHECK_TYPES = {
    "DataQualityCheckConfig": "DATA_QUALITY",
    "ModelQualityCheckConfig": "MODEL_QUALITY",
    "DataBiasCheckConfig": "DATA_BIAS",
    "ModelBiasCheckConfig": "MODEL_BIAS",
    "ModelExplainabilityCheckConfig": "MODEL_EXPLAINABILITY",
}
"""``CheckType`` by the class of the configuration (sagemaker/workflow/clarify_check_step.py:288-312)."""

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

OF_STEPS = frozenset(
    """
    add_depends_on arguments depends_on description display_name expr func job_settings name properties ref
    retry_policies step_only_arguments step_type steps to_request to_string
    """.split()
)
"""Attributes of steps and of pipeline variables (sagemaker/workflow/steps.py:93-200, entities.py:68-108)."""

PLAIN_PROPERTIES: dict[str, dict[str, str]] = {
    "EMRStep": {"ClusterId": "cluster_id", "ExecutionRoleArn": "execution_role_arn", "ClusterConfig": "cluster_config"}
}
"""Members of ``.properties`` that are no reference but the argument itself (sagemaker/workflow/emr_step.py:229-238)."""
