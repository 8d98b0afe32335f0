"""The SDK's classes and methods that make pipelines, as a table: their parameters in order, and what they are.

Read off the installed SDKs (sagemaker 2.257.7; sagemaker-mlops 1.27, sagemaker-core 2.27, sagemaker-train) with
``inspect.signature``. The two SDKs share a row where their parameters agree as far as anyone passes them by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SdkClass:
    """A class of the SDK, or one of its methods (``Processor.run``).

    ``kind`` says what it means to a pipeline; ``signature`` holds the parameter names in order, without ``self``;
    ``step_type`` is the definition's ``Type`` for the steps; ``module`` is a part of the module path that must occur
    in the dotted name, where the bare class name would be ambiguous.
    """

    name: str
    kind: str
    signature: tuple[str, ...]
    step_type: str | None = None
    module: str = ""


_JOB = (
    "volume_size_in_gb volume_kms_key output_kms_key max_runtime_in_seconds base_job_name sagemaker_session env tags "
    "network_config"
)
_CODE = (
    "volume_size_in_gb volume_kms_key output_kms_key code_location max_runtime_in_seconds base_job_name "
    "sagemaker_session env tags network_config"
)
_ESTIMATOR = (
    "keep_alive_period_in_seconds volume_size volume_kms_key max_run input_mode output_path output_kms_key "
    "base_job_name sagemaker_session hyperparameters"
)
_CHECK = "skip_check fail_on_violation register_new_baseline model_package_group_name"
_REGISTER = (
    "content_types response_types inference_instances transform_instances model_package_name "
    "model_package_group_name image_uri model_metrics metadata_properties marketplace_cert approval_status description"
)
_JOB_STEP = "name step_args display_name description cache_config depends_on retry_policies"

_STEPS = f"""
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
AutoMLStep                AutoML             name step_args display_name description cache_config depends_on \
retry_policies
EMRStep                   EMR                name display_name description cluster_id step_config depends_on \
cache_config cluster_config execution_role_arn retry_policies
EMRServerlessStep         EMRServerless      name display_name description job_config application_id \
application_config depends_on cache_config retry_policies
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
JobStep                   Job                {_JOB_STEP}
ForEachStep               ForEach            name iterable_items max_concurrency for_each_body selector display_name \
description depends_on
CleanupStep               Cleanup            name s3_sources display_name description depends_on
"""

_COLLECTIONS = """
ModelStep                 model_step         name step_args depends_on retry_policies display_name description \
repack_model_step_settings
RegisterModel             register_model     name content_types response_types inference_instances \
transform_instances estimator model_data depends_on repack_model_step_retry_policies \
register_model_step_retry_policies model_package_group_name model_metrics approval_status image_uri
EstimatorTransformer      collection         name estimator model_data model_inputs instance_count instance_type
MonitorBatchTransformStep collection         name transform_step_args monitor_configuration check_job_configuration
StepCollection            collection         name steps depends_on
"""

_PROCESSORS = f"""
Processor                 role image_uri instance_count instance_type entrypoint {_JOB}
ScriptProcessor           role image_uri command instance_count instance_type {_JOB}
FrameworkProcessor        estimator_cls framework_version role instance_count instance_type py_version image_uri \
command {_CODE}
SKLearnProcessor          framework_version role instance_type instance_count command {_JOB}
PyTorchProcessor          framework_version role instance_count instance_type py_version image_uri command {_CODE}
TensorFlowProcessor       framework_version role instance_count instance_type py_version image_uri command {_CODE}
XGBoostProcessor          framework_version role instance_count instance_type py_version image_uri command {_CODE}
MXNetProcessor            framework_version role instance_count instance_type py_version image_uri command {_CODE}
HuggingFaceProcessor      role instance_count instance_type transformers_version tensorflow_version pytorch_version \
py_version image_uri command {_CODE}
PySparkProcessor          role instance_type instance_count framework_version py_version container_version image_uri
SparkJarProcessor         role instance_type instance_count framework_version py_version container_version image_uri
SageMakerClarifyProcessor role instance_count instance_type {_JOB}
"""

_ESTIMATORS = f"""
Estimator                 image_uri role instance_count instance_type {_ESTIMATOR}
PyTorch                   entry_point framework_version py_version source_dir hyperparameters image_uri distribution
TensorFlow                py_version framework_version model_dir image_uri distribution
XGBoost                   entry_point framework_version source_dir hyperparameters py_version image_uri
SKLearn                   entry_point framework_version py_version source_dir hyperparameters image_uri
HuggingFace               py_version entry_point transformers_version tensorflow_version pytorch_version source_dir \
hyperparameters image_uri
MXNet                     entry_point framework_version py_version source_dir hyperparameters image_uri
Chainer                   entry_point use_mpi num_processes process_slots_per_host additional_mpi_options source_dir
RLEstimator               entry_point toolkit toolkit_version framework source_dir hyperparameters image_uri
JumpStartEstimator        model_id model_version tolerate_vulnerable_model tolerate_deprecated_model region image_uri \
role instance_count instance_type
KMeans                    role instance_count instance_type k
PCA                       role instance_count instance_type num_components
LinearLearner             role instance_count instance_type predictor_type
RandomCutForest           role instance_count instance_type
FactorizationMachines     role instance_count instance_type num_factors predictor_type
KNN                       role instance_count instance_type k sample_size predictor_type
LDA                       role instance_count instance_type num_topics
NTM                       role instance_count instance_type num_topics
Object2Vec                role instance_count instance_type
IPInsights                role instance_count instance_type num_entity_vectors vector_dim
"""

_MODELS = """
Model                     image_uri model_data role predictor_cls env name vpc_config sagemaker_session
PipelineModel             models role predictor_cls name vpc_config sagemaker_session
PyTorchModel              model_data role entry_point framework_version py_version image_uri
TensorFlowModel           model_data role entry_point image_uri framework_version
XGBoostModel              model_data role entry_point framework_version image_uri
SKLearnModel              model_data role entry_point framework_version py_version image_uri
HuggingFaceModel          role model_data entry_point transformers_version tensorflow_version pytorch_version
MXNetModel                model_data role entry_point framework_version py_version image_uri
ModelBuilder              model model_path inference_spec schema_builder modelbuilder_list role_arn
"""

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

_OTHERS = """
Pipeline                  pipeline           name parameters pipeline_experiment_config steps sagemaker_session \
pipeline_definition_config
ParameterString           parameter          name default_value enum_values
ParameterInteger          parameter          name default_value
ParameterFloat            parameter          name default_value
ParameterBoolean          parameter          name default_value
Parameter                 parameter          name parameter_type default_value
Join                      join               on values
JsonGet                   json_get           step_name property_file json_path s3_uri step
PropertyFile              property_file      name output_name path
StepDependency            dependency         step trigger
CacheConfig               cache_config       enable_caching expire_after
StepRetryPolicy           retry_policy       exception_types backoff_rate interval_seconds max_attempts \
expire_after_mins
SageMakerJobStepRetryPolicy retry_policy     exception_types failure_reason_types backoff_rate interval_seconds \
max_attempts expire_after_mins
LambdaOutput              output_parameter   output_name output_type
CallbackOutput            output_parameter   output_name output_type
ExecutionVariable         execution_variable name
Transformer               transformer        model_name instance_count instance_type strategy assemble_with \
output_path
HyperparameterTuner       tuner              estimator objective_metric_name hyperparameter_ranges
ModelTrainer              trainer            training_mode sagemaker_session role base_job_name source_code \
distributed compute networking stopping_condition training_image
AutoML                    automl             role target_attribute_name output_kms_key output_path
CheckJobConfig            check_job          role instance_count instance_type volume_size_in_gb
S3CleanupSource           cleanup_source     step s3_uris
ProcessingInput           processing_input   source destination input_name s3_data_type s3_input_mode \
s3_data_distribution_type s3_compression_type s3_input dataset_definition app_managed
ProcessingOutput          processing_output  source destination output_name s3_upload_mode app_managed \
feature_store_output
NetworkConfig             network_config     enable_network_isolation security_group_ids subnets \
encrypt_inter_container_traffic
S3Input                   shape              s3_uri local_path s3_data_type s3_input_mode
TrainingInput             training_input     s3_data distribution compression content_type record_wrapping
InputData                 input_data         channel_name data_source content_type
TransformInput            transform_input    data data_type content_type compression_type split_type input_filter \
output_filter join_source
Compute                   shape              instance_type instance_count volume_size_in_gb
SourceCode                source_code        source_dir entry_script command requirements
step                      step_decorator     _func name display_name description retry_policies image_uri role \
instance_count instance_type
"""

_RUN = "inputs outputs arguments wait logs job_name experiment_config kms_key"
_SPARK_RUN = "inputs outputs arguments wait logs job_name experiment_config configuration spark_event_logs_s3_uri"

_METHODS = f"""
Processor.run                 {_RUN}
ScriptProcessor.run           code {_RUN}
FrameworkProcessor.run        code source_dir dependencies git_config {_RUN}
PySparkProcessor.run          submit_app submit_py_files submit_jars submit_files {_SPARK_RUN}
SparkJarProcessor.run         submit_app submit_class submit_jars submit_files {_SPARK_RUN}
ScriptProcessor.get_run_args    code inputs outputs arguments
FrameworkProcessor.get_run_args code source_dir dependencies git_config inputs outputs arguments job_name
SparkJarProcessor.get_run_args submit_app submit_class submit_jars submit_files inputs outputs arguments
PySparkProcessor.get_run_args   submit_app submit_py_files submit_jars submit_files inputs outputs arguments
estimator.fit                 inputs wait logs job_name experiment_config
trainer.train                 input_data_config wait logs
tuner.fit                     inputs job_name include_cls_metadata estimator_kwargs wait
tuner.tune                    inputs job_name wait
transformer.transform         data data_type content_type compression_type split_type job_name input_filter \
output_filter join_source experiment_config
automl.fit                    inputs wait logs job_name
model.create                  instance_type accelerator_type serverless_inference_config tags
model.build                   model_name mode role_arn sagemaker_session region
model.register                {_REGISTER}
estimator.register            {_REGISTER}
""".replace("\\\n", "")

_SCRIPT_LIKE = {"SKLearnProcessor": "ScriptProcessor"}
_FRAMEWORK_LIKE = ("PyTorch", "TensorFlow", "XGBoost", "MXNet", "HuggingFace")
_AMBIGUOUS = {
    "step": "function_step",
    "Pipeline": "workflow",
    "Parameter": "workflow",
    "Join": "workflow",
    "PropertyFile": "workflow",
}
_NOT_PIPELINES = ("sagemaker.core.resources.", "sagemaker.session.", "sagemaker.remote_function.")
"""Modules whose classes share names with the table but are API resources or other things."""


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for line in table.strip().splitlines():
        name, *rest = line.split()
        yield name, rest


def _build_classes() -> dict[str, SdkClass]:
    classes: dict[str, SdkClass] = {}
    for kind, table in (
        ("processor", _PROCESSORS),
        ("estimator", _ESTIMATORS),
        ("model", _MODELS),
        ("condition", _CONDITIONS),
    ):
        for name, signature in _rows(table):
            classes[name] = SdkClass(name, kind, tuple(signature))
    for name, (step_type, *signature) in _rows(_STEPS):
        classes[name] = SdkClass(name, "step", tuple(signature), step_type)
    for table in (_COLLECTIONS, _OTHERS):
        for name, (kind, *signature) in _rows(table):
            classes[name] = SdkClass(name, kind, tuple(signature), module=_AMBIGUOUS.get(name, ""))
    return classes


CLASSES = _build_classes()
METHODS = {name: tuple(signature) for name, signature in _rows(_METHODS)}

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

ENUM_VALUES = {
    "StepExceptionTypeEnum.SERVICE_FAULT": "Step.SERVICE_FAULT",
    "StepExceptionTypeEnum.THROTTLING": "Step.THROTTLING",
    "SageMakerJobExceptionTypeEnum.INTERNAL_ERROR": "SageMaker.JOB_INTERNAL_ERROR",
    "SageMakerJobExceptionTypeEnum.CAPACITY_ERROR": "SageMaker.CAPACITY_ERROR",
    "SageMakerJobExceptionTypeEnum.RESOURCE_LIMIT": "SageMaker.RESOURCE_LIMIT",
}
"""Members of the SDK's enumerations and what they compile to (sagemaker/workflow/retry.py:29-41)."""


def find_class(dotted: str) -> SdkClass | None:
    """Return the SDK class that ``dotted`` names, whichever module re-exports it; None for anything else.

    Only names under the ``sagemaker`` package count: ``sklearn.pipeline.Pipeline`` and a user's own ``ConditionStep``
    are told apart by where they come from.
    """
    if not dotted.startswith("sagemaker.") or dotted.startswith(_NOT_PIPELINES):
        return None
    found = CLASSES.get(dotted.rpartition(".")[2])
    if found is not None and found.module and f".{found.module}" not in dotted:
        return None
    return found


def find_method(cls: SdkClass, name: str) -> SdkClass | None:
    """Return the method ``name`` of ``cls`` where it makes something of a pipeline, else None."""
    family = _SCRIPT_LIKE.get(cls.name, cls.name)
    if cls.name.removesuffix("Processor") in _FRAMEWORK_LIKE and cls.kind == "processor":
        family = "FrameworkProcessor"
    for owner in (family, cls.kind, "Processor" if cls.kind == "processor" else ""):
        signature = METHODS.get(f"{owner}.{name}")
        if signature is not None:
            return SdkClass(f"{cls.name}.{name}", f"{cls.kind}.{name}", signature)
    return None


def dialect_of(dotted: str) -> str:
    """Return ``"v3"`` for a name from the v3 distributions, else ``"v2"``."""
    v3 = ("sagemaker.mlops.", "sagemaker.core.", "sagemaker.train.", "sagemaker.serve.")
    return "v3" if dotted.startswith(v3) else "v2"
