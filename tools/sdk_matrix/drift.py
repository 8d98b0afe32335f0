"""How older versions of the SDKs differ from the newest, which the fixtures are written for.

``tests/sdk/test_drift.py`` holds this table against the versions themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of difference: ``sign`` is found in what is told of it, and ``told`` says it to people."""

    sign: re.Pattern[str]
    told: str


@dataclass(frozen=True, slots=True)
class Drift:
    """How a version differs.

    ``refused`` are the programs that it does not compile, each with a part of what it says. ``differences`` are the
    kinds in which what it compiles of a program is not what the linter reads of the source. ``positions`` are the
    classes that take other arguments by position than the linter's tables have, each with those from the first that
    is another. ``modules`` of ``sagemaker`` came later, and so did ``fields`` of a class.
    """

    refused: Mapping[str, str] = field(default_factory=dict)
    differences: Mapping[str, Sequence[str]] = field(default_factory=dict)
    positions: Mapping[str, str] = field(default_factory=dict)
    modules: Sequence[str] = ()
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)


NONE = Drift()

KINDS: Mapping[str, Kind] = {
    "tuning resources": Kind(
        re.compile(r"TrainingJobDefinition\.HyperParameterTuningResourceConfig"),
        "A tuning job has its machines in `ResourceConfig`; later SDKs write `HyperParameterTuningResourceConfig`. The "
        "service takes both; the linter reads the later one of source.",
    ),
    "name of registering": Kind(
        re.compile(r"-RegisterModel'|^edge \('\w+', '(Claims|Routes)'"),
        "The step of `RegisterModel` is called as the collection is, `Claims`; later SDKs call it "
        "`Claims-RegisterModel`. The linter knows the later name, and judges a `depends_on` that names the step by it.",
    ),
    "repacking": Kind(
        re.compile(r"_RepackModelStep|'Train', 'Register', 'data'"),
        "A model of a `ModelBuilder` with code of its own is registered as the training left it; later SDKs put a step "
        "before that packs the code in. The linter reads that step of source.",
    ),
    "function results": Kind(
        re.compile(r"OutputDataConfig\.S3OutputPath|'results\.json'|2 items in source, 6 in the definition"),
        "The result of a `@step` function is read from a place in S3 that is written out, with the id of the run; "
        "later SDKs refer to the output path of the step. The order is the same: both write `DependsOn`.",
    ),
    "container entry point": Kind(
        re.compile(r"AlgorithmSpecification\.Container(Entrypoint|Arguments)"),
        "`Estimator` takes `container_entry_point` and `container_arguments`, as it takes any argument, and drops "
        "them.",
    ),
}


def kind(line: str) -> str:
    """Return the kind of a difference, told in a line of the comparison; the line itself where it is of none."""
    return next((name for name, one in KINDS.items() if one.sign.search(line)), line)


NO_FUNCTIONS = "No module named 'sagemaker.workflow.function_step'"
NO_DEPLOYMENT = "No module named 'sagemaker.workflow.endpoint_step'"
NO_NOTEBOOKS = "No module named 'sagemaker.workflow.notebook_job_step'"
NO_CONFIG = "No module named 'sagemaker.workflow.pipeline_definition_config'"
NO_S3_URI = "JsonGet.__init__() got an unexpected keyword argument 's3_uri'"
NO_STEP_IN_COLLECTION = "'ModelStep' object has no attribute 'properties'"
NEEDS_TYPES = (
    "Model.register() missing 2 required positional arguments: 'inference_instances' and 'transform_instances'"
)

NO_LINEAGE = "No module named 'sagemaker.mlops.workflow.lineage_step'"
NO_LOOPS = "No module named 'sagemaker.mlops.workflow.for_each_step'"
NO_V3_DEPLOYMENT = "No module named 'sagemaker.mlops.workflow.endpoint_step'"
NO_CLEAN_UP = "No module named 'sagemaker.mlops.workflow.cleanup_step'"

DRIFT: Mapping[str, Drift] = {
    "2.90.0": Drift(
        refused={
            "agreement/automl": "No module named 'sagemaker.workflow.automl_step'",
            "agreement/checks": "No module named 'sagemaker.workflow.monitor_batch_transform_step'",
            "agreement/conditions": NO_S3_URI,
            "agreement/dependencies": "StepCollection.__init__() takes from 1 to 2 positional arguments",
            "agreement/deployment": NO_DEPLOYMENT,
            "agreement/emr": "EMRStep.__init__() got an unexpected keyword argument 'execution_role_arn'",
            "agreement/function_steps": NO_FUNCTIONS,
            "agreement/models": NO_STEP_IN_COLLECTION,
            "agreement/notebook_job": NO_NOTEBOOKS,
            "agreement/processing": "Unsupported sklearn version: 1.2-1",
            "agreement/register_model": "Invalid input step name: DeprecatedClass",
            "agreement/repack": NO_STEP_IN_COLLECTION,
            "agreement/spark": "Unsupported spark version: 3.3",
            "agreement/surroundings": NO_CONFIG,
            "agreement/training": "Pipeline variables do not support __str__ operation",
            "agreement/training_framework": "Unsupported sklearn version: 1.2-1",
            "projects/notebook_scoring": NO_STEP_IN_COLLECTION,
            "projects/v2_fraud": "Unsupported sklearn version: 1.2-1",
            "projects/v2_prices": NO_STEP_IN_COLLECTION,
            "projects/v2_tickets": NO_FUNCTIONS,
            "small_pipelines/register_and_notify": NEEDS_TYPES,
            "sample_project": NEEDS_TYPES,
        },
        differences={
            "agreement/training_old_style": ["tuning resources"],
            "agreement/tuning": ["tuning resources"],
            "projects/v2_claims": ["name of registering"],
            "projects/v2_routes": ["name of registering"],
        },
        positions={
            "sagemaker.estimator.Estimator": "volume_size, volume_kms_key, max_run, …",
            "sagemaker.sklearn.processing.SKLearnProcessor": "instance_type, instance_count, command, …",
            "sagemaker.workflow.clarify_check_step.ClarifyCheckStep": "register_new_baseline, …",
            "sagemaker.workflow.quality_check_step.QualityCheckStep": "register_new_baseline, …",
            "sagemaker.workflow.step_collections.StepCollection": "steps",
        },
        modules="batch_inference djl_inference experiments explainer modules remote_function".split(),
    ),
    "2.150.0": Drift(
        refused={
            "agreement/conditions": NO_S3_URI,
            "agreement/dependencies": "KeyError: 'Shared'",
            "agreement/deployment": NO_DEPLOYMENT,
            "agreement/emr": "EMRStep.__init__() got an unexpected keyword argument 'retry_policies'",
            "agreement/function_steps": NO_FUNCTIONS,
            "agreement/models": "Model.register() got an unexpected keyword argument 'skip_model_validation'",
            "agreement/notebook_job": NO_NOTEBOOKS,
            "agreement/spark": "Unsupported spark version: 3.3",
            "agreement/surroundings": NO_CONFIG,
            "agreement/training_framework": "Unsupported pytorch version: 2.1",
            "projects/v2_tickets": NO_FUNCTIONS,
        },
        differences={"agreement/training": ["container entry point"]},
        modules=["batch_inference", "modules"],
    ),
    "2.200.0": Drift(
        refused={
            "agreement/conditions": "Invalid JsonGet function",
            "agreement/deployment": NO_DEPLOYMENT,
            "agreement/emr": "EMRStep.__init__() got an unexpected keyword argument 'retry_policies'",
        },
        differences={
            "agreement/function_steps": ["function results"],
            "projects/v2_tickets": ["function results"],
        },
        positions={
            "sagemaker.jumpstart.estimator.JumpStartEstimator": "tolerate_vulnerable_model, …",
            "sagemaker.workflow.selective_execution_config.SelectiveExecutionConfig": (
                "source_pipeline_execution_arn, reference_latest_execution"
            ),
        },
        modules=["batch_inference", "modules"],
    ),
    "3.0.1": Drift(
        refused={
            "agreement/lineage": NO_LINEAGE,
            "agreement/loops": NO_LOOPS,
            "agreement/models": NO_V3_DEPLOYMENT,
            "agreement/outputs": "No module named 'sagemaker.mlops.workflow.emr_serverless_step'",
            "agreement/repack": "'ModelBuilder' object has no attribute 'framework'",
            "agreement/training": "environment.DATA\n  Input should be a valid string",
            "agreement/triggers": NO_CLEAN_UP,
            "projects/notebook_quality_v3": "Pipeline variables do not support __str__ operation",
            "projects/v3_catalogue": NO_V3_DEPLOYMENT,
            "projects/v3_churn": "'SourceCode' object has no attribute 'dependencies'",
            "projects/v3_demand": NO_CLEAN_UP,
            "small_pipelines/loop_and_clean_up": NO_CLEAN_UP,
        },
        positions={"sagemaker.mlops.workflow.pipeline.Pipeline": "steps, …"},
        modules=["ai_registry"],
        fields={"ModelTrainer": ["input_s3_key_prefix"]},
    ),
    "3.2.0": Drift(
        refused={
            "agreement/lineage": NO_LINEAGE,
            "agreement/loops": NO_LOOPS,
            "agreement/models": NO_V3_DEPLOYMENT,
            "agreement/outputs": "No module named 'sagemaker.mlops.workflow.emr_serverless_step'",
            "agreement/repack": "'ModelBuilder' object has no attribute 'framework'",
            "agreement/training": "environment.DATA\n  Input should be a valid string",
            "agreement/triggers": NO_CLEAN_UP,
            "projects/notebook_quality_v3": "Pipeline variables do not support __str__ operation",
            "projects/v3_catalogue": NO_V3_DEPLOYMENT,
            "projects/v3_churn": "'SourceCode' object has no attribute 'dependencies'",
            "projects/v3_demand": NO_CLEAN_UP,
            "small_pipelines/loop_and_clean_up": NO_CLEAN_UP,
        },
        positions={"sagemaker.mlops.workflow.pipeline.Pipeline": "steps, …"},
        fields={"ModelTrainer": ["input_s3_key_prefix"]},
    ),
    "3.5.0": Drift(
        refused={
            "agreement/lineage": NO_LINEAGE,
            "agreement/loops": NO_LOOPS,
            "agreement/models": NO_V3_DEPLOYMENT,
            "agreement/training": "environment.DATA\n  Input should be a valid string",
            "agreement/triggers": NO_CLEAN_UP,
            "projects/v3_catalogue": NO_V3_DEPLOYMENT,
            "projects/v3_churn": 'can only concatenate list (not "NoneType") to list',
            "projects/v3_demand": NO_CLEAN_UP,
            "small_pipelines/loop_and_clean_up": NO_CLEAN_UP,
        },
        differences={"agreement/repack": ["repacking"]},
        fields={"ModelTrainer": ["input_s3_key_prefix"]},
    ),
    "3.15.1": Drift(
        refused={
            "agreement/lineage": NO_LINEAGE,
            "agreement/loops": NO_LOOPS,
            "agreement/models": NO_V3_DEPLOYMENT,
            "agreement/triggers": NO_CLEAN_UP,
            "projects/v3_catalogue": NO_V3_DEPLOYMENT,
            "projects/v3_demand": NO_CLEAN_UP,
            "small_pipelines/loop_and_clean_up": NO_CLEAN_UP,
        },
        differences={"agreement/repack": ["repacking"]},
        fields={"ModelTrainer": ["input_s3_key_prefix"]},
    ),
}
"""How each version differs; one that is not here differs in nothing."""
