"""Each value of a step's arguments is found with its shape; what is not known has none."""

from __future__ import annotations

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.service.slots import every_slot
from pipelint.pipeline.values import ListValue, Literal, Record, Value


def found(step_type: str | None, arguments: dict[str, Value]) -> list[tuple[str, str]]:
    return [
        (path, shape.type)
        for _, path, shape, _ in every_slot(Pipeline((Step("A", step_type, Record(arguments)),)))
        if path
    ]


def test_members_items_and_keys_have_their_shapes() -> None:
    arguments: dict[str, Value] = {
        "AppSpecification": Record({"ContainerArguments": ListValue((Literal("a"), Literal(1)))}),
        "Environment": Record({"KEY": Literal("x")}),
    }
    assert found("Processing", arguments) == [
        ("AppSpecification", "structure"),
        ("AppSpecification.ContainerArguments", "list"),
        ("AppSpecification.ContainerArguments[0]", "string"),
        ("AppSpecification.ContainerArguments[1]", "string"),
        ("Environment", "map"),
        ("Environment['KEY']", "string"),
    ]


def test_what_is_not_known_is_passed_over() -> None:
    arguments: dict[str, Value] = {"Novel": Record({"Member": Literal(1)}), "Environment": Literal("no map")}
    assert found("Processing", arguments) == [("Environment", "map")]
    assert found("Quantum", arguments) == []
    assert found(None, arguments) == []
    assert found("Lambda", {"anything": Literal(1)}) == []


def test_depth_is_no_limit() -> None:
    value: Value = Literal(1)
    for _ in range(20_000):
        value = ListValue((value,))
    assert found("Processing", {"ProcessingInputs": value})[:2] == [
        ("ProcessingInputs", "list"),
        ("ProcessingInputs[0]", "structure"),
    ]
