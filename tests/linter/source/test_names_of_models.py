"""The name of a step in the place of the name of a model, in what an endpoint serves."""

from __future__ import annotations

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

PROGRAM = """\
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.endpoint_step import EndpointConfigStep
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.serve.model_builder import ModelBuilder

session = PipelineSession()
builder = ModelBuilder(image_uri="serve:1", s3_model_data_url="s3://bucket/model.tar.gz", sagemaker_session=session)
make = ModelStep("Make", step_args=builder.build())
variants = [{
    "VariantName": "All",
    "ModelName": {name},
}]
configure = EndpointConfigStep(
    "Configure", step_args=session.create_endpoint_config(name="config", production_variants=variants)
)
pipeline = Pipeline("Serve", steps=[make, configure])
"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("make.name", [(12, 'ModelName takes the name of a model, and "Make" is that of a step')]),
        ("make.properties.ModelName", []),
        ('"known-model"', []),
    ],
)
def test_the_model_of_a_variant(name: str, found: list[tuple[int, str]]) -> None:
    text = PROGRAM.replace("{name}", name)
    result = check([], Settings((Choice(select=("SMP108",)),)), stdin=("pipeline.py", text.encode()))
    assert [(one.span.line, one.message) for one in result.findings] == found
