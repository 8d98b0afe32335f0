"""Drawings as Mermaid, read by Mermaid itself."""

from __future__ import annotations

from html import unescape
from typing import Any

import mermaidx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.drawing.as_mermaid import flowchart
from pipelint.drawing.drawing import Arrow, Drawing, Mark, Node
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.pipeline.definition.document import read_definition
from tests.pipeline.generated_definitions import definitions

from .samples import loops_and_conditions


def read(drawing: Drawing) -> str:
    """Return the SVG that Mermaid makes of a drawing; raises where it does not understand it."""
    svg: str = mermaidx.render("\n".join(flowchart(drawing))).svg()
    return svg


def test_shapes_arrows_and_marks() -> None:
    nodes = (
        Node("Train", "Train", "Training", marks=(Mark("warning", "SMP501 hard-coded"), Mark("error", "SMP102 none"))),
        Node("Gate", "Gate", "Condition", ("Parameters.Mse LessThan 6", "else: no step")),
        Node("Loop", "Loop", "ForEach", ('for each of ["a"]',), marks=(Mark("info", "SMP702 empty"),)),
        Node("Each", "Each", "", inside="Loop"),
    )
    arrows = (
        Arrow("Train", "Gate", "data", ("Report[mse]", "model artifacts")),
        Arrow("Gate", "Loop", "if"),
        Arrow("Train", "Each", "control"),
    )
    assert list(flowchart(Drawing("Flow", nodes, arrows))) == [
        "flowchart TD",
        '  s0["Train<br/>Training<br/>✖ SMP102<br/>▲ SMP501"]:::error',
        '  s1{"Gate<br/>Condition<br/>Parameters.Mse LessThan 6<br/>else: no step"}',
        '  subgraph s2["Loop · ForEach · for each of [#quot;a#quot;] · i SMP702"]',
        '    s3["Each<br/>unknown type"]',
        "  end",
        '  s0 -->|"Report[mse]<br/>model artifacts"| s1',
        '  s1 -->|"if"| s2',
        "  s0 -.-> s3",
        "  class s2 info",
        "  classDef error fill:#f8d7da,stroke:#b71c1c,color:#1f2328",
        "  classDef info fill:#d6e9ff,stroke:#0969da,color:#1f2328",
    ]


@pytest.mark.slow
def test_mermaid_draws_everything_there_is() -> None:
    drawing = loops_and_conditions()
    svg = read(drawing)
    for node in drawing.nodes:
        assert node.name in svg


TEXTS = [
    'a"b',
    "a'b",
    "a<b>c",
    "a#b;c",
    "a&lt;b",
    "`a`",
    "a\\nb",
    "a%%b",
    "[a](b)",
    "{a}",
    "a|b",
    "end",
    "é訓",
    "**a**",
]


@pytest.mark.slow
def test_mermaid_shows_texts_as_they_are() -> None:
    nodes = tuple(Node(f"{number}", f"<{text}>", "T") for number, text in enumerate(TEXTS))
    arrows = tuple(Arrow("0", f"{number}", "data", (f"({text})",)) for number, text in enumerate(TEXTS))
    svg = unescape(read(Drawing("", nodes, arrows))).replace("\u200b", "")
    assert [text for text in TEXTS if f"><{text}><" not in svg or f">({text})<" not in svg] == []


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(st.lists(definitions, min_size=8))
def test_mermaid_reads_whatever_stands_in_a_definition(contents: list[Any]) -> None:
    steps = [one for content in contents for one in content["Steps"]]  # in one, as Mermaid takes its time
    read(drawing_of(read_definition({"Version": "2020-12-01", "Steps": steps})))


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(st.lists(st.text(), min_size=20, unique=True))
def test_mermaid_reads_every_name(names: list[str]) -> None:
    nodes = tuple(Node(name, name, name, (name,)) for name in names)
    read(Drawing("", nodes, tuple(Arrow(names[0], name, "data", (name,)) for name in names)))
