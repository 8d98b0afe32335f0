"""From pipelines, sound and faulty, to what is drawn of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pipelint.drawing.drawing import Arrow, Drawing, Line, Mark, Node
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.findings import Finding, Severity, Span
from pipelint.linter.files import read_files
from pipelint.linter.settings import Settings
from pipelint.pipeline.definition.document import read_definition
from tests.pipeline.generated_definitions import definitions

from .samples import condition, drawn, get, loop, low, step

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEFINITIONS = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.glob("definitions/*/*.json"))
PROJECTS = sorted(path.name for path in (FIXTURES / "projects").iterdir())


def test_the_sample_project() -> None:
    _, (reading,), _ = read_files([str(FIXTURES / "sample_project" / "pipeline.py")], Settings())
    drawing = drawing_of(reading.pipelines[0])
    assert drawing.title == "AccuracyGate"
    assert [(node.id, node.type) for node in drawing.nodes] == [
        ("PreprocessData", "Processing"),
        ("TrainModel", "Training"),
        ("EvaluateModel", "Processing"),
        ("CheckAccuracy", "Condition"),
        ("RegisterModel-RegisterModel", "RegisterModel"),
        ("NotifyTeam", "Lambda"),
    ]
    accuracy = "EvaluationReport[metrics.accuracy.value]"
    assert drawing.arrows == (
        Arrow("PreprocessData", "TrainModel", "data", ('output "train" → channel "train"',)),
        Arrow("TrainModel", "EvaluateModel", "data", ('model artifacts → input "model"',)),
        Arrow("PreprocessData", "EvaluateModel", "data", ('output "test" → input "test"',)),
        Arrow("EvaluateModel", "CheckAccuracy", "data", (accuracy,)),
        Arrow("CheckAccuracy", "RegisterModel-RegisterModel", "if"),
        Arrow("TrainModel", "RegisterModel-RegisterModel", "data", ("model artifacts",)),
        Arrow("CheckAccuracy", "NotifyTeam", "else"),
        Arrow("EvaluateModel", "NotifyTeam", "data", (accuracy,)),
    )
    told = told_of(drawing.nodes[1])
    assert (
        Line('Parameters.InstanceType (default "ml.m5.xlarge")', "ResourceConfig.InstanceType", None, True)
        in (told["Arguments"])
    )
    assert told["Reads"] == [
        Line('PreprocessData: output "train"', 'channel "train"', "PreprocessData"),
        Line("/opt/ml/input/data/train", "in", None, True),
        Line("reads train.csv", "train.py", None, True),
    ]
    assert Line("/opt/ml/model/model.joblib", "writes", None, True) in told["Script"]


def told_of(node: Node) -> dict[str, list[Line]]:
    return {section.title: list(section.lines) for section in node.sections}


def test_an_arm_is_entered_at_the_steps_that_wait_for_no_other_of_it() -> None:
    later = step("Later", arguments={"x": get("Steps.First.Arn")})
    last = step("Last", DependsOn=["Later"])
    nested = condition("Inner", yes=(step("Deep"),))
    drawing = drawn(condition("Gate", yes=(later, step("First"), last, nested), no=(step("Other"),)))
    assert [(one.source, one.target) for one in drawing.arrows if one.kind == "if"] == [
        ("Gate", "First"),
        ("Gate", "Inner"),
        ("Inner", "Deep"),
    ]
    assert [(one.source, one.target) for one in drawing.arrows if one.kind == "else"] == [("Gate", "Other")]


def test_an_arm_whose_steps_wait_for_each_other_is_entered_at_all_of_them() -> None:
    drawing = drawn(condition("Gate", yes=(step("A", DependsOn=["B"]), step("B", DependsOn=["A"]))))
    assert [one.target for one in drawing.arrows if one.kind == "if"] == ["A", "B"]


def test_a_mere_wait_is_drawn_where_no_data_say_it() -> None:
    reader = step("Reader", arguments={"x": get("Steps.Maker.Arn")}, DependsOn=["Maker", "Other"])
    drawing = drawn(
        step("Maker"), step("Other"), reader, step("Always", DependsOn=[{"Step": "Maker", "Trigger": "Any"}])
    )
    assert drawing.arrows == (
        Arrow("Maker", "Reader", "data", ("Arn",)),
        Arrow("Other", "Reader", "control"),
        Arrow("Maker", "Always", "control", ("Any",)),
    )


def test_what_stands_in_the_boxes() -> None:
    stop = step("Stop", "Fail", {"ErrorMessage": "too weak"})
    drawing = drawn(condition("Gate", low(), low(), yes=(loop("Loop", step("Each")),)), stop, step("New", "Quantum"))
    assert {node.id: node.lines for node in drawing.nodes} == {
        "Gate": ("Parameters.Mse LessThan 6", "and Parameters.Mse LessThan 6", "else: no step"),
        "Loop": ('for each of ["a", "b"]',),
        "Each": (),
        "Stop": ('"too weak"',),
        "New": (),
    }


def test_a_step_is_inside_of_the_nearest_loop_on_an_arm_too() -> None:
    gate = condition("Gate", yes=(step("Train"),))
    drawing = drawn(loop("Outer", gate, loop("Inner", step("Deep"))))
    assert {node.id: node.inside for node in drawing.nodes} == {
        "Outer": None,
        "Gate": "Outer",
        "Train": "Outer",
        "Inner": "Outer",
        "Deep": "Inner",
    }


def test_steps_of_one_name_have_ids_of_their_own_and_a_reference_leads_to_the_first() -> None:
    reader = step("Reader", arguments={"x": get("Steps.A.Arn"), "y": get("Steps.Missing.Arn")}, DependsOn=["Gone"])
    drawing = drawn(step("A"), step("A"), step("A (2)"), reader)
    assert [node.id for node in drawing.nodes] == ["A", "A (2)", "A (2) (2)", "Reader"]
    assert [(one.source, one.target) for one in drawing.arrows] == [("A", "Reader")]
    told = told_of(drawing.nodes[-1])
    assert [line.to for line in told["Arguments"]] == ["A", None]
    assert told["Waits for"] == [Line("Gone")]


def test_steps_that_wait_in_a_circle_and_for_themselves() -> None:
    drawing = drawn(step("A", DependsOn=["B", "A"]), step("B", DependsOn=["A"]))
    assert [(one.source, one.target) for one in drawing.arrows] == [("B", "A"), ("A", "A"), ("A", "B")]


def test_findings_mark_their_step_and_those_of_no_step_the_pipeline() -> None:
    span = Span("pipeline.py", 3)
    unknown = Finding(
        "SMP101", "unknown-step", Severity.ERROR, "no such step", span, step="A", help="Name it.\nOr not."
    )
    unused = Finding("SMP105", "unused-parameter", Severity.WARNING, "nobody reads it", span)
    parameter = {"Name": "Mse", "Type": "Float", "DefaultValue": 0.5}
    drawing = drawn(step("A"), step("B"), parameters=(parameter,), findings=[unknown, unused])
    assert [node.marks for node in drawing.nodes] == [(Mark("error", "SMP101 no such step"),), ()]
    headline = Line("no such step", "error SMP101")
    assert told_of(drawing.nodes[0])["Findings"] == [
        headline,
        Line("Name it.", is_code=True),
        Line("Or not.", is_code=True),
    ]
    assert [(section.title, [(line.label, line.text) for line in section.lines]) for section in drawing.sections] == [
        ("Parameters", [("Mse", "Float = 0.5")]),
        ("Findings", [("warning SMP105", "nobody reads it")]),
    ]
    framed = drawn(step("A"), findings=[unknown], frame=lambda finding: [f"{finding.span.file}:{finding.span.line}"])
    assert told_of(framed.nodes[0])["Findings"] == [headline, Line("pipeline.py:3", is_code=True)]
    twice = drawn(step("A"), step("A"), findings=[unknown])
    assert [len(node.marks) for node in twice.nodes] == [1, 0]
    assert told_of(twice.nodes[1]).get("Findings") is None


def assert_sound(drawing: Drawing) -> None:
    ids = [node.id for node in drawing.nodes]
    assert len(ids) == len(set(ids))
    for node in drawing.nodes:
        assert node.inside is None or ids.index(node.inside) < ids.index(node.id)
        assert all(line.to is None or line.to in ids for section in node.sections for line in section.lines)
    assert {end for one in drawing.arrows for end in (one.source, one.target)} <= set(ids)
    order = [ids.index(one.target) for one in drawing.arrows]
    assert order == sorted(order)
    assert len({(one.source, one.target, one.kind) for one in drawing.arrows}) == len(drawing.arrows)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_definitions_of_both_sdks(name: str) -> None:
    pipeline = read_definition(json.loads((FIXTURES / name).read_text(encoding="utf-8")))
    drawing = drawing_of(pipeline)
    assert_sound(drawing)
    assert [node.name for node in drawing.nodes] == [one.name for one in pipeline.all_steps()]


@pytest.mark.parametrize("name", PROJECTS)
def test_projects(name: str) -> None:
    _, readings, _ = read_files([str(FIXTURES / "projects" / name)], Settings())
    found = [pipeline for reading in readings for pipeline in reading.pipelines]
    assert found
    for pipeline in found:
        assert_sound(drawing_of(pipeline))


@given(definitions)
def test_whatever_stands_in_a_definition(content: Any) -> None:
    assert_sound(drawing_of(read_definition(content)))
