"""Small compiled definitions for the tests of the harness, in the form the SDKs emit (Version 2020-12-01)."""

from __future__ import annotations


def get(path):
    return {"Get": path}


def join(*values, on=""):
    return {"Std:Join": {"On": on, "Values": list(values)}}


def json_get(step, file, path):
    return {"Std:JsonGet": {"PropertyFile": get(f"Steps.{step}.PropertyFiles.{file}"), "Path": path}}


def definition(*steps, parameters=(), experiment=None):
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": list(parameters),
        "PipelineExperimentConfig": experiment,
        "Steps": list(steps),
    }


def parameter(name, type_, default=None, enum=None):
    content = {"Name": name, "Type": type_}
    if default is not None:
        content["DefaultValue"] = default
    if enum is not None:
        content["EnumValues"] = enum
    return content


def step(name, type_, arguments=None, depends_on=(), **keys):
    content = {"Name": name, "Type": type_, "Arguments": arguments or {}, **keys}
    if depends_on:
        content["DependsOn"] = list(depends_on)
    return content


def processing(name, *, outputs=(), inputs=None, property_files=None, depends_on=(), **arguments):
    arguments["ProcessingOutputConfig"] = {
        "Outputs": [
            {"OutputName": output, "S3Output": {"S3Uri": f"s3://bucket/{name}/{output}", "LocalPath": "/opt/ml/o"}}
            for output in outputs
        ]
    }
    arguments["ProcessingInputs"] = [
        {"InputName": input_, "S3Input": {"S3Uri": uri, "LocalPath": "/opt/ml/i"}}
        for input_, uri in (inputs or {}).items()
    ]
    files = [
        {"PropertyFileName": file, "OutputName": output, "FilePath": f"{file}.json"}
        for file, output in (property_files or {}).items()
    ]
    return step(name, "Processing", arguments, depends_on, **({"PropertyFiles": files} if files else {}))


def output_uri(step_name, output):
    return get(f"Steps.{step_name}.ProcessingOutputConfig.Outputs['{output}'].S3Output.S3Uri")


def training(name, channel=None, depends_on=(), **arguments):
    arguments.setdefault("OutputDataConfig", {"S3OutputPath": "s3://bucket/models"})
    if channel is not None:
        source = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": channel}}
        arguments["InputDataConfig"] = [{"ChannelName": "train", "DataSource": source}]
    return step(name, "Training", arguments, depends_on)


def lambda_(name, arguments=None, outputs=None, depends_on=()):
    declared = [{"OutputName": output, "OutputType": type_} for output, type_ in (outputs or {}).items()]
    arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
    return step(name, "Lambda", arguments, depends_on, FunctionArn=arn, OutputParameters=declared)


def condition(name, conditions, if_steps=(), else_steps=(), depends_on=()):
    arguments = {"Conditions": list(conditions), "IfSteps": list(if_steps), "ElseSteps": list(else_steps)}
    return step(name, "Condition", arguments, depends_on)


def compare(type_, left, right):
    return {"Type": type_, "LeftValue": left, "RightValue": right}


TRUE = compare("Equals", 1, 1)


def for_each(name, items, *body, at_once=10, selector=None, depends_on=()):
    """Return a loop; ``selector`` is MaxBy or MinBy, and what stands behind ``IterationOutput.``."""
    arguments = {"IterableItems": items, "MaxConcurrency": at_once, "ForEachBody": list(body)}
    if selector is not None:
        pick, field = selector
        arguments["Selector"] = {"Pick": pick, "Field": get(f"IterationOutput.{field}")}
    return step(name, "ForEach", arguments, depends_on)


def fail(name, message="", depends_on=()):
    return step(name, "Fail", {"ErrorMessage": message}, depends_on)


def abalone():
    """Preprocess, train, evaluate, then register the model or tell the team: the pipeline of the developer guide."""
    accuracy = json_get("EvaluateModel", "EvaluationReport", "metrics.accuracy.value")
    model = get("Steps.TrainModel.ModelArtifacts.S3ModelArtifacts")
    return definition(
        processing("PreprocessData", outputs=("train", "test"), inputs={"raw": get("Parameters.RawData")}),
        training("TrainModel", output_uri("PreprocessData", "train")),
        processing(
            "EvaluateModel",
            outputs=("evaluation",),
            inputs={"model": model, "test": output_uri("PreprocessData", "test")},
            property_files={"EvaluationReport": "evaluation"},
        ),
        condition(
            "CheckAccuracy",
            [compare("GreaterThanOrEqualTo", accuracy, get("Parameters.MinAccuracy"))],
            if_steps=[
                step(
                    "RegisterModel",
                    "RegisterModel",
                    {
                        "ModelPackageGroupName": "Abalone",
                        "InferenceSpecification": {"Containers": [{"ModelDataUrl": model}]},
                    },
                )
            ],
            else_steps=[lambda_("NotifyTeam", {"accuracy": accuracy})],
        ),
        parameters=[
            parameter("MinAccuracy", "Float", 0.8),
            parameter("RawData", "String", "s3://bucket/raw"),
        ],
    )


def report(accuracy):
    return {"EvaluationReport": {"metrics": {"accuracy": {"value": accuracy}}}}
