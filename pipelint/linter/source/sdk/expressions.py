"""The classes of both SDKs that are neither steps nor jobs: parameters, functions, conditions, policies, and shapes.

A *shape* is an object that becomes a part of a request; where its arguments go stands in ``shapes.py``.
"""

from __future__ import annotations

from pipelint.linter.source.sdk.rows import classes, classes_by_kind

_CONDITIONS = """
ConditionEquals               left right
ConditionGreaterThan          left right
ConditionGreaterThanOrEqualTo left right
ConditionLessThan             left right
ConditionLessThanOrEqualTo    left right
ConditionIn                   value in_values
ConditionNot                  expression
ConditionOr                   conditions
"""

_OTHERS = r"""
Pipeline                  pipeline           name parameters pipeline_experiment_config steps sagemaker_session \
pipeline_definition_config
PipelineExperimentConfig  experiment         experiment_name trial_name
ParallelismConfiguration  parallelism        max_parallel_execution_steps
SelectiveExecutionConfig  selection          selected_steps reference_latest_execution source_pipeline_execution_arn
PipelineDefinitionConfig  definition_config  use_custom_job_prefix
ParameterString           parameter          name default_value enum_values
ParameterInteger          parameter          name default_value
ParameterFloat            parameter          name default_value
ParameterBoolean          parameter          name default_value
Parameter                 parameter          name parameter_type default_value
Join                      join               on values
JsonGet                   json_get           step_name property_file json_path s3_uri step
PropertyFile              property_file      name output_name path
CacheConfig               cache_config       enable_caching expire_after
StepRetryPolicy           retry_policy       exception_types backoff_rate interval_seconds max_attempts \
expire_after_mins
SageMakerJobStepRetryPolicy retry_policy     exception_types failure_reason_types backoff_rate interval_seconds \
max_attempts expire_after_mins
LambdaOutput              output_parameter   output_name output_type
CallbackOutput            output_parameter   output_name output_type
ExecutionVariable         execution_variable name
step                      step_decorator     _func name display_name description retry_policies image_uri role \
instance_count instance_type
"""

_SHAPES = r"""
ProcessingInput           source destination input_name s3_data_type s3_input_mode s3_data_distribution_type \
s3_compression_type s3_input dataset_definition app_managed
ProcessingOutput          source destination output_name s3_upload_mode app_managed feature_store_output
NetworkConfig             enable_network_isolation security_group_ids subnets encrypt_inter_container_traffic
S3Input                   s3_uri local_path s3_data_type s3_input_mode s3_data_distribution_type s3_compression_type
FeatureStoreOutput        feature_group_name
TrainingInput             s3_data distribution compression content_type record_wrapping s3_data_type
TransformInput            data data_type content_type compression_type split_type input_filter output_filter \
join_source
AutoMLInput               inputs target_attribute_name compression channel_type content_type s3_data_type \
sample_weight_attribute_name
MetricsSource             content_type s3_uri content_digest
FileSource                s3_uri content_digest content_type
ModelMetrics              model_statistics model_constraints model_data_statistics model_data_constraints bias \
explainability bias_pre_training bias_post_training
DriftCheckBaselines       model_statistics model_constraints model_data_statistics model_data_constraints \
bias_config_file bias_pre_training_constraints bias_post_training_constraints explainability_constraints \
explainability_config_file
EMRStepConfig             jar args main_class properties
LineageAssociation        source destination association_type
LineageEntityReference    name type arn
DataQualityCheckConfig    baseline_dataset dataset_format record_preprocessor_script
ModelQualityCheckConfig   baseline_dataset dataset_format problem_type
DataBiasCheckConfig       data_config data_bias_config
ModelBiasCheckConfig      data_config data_bias_config model_config
ModelExplainabilityCheckConfig data_config model_config explainability_config
DataConfig                s3_data_input_path s3_output_path s3_analysis_config_output_path
ModelConfig               model_name instance_count instance_type accept_type content_type
"""

EXPRESSIONS = {
    **classes("condition", _CONDITIONS),
    **classes_by_kind(_OTHERS),
    **classes("shape", _SHAPES),
}

V3_EXPRESSIONS = {
    **classes_by_kind(
        r"""
Pipeline                  pipeline           name parameters pipeline_experiment_config mlflow_config steps \
sagemaker_session pipeline_definition_config
MlflowConfig              mlflow             mlflow_resource_arn mlflow_experiment_name
StepDependency            dependency         step trigger
CurrentItem               current_item
IterationOutput           iteration_output   body_step
"""
    ),
    **classes(
        "shape",
        r"""
EMRStepConfig             jar args main_class properties output_args
ForEachSelector           pick field
S3CleanupSource           step s3_uris
EMRServerlessJobConfig    job_driver execution_role_arn configuration_overrides
""",
    ),
}

AMBIGUOUS = {
    "step": "function_step",
    "Pipeline": "workflow",
    "Parameter": "workflow",
    "Join": "workflow",
    "PropertyFile": "workflow",
    "Lambda": "lambda",
    "DataConfig": "clarify",
    "ModelConfig": "clarify",
}
"""Parts of the module path that tell a class from others of its name."""

V3_SHAPES = ("sagemaker.core.shapes.", "sagemaker.core.training.configs.", "sagemaker.train.configs.")
"""Modules of SDK v3 that hold nothing but shapes, each named like the API's own (sagemaker/core/shapes/shapes.py)."""
