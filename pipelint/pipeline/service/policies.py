"""What AWS documents about the cache and the retries of steps, as tables that several rules read.

https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-default-keys.html,
https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html and
https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html; what the SDKs write besides is noted.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.model import Step
from pipelint.pipeline.values import Literal, Record

_CHECK = (("SkipCheck",), ("RegisterNewBaseline",), ("ModelPackageGroupName",), ("SuppliedBaselineConstraints",))
_TUNING_DEFINITION = (
    "AlgorithmSpecification",
    "HyperParameterRanges",
    "InputDataConfig",
    "StaticHyperParameters",
    "TuningObjective",
)
_AUTO_ML_CONFIG = ("CompletionCriteria", "CandidateGenerationConfig", "DataSplitConfig", "Mode")

CACHE_KEY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Processing": (("AppSpecification",), ("Environment",), ("ProcessingInputs",)),
    "Training": (
        ("AlgorithmSpecification",),
        ("CheckpointConfig",),
        ("DebugHookConfig",),
        ("DebugRuleConfigurations",),
        ("Environment",),
        ("HyperParameters",),
        ("InputDataConfig",),
    ),
    "Tuning": (
        ("HyperParameterTuningJobConfig",),
        *(("TrainingJobDefinition", member) for member in _TUNING_DEFINITION),
        ("TrainingJobDefinitions",),
    ),
    "AutoML": (
        *(("AutoMLJobConfig", member) for member in _AUTO_ML_CONFIG),
        ("AutoMLJobObjective",),
        ("InputDataConfig",),
        ("ProblemType",),
    ),
    "Transform": (("DataProcessing",), ("Environment",), ("ModelName",), ("TransformInput",)),
    "ClarifyCheck": _CHECK,
    "QualityCheck": (*_CHECK, ("SuppliedBaselineStatistics",)),
    "EMR": (("ClusterId",), ("StepConfig",)),
}
"""The fields, of the arguments or of the step itself, that must be as they were for the cache to be used."""

IN_NO_KEY = frozenset({"CacheConfig", "DisplayName", "Description", "RetryPolicies"})
"""What says how a step is shown, kept or tried again: no part of what it does, and so of no key, documented or not."""

PARTS_OF_NO_FIELD: Mapping[str, tuple[str, ...]] = {
    "ClarifyCheck": ("ClarifyCheckConfig", "CheckJobConfig"),
    "QualityCheck": ("QualityCheckConfig", "CheckJobConfig"),
}
"""Parts of the key that are no fields of a definition, by the type of the step.

The SDK makes the request of a processing job of these objects; which of its fields count is not documented.
"""

PER_EXECUTION = frozenset(
    {
        *("PipelineExecutionId", "PipelineExecutionArn", "StartDateTime", "CurrentDateTime"),
        *("TrainingJobName", "ProcessingJobName"),  # of the job that this execution starts
    }
)
"""The execution variables that have another value in every execution."""

NEVER_CACHED = frozenset(
    {"Model", "RegisterModel", "Condition", "Fail", "InferenceComponent", "Lineage", "ForEach", "Cleanup"}
)
"""Types that neither the guide nor the published schema nor an SDK gives a cache."""

NEVER_RETRIED = frozenset(
    {"Condition", "Lambda", "Callback", "Fail", "InferenceComponent", "Lineage", "ForEach", "Cleanup"}
)
"""Types that neither the guide nor the published schema nor an SDK gives retries."""


def enabled_cache(step: Step) -> Record | None:
    """Return the cache configuration of ``step`` where the cache is on, else None."""
    found = step.attributes.get("CacheConfig")
    if not isinstance(found, Record):
        return None
    enabled = found.entries.get("Enabled")
    return found if isinstance(enabled, Literal) and enabled.value is True else None
