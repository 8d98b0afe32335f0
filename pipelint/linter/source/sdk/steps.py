"""The step classes and step collections of both SDKs: ``Type`` in the definition, parameters in order.

Read off the installed SDKs (sagemaker 2.257.7; sagemaker-mlops 1.27) with ``inspect.signature``; a test compares them.
"""

from __future__ import annotations

from pipelint.linter.source.sdk import rows

_CHECK = "skip_check fail_on_violation register_new_baseline model_package_group_name"
_OF_A_JOB = "name step_args display_name description cache_config depends_on retry_policies"

STEPS = rows.steps(rf"""
ProcessingStep            Processing         name step_args processor display_name description inputs outputs \
job_arguments code property_files cache_config depends_on retry_policies kms_key
TrainingStep              Training           name step_args estimator display_name description inputs cache_config \
depends_on retry_policies
TuningStep                Tuning             name step_args tuner display_name description inputs job_arguments \
cache_config depends_on retry_policies
TransformStep             Transform          name step_args transformer inputs display_name description cache_config \
depends_on retry_policies
CreateModelStep           Model              name step_args model inputs depends_on retry_policies display_name \
description
ConditionStep             Condition          name depends_on display_name description conditions if_steps else_steps
FailStep                  Fail               name error_message display_name description depends_on
LambdaStep                Lambda             name lambda_func display_name description inputs outputs cache_config \
depends_on
CallbackStep              Callback           name sqs_queue_url inputs outputs display_name description cache_config \
depends_on
AutoMLStep                AutoML             {_OF_A_JOB}
EMRStep                   EMR                name display_name description cluster_id step_config depends_on \
cache_config cluster_config execution_role_arn retry_policies
QualityCheckStep          QualityCheck       name quality_check_config check_job_config {_CHECK} \
supplied_baseline_statistics supplied_baseline_constraints display_name description cache_config depends_on
ClarifyCheckStep          ClarifyCheck       name clarify_check_config check_job_config {_CHECK} \
supplied_baseline_constraints display_name description cache_config depends_on
EndpointConfigStep        EndpointConfig     name step_args display_name description depends_on cache_config \
retry_policies
EndpointStep              Endpoint           name step_args display_name description depends_on cache_config
InferenceComponentStep    InferenceComponent name step_args display_name description depends_on
LineageStep               Lineage            name actions artifacts contexts associations display_name description \
depends_on
NotebookJobStep           Training           input_notebook image_uri kernel_name name display_name description \
notebook_job_name role s3_root_uri parameters environment_variables initialization_script s3_kms_key instance_type
""")

V3_STEPS = rows.steps(rf"""
ProcessingStep            Processing         name step_args display_name description property_files cache_config \
depends_on retry_policies
TrainingStep              Training           {_OF_A_JOB}
TuningStep                Tuning             {_OF_A_JOB}
TransformStep             Transform          {_OF_A_JOB}
EMRStep                   EMR                name display_name description cluster_id step_config depends_on \
cache_config cluster_config execution_role_arn
EMRServerlessStep         EMRServerless      name display_name description job_config application_id \
application_config depends_on cache_config retry_policies
JobStep                   Job                {_OF_A_JOB}
ForEachStep               ForEach            name iterable_items max_concurrency for_each_body selector display_name \
description depends_on
CleanupStep               Cleanup            name s3_sources display_name description depends_on
""")

COLLECTIONS = rows.classes_by_kind(r"""
ModelStep                 model_step         name step_args depends_on retry_policies display_name description \
repack_model_step_settings
RegisterModel             register_model     name content_types response_types inference_instances \
transform_instances estimator model_data depends_on repack_model_step_retry_policies \
register_model_step_retry_policies model_package_group_name model_metrics approval_status image_uri
EstimatorTransformer      estimator_transformer name estimator model_data model_inputs instance_count instance_type \
transform_inputs description display_name image_uri predictor_cls env strategy assemble_with output_path
MonitorBatchTransformStep monitored_transform name transform_step_args monitor_configuration check_job_configuration \
monitor_before_transform fail_on_violation supplied_baseline_statistics supplied_baseline_constraints display_name \
description
StepCollection            step_collection    name steps depends_on
""")

COLLECTION_KINDS = frozenset(cls.kind for cls in COLLECTIONS.values())
"""Kinds of objects that stand for several steps; in SDK v3 a ``ModelStep`` is one step with another beside it."""

REPACK = rows.SdkClass("_RepackModelStep", "step", (), "Training")
REGISTER = rows.SdkClass("_RegisterModelStep", "step", (), "RegisterModel")
FUNCTION = rows.SdkClass("step", "step", (), "Training")
"""Steps that the SDK makes itself: the two inside collections, and the call of a ``@step`` function."""
