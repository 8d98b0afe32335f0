"""Properties that only pipelines have: no AWS response holds them, the SDK's step classes spell them out.

Sources: ``sagemaker/workflow`` of sagemaker 2.257 and ``sagemaker/mlops/workflow`` of sagemaker-mlops 1.27.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.service.shapes import Shape

_TEXT = "pipeline.Text"
_COUNT = "pipeline.Count"
_ANYTHING = "pipeline.Anything"
_BY_NAME = "pipeline.ValuesByName"


def _structure(name: str, **members: str) -> Shape:
    return Shape(name, "structure", members)


_SHAPES = (
    Shape(_TEXT, "string"),
    Shape(_COUNT, "integer"),
    Shape(_ANYTHING, "anything"),
    Shape(_BY_NAME, "map", key=_TEXT, value=_ANYTHING),
    # condition_step.py:78-80
    _structure("pipeline.ConditionProperties", Outcome="ConditionOutcome"),
    # lambda_step.py:121-128, callback_step.py:115-124: Python says Outputs, the definition OutputParameters
    _structure("pipeline.OutputProperties", OutputParameters=_BY_NAME),
    # quality_check_step.py:221-234
    _structure(
        "pipeline.QualityCheckProperties",
        CalculatedBaselineConstraints=_TEXT,
        CalculatedBaselineStatistics=_TEXT,
        BaselineUsedForDriftCheckStatistics=_TEXT,
        BaselineUsedForDriftCheckConstraints=_TEXT,
    ),
    # clarify_check_step.py:251-258
    _structure(
        "pipeline.ClarifyCheckProperties",
        CalculatedBaselineConstraints=_TEXT,
        BaselineUsedForDriftCheckConstraints=_TEXT,
    ),
    # lineage_step.py:300-304
    _structure(
        "pipeline.LineageProperties",
        ActionArns=_BY_NAME,
        ArtifactArns=_BY_NAME,
        ContextArns=_BY_NAME,
        Associations=_ANYTHING,
    ),
    # mlops/workflow/for_each_step.py:241-248,310-315
    _structure(
        "pipeline.ForEachProperties",
        Status=_TEXT,
        InputItemCount=_COUNT,
        TotalStepCount=_COUNT,
        SucceededStepCount=_COUNT,
        FailedStepCount=_COUNT,
        StoppedStepCount=_COUNT,
        IterationOutputs=_ANYTHING,
        Selected=_ANYTHING,
    ),
    # automl_step.py:72-87
    _structure("pipeline.AutoMLProperties", BestCandidateProperties="pipeline.BestCandidateProperties"),
    _structure(
        "pipeline.BestCandidateProperties",
        ModelInsightsJsonReportPath=_TEXT,
        ExplainabilityJsonReportPath=_TEXT,
    ),
)

PIPELINE_SHAPES: Mapping[str, Shape] = {shape.name: shape for shape in _SHAPES}
