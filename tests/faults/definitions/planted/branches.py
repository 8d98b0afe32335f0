"""Waits across the branches of conditions."""

from __future__ import annotations

from tests.faults.definitions.fault import Fault, compare, definition, get
from tests.faults.definitions.planting import Put

ABALONE = definition("v2/train_evaluate_register")
OPERATORS = definition("v2/condition_all_operators")
NESTED = definition("v2/condition_nested")
LAMBDAS = definition("v2/lambda_outputs")
EMPTY_ELSE = definition("v2/condition_empty_else")
CALLED = get("Steps.Call.OutputParameters['str_out']")
SELECTOR = definition("v3/for_each_selector")


def call(name: str, **more: object) -> dict[str, object]:
    """Return a Lambda step without arguments."""
    arn = "arn:aws:lambda:us-east-1:123456789012:function:tell"
    return {"Name": name, "Type": "Lambda", "FunctionArn": arn, "OutputParameters": [], "Arguments": {}, **more}


def condition(left: object, right: object, name: str = "Inner") -> dict[str, object]:
    """Return a condition with one step in its if branch."""
    arguments = {"Conditions": [compare("Equals", left, right)], "IfSteps": [call("Yes")], "ElseSteps": []}
    return {"Name": name, "Type": "Condition", "Arguments": arguments}


FAULTS = (
    Fault(
        "16",
        "DependsOn on a step of each branch",
        LAMBDAS,
        (
            Put("@Check/Arguments/ElseSteps/-", call("Other")),
            Put("/Steps/-", call("Join", DependsOn=["Next", "Other"])),
        ),
        "SMP306",
        "@Join/DependsOn/1",
    ),
    Fault(
        "16",
        "a property of one branch, and DependsOn on the other",
        SELECTOR,
        (
            Put("@Check/Arguments/ElseSteps/-", call("Skip")),
            Put(
                "/Steps/-", call("Join", DependsOn=["Skip"], Arguments={"job": get("Steps.Use.OutputParameters['m']")})
            ),
            Put("@Use/OutputParameters/-", {"OutputName": "m", "OutputType": "String"}),
        ),
        "SMP306",
        "@Join/DependsOn/0",
    ),
    Fault(
        "16",
        "properties of both branches",
        OPERATORS,
        (
            Put(
                "@Check/Arguments/ElseSteps/-",
                call("Old", OutputParameters=[{"OutputName": "model", "OutputType": "String"}]),
            ),
            Put(
                "/Steps/-",
                call(
                    "Deploy",
                    Arguments={
                        "new": get("Steps.Train.ModelArtifacts.S3ModelArtifacts"),
                        "old": get("Steps.Old.OutputParameters['model']"),
                    },
                ),
            ),
        ),
        "SMP306",
        "@Deploy/Arguments/old",
    ),
    Fault(
        "17",
        "DependsOn on a condition",
        ABALONE,
        (Put("/Steps/-", call("Later", DependsOn=["Gate"])),),
        "SMP308",
        "@Later/DependsOn/0",
        "warning",
    ),
    Fault(
        "17",
        "a condition depends on another",
        LAMBDAS,
        (Put("/Steps/-", {**condition(CALLED, "yes", "Again"), "DependsOn": ["Check"]}),),
        "SMP308",
        "@Again/DependsOn/0",
        "warning",
    ),
    Fault(
        "17",
        "a step of SDK v3 depends on a condition",
        SELECTOR,
        (Put("/Steps/-", call("Later", DependsOn=["Before", "Check"])),),
        "SMP308",
        "@Later/DependsOn/1",
        "warning",
    ),
    Fault(
        "18",
        "the else branch reads a step of the if branch",
        OPERATORS,
        (Put("@Stop/Arguments/ErrorMessage", get("Steps.Train.TrainingJobName")),),
        "SMP305",
    ),
    Fault(
        "18",
        "the else branch depends on a step of the if branch",
        ABALONE,
        (Put("@TooLow/DependsOn", ["Register-RegisterModel"]),),
        "SMP305",
        "@TooLow/DependsOn/0",
    ),
    Fault(
        "18",
        "a step inside a nested condition reads the other outer branch",
        NESTED,
        (
            Put(
                "@Outer/Arguments/ElseSteps/-",
                call("Other", OutputParameters=[{"OutputName": "x", "OutputType": "String"}]),
            ),
            Put("@InnerTrain/Arguments/HyperParameters/x", get("Steps.Other.OutputParameters['x']")),
        ),
        "SMP305",
    ),
    Fault(
        "18",
        "a step after the condition reads a step of a branch",
        ABALONE,
        (Put("/Steps/-", call("Tell", Arguments={"package": get("Steps.Register-RegisterModel.ModelPackageArn")})),),
        "SMP307",
        "@Tell/Arguments/package",
        "info",
    ),
    Fault(
        "18",
        "a step after the condition depends on a step of a branch",
        LAMBDAS,
        (Put("/Steps/-", call("Tell", DependsOn=["Next"])),),
        "SMP307",
        "@Tell/DependsOn/0",
        "info",
    ),
    Fault(
        "18",
        "a step of SDK v3 after the condition reads a step of a branch",
        SELECTOR,
        (
            Put("@Use/OutputParameters/-", {"OutputName": "m", "OutputType": "String"}),
            Put("/Steps/-", call("Tell", Arguments={"m": get("Steps.Use.OutputParameters['m']")})),
        ),
        "SMP307",
        "@Tell/Arguments/m",
        "info",
    ),
    *(
        Fault("52", what, base, (Put(place, condition(left, right)),), "SMP311", "@Inner/Name", "info")
        for what, base, place, left, right in (
            ("in the if branch", EMPTY_ELSE, "@Check/Arguments/IfSteps/-", get("Parameters.Stage"), "prod"),
            ("in the else branch", LAMBDAS, "@Check/Arguments/ElseSteps/-", CALLED, "yes"),
            ("beside a model package", ABALONE, "@Gate/Arguments/IfSteps/-", get("Parameters.RawUri"), "s3://b/c"),
        )
    ),
)
