"""What the SDKs do with results, names and hyperparameters, as the rules about them say."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from pipelint.harness import offline_session
from pipelint.linter.source.sdk.attributes import OF_STEPS

pytestmark = pytest.mark.sdk
pytest.importorskip("sagemaker", reason="the classes of an SDK are needed")

IS_V3 = find_spec("sagemaker.mlops") is not None
only_v2 = pytest.mark.skipif(IS_V3, reason="of SDK v2")
WORKFLOW = "sagemaker.mlops.workflow" if IS_V3 else "sagemaker.workflow"
ROLE = "arn:aws:iam::111122223333:role/Pipelines"
ARN = "arn:aws:lambda:us-east-1:111122223333:function:count"


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def workflow(module: str, package: str = WORKFLOW) -> Any:
    return pytest.importorskip(f"{package}.{module}", reason=f"it has no {package}.{module} yet")


def lambda_step(session: Any) -> Any:
    steps, helper = (
        workflow("lambda_step"),
        import_module("sagemaker.core.lambda_helper" if IS_V3 else "sagemaker.lambda_helper"),
    )
    output = steps.LambdaOutput(output_name="body", output_type=steps.LambdaOutputTypeEnum.String)
    function = helper.Lambda(function_arn=ARN, session=session)
    return steps.LambdaStep(name="Count", lambda_func=function, inputs={}, outputs=[output])


def test_an_output_has_no_parts_smp112():
    with offline_session() as session:
        body = lambda_step(session).properties.Outputs["body"]
        with pytest.raises(TypeError):
            body["rows"]
        with pytest.raises(AttributeError):
            body.rows  # noqa: B018 - reading it is what raises


def test_a_result_has_no_attributes_of_its_value_smp416():
    @workflow("function_step").step(name="Measure", image_uri="measure:1", role=ROLE, instance_type="ml.m5.large")
    def measure() -> Any:
        return {"mse": 4.2}

    result = measure()
    assert result["mse"] is not None
    for name in ("mse", "get"):
        with pytest.raises(AttributeError):
            getattr(result, name)
        with pytest.raises(AttributeError):
            getattr(result["mse"], name)
        assert name not in OF_STEPS
    public = {name for name in dir(result) if not name.startswith("_")}
    assert public <= OF_STEPS, "what a result does have is not reported"


@only_v2
def test_a_collection_cannot_be_told_to_wait_later_smp907():
    from sagemaker.model import Model
    from sagemaker.workflow.model_step import ModelStep

    with offline_session() as session:
        model = Model(image_uri="serve:1", model_data="s3://bucket/model.tar.gz", role=ROLE, sagemaker_session=session)
        arguments = model.register(
            content_types=["text/csv"],
            response_types=["text/csv"],
            inference_instances=["ml.m5.large"],
            transform_instances=["ml.m5.large"],
            model_package_group_name="abalone",
        )
        register = ModelStep("Register", step_args=arguments)
        with pytest.raises(AttributeError, match="no attribute 'add_depends_on'"):
            register.add_depends_on([])


@pytest.mark.parametrize("custom", [False, True])
def test_a_name_for_jobs_counts_only_when_the_pipeline_is_told_so_smp906(custom: bool):
    processing = import_module("sagemaker.core.processing" if IS_V3 else "sagemaker.processing")
    shared = "sagemaker.core.workflow" if IS_V3 else WORKFLOW
    config = workflow("pipeline_definition_config", shared).PipelineDefinitionConfig(use_custom_job_prefix=custom)
    with offline_session() as session:
        processor = processing.Processor(
            role=ROLE,
            image_uri="clean:1",
            instance_count=1,
            instance_type="ml.m5.large",
            base_job_name="clean",
            sagemaker_session=session,
        )
        step = workflow("steps").ProcessingStep("Clean", step_args=processor.run())
        pipeline = workflow("pipeline").Pipeline(
            "P", steps=[step], pipeline_definition_config=config, sagemaker_session=session
        )
        (compiled,) = json.loads(pipeline.definition())["Steps"]
    assert compiled["Arguments"].get("ProcessingJobName") == ("clean" if custom else None)


@only_v2
def test_hyperparameters_become_the_texts_that_python_has_for_them_smp617():
    from sagemaker.estimator import Estimator
    from sagemaker.workflow.pipeline import Pipeline
    from sagemaker.workflow.steps import TrainingStep

    given = {"depth": None, "columns": ["age", "size"], "map": {"a": 1}}
    with offline_session() as session:
        estimator = Estimator("train:1", ROLE, 1, "ml.m5.large", hyperparameters=given, sagemaker_session=session)
        step = TrainingStep("Train", step_args=estimator.fit("s3://bucket/train"))
        pipeline = Pipeline("P", steps=[step], sagemaker_session=session)
        (compiled,) = json.loads(pipeline.definition())["Steps"]
    sent = compiled["Arguments"]["HyperParameters"]
    assert {name: sent[name] for name in given} == {"depth": "None", "columns": "['age', 'size']", "map": "{'a': 1}"}


@only_v2
def test_a_framework_quotes_texts_and_leaves_parameters_bare_smp618():
    from sagemaker.estimator import EstimatorBase
    from sagemaker.workflow.parameters import ParameterString

    mode = ParameterString("Mode", default_value="true")
    sent = EstimatorBase._json_encode_hyperparameters({"text": "true", "mode": mode, "none": None})
    assert sent == {"text": '"true"', "mode": mode, "none": "null"}
