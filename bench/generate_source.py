"""A pipeline file of at least as many lines as you like, which looks like a real one and has no error.

    python -m bench.generate_source 300 > pipeline.py

It trains one model after another; the lines for one model prepare data, train, evaluate, and register the model behind
a condition that fails without it. Nothing is random: the same number gives the same file.
"""

from __future__ import annotations

import argparse
import sys
from math import ceil

HEAD = '''\
"""Train and register several models, each only when it is accurate enough."""

import os

from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.model import Model
from sagemaker.processing import ProcessingInput, ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThanOrEqualTo
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.parameters import ParameterFloat, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

BASE_DIR = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "scripts")
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/tabular:1.4"


def get_pipeline(session, role, bucket):
    """Return the pipeline that makes all models."""
    input_data = ParameterString(name="InputData", default_value=f"s3://{bucket}/raw")
    instance_type = ParameterString(name="InstanceType", default_value="ml.m5.xlarge")
    accuracy = ParameterFloat(name="MinAccuracy", default_value=0.8)
    processor = ScriptProcessor(
        image_uri=IMAGE,
        command=["python3"],
        role=role,
        instance_type=instance_type,
        instance_count=1,
        sagemaker_session=session,
    )
    steps = []
'''
MODEL = """\

    # The model of {name}.
    prepare_{name} = ProcessingStep(
        name="Prepare-{name}",
        step_args=processor.run(
            code=os.path.join(BASE_DIR, "prepare.py"),
            inputs=[ProcessingInput(source=input_data, destination="/opt/ml/processing/input")],
            outputs=[
                ProcessingOutput(output_name="train", source="/opt/ml/processing/train"),
                ProcessingOutput(output_name="test", source="/opt/ml/processing/test"),
            ],
            arguments=["--region-name", "{name}"],
        ),
    )
    outputs_{name} = prepare_{name}.properties.ProcessingOutputConfig.Outputs
    estimator_{name} = Estimator(
        image_uri=IMAGE,
        role=role,
        instance_type=instance_type,
        instance_count=1,
        output_path=f"s3://{{bucket}}/models/{name}",
        hyperparameters={{"objective": "binary", "rounds": "200"}},
        sagemaker_session=session,
    )
    train_{name} = TrainingStep(
        name="Train-{name}",
        step_args=estimator_{name}.fit(inputs={{"train": TrainingInput(outputs_{name}["train"].S3Output.S3Uri)}}),
    )
    model_data_{name} = train_{name}.properties.ModelArtifacts.S3ModelArtifacts
    report_{name} = PropertyFile(name="Report", output_name="evaluation", path="evaluation.json")
    evaluate_{name} = ProcessingStep(
        name="Evaluate-{name}",
        step_args=processor.run(
            code=os.path.join(BASE_DIR, "evaluate.py"),
            inputs=[
                ProcessingInput(source=model_data_{name}, destination="/opt/ml/processing/model"),
                ProcessingInput(source=outputs_{name}["test"].S3Output.S3Uri, destination="/opt/ml/processing/test"),
            ],
            outputs=[ProcessingOutput(output_name="evaluation", source="/opt/ml/processing/evaluation")],
        ),
        property_files=[report_{name}],
    )
    model_{name} = Model(image_uri=IMAGE, model_data=model_data_{name}, role=role, sagemaker_session=session)
    register_{name} = ModelStep(
        name="Register-{name}",
        step_args=model_{name}.register(content_types=["text/csv"], response_types=["text/csv"]),
    )
    measured_{name} = JsonGet(step_name=evaluate_{name}.name, property_file=report_{name}, json_path="accuracy.value")
    gate_{name} = ConditionStep(
        name="Accurate-{name}",
        conditions=[ConditionGreaterThanOrEqualTo(left=measured_{name}, right=accuracy)],
        if_steps=[register_{name}],
        else_steps=[FailStep(name="TooWeak-{name}", error_message="the model of {name} is too weak")],
    )
    steps += [prepare_{name}, train_{name}, evaluate_{name}, gate_{name}]
"""
TAIL = """\

    return Pipeline(
        name="ManyModels",
        parameters=[input_data, instance_type, accuracy],
        steps=steps,
        sagemaker_session=session,
    )
"""


def source(lines: int) -> str:
    """Return the file of as few models as fill ``lines`` lines, of one at least."""
    for_models = lines - HEAD.count("\n") - TAIL.count("\n")
    models = max(1, ceil(for_models / MODEL.count("\n")))
    return HEAD + "".join(MODEL.format(name=f"region_{number}") for number in range(models)) + TAIL


def main() -> int:
    """Write a pipeline file of at least as many lines as the argument says to standard output."""
    parser = argparse.ArgumentParser(
        prog="bench.generate_source", description="Write a pipeline of at least LINES lines."
    )
    parser.add_argument("lines", type=int, metavar="LINES")
    sys.stdout.write(source(parser.parse_args().lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
