"""Drawings as text: boxes with branches for some steps, a line for each of many, and nothing wider than a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pipelint.drawing.as_text import MOST_BOXES, lines_of
from pipelint.drawing.drawing import Drawing
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.findings import Finding, Severity, Span
from pipelint.pipeline.definition.document import read_definition
from pipelint.pipeline.plain_text import clean, columns
from tests.pipeline.generated_definitions import definitions

from .samples import condition, drawn, get, loop, loops_and_conditions, low, many, reading, step

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEFINITIONS = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.glob("definitions/*/*.json"))
ALL = """\
┌──────────────────┐
│ Prepare · Lambda │
└──────────────────┘
  ├─► waits
  │   ┌────────────────┐
  │   │ Tell · Quantum │
  │   └────────────────┘
  │
  │ model artifacts → input "model-of-Prepare"
  ▼
┌────────────────┐
│ Train · Lambda │
└────────────────┘
  │ FinalMetricDataList['mse'].Value
  ▼
╱──────────────────────────────────────────────────────────╲
│ Gate · Condition                                         │
│ Steps.Train.FinalMetricDataList['mse'].Value LessThan 6  │
│ ▲ SMP702 this condition is always the same, whatever the │
│   steps before it do and whatever the parameters are     │
╲──────────────────────────────────────────────────────────╱
  ├─► if
  │   ╔═══════════════════════════════════════════════════════╗
  │   ║ Loop · ForEach                                        ║
  │   ║ for each of ["a", "b"]                                ║
  │   ║                                                       ║
  │   ║ ┌───────────────────────────────────────────────────┐ ║
  │   ║ │ Each · Lambda                                     │ ║
  │   ║ │ ◄ Train: model artifacts → input "model-of-Train" │ ║
  │   ║ └───────────────────────────────────────────────────┘ ║
  │   ╚═══════════════════════════════════════════════════════╝
  │
  └─► else
      ┌─────────────┐
      │ Stop · Fail │
      │ "too weak"  │
      └─────────────┘

error SMP404: two parameters are called "Mse"
"""


def test_boxes_branches_loops_and_findings() -> None:
    always = "this condition is always the same, whatever the steps before it do and whatever the parameters are"
    found = [
        Finding("SMP702", "constant-condition", Severity.WARNING, always, Span("f"), step="Gate"),
        Finding(
            "SMP404", "duplicate-parameter", Severity.ERROR, 'two parameters are called "Mse"', Span("f"), help="!"
        ),
    ]
    mse = low(get("Steps.Train.FinalMetricDataList['mse'].Value"))
    gate = condition(
        "Gate",
        mse,
        no=(step("Stop", "Fail", {"ErrorMessage": "too weak"}),),
        yes=(loop("Loop", reading("Each", "Train")),),
    )
    tell = step("Tell", "Quantum", DependsOn=["Prepare"])
    drawing = drawn(reading("Prepare"), reading("Train", "Prepare"), gate, tell, findings=found)
    assert "\n".join(lines_of(drawing, 64)) + "\n" == ALL


def test_a_line_for_each_step_of_many() -> None:
    steps = [reading(f"Step{number}", *([f"Step{number - 1}"] if number else [])) for number in range(MOST_BOXES)]
    gate = condition("Gate", low(), yes=(step("A"), step("B")), no=(loop("Loop", reading("Each", "Step1")),))
    lines = list(lines_of(drawn(*steps, gate)))
    assert lines[:4] == [
        "Step0 · Lambda",
        "Step1 · Lambda",
        '    ◄ Step0: model artifacts → input "model-of-Step0"',
        "Step2 · Lambda",
    ]
    assert lines[lines.index("Gate · Condition") :] == [
        "Gate · Condition",
        "    Parameters.Mse LessThan 6",
        "    if ► A, B",
        "    else ► Loop",
        "A · Training",
        "    ◄ if of Gate",
        "B · Training",
        "    ◄ if of Gate",
        "Loop · ForEach",
        '    for each of ["a", "b"]',
        "    ◄ else of Gate",
        "  │ Each · Lambda",
        '  │     ◄ Step1: model artifacts → input "model-of-Step1"',
    ]


def assert_complete(drawing: Drawing) -> None:
    """Every step has one box or line, and who waits stands below whom it waits for, unless they wait in a circle."""
    text = "\n".join(lines_of(drawing))
    for node in drawing.nodes:
        assert f"{node.name} · {node.type or 'unknown type'}" in text


@pytest.mark.parametrize("name", DEFINITIONS)
def test_definitions_of_both_sdks_fit_a_terminal(name: str) -> None:
    drawing = drawing_of(read_definition(json.loads((FIXTURES / name).read_text(encoding="utf-8"))))
    assert_complete(drawing)
    for line in lines_of(drawing):
        assert columns(line) <= 80 or " " not in line.strip("│║╔╗╚╝┌┐└┘─═╱╲ ")  # but for a word that is too long


def test_loops_in_loops_fit_too() -> None:
    assert_complete(loops_and_conditions())
    assert max(map(columns, lines_of(loops_and_conditions()))) <= 80


def test_who_waits_stands_below_whom_it_waits_for() -> None:
    drawing = many(200)
    lines = list(lines_of(drawing))
    places = {node.id: lines.index(f"{node.name} · {node.type}") for node in drawing.nodes}
    assert all(places[one.source] < places[one.target] for one in drawing.arrows)


def test_steps_that_wait_in_a_circle_are_all_there() -> None:
    for count in (3, 100):
        ring = [step(f"Step{number}", DependsOn=[f"Step{(number + 1) % count}"]) for number in range(count)]
        assert_complete(drawn(*ring))


@given(definitions)
def test_whatever_stands_in_a_definition(content: Any) -> None:
    drawing = drawing_of(read_definition(content))
    lines = list(lines_of(drawing))
    assert [clean(line) for line in lines] == lines
    assert "\n".join(lines).count(" · ") >= len(drawing.nodes)
