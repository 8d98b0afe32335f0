"""A parameter that is kept in a list or a dict is reported where it is taken out and passed on."""

from __future__ import annotations

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

PROGRAM = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterInteger
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

kept = {made}
processor = Processor("arn:aws:iam::111122223333:role/Pipelines", "split:1", 1, "ml.m5.large",
                      sagemaker_session=PipelineSession())
split = ProcessingStep("Split", step_args=processor.run(
    arguments=["--folds", kept[{key}]],
))
pipeline = Pipeline("Abalone", parameters=[kept[{key}]], steps=[split])
"""


@pytest.mark.parametrize(
    ("made", "key"),
    [
        ('{"folds": ParameterInteger("Folds", default_value=3)}', '"folds"'),
        ('[ParameterInteger("Folds", default_value=3)]', "0"),
    ],
)
def test_the_place_is_where_it_is_passed_on(made: str, key: str) -> None:
    text = PROGRAM.replace("{made}", made).replace("{key}", key)
    result = check([], Settings((Choice(select=("SMP401",)),)), stdin=("pipeline.py", text.encode()))
    assert [(one.severity.value, one.span.line, one.span.column) for one in result.findings] == [("error", 11, 27)]
