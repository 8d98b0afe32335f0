"""Steps as people write them become steps of the model: types, names, requests, dependencies."""

from __future__ import annotations

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Comparison, Disjunction, Membership, Negation
from pipelint.pipeline.values import (
    ExecutionVariable,
    Index,
    Join,
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
)

from .reading_helpers import pipeline_of, pipelines_of, step_of

PROCESSING = """
    processor = ScriptProcessor(image_uri="image", command=["python3"], instance_count=1,
                                instance_type={instance_type}, role="role")
    step = ProcessingStep("A", step_args=processor.run(
        code="a.py",
        inputs=[ProcessingInput(source="s3://in", destination="/opt/ml/processing/in")],
        outputs=[
            ProcessingOutput(output_name="train", source="/opt/ml/processing/train"),
            ProcessingOutput(source="/b"),
        ],
        arguments=["--rows", ParameterInteger("Rows", 5)],
    ))
    Pipeline(name="p", steps=[step])
"""


def test_a_processing_step_has_the_shape_of_its_request() -> None:
    step = step_of(PROCESSING.format(instance_type='"ml.m5.xlarge"'))
    assert step.type == "Processing"
    assert step.arguments.get("ProcessingResources", "ClusterConfig", "InstanceType") == Literal("ml.m5.xlarge")
    assert step.arguments.get("AppSpecification", "ImageUri") == Literal("image")
    arguments = step.arguments.get("AppSpecification", "ContainerArguments")
    assert arguments == ListValue((Literal("--rows"), ParameterReference("Rows")))
    outputs = step.arguments.get("ProcessingOutputConfig", "Outputs")
    assert isinstance(outputs, ListValue) and outputs.complete
    assert [item.get("OutputName") for item in outputs.items] == [Literal("train"), Literal("output-2")]
    inputs = step.arguments.get("ProcessingInputs")
    assert isinstance(inputs, ListValue) and not inputs.complete
    assert inputs.items[0].get("InputName") == Literal("input-1")
    assert inputs.items[0].get("S3Input", "LocalPath") == Literal("/opt/ml/processing/in")


@pytest.mark.parametrize(
    "before",
    [
        'x = "ml.c5.large"\n    instance_type = x',
        'instance_type = "ml." + "c5" + ".large"',
        'family = "c5"\n    instance_type = f"ml.{family}.large"',
        'instance_type = "ml.{}.large".format("c5")',
        'settings = {"instance": "ml.c5.large"}\n    instance_type = settings["instance"]',
        'choices = ["a", "ml.c5.large"]\n    instance_type = choices[-1]',
        'instance_type = None\n    instance_type = "ml.c5.large" if instance_type is None else instance_type',
        'def choose(size="large"):\n        return f"ml.c5.{size}"\n    instance_type = choose()',
        'class Settings:\n        instance = "ml.c5.large"\n    instance_type = Settings.instance',
        'class C:\n        def __init__(self):\n            self.it = "ml.c5.large"\n    instance_type = C().it',
    ],
)
def test_a_value_is_followed_to_where_it_is_written(before: str) -> None:
    step = step_of(f"    {before}" + PROCESSING.format(instance_type="instance_type"))
    assert step.arguments.get("ProcessingResources", "ClusterConfig", "InstanceType") == Literal("ml.c5.large")


@pytest.mark.parametrize(
    "before",
    [
        "import os\n    instance_type = os.environ['INSTANCE']",
        "import os\n    if os.environ:\n        instance_type = 'ml.a'\n    else:\n        instance_type = 'ml.b'",
        "from settings import instance_type",
        "import sys\n    instance_type = sys.argv[1]",
    ],
)
def test_a_value_the_source_does_not_tell_is_unknown(before: str) -> None:
    step = step_of(f"    {before}" + PROCESSING.format(instance_type="instance_type"))
    assert isinstance(step.arguments.get("ProcessingResources", "ClusterConfig", "InstanceType"), Unknown)


def test_the_older_style_reads_the_same_as_step_args() -> None:
    new = step_of(PROCESSING.format(instance_type='"ml.m5.xlarge"'))
    old = step_of(
        """
        processor = ScriptProcessor("role", "image", ["python3"], 1, "ml.m5.xlarge")
        outputs = [ProcessingOutput(output_name="train", source="/opt/ml/processing/train")]
        outputs.append(ProcessingOutput(source="/b"))
        step = ProcessingStep(
            name="A",
            processor=processor,
            inputs=[ProcessingInput(source="s3://in", destination="/opt/ml/processing/in")],
            outputs=outputs,
            job_arguments=["--rows", ParameterInteger(name="Rows", default_value=5)],
            code="a.py",
        )
        pipeline = Pipeline(name="p")
        pipeline.steps.append(step)
        """
    )
    assert new.arguments == old.arguments


def test_references_become_edges_with_their_paths() -> None:
    step = step_of(
        """
        processor = Processor(role="r", image_uri="i", instance_count=1, instance_type="ml.m5.xlarge")
        first = ProcessingStep("First", step_args=processor.run(outputs=[ProcessingOutput(output_name="train")]))
        uri = first.properties.ProcessingOutputConfig.Outputs["train"].S3Output.S3Uri
        estimator = Estimator(image_uri="i", role="r", instance_count=1, instance_type="ml.m5.xlarge")
        step = TrainingStep("A", step_args=estimator.fit(inputs={
            "train": TrainingInput(s3_data=uri),
            "extra": first.properties.ProcessingOutputConfig.Outputs[0].S3Output.S3Uri,
        }), depends_on=[first, "First"])
        Pipeline(name="p", steps=[first, step])
        """
    )
    channels = step.arguments.get("InputDataConfig")
    assert isinstance(channels, ListValue)
    train, extra = channels.items
    assert train.get("ChannelName") == Literal("train")
    path = (Member("ProcessingOutputConfig"), Member("Outputs"), Key("train"), Member("S3Output"), Member("S3Uri"))
    assert train.get("DataSource", "S3DataSource", "S3Uri") == StepReference("First", path)
    by_index = (*path[:2], Index(0), *path[3:])
    assert extra.get("DataSource", "S3DataSource", "S3Uri") == StepReference("First", by_index)
    assert [dependency.step for dependency in step.depends_on] == ["First"]


def test_conditions_json_paths_and_branches() -> None:
    pipeline = pipeline_of(
        """
        threshold = ParameterFloat(name="Threshold", default_value=0.9)
        report = PropertyFile(name="Report", output_name="evaluation", path="evaluation.json")
        processor = Processor(role="r", image_uri="i", instance_count=1, instance_type="ml.m5.xlarge")
        outputs = [ProcessingOutput(output_name="evaluation")]
        evaluate = ProcessingStep("Evaluate", step_args=processor.run(outputs=outputs), property_files=[report])
        accuracy = JsonGet(step_name=evaluate.name, property_file=report, json_path="metrics.accuracy")
        fail = FailStep("Stop", error_message=Join(on=" ", values=["too low in", ExecutionVariables.PIPELINE_NAME]))
        gate = ConditionStep(
            name="Gate",
            conditions=[
                ConditionGreaterThan(left=accuracy, right=threshold),
                ConditionOr(conditions=[ConditionNot(ConditionIn(value=threshold, in_values=[0.1, 0.2]))]),
            ],
            if_steps=[],
            else_steps=[fail],
        )
        Pipeline(name="p", parameters=[threshold], steps=[evaluate, gate])
        """
    )
    gate, stop = pipeline.step("Gate"), pipeline.step("Stop")
    assert gate is not None and stop is not None
    accuracy = JsonGet(PropertyFileReference("Evaluate", "Report"), Literal("metrics.accuracy"))
    threshold = ParameterReference("Threshold")
    values = ListValue((Literal(0.1), Literal(0.2)))
    assert gate.conditions == (
        Comparison("GreaterThan", accuracy, threshold),
        Disjunction((Negation(Membership(threshold, values)),)),
    )
    assert gate.else_steps == (stop,) and gate.if_steps == ()
    message = Join(Literal(" "), ListValue((Literal("too low in"), ExecutionVariable("PipelineName"))))
    assert stop.arguments.get("ErrorMessage") == message
    (parameter,) = pipeline.parameters
    assert (parameter.name, parameter.type, parameter.default) == ("Threshold", "Float", Literal(0.9))


def test_a_property_file_that_is_never_attached_is_remembered() -> None:
    pipeline = pipeline_of(
        """
        report = PropertyFile(name="Report", output_name="evaluation", path="evaluation.json")
        processor = Processor(role="r", image_uri="i", instance_count=1, instance_type="ml.m5.xlarge")
        outputs = [ProcessingOutput(output_name="evaluation")]
        evaluate = ProcessingStep("Evaluate", step_args=processor.run(outputs=outputs))
        accuracy = JsonGet(step_name="Evaluate", property_file=report, json_path="accuracy")
        gate = ConditionStep(name="Gate", conditions=[ConditionGreaterThan(accuracy, 0.5)])
        Pipeline(name="p", steps=[evaluate, gate])
        """
    )
    assert [file.name for file in pipeline.unattached_property_files] == ["Report"]


def test_lambda_outputs_are_spelt_as_the_definition_does() -> None:
    step = step_of(
        """
        first = LambdaStep("First", lambda_func=None, outputs=[LambdaOutput("verdict", None)])
        step = LambdaStep("A", lambda_func=None, inputs={"v": first.properties.Outputs["verdict"]})
        Pipeline(name="p", steps=[first, step])
        """
    )
    assert step.arguments.get("v") == StepReference("First", (Member("OutputParameters"), Key("verdict")))


def test_a_step_that_is_only_mentioned_is_added_as_the_sdk_does() -> None:
    pipeline = pipeline_of(
        """
        processor = Processor(role="r", image_uri="i", instance_count=1, instance_type="ml.m5.xlarge")
        first = ProcessingStep("First", step_args=processor.run())
        second = ProcessingStep("Second", step_args=processor.run(), depends_on=[first])
        Pipeline(name="p", steps=[second])
        """
    )
    assert [step.name for step in pipeline.all_steps()] == ["Second", "First"]
    assert pipeline.names_complete


@pytest.mark.parametrize(
    ("dialect", "module", "name"),
    [("v2", "sagemaker.workflow", "Reg-RegisterModel"), ("v3", "sagemaker.mlops.workflow", "Reg")],
)
def test_the_steps_of_a_model_step_are_named_per_sdk(dialect: str, module: str, name: str) -> None:
    code = f"""
from {module}.model_step import ModelStep
from {module}.pipeline import Pipeline
from sagemaker.model import Model
model = Model(image_uri="i", model_data="s3://m", role="r")
Pipeline(name="p", steps=[ModelStep(name="Reg", step_args=model.register(model_package_group_name="g"))])
"""
    (pipeline,) = read_source(code.encode(), "p.py").pipelines
    (step,) = pipeline.steps
    assert (pipeline.dialect, step.name, step.type) == (dialect, name, "RegisterModel")
    assert step.arguments.get("ModelPackageGroupName") == Literal("g")


def test_v3_trainers_and_shapes() -> None:
    code = """
from sagemaker.core.processing import ScriptProcessor
from sagemaker.core.shapes import ProcessingOutput, ProcessingS3Output
from sagemaker.core.training.configs import Compute, InputData
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep, TrainingStep
from sagemaker.train.model_trainer import ModelTrainer

processor = ScriptProcessor(image_uri="i", instance_type="ml.m5.large", instance_count=1, role="r")
first = ProcessingStep(name="First", step_args=processor.run(code="a.py", outputs=[
    ProcessingOutput(output_name="train", s3_output=ProcessingS3Output(s3_uri="s3://b/t", local_path="/t"))]))
trainer = ModelTrainer(
    training_image="i", role="r", compute=Compute(instance_type="ml.m5.xlarge", instance_count=1),
    input_data_config=[InputData(channel_name="train",
        data_source=first.properties.ProcessingOutputConfig.Outputs["train"].S3Output.S3Uri)])
step = TrainingStep(name="A", step_args=trainer.train())
Pipeline(name="p", steps=[first, step])
"""
    (pipeline,) = read_source(code.encode(), "p.py").pipelines
    first, step = pipeline.steps
    outputs = first.arguments.get("ProcessingOutputConfig", "Outputs")
    assert isinstance(outputs, ListValue)
    assert outputs.items[0].get("OutputName") == Literal("train")
    assert step.arguments.get("ResourceConfig", "InstanceType") == Literal("ml.m5.xlarge")
    channels = step.arguments.get("InputDataConfig")
    assert isinstance(channels, ListValue)
    reference = channels.items[0].get("DataSource", "S3DataSource", "S3Uri")
    assert isinstance(reference, StepReference) and reference.step == "First"


def test_step_functions_are_training_steps_that_wait_for_what_they_are_given() -> None:
    code = """
from sagemaker.workflow.function_step import step
from sagemaker.workflow.pipeline import Pipeline

@step(name="Prepare")
def prepare():
    return 1

@step
def train(data):
    return data

result = train(prepare())
Pipeline(name="p", steps=[result])
"""
    (pipeline,) = read_source(code.encode(), "p.py").pipelines
    train, prepare = pipeline.steps
    assert (prepare.name, prepare.type, prepare.name_known) == ("Prepare", "Training", True)
    assert train.type == "Training" and not train.name_known
    assert [str(value) for value in train.unplaced] == ["Steps.Prepare.OutputDataConfig.S3OutputPath"]
    assert [dependency.step for dependency in train.depends_on] == ["Prepare"]


def test_what_is_no_sagemaker_pipeline_is_left_alone() -> None:
    code = """
import sagemaker.workflow
from sklearn.pipeline import Pipeline
from kfp.dsl import ConditionStep
from .steps import ProcessingStep
Pipeline(steps=[("scale", object())])
ConditionStep(name="x")
ProcessingStep(name="y")
"""
    assert read_source(code.encode(), "p.py").pipelines == ()


def test_steps_without_a_pipeline_are_still_read() -> None:
    (pipeline,) = pipelines_of(
        """
        def build(role):
            processor = Processor(role=role, image_uri="i", instance_count=1, instance_type="ml.m5.xlarge")
            return ProcessingStep("A", step_args=processor.run())
        """
    )
    assert [step.name for step in pipeline.steps] == ["A"]
    assert not pipeline.steps_complete
    assert pipeline.name == Unknown("no pipeline in this file takes these steps")


def test_properties_that_are_spelt_otherwise_in_python() -> None:
    code = """
from sagemaker.workflow.emr_step import EMRStep
from sagemaker.workflow.notebook_job_step import NotebookJobStep
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.pipeline import Pipeline
notebook = NotebookJobStep("a.ipynb", "i", "k", name="N", instance_type="ml.m5.large")
emr = EMRStep("E", None, None, "j-1", None)
step = LambdaStep("A", None, inputs={
    "name": notebook.properties.OutputNotebookName,
    "cluster": emr.properties.ClusterId,
})
Pipeline(name="p", steps=[notebook, emr, step])
"""
    (pipeline,) = read_source(code.encode(), "p.py").pipelines
    step = pipeline.step("A")
    assert step is not None
    inputs = step.arguments
    assert inputs.get("name") == StepReference("N", (Member("Environment"), Key("SM_OUTPUT_NOTEBOOK_NAME")))
    assert inputs.get("cluster") == Literal("j-1")


def test_hyperparameters_and_texts_are_strings_as_the_sdk_sends_them() -> None:
    step = step_of(
        """
        depth = ParameterInteger("Depth", 5)
        name = ParameterString("Name", "x")
        estimator = Estimator("i", "r", 1, "ml.m5.large", hyperparameters={"depth": depth, "name": name, "eta": 0.2})
        estimator.set_hyperparameters(gamma=4)
        step = TrainingStep("A", step_args=estimator.fit({"train": Join(on="/", values=["s3:/", depth.to_string()])}))
        Pipeline(name="p", steps=[step])
        """
    )
    as_text = Join(Literal(""), ListValue((ParameterReference("Depth"),)))
    assert step.arguments.get("HyperParameters") == Record(
        {"depth": as_text, "name": ParameterReference("Name"), "eta": Literal("0.2"), "gamma": Literal("4")}
    )
    channels = step.arguments.get("InputDataConfig")
    assert isinstance(channels, ListValue)
    uri = channels.items[0].get("DataSource", "S3DataSource", "S3Uri")
    assert uri == Join(Literal("/"), ListValue((Literal("s3:/"), as_text)))


def test_a_parameter_is_shown_where_it_is_used_and_declared_where_it_is_made() -> None:
    pipeline = pipeline_of(
        """
        kind = ParameterString("Kind", "ml.m5.large")
        processor = Processor("r", "i", 1, kind)
        Pipeline(name="p", parameters=[kind], steps=[ProcessingStep("A", step_args=processor.run())])
        """
    )
    used = pipeline.steps[0].arguments.get("ProcessingResources", "ClusterConfig", "InstanceType")
    (declared,) = pipeline.parameters
    assert used == ParameterReference("Kind")
    assert used.origin is not None and declared.origin is not None
    assert used.origin.place.value == "kind"
    assert declared.origin.place.value == "ParameterString"
