"""Functions as steps, output objects and session calls: what the agreement programs do not show."""

from __future__ import annotations

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import JsonGet, Literal, Unknown

HEADER = """
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.endpoint_step import EndpointStep
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.function_step import step
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.pipeline import Pipeline
"""


def read(code: str) -> Pipeline:
    (pipeline,) = read_source((HEADER + code).encode(), "p.py").pipelines
    return pipeline


def test_a_function_from_elsewhere_is_a_step_of_the_name_it_is_given() -> None:
    pipeline = read("""
from nowhere import train
result = step(train, name="Train", instance_type="ml.m5.large")(1)
Pipeline(name="p", steps=[result])
""")
    (train,) = pipeline.steps
    assert (train.name, train.type) == ("Train", "Training")
    assert train.arguments.get("ResourceConfig", "InstanceType") == Literal("ml.m5.large")


def test_a_decorator_that_is_kept_decorates_later() -> None:
    pipeline = read("""
on_cpu = step(name="Train", instance_type="ml.m5.large")
def train(value):
    return value
Pipeline(name="p", steps=[on_cpu(train)(1)])
""")
    assert [one.name for one in pipeline.steps] == ["Train"]


def test_an_item_by_an_unknown_key_is_an_unknown_path_of_a_known_file() -> None:
    pipeline = read("""
@step(name="Load")
def load():
    return {}
def build(key):
    Pipeline(name="p", steps=[FailStep("Stop", error_message=load()[key])])
""")
    stop = pipeline.steps[0]
    message = stop.arguments.get("ErrorMessage")
    assert isinstance(message, JsonGet) and isinstance(message.path, Unknown)
    assert [one.step for one in stop.depends_on] == ["Load"]
    assert [one.name for one in pipeline.steps] == ["Stop", "Load"]


def test_an_output_object_stands_for_the_last_top_level_step_with_an_output_of_its_name() -> None:
    pipeline = read("""
output = LambdaOutput("x", LambdaOutputTypeEnum.String)
first = LambdaStep("First", None, outputs=[output])
second = LambdaStep("Second", None, outputs=[LambdaOutput("x", LambdaOutputTypeEnum.String)])
use = LambdaStep("Use", None, inputs={"x": output})
Pipeline(name="p", steps=[first, second, use])
""")
    assert str(pipeline.steps[2].arguments.get("x")) == "Steps.Second.OutputParameters['x']"


def test_an_output_object_of_a_step_in_a_branch_stands_for_nothing_known() -> None:
    pipeline = read("""
output = LambdaOutput("x", LambdaOutputTypeEnum.String)
inner = LambdaStep("Inner", None, outputs=[output])
check = ConditionStep("Check", conditions=[], if_steps=[inner], else_steps=[])
Pipeline(name="p", steps=[check, LambdaStep("Use", None, inputs={"x": output})])
""")
    value = pipeline.steps[1].arguments.get("x")
    assert isinstance(value, Unknown) and value.reason == "a LambdaOutput of no step that is known"


def test_a_session_is_known_by_what_it_does() -> None:
    pipeline = read("""
from sagemaker.workflow.pipeline_context import PipelineSession
deploy = EndpointStep("E", step_args=PipelineSession().create_endpoint("e", config_name="c"))
Pipeline(name="p", steps=[deploy])
""")
    assert dict(pipeline.steps[0].arguments.entries) == {
        "EndpointName": Literal("e"),
        "EndpointConfigName": Literal("c"),
    }


def test_what_is_no_parameter_is_passed_over_as_the_sdk_does() -> None:
    pipeline = read('Pipeline(name="p", parameters=["ml.m5.large"], steps=[])')
    assert pipeline.parameters == () and pipeline.parameters_complete
