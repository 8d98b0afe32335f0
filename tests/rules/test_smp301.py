from __future__ import annotations

from pipelint.pipeline.model import Comparison, Dependency, Pipeline, Step
from pipelint.pipeline.values import JsonGet, Literal, Member, Origin, PropertyFileReference, Record, StepReference
from pipelint.rules.smp301_dependency_cycle import DependencyCycle


def ring(size: int) -> Pipeline:
    return Pipeline(
        tuple(
            Step(f"S{number}", "Training", depends_on=(Dependency(f"S{(number + 1) % size}"),))
            for number in range(size)
        )
    )


def test_the_drawing_has_a_line_for_each_wait_and_each_place_is_shown():
    report = JsonGet(PropertyFileReference("Evaluate", "Report", Origin("p.py", "read")), Literal("mse"))
    check = Step("Check", "Condition", conditions=(Comparison("LessThan", report, Literal(6)),))
    train = Step("Train", "Training", depends_on=(Dependency("Check", origin=Origin("p.py", "depends")),))
    model = StepReference("Train", (Member("ModelArtifacts"), Member("S3ModelArtifacts")), Origin("p.py", "model"))
    evaluate = Step("Evaluate", "Processing", arguments=Record({"ProcessingInputs": model}))
    (found,) = DependencyCycle().check(Pipeline((check, train, evaluate)))
    assert found.message == (
        'dependency cycle: "Check" waits for "Evaluate" (reads property file "Report"), '
        '"Evaluate" waits for "Train" (reads ModelArtifacts.S3ModelArtifacts), '
        '"Train" waits for "Check" (DependsOn)'
    )
    assert found.help is not None
    assert found.help.splitlines()[:4] == [
        "    Check",
        '    └─ waits for Evaluate (reads property file "Report")',
        "       └─ waits for Train (reads ModelArtifacts.S3ModelArtifacts)",
        "          └─ waits for Check (DependsOn)",
    ]
    assert found.at == Origin("p.py", "read")
    assert [(origin.place, text) for origin, text in found.related] == [
        ("model", '"Evaluate" waits for "Train" (reads ModelArtifacts.S3ModelArtifacts)'),
        ("depends", '"Train" waits for "Check" (DependsOn)'),
    ]


def test_a_body_that_its_loop_waits_for_is_a_cycle():
    inside = Step("Each", "Training")
    loop = Step("Loop", "ForEach", arguments=Record({"IterableItems": StepReference("Each")}), body=(inside,))
    (found,) = DependencyCycle().check(Pipeline((loop,)))
    assert found.message == (
        'dependency cycle: "Loop" waits for "Each" (reads it), "Each" waits for "Loop" (stands in its body)'
    )


def test_a_long_cycle_is_drawn_without_its_middle():
    (twelve,) = DependencyCycle().check(ring(12))
    assert twelve.message.count("waits for") == 12
    assert "…" not in twelve.message
    (thousand,) = DependencyCycle().check(ring(1_000))
    assert thousand.message.count("waits for") == 12
    assert thousand.message.endswith('"S10" waits for "S11" (DependsOn), …, "S999" waits for "S0" (DependsOn)')
    assert thousand.help is not None
    assert [line.strip() for line in thousand.help.splitlines()[11:14]] == [
        "└─ waits for S11 (DependsOn)",
        "…",
        "└─ waits for S0 (DependsOn)",
    ]
