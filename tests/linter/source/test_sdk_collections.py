"""What the collections of steps stand for, where the agreement programs do not go: what source cannot know."""

from __future__ import annotations

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import StepReference

HEADER = """
import os
from sagemaker.estimator import Estimator
from sagemaker.huggingface import HuggingFaceModel
from sagemaker.model import Model
from sagemaker.mxnet import MXNetModel
from sagemaker.pipeline import PipelineModel
from sagemaker.pytorch import PyTorchModel
from sagemaker.sklearn import SKLearnModel
from sagemaker.tensorflow import TensorFlowModel
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.step_collections import EstimatorTransformer, RegisterModel, StepCollection
from sagemaker.xgboost import XGBoostModel
data = ParameterString("Data")
"""


def read(code: str) -> Pipeline:
    (pipeline,) = read_source((HEADER + code).encode(), "p.py").pipelines
    return pipeline


def names(pipeline: Pipeline) -> list[str]:
    return [step.name for step in pipeline.steps]


@pytest.mark.parametrize(
    "model",
    [
        'Model("i", data, entry_point="a.py", source_dir="code")',
        'Model("i", data, entry_point=os.path.join(os.path.dirname(__file__), "a.py"), source_dir=str(__file__))',
        'HuggingFaceModel(model_data=data, entry_point="a.py")',
        'TensorFlowModel(data, "r", "a.py")',
        'PyTorchModel(data, "r", "a.py", "1.2")',
        'PyTorchModel(data, "r", "a.py", "2.1.0")',
        'MXNetModel(data, "r", "a.py", "1.4.1")',
        'SKLearnModel(data, "r", "a.py", "1.2-1", enable_network_isolation=True)',
        'XGBoostModel(model_data=data, entry_point="a.py", enable_network_isolation=True)',
    ],
)
def test_a_model_is_repacked(model: str) -> None:
    pipeline = read(f'Pipeline(name="p", steps=[ModelStep("M", step_args={model}.create())])')
    assert names(pipeline) == ["M-RepackModel-0", "M-CreateModel"]
    assert pipeline.names_complete
    artifact = pipeline.steps[1].arguments.get("PrimaryContainer", "ModelDataUrl")
    assert str(artifact) == "Steps.M-RepackModel-0.ModelArtifacts.S3ModelArtifacts"


@pytest.mark.parametrize(
    "model",
    [
        'Model("i", data)',
        'Model("i", data, entry_point="a.py")',
        'Model("i", data, entry_point="a.py", source_dir="code", git_config={"repo": "r"})',
        'Model("i", "s3://bucket/model.tar.gz", entry_point="a.py", source_dir="code")',
        'PyTorchModel(data, "r", "a.py", "1.1.0")',
        'PyTorchModel(data, "r", None, "2.1.0")',
        'MXNetModel(data, "r", "a.py", "1.3")',
        'SKLearnModel(data, "r", "a.py", "1.2-1")',
        'XGBoostModel(model_data=data, entry_point="a.py", enable_network_isolation=False)',
    ],
)
def test_a_model_is_not_repacked(model: str) -> None:
    pipeline = read(f'Pipeline(name="p", steps=[ModelStep("M", step_args={model}.create())])')
    assert names(pipeline) == ["M-CreateModel"]
    assert pipeline.names_complete


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ('Model("i", data, entry_point="a.py", source_dir=CODE)', "the class's own condition"),
        ('Model("i", DATA, entry_point="a.py", source_dir="code")', "`model_data`"),
        ("HuggingFaceModel(model_data=data, entry_point=SCRIPT)", "`entry_point`"),
        ('PyTorchModel(data, "r", "a.py", VERSION)', "the class's own condition"),
        ('SKLearnModel(data, "r", "a.py", "1.2-1", **OPTIONS)', "the model"),
        ("PipelineModel(models=MODELS)", "the model"),
    ],
)
def test_where_repacking_cannot_be_known_the_list_is_not_whole(model: str, why: str) -> None:
    pipeline = read(
        f"def build(CODE, DATA, SCRIPT, VERSION, OPTIONS, MODELS, waits):\n"
        f'    Pipeline(name="p", steps=[ModelStep("M", step_args={model}.create(), depends_on=waits)])'
    )
    assert names(pipeline) == ["M-CreateModel"]
    assert not pipeline.steps_complete and not pipeline.steps[0].depends_on_complete
    assert [gap.why for gap in pipeline.gaps] == [
        f"whether the SDK puts a repack step before the model depends on what cannot be known: {why}"
    ]


def test_each_model_of_several_is_repacked_under_its_name_or_position() -> None:
    pipeline = read("""
first = Model("i", data)
second = Model("i", data, name="second", entry_point="a.py", source_dir="code")
third = Model("i", data, entry_point="a.py", source_dir="code")
chain = PipelineModel(models=[first, second, third], role="r")
make = ModelStep("M", step_args=chain.register(content_types=["text/csv"]), depends_on=["Stop"])
stop = FailStep("Stop")
Pipeline(name="p", steps=[make, stop])
""")
    assert names(pipeline) == ["M-RepackModel-second", "M-RepackModel-2", "M-RegisterModel", "Stop"]
    containers = pipeline.steps[2].arguments.get("InferenceSpecification", "Containers")
    assert [str(one.get("ModelDataUrl")) for one in containers.items] == [
        "Parameters.Data",
        "Steps.M-RepackModel-second.ModelArtifacts.S3ModelArtifacts",
        "Steps.M-RepackModel-2.ModelArtifacts.S3ModelArtifacts",
    ]
    assert [[one.step for one in step.depends_on] for step in pipeline.steps] == [["Stop"], ["Stop"], [], []]


def test_step_arguments_that_cannot_be_followed_leave_the_name_open() -> None:
    pipeline = read("""
def build(arguments):
    Pipeline(name="p", steps=[ModelStep("M", step_args=arguments)])
""")
    (step,) = pipeline.steps
    assert (step.type, step.name_known) == (None, False)
    assert not pipeline.names_complete


def test_a_collection_with_unknown_arguments_is_a_gap() -> None:
    pipeline = read("""
def build(options):
    Pipeline(name="p", steps=[EstimatorTransformer("E", **options), RegisterModel("R", **options)])
""")
    assert names(pipeline) == ["R-RegisterModel"]
    assert [gap.why for gap in pipeline.gaps] == [
        "the steps depend on arguments that are unpacked from an unknown value",
        "whether the SDK puts a repack step before the model depends on what cannot be known: "
        "arguments that are unpacked from an unknown value",
    ]


def test_dependents_of_a_collection_wait_for_all_its_steps_and_read_the_last() -> None:
    pipeline = read("""
group = StepCollection("G", [FailStep("A"), ModelStep("M", step_args=Model("i", data).create())])
stop = FailStep("Stop", error_message=group.properties.ModelName, depends_on=[group])
Pipeline(name="p", steps=[group, stop])
""")
    assert names(pipeline) == ["A", "M-CreateModel", "Stop"]
    assert [one.step for one in pipeline.steps[2].depends_on] == ["A", "M-CreateModel"]
    message = pipeline.steps[2].arguments.get("ErrorMessage")
    assert isinstance(message, StepReference) and str(message) == "Steps.M-CreateModel.ModelName"


def test_a_model_that_is_changed_later_is_the_one_the_step_was_made_of() -> None:
    pipeline = read("""
model = Model("i", data)
make = ModelStep("M", step_args=model.create())
model.entry_point = "a.py"
model.source_dir = "code"
Pipeline(name="p", steps=[make])
""")
    assert names(pipeline) == ["M-CreateModel"]


V3_HEADER = """
from sagemaker.core.training.configs import SourceCode
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.serve.model_builder import ModelBuilder
data = ParameterString(name="Data")
def build(code, model):
    builder = ModelBuilder({arguments})
    Pipeline(name="p", steps=[ModelStep(name="M", step_args=builder.build())])
"""


def read_v3(arguments: str) -> Pipeline:
    source = V3_HEADER.format(arguments=arguments).encode()
    (pipeline,) = read_source(source, "p.py").pipelines
    return pipeline


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('image_uri="i", s3_model_data_url=data', ["M"]),
        (
            'image_uri="i", s3_model_data_url="s3://b/m", source_code=SourceCode(source_dir="a", entry_script="b")',
            ["M"],
        ),
        ('image_uri="i", s3_model_data_url=data, source_code=SourceCode(entry_script="b")', ["M"]),
        (
            'image_uri="i", s3_model_data_url=data, source_code=SourceCode(source_dir="a", entry_script="b")',
            ["M", "<_RepackModelStep 2>"],
        ),
    ],
)
def test_a_model_step_of_v3_is_one_step_with_a_repack_step_behind_it(arguments: str, expected: list[str]) -> None:
    pipeline = read_v3(arguments)
    assert names(pipeline) == expected
    assert pipeline.steps_complete


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("s3_model_data_url=data, source_code=code", "`source_code`"),
        (
            "model, s3_model_data_url=data, source_code=SourceCode(entry_script='b')",
            "how a ModelBuilder builds its model",
        ),
    ],
)
def test_where_v3_may_repack_the_list_is_not_whole(arguments: str, why: str) -> None:
    pipeline = read_v3(arguments)
    assert names(pipeline) == ["M"] and not pipeline.steps_complete
    assert [gap.why.rpartition(": ")[2] for gap in pipeline.gaps] == [why]
