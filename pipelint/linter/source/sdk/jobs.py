"""The classes of both SDKs that describe jobs and models: processors, estimators, trainers, tuners, transformers.

``inspect.signature`` of sagemaker 2.257.7, sagemaker-core 2.27 and sagemaker-train gave them, as far as anyone passes
them by position.
"""

from __future__ import annotations

from pipelint.linter.source.sdk.rows import classes, classes_by_kind

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

_PROCESSORS = rf"""
Processor                 role image_uri instance_count instance_type entrypoint {_JOB}
ScriptProcessor           role image_uri command instance_count instance_type {_JOB}
FrameworkProcessor        estimator_cls framework_version role instance_count instance_type py_version image_uri \
command {_CODE}
SKLearnProcessor          framework_version role instance_count instance_type command {_JOB}
PyTorchProcessor          framework_version role instance_count instance_type py_version image_uri command {_CODE}
TensorFlowProcessor       framework_version role instance_count instance_type py_version image_uri command {_CODE}
XGBoostProcessor          framework_version role instance_count instance_type py_version image_uri command {_CODE}
MXNetProcessor            framework_version role instance_count instance_type py_version image_uri command {_CODE}
HuggingFaceProcessor      role instance_count instance_type transformers_version tensorflow_version pytorch_version \
py_version image_uri command {_CODE}
PySparkProcessor          role instance_type instance_count framework_version py_version container_version image_uri
SparkJarProcessor         role instance_type instance_count framework_version py_version container_version image_uri
SageMakerClarifyProcessor role instance_count instance_type volume_size_in_gb volume_kms_key output_kms_key \
max_runtime_in_seconds sagemaker_session env tags network_config job_name_prefix version
"""

_ESTIMATORS = rf"""
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
JumpStartEstimator        model_id model_version hub_name tolerate_vulnerable_model tolerate_deprecated_model region
KMeans                    role instance_count instance_type k
PCA                       role instance_count instance_type num_components
LinearLearner             role instance_count instance_type predictor_type
RandomCutForest           role instance_count instance_type
FactorizationMachines     role instance_count instance_type num_factors predictor_type
KNN                       role instance_count instance_type k sample_size predictor_type
LDA                       role instance_type num_topics
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
ModelBuilder              model model_path inference_spec schema_builder modelbuilder_list role_arn \
sagemaker_session image_uri s3_model_data_url source_code env_vars
"""

_OTHERS = r"""
Transformer               transformer        model_name instance_count instance_type strategy assemble_with \
output_path output_kms_key accept max_concurrent_transforms max_payload tags env base_transform_job_name
HyperparameterTuner       tuner              estimator objective_metric_name hyperparameter_ranges \
metric_definitions strategy objective_type max_jobs max_parallel_jobs
AutoML                    automl             role target_attribute_name output_kms_key output_path
CheckJobConfig            check_job          role instance_count instance_type volume_size_in_gb volume_kms_key \
output_kms_key max_runtime_in_seconds base_job_name sagemaker_session env tags network_config
Lambda                    lambda             function_arn function_name execution_role_arn zipped_code_dir s3_bucket \
script handler
"""

JOBS = {
    **classes("processor", _PROCESSORS),
    **classes("estimator", _ESTIMATORS),
    **classes("model", _MODELS),
    **classes_by_kind(_OTHERS),
}

V3_JOBS = {
    **classes("processor", f"FrameworkProcessor image_uri role instance_count instance_type command {_CODE}"),
    **classes_by_kind(
        r"""
ModelTrainer              trainer            training_mode sagemaker_session role base_job_name input_s3_key_prefix \
source_code distributed compute networking stopping_condition training_image
HyperparameterTuner       tuner              model_trainer objective_metric_name hyperparameter_ranges \
metric_definitions strategy objective_type max_jobs max_parallel_jobs
"""
    ),
}

SCRIPT_TRAINERS = frozenset(
    "Estimator PyTorch TensorFlow XGBoost SKLearn HuggingFace MXNet Chainer ModelTrainer".split()
)
"""Classes that pass to their script the hyperparameters that they are given, and ``sagemaker_…``, which it never sees.

TensorFlow alone adds ``model_dir``, unless that is False (sagemaker/tensorflow/estimator.py:379).
"""

OF_AWS = frozenset(
    "SKLearnProcessor PyTorchProcessor TensorFlowProcessor XGBoostProcessor MXNetProcessor HuggingFaceProcessor "
    "FrameworkProcessor PyTorch TensorFlow XGBoost SKLearn HuggingFace MXNet Chainer".split()
)
"""Classes that take an image of AWS where they are given none."""

FRAMEWORKS = frozenset("PyTorch TensorFlow XGBoost SKLearn HuggingFace MXNet Chainer RLEstimator".split())
"""Estimators that send their hyperparameters as JSON (sagemaker/estimator.py, ``Framework.hyperparameters``)."""
