"""What is passed by position, where versions of the SDK take it for different parameters."""

from __future__ import annotations

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.graph import edges
from pipelint.pipeline.values import Literal, ParameterReference, Unknown, Value

from .reading_helpers import pipeline_of, step_of

CLUSTER = "ProcessingResources.ClusterConfig"


def processing(positional: str, before: str = "") -> tuple[Value | None, Value | None]:
    """Return the number and the type of the instances of a step of an ``SKLearnProcessor``."""
    step = step_of(
        f"""
        from sagemaker.sklearn.processing import SKLearnProcessor
        {before}
        processor = SKLearnProcessor("0.23-1", "role", {positional})
        Pipeline("p", steps=[ProcessingStep("A", step_args=processor.run(code="s3://bucket/a.py"))])
        """
    )
    arguments = step.arguments
    count, kind = (arguments.get(*f"{CLUSTER}.{name}".split(".")) for name in ("InstanceCount", "InstanceType"))
    return count, kind


@pytest.mark.parametrize("positional", ['2, "ml.m5.large"', '"ml.m5.large", 2'])
def test_a_text_tells_that_the_type_of_the_instances_comes_first_as_it_did(positional: str) -> None:
    assert processing(positional) == (Literal(2), Literal("ml.m5.large"))


def test_so_does_a_parameter_that_is_a_text() -> None:
    count, kind = processing("machine, 2", 'machine = ParameterString("Machine")')
    assert (count, kind) == (Literal(2), ParameterReference("Machine"))


def test_what_an_estimator_takes_after_its_instances_is_not_known_by_position() -> None:
    code = """
        clean = ProcessingStep("Clean", step_args=Processor("r", "i", 1, "m").run(outputs=[]))
        key = clean.properties.ProcessingJobArn
        estimator = Estimator("image", "role", 1, "ml.m5.large", 30, key, 3600)
        Pipeline("p", steps=[clean, TrainingStep("A", step_args=estimator.fit())])
        """
    resources = step_of(code).arguments.get("ResourceConfig")
    assert resources is not None
    assert (resources.get("InstanceCount"), resources.get("InstanceType")) == (Literal(1), Literal("ml.m5.large"))
    for name in ("VolumeSizeInGB", "VolumeKmsKeyId", "KeepAlivePeriodInSeconds"):
        assert resources.get(name) is None or isinstance(resources.get(name), Unknown)
    assert [(edge.source, edge.target) for edge in edges(pipeline_of(code))] == [("Clean", "A")]


def test_what_a_pipeline_of_sdk_v3_takes_fourth_is_not_known_by_position() -> None:
    code = """\
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.pipeline import Pipeline
Pipeline("p", [], None, [FailStep("Stop")])
Pipeline("q", [], None, steps=[FailStep("Stop")])
"""
    by_position, by_name, _of_neither = read_source(code.encode(), "pipeline.py").pipelines
    assert (by_position.steps_complete, by_name.steps_complete) == (False, True)
