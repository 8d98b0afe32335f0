"""A comparison as a drawing: what both pipelines hold, and what became of it drawn over."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from pipelint.changes.changes import Changes
from pipelint.changes.compared import ComparedPipeline
from pipelint.changes.comparison import compare
from pipelint.changes.drawn import drawing_of_changes
from pipelint.drawing.drawing import Arrow, Drawing, Line, Mark, Section
from pipelint.pipeline.definition import read_definition
from tests.changes.samples import CACHE, edited
from tests.harness.harness_samples import (
    abalone,
    condition,
    definition,
    for_each,
    get,
    lambda_,
    parameter,
    training,
)
from tests.pipeline.generated_definitions import definitions


def drawn(old: dict[str, Any], new: dict[str, Any]) -> Drawing:
    before, after = read_definition(old), read_definition(new)
    return drawing_of_changes(ComparedPipeline(before, after, compare(before, after)))


def arrows(drawing: Drawing) -> dict[tuple[str, str, str], Mark]:
    """Return the marks of arrows, by what the arrows lead from and to, and their kinds."""
    (overlay,) = drawing.overlays
    keys = [(one.source, one.target, one.kind) for one in drawing.arrows]
    return {keys[number]: mark for number, (mark,) in overlay.arrows.items()}


def test_nothing_is_marked_where_nothing_changed() -> None:
    drawing = drawn(abalone(), abalone())
    (overlay,) = drawing.overlays
    assert (overlay.name, overlay.summary) == ("changes", "pipeline: no difference")
    assert (overlay.nodes, overlay.arrows, overlay.sections) == ({}, {}, {})
    assert len(drawing.nodes) == 6


def test_what_came_and_what_went_are_both_there() -> None:
    model = get("Steps.A.ModelArtifacts.S3ModelArtifacts")
    old = definition(training("A"), training("Gone", model), training("C"))
    new = definition(training("A"), training("New", model, HyperParameters={"a": "1"}), training("C"))
    drawing = drawn(old, new)
    (overlay,) = drawing.overlays
    assert [node.name for node in drawing.nodes] == ["A", "Gone", "New", "C"]
    assert overlay.nodes == {"Gone": (Mark("removed", "removed"),), "New": (Mark("added", "added"),)}
    assert arrows(drawing) == {
        ("A", "Gone", "data"): Mark("removed", "removed"),
        ("A", "New", "data"): Mark("added", "added"),
    }


def test_a_step_that_changed_tells_how() -> None:
    first, second = (
        {**training("A", HyperParameters={"a": value}, RoleArn=value), "CacheConfig": CACHE} for value in "12"
    )
    model = get("Steps.A.ModelArtifacts.S3ModelArtifacts")
    rest = {**training("B", model), "CacheConfig": CACHE}
    drawing = drawn(definition(first, rest), definition(second, rest))
    (overlay,) = drawing.overlays
    assert overlay.nodes == {
        "A": (Mark("changed", "2 fields changed"), Mark("warning", "loses its cache")),
        "B": (Mark("warning", "loses its cache"),),
    }
    assert overlay.sections == {
        "A": (
            Section(
                "Changes",
                (
                    Line('"1" → "2"', "HyperParameters.a", is_code=True),
                    Line('"1" → "2"', "RoleArn", is_code=True),
                ),
            ),
            Section("Cache", (Line("loses its cache"), Line("HyperParameters.a changed", "because"))),
        ),
        "B": (Section("Cache", (Line("loses its cache"), Line('"A" runs again', "because", to="A"))),),
    }


def test_another_label_of_an_arrow_is_a_change_of_it() -> None:
    def edit(content: dict[str, Any]) -> None:
        content["Steps"][1]["Arguments"]["InputDataConfig"][0]["ChannelName"] = "other"

    drawing = drawn(abalone(), edited(abalone(), edit))
    assert arrows(drawing) == {
        ("PreprocessData", "TrainModel", "data"): Mark("changed", 'before: output "train" → channel "train"')
    }


def test_a_renamed_step_is_one_step() -> None:
    old = definition(training("A"), lambda_("B", {"x": get("Steps.A.TrainingJobArn")}))
    new = definition(training("Z"), lambda_("B", {"x": get("Steps.Z.TrainingJobArn")}))
    drawing = drawn(old, new)
    (overlay,) = drawing.overlays
    assert [node.id for node in drawing.nodes] == ["Z", "B"]
    assert overlay.nodes == {"Z": (Mark("changed", 'was called "A"'),)}
    assert arrows(drawing) == {}


def test_a_step_on_another_arm_moved_and_so_did_the_arrow() -> None:
    old = definition(condition("C", [], [lambda_("L")]))
    new = definition(condition("C", [], [], [lambda_("L")]))
    drawing = drawn(old, new)
    (overlay,) = drawing.overlays
    assert overlay.nodes["L"] == (Mark("changed", "moved"),)
    assert arrows(drawing) == {
        ("C", "L", "if"): Mark("removed", "removed"),
        ("C", "L", "else"): Mark("added", "added"),
    }


def test_a_loop_that_went_takes_its_body_with_it() -> None:
    drawing = drawn(definition(training("A"), for_each("Loop", ["x"], training("B"))), definition(training("A")))
    assert [(node.id, node.inside) for node in drawing.nodes] == [("A", None), ("Loop", None), ("B", "Loop")]
    assert set(drawing.overlays[0].nodes) == {"Loop", "B"}


def test_parameters_are_told_of_the_whole() -> None:
    old = definition(parameters=[parameter("P", "Integer", 1), parameter("Q", "String")])
    new = definition(parameters=[parameter("P", "Integer", 2), parameter("R", "Float", 0.5)])
    assert drawn(old, new).sections[0] == Section(
        "Changes of the pipeline",
        (
            Line("1 → 2", "P DefaultValue", is_code=True),
            Line("R (Float) = 0.5", "added", is_code=True),
            Line("Q (String)", "removed", is_code=True),
        ),
    )


def test_a_pipeline_of_one_side_is_new_or_gone() -> None:
    there = read_definition(definition(training("A")))
    new = drawing_of_changes(ComparedPipeline(None, there, Changes()))
    assert new.overlays[0].nodes == {"A": (Mark("added", "added"),)}
    gone = drawing_of_changes(ComparedPipeline(there, None, Changes()))
    assert gone.overlays[0].nodes == {"A": (Mark("removed", "removed"),)}


@given(definitions, definitions)
@settings(max_examples=50)
def test_whatever_they_are_like_they_can_be_drawn(one: dict[str, Any], other: dict[str, Any]) -> None:
    drawing = drawn(one, other)
    ids = [node.id for node in drawing.nodes]
    assert len(set(ids)) == len(ids)
    for number, node in enumerate(drawing.nodes):
        assert node.inside is None or node.inside in ids[:number]
    assert [ids.index(arrow.target) for arrow in drawing.arrows] == sorted(
        ids.index(arrow.target) for arrow in drawing.arrows
    )
    assert all(isinstance(arrow, Arrow) and arrow.source in ids for arrow in drawing.arrows)
    (overlay,) = drawing.overlays
    assert set(overlay.nodes) | set(overlay.sections) <= set(ids)
    assert all(number < len(drawing.arrows) for number in overlay.arrows)
