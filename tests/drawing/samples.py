"""Small definitions, and drawings of them."""

from __future__ import annotations

import random
from typing import Any

from pipelint.drawing.drawing import Drawing
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.pipeline.definition.document import read_definition


def definition(*steps: dict[str, Any], parameters: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"Version": "2020-12-01", "Metadata": {}, "Parameters": list(parameters), "Steps": list(steps)}


def drawn(*steps: dict[str, Any], parameters: tuple[dict[str, Any], ...] = (), **more: Any) -> Drawing:
    return drawing_of(read_definition(definition(*steps, parameters=parameters)), **more)


def step(name: str, type_: str = "Training", arguments: Any = None, **more: Any) -> dict[str, Any]:
    return {"Name": name, "Type": type_, "Arguments": arguments or {}, **more}


def condition(
    name: str, *tests: Any, yes: tuple[Any, ...] = (), no: tuple[Any, ...] = (), **more: Any
) -> dict[str, Any]:
    return step(name, "Condition", {"Conditions": list(tests), "IfSteps": list(yes), "ElseSteps": list(no)}, **more)


def loop(name: str, *body: Any, items: Any = ("a", "b"), **more: Any) -> dict[str, Any]:
    return step(name, "ForEach", {"IterableItems": list(items), "ForEachBody": list(body)}, **more)


def get(path: str) -> dict[str, str]:
    return {"Get": path}


def low(left: Any = None) -> dict[str, Any]:
    return {"Type": "LessThan", "LeftValue": left or get("Parameters.Mse"), "RightValue": 6}


def reading(name: str, *others: str, **more: Any) -> dict[str, Any]:
    """Return a step that reads the model of each of ``others``."""
    models = {f"model-of-{one}": get(f"Steps.{one}.ModelArtifacts.S3ModelArtifacts") for one in others}
    return step(name, "Lambda", models, FunctionArn="arn:aws:lambda:eu-west-1:1:function:f", **more)


def loops_and_conditions() -> Drawing:
    """Return a drawing with everything: nested loops and conditions, ways into and out of them, a wait for itself."""
    inner = loop("Inner", reading("Deploy", "Train", "Prepare"))
    gate = condition(
        "Gate", low(get("Steps.Train.FinalMetricDataList['acc'].Value")), yes=(inner,), no=(step("Stop", "Fail"),)
    )
    return drawn(
        step("Prepare"),
        loop("Outer", reading("Train", "Prepare"), gate, DependsOn=["Warm"]),
        reading("Warm"),
        reading("After", "Outer", "Train"),
        step("Again", DependsOn=["Again", "After"]),
    )


def many(steps: int) -> Drawing:
    """Return a drawing of so many steps that read from some of the dozen before them, or wait for them."""
    numbers = random.Random(steps)
    made = [step("Step0")]
    for number in range(1, steps):
        before = [f"Step{max(0, number - numbers.randint(1, 12))}" for _ in range(numbers.choice((1, 1, 2)))]
        waits = [f"Step{numbers.randrange(number)}"] if number % 10 == 0 else []
        made.append(reading(f"Step{number}", *before, DependsOn=waits))
    return drawn(*made)
