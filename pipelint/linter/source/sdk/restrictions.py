"""What the SDKs' classes do not take, and what they look up while the pipeline is built."""

from __future__ import annotations

BY_PROCESSOR = frozenset("PyTorch TensorFlow MXNet HuggingFace Chainer RLEstimator".split())
"""Frameworks with one image for CPUs and another for GPUs: which one is known by the type of the instance alone.

Of the others (``SKLearn``, ``XGBoost``, Spark) there is one image (sagemaker/image_uri_config of sagemaker 2.257).
"""

IMAGES_BY_PROCESSOR = frozenset("pytorch tensorflow mxnet huggingface chainer".split())
"""The same, by the name that ``image_uris.retrieve`` takes."""

LOOKING_UP = BY_PROCESSOR | frozenset("SKLearn XGBoost".split())
"""Estimators that look up an image where none is passed; processors and models are named after them."""

RETRIEVE = frozenset({"sagemaker.image_uris.retrieve", "sagemaker.core.image_uris.retrieve"})
RETRIEVE_ARGUMENTS = "framework region version py_version instance_type".split()

_TRAINER = (
    "training_mode role base_job_name input_s3_key_prefix source_code distributed compute networking "
    "stopping_condition training_image_config output_data_config input_data_config checkpoint_config tags"
)

REFUSING: dict[str, frozenset[str]] = {
    name: frozenset(arguments.split())
    for name, arguments in {
        "ModelTrainer": _TRAINER,
        "Compute": "volume_size_in_gb instance_groups enable_managed_spot_training",
        "InstanceGroup": "instance_count",
        "InfraCheckConfig": "enable_infra_check",
        "ModelAccessConfig": "accept_eula",
        "Networking": "enable_network_isolation enable_inter_container_traffic_encryption",
        "RemoteDebugConfig": "enable_remote_debug",
        "RetryStrategy": "maximum_retry_attempts",
        "SessionChainingConfig": "enable_session_tag_chaining",
        "ShuffleConfig": "seed",
        "StoppingCondition": "max_runtime_in_seconds max_wait_time_in_seconds max_pending_time_in_seconds",
    }.items()
}
"""Arguments of SDK v3 that pydantic lets no pipeline variable through: sagemaker/train/model_trainer.py,
sagemaker/core/training/configs.py and sagemaker/core/shapes/shapes.py of sagemaker-train 1.27; a test compares them."""

NAMING_JOBS = {"ModelTrainer": frozenset({"training_image", "algorithm_name"})}
"""Arguments of SDK v3 that a job is named after where no ``base_job_name`` is passed (sagemaker/train/utils.py:161)."""

NAMED_JOBS = frozenset({"processor.run", "estimator.fit"})
"""Calls that name a job after the ``base_job_name`` of their object where they get no ``job_name``
(sagemaker/utils.py:131 of sagemaker 2.257, sagemaker/core/processing.py)."""

LONGEST_WAIT = 600
"""Seconds that a Lambda step waits for its function at most
(https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-lambda)."""

V2_MODULES = frozenset(
    """
    algorithm amazon analytics async_inference automl batch_inference chainer clarify debugger deserializers
    djl_inference drift_check_baselines estimator experiments explainer feature_store fw_utils huggingface
    image_uris inputs jumpstart lambda_helper local metadata_properties model model_metrics model_monitor modules
    multidatamodel mxnet network parameter pipeline predictor processing pytorch remote_function rl s3 script_uris
    serializers serverless session sklearn spark tensorflow training_compiler transformer tuner utils workflow
    wrangler xgboost
    """.split()
)
"""Modules of ``sagemaker`` that v2 has and v3 has not."""

V3_MODULES = frozenset({"ai_registry", "core", "mlops", "train"})
"""Modules of ``sagemaker`` that v3 has and v2 has not (``serve`` and ``lineage`` are in both)."""

PARALLELISM_CALLS = frozenset(f"pipeline.{name}" for name in ("create", "upsert", "update", "start"))
PARALLELISM_KEYS = frozenset({"MaxParallelExecutionSteps"})
"""Keys of ``ParallelismConfiguration`` in the API."""
