"""The methods of the SDK's classes that make something of a pipeline: their parameters in order.

``estimator.fit`` is the method of every class of that kind; a class with a method of its own is named itself.
"""

from __future__ import annotations

from pipelint.linter.source.sdk.rows import rows

_RUN = "inputs outputs arguments wait logs job_name experiment_config kms_key"
_SPARK_RUN = "inputs outputs arguments wait logs job_name experiment_config configuration spark_event_logs_s3_uri"
_REGISTER = (
    "content_types response_types inference_instances transform_instances model_package_name "
    "model_package_group_name image_uri model_metrics metadata_properties marketplace_cert approval_status description"
)

_METHODS = rf"""
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
pipeline.start                parameters execution_display_name execution_description parallelism_config \
selective_execution_config
pipeline.create               role_arn description tags parallelism_config
pipeline.upsert               role_arn description tags parallelism_config
pipeline.update               role_arn description parallelism_config
model.create                  instance_type accelerator_type serverless_inference_config tags
model.build                   model_name mode role_arn sagemaker_session region
model.register                {_REGISTER}
ModelBuilder.register         model_package_name model_package_group_name content_types response_types \
inference_instances transform_instances model_metrics
estimator.register            content_types response_types inference_instances transform_instances image_uri \
model_package_name model_package_group_name model_metrics
"""

METHODS = {name: tuple(signature) for name, signature in rows(_METHODS)}

SESSION_METHODS = {
    name: tuple(signature)
    for name, signature in rows(
        r"""
create_endpoint_config     name
create_endpoint            endpoint_name config_name tags wait live_logging
create_inference_component inference_component_name endpoint_name variant_name specification runtime_config
"""
    )
}
"""Methods of a pipeline session that steps take as they are (sagemaker/workflow/endpoint_step.py:92-105), as far as
the SDKs agree: the second parameter of ``create_endpoint_config`` is a model's name in v2, in v3 a list of variants."""

ENTITY_METHODS = {
    "Action.create": "action_name source_uri source_type action_type description status properties tags".split(),
    "Artifact.create": "artifact_name source_uri source_types artifact_type properties tags".split(),
    "Context.create": "context_name source_uri source_type context_type description properties tags".split(),
}
"""What makes the entities of a ``LineageStep``."""

SCRIPT_LIKE = frozenset({"SKLearnProcessor"})
FRAMEWORK_LIKE = frozenset(f"{name}Processor" for name in ("PyTorch", "TensorFlow", "XGBoost", "MXNet", "HuggingFace"))
"""Processors whose methods are those of ``ScriptProcessor`` and of ``FrameworkProcessor``."""
