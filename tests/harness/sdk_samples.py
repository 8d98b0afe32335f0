"""One pipeline built with the real SDK, v2 or v3, whichever is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/example:1"

_CLASSES = {
    "ConditionGreaterThanOrEqualTo": ("sagemaker.workflow.conditions", "sagemaker.core.workflow.conditions"),
    "ConditionStep": ("sagemaker.workflow.condition_step", "sagemaker.mlops.workflow.condition_step"),
    "FailStep": ("sagemaker.workflow.fail_step", "sagemaker.mlops.workflow.fail_step"),
    "Join": ("sagemaker.workflow.functions", "sagemaker.core.workflow.functions"),
    "JsonGet": ("sagemaker.workflow.functions", "sagemaker.core.workflow.functions"),
    "ParameterFloat": ("sagemaker.workflow.parameters", "sagemaker.core.workflow.parameters"),
    "Pipeline": ("sagemaker.workflow.pipeline", "sagemaker.mlops.workflow.pipeline"),
    "ProcessingStep": ("sagemaker.workflow.steps", "sagemaker.mlops.workflow.steps"),
    "PropertyFile": ("sagemaker.workflow.properties", "sagemaker.core.workflow.properties"),
    "ScriptProcessor": ("sagemaker.processing", "sagemaker.core.processing"),
    "TrainingStep": ("sagemaker.workflow.steps", "sagemaker.mlops.workflow.steps"),
}


def is_v3():
    """Tell whether the installed SDK is v3: only it has ``sagemaker.core``."""
    return find_spec("sagemaker.core") is not None


def no_local_mode():
    """Say why the installed version has no local mode for pipelines, or None where it has one."""
    if not is_v3():
        name = "sagemaker.local.pipeline"
        return None if find_spec(name) else f"it has no {name} yet"
    core, mlops = (Path(find_spec(f"sagemaker.{part}").submodule_search_locations[0]) for part in ("core", "mlops"))
    code = (mlops / "workflow" / "steps.py").read_text(encoding="utf-8")
    missing = "sagemaker.core.workflow.function_step"
    is_broken = missing in code and not (core / "workflow" / "function_step.py").exists()
    return f"its local mode imports {missing}, which it has not" if is_broken else None


def sdk(name):
    """Return a class that both SDKs have, from where the installed one has it."""
    return getattr(import_module(_CLASSES[name][is_v3()]), name)


def build(session, role, script):
    """Return a Pipeline: prepare, train, evaluate; train again, or fail when accuracy is below a parameter."""
    prepare = _processing(
        session, role, script, "Prepare", outputs=["train", "test"], inputs={"raw": "s3://bucket/raw"}
    )
    train = _training(session, role, "Train", _uri(prepare, "train"))
    report = sdk("PropertyFile")(name="Report", output_name="evaluation", path="report.json")
    model = train.properties.ModelArtifacts.S3ModelArtifacts
    inputs = {"model": model, "test": _uri(prepare, "test")}
    evaluate = _processing(session, role, script, "Evaluate", outputs=["evaluation"], inputs=inputs, files=[report])
    least = sdk("ParameterFloat")(name="MinAccuracy", default_value=0.8)
    accuracy = sdk("JsonGet")(step_name="Evaluate", property_file=report, json_path="metrics.accuracy.value")
    message = sdk("Join")(on=" ", values=["accuracy is below", least])
    check = sdk("ConditionStep")(
        name="Check",
        conditions=[sdk("ConditionGreaterThanOrEqualTo")(left=accuracy, right=least)],
        if_steps=[_training(session, role, "TrainAgain", _uri(prepare, "train"))],
        else_steps=[sdk("FailStep")(name="TooWeak", error_message=message)],
    )
    steps = [prepare, train, evaluate, check]
    return sdk("Pipeline")(name="Sample", parameters=[least], steps=steps, sagemaker_session=session)


def _uri(step, output):
    return step.properties.ProcessingOutputConfig.Outputs[output].S3Output.S3Uri


def _processing(session, role, script, name, *, outputs, inputs, files=()):
    processor = sdk("ScriptProcessor")(
        role=role,
        image_uri=IMAGE,
        instance_count=1,
        instance_type="ml.m5.xlarge",
        command=["python3"],
        sagemaker_session=session,
    )
    channels = _channels_v3(name, outputs, inputs) if is_v3() else _channels_v2(outputs, inputs)
    arguments = processor.run(code=script, **channels)
    return sdk("ProcessingStep")(name=name, step_args=arguments, property_files=list(files))


def _channels_v2(outputs, inputs):
    from sagemaker.processing import ProcessingInput, ProcessingOutput

    return {
        "inputs": [
            ProcessingInput(input_name=key, source=uri, destination=f"/opt/ml/processing/{key}")
            for key, uri in inputs.items()
        ],
        "outputs": [ProcessingOutput(output_name=key, source=f"/opt/ml/processing/{key}") for key in outputs],
    }


def _channels_v3(step, outputs, inputs):
    from sagemaker.core.shapes import ProcessingInput, ProcessingOutput, ProcessingS3Input, ProcessingS3Output

    def source(key, uri):
        local = f"/opt/ml/processing/{key}"
        return ProcessingS3Input(s3_uri=uri, local_path=local, s3_data_type="S3Prefix", s3_input_mode="File")

    def target(key):
        local = f"/opt/ml/processing/{key}"
        return ProcessingS3Output(s3_uri=f"s3://bucket/{step}/{key}", local_path=local, s3_upload_mode="EndOfJob")

    return {
        "inputs": [ProcessingInput(input_name=key, s3_input=source(key, uri)) for key, uri in inputs.items()],
        "outputs": [ProcessingOutput(output_name=key, s3_output=target(key)) for key in outputs],
    }


def _training(session, role, name, uri):
    arguments = _train_v3(session, role, uri) if is_v3() else _train_v2(session, role, uri)
    return sdk("TrainingStep")(name=name, step_args=arguments)


def _train_v2(session, role, uri):
    from sagemaker.estimator import Estimator
    from sagemaker.inputs import TrainingInput

    estimator = Estimator(
        role=role,
        image_uri=IMAGE,
        instance_count=1,
        instance_type="ml.m5.xlarge",
        output_path="s3://bucket/models",
        sagemaker_session=session,
    )
    return estimator.fit({"train": TrainingInput(uri)})


def _train_v3(session, role, uri):
    from sagemaker.core.training.configs import Compute, InputData, OutputDataConfig
    from sagemaker.train import ModelTrainer

    trainer = ModelTrainer(
        training_image=IMAGE,
        role=role,
        compute=Compute(instance_type="ml.m5.xlarge", instance_count=1),
        output_data_config=OutputDataConfig(s3_output_path="s3://bucket/models"),
        sagemaker_session=session,
    )
    return trainer.train(input_data_config=[InputData(channel_name="train", data_source=uri)])
