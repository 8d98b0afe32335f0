"""Where the pieces of a drawing stand: nothing upon another, nothing beside what it belongs to, and always the same."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pipelint.drawing.boxes import height_of, label_width
from pipelint.drawing.drawing import Drawing, Overlay
from pipelint.drawing.layout import Box, Layout, NoLayoutLibrary, layout_of
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.pipeline.definition.document import read_definition
from pipelint.pipeline.record import replace
from tests.pipeline.generated_definitions import definitions

from .samples import drawn, loop, loops_and_conditions, many, step

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEFINITIONS = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.glob("definitions/*/*.json"))

Area = tuple[float, float, float, float]
"""The left, upper, right and lower end of something."""


def area(box: Box) -> Area:
    return box.x, box.y, box.x + box.width, box.y + box.height


def overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(outer: Area, inner: Area) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def around(drawing: Drawing, id_: str) -> set[str]:
    inside = {node.id: node.inside for node in drawing.nodes}
    found = set()
    while (outer := inside[id_]) is not None:
        found.add(outer)
        id_ = outer
    return found


def labels(layout: Layout) -> Iterator[Area]:
    for route in layout.routes:
        if route.label_at is not None:
            (x, y), width, height = route.label_at, label_width(route.label), height_of(route.label)
            yield x - width / 2, y - height / 2, x + width / 2, y + height / 2


def assert_well_placed(drawing: Drawing, layout: Layout) -> None:
    page = (0.0, 0.0, layout.width, layout.height)
    boxes = {id_: area(box) for id_, box in layout.boxes.items()}
    assert list(boxes) == [node.id for node in drawing.nodes]
    for node in drawing.nodes:
        assert holds(page, boxes[node.id])
        assert node.inside is None or holds(boxes[node.inside], boxes[node.id])
        text = layout.boxes[node.id].text
        assert layout.boxes[node.id].width >= text.width - 0.01
        assert layout.boxes[node.id].height >= text.height - 0.01
    for one, other in combinations(boxes, 2):
        if one not in around(drawing, other) and other not in around(drawing, one):
            assert not overlap(boxes[one], boxes[other])
    plain = [boxes[node.id] for node in drawing.nodes if not layout.boxes[node.id].frame]
    named = list(labels(layout))
    assert all(holds(page, one) for one in named)
    assert not any(overlap(one, box) for one in named for box in plain)
    assert not any(overlap(one, other) for one, other in combinations(named, 2))


def assert_ends_at_its_boxes(drawing: Drawing, layout: Layout) -> None:
    """The way of each arrow begins at the border of its source, ends at that of its target, and passes other boxes by.

    Except between a frame and what is in it. One that leaves a frame begins at the border of that.
    """
    for arrow, route in zip(drawing.arrows, layout.routes, strict=True):
        left_behind = around(drawing, arrow.source) - around(drawing, arrow.target) - {arrow.target}
        begin = next((node.id for node in drawing.nodes if node.id in left_behind), arrow.source)
        ends = {begin, arrow.target}
        for end, point in ((begin, route.points[0]), (arrow.target, route.points[-1])):
            left, top, right, bottom = area(layout.boxes[end])
            if not ends & around(drawing, begin) and not ends & around(drawing, arrow.target):
                assert left - 0.5 <= point[0] <= right + 0.5 and top - 0.5 <= point[1] <= bottom + 0.5
                assert (
                    min(abs(point[0] - left), abs(point[0] - right), abs(point[1] - top), abs(point[1] - bottom)) < 0.5
                )
        for (x, y), (to_x, to_y) in zip(route.points, route.points[1:], strict=False):
            part = (min(x, to_x), min(y, to_y), max(x, to_x) + 0.1, max(y, to_y) + 0.1)
            for id_, box in layout.boxes.items():
                if id_ not in ends and not box.frame:
                    left, top, right, bottom = area(box)
                    assert not overlap(part, (left + 1, top + 1, right - 1, bottom - 1))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_definitions_of_both_sdks(name: str) -> None:
    drawing = drawing_of(read_definition(json.loads((FIXTURES / name).read_text(encoding="utf-8"))))
    layout = layout_of(drawing)
    assert_well_placed(drawing, layout)
    assert_ends_at_its_boxes(drawing, layout)


@given(definitions)
def test_whatever_stands_in_a_definition(content: Any) -> None:
    drawing = drawing_of(read_definition(content))
    assert_well_placed(drawing, layout_of(drawing))


def test_loops_in_loops_and_ways_across_their_borders() -> None:
    drawing = loops_and_conditions()
    layout = layout_of(drawing)
    assert [id_ for id_, box in layout.boxes.items() if box.frame] == ["Outer", "Inner"]
    assert_well_placed(drawing, layout)
    assert_ends_at_its_boxes(drawing, layout)


def test_loops_that_nothing_leads_to_stand_apart_and_ways_out_of_one_cross_nothing() -> None:
    loops = [loop(f"Loop{number}", step("Train"), step("Again"), items=("a" * 200,)) for number in range(3)]
    drawing = drawn(*loops, step("After", DependsOn=["Train"]))
    layout = layout_of(drawing)
    assert_well_placed(drawing, layout)
    assert_ends_at_its_boxes(drawing, layout)


def test_who_waits_stands_below_whom_it_waits_for() -> None:
    drawing = many(60)
    layout = layout_of(drawing)
    for arrow in drawing.arrows:
        assert layout.boxes[arrow.source].y < layout.boxes[arrow.target].y
    assert_well_placed(drawing, layout)
    assert_ends_at_its_boxes(drawing, layout)


def test_steps_that_wait_in_a_circle() -> None:
    ring = [step(f"Step{number}", DependsOn=[f"Step{(number + 1) % 30}"]) for number in range(30)]
    drawing = drawn(*ring, step("Alone", DependsOn=["Alone"]))
    layout = layout_of(drawing)
    assert_well_placed(drawing, layout)
    assert_ends_at_its_boxes(drawing, layout)


def test_the_same_drawing_is_always_laid_out_alike() -> None:
    assert layout_of(loops_and_conditions()) == layout_of(loops_and_conditions())


def test_the_box_has_room_for_the_longest_of_its_texts() -> None:
    drawing = drawn(step("Gate", "Condition"))
    tall = Overlay("a run", "", lines={"Gate": ("Steps.Evaluate.PropertyFiles.Report[mse] was 5",) * 4})
    plain, overlaid = layout_of(drawing), layout_of(replace(drawing, overlays=(tall,)))
    assert overlaid.boxes["Gate"].height > plain.boxes["Gate"].height
    assert overlaid.boxes["Gate"].width > plain.boxes["Gate"].width


def test_nothing_to_draw() -> None:
    assert layout_of(Drawing("empty", ())).boxes == {}


@pytest.mark.slow
def test_500_steps_take_a_second_or_so() -> None:
    drawing = many(500)
    started = time.process_time()
    layout = layout_of(drawing)
    assert time.process_time() - started < 5  # a machine that is busy may be slower
    assert len(layout.boxes) == 500


CROWDS = {
    "hundreds wait for one": [step("One"), *(step(f"Train{number}", DependsOn=["One"]) for number in range(300))],
    "one waits for hundreds": [
        *(step(f"Train{number}") for number in range(300)),
        step("One", DependsOn=[f"Train{number}" for number in range(300)]),
    ],
    "each waits for all before": [
        step(f"Step{number}", DependsOn=[f"Step{other}" for other in range(number)]) for number in range(40)
    ],
    "all wait for all of others": [
        *(step(f"Before{number}") for number in range(45)),
        *(step(f"After{number}", DependsOn=[f"Before{other}" for other in range(45)]) for number in range(45)),
    ],
    "circles": [
        step(f"Step{number}", DependsOn=[f"Step{(number + other) % 100}" for other in (1, 7, 99)])
        for number in range(100)
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("crowd", CROWDS)
def test_a_crowd_takes_no_minutes(crowd: str) -> None:
    drawing = drawn(*CROWDS[crowd])
    started = time.process_time()
    layout = layout_of(drawing)
    assert time.process_time() - started < 2  # with graphlay's usual options from 6 s to minutes
    assert_well_placed(drawing, layout)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    with pytest.raises(NoLayoutLibrary, match=r"pip install 'pipelint\[graph\]'"):
        layout_of(many(3))
