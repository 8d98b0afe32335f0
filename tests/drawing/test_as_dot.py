"""Drawings in the DOT language, read by pydot and, where it is installed, by Graphviz."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.drawing.as_dot import digraph
from pipelint.drawing.drawing import Arrow, Drawing, Mark, Node
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.pipeline.definition.document import read_definition
from tests.pipeline.generated_definitions import definitions

from .samples import loops_and_conditions

FONT = 'fontname="Helvetica,Arial,sans-serif"'


def dot(drawing: Drawing) -> str:
    return "\n".join(digraph(drawing))


def test_shapes_arrows_and_marks() -> None:
    nodes = (
        Node("Train", 'Train "it"', "Training", marks=(Mark("error", "SMP102 none"),)),
        Node("Gate", "Gate", "Condition", ("Steps.Train.FinalMetricDataList['mse'].Value LessThan Parameters.Mse",)),
        Node("Loop", "Loop", "ForEach"),
        Node("Each", "Each\\n", "", inside="Loop"),
    )
    arrows = (
        Arrow("Train", "Gate", "data", ("a", "b")),
        Arrow("Gate", "Loop", "if"),
        Arrow("Loop", "Train", "control"),
        Arrow("Loop", "Each", "data"),
    )
    assert list(digraph(Drawing("Flow", nodes, arrows))) == [
        'digraph "Flow" {',
        "  compound=true;",
        f'  node [shape=box, style="rounded,filled", fillcolor=white, {FONT}];',
        f"  edge [fontsize=10, {FONT}];",
        '  s0 [label="Train \\"it\\"\\nTraining\\n✖ SMP102", color="#cf222e", penwidth=2];',
        "  s1 [label=\"Gate\\nCondition\\nSteps.Train.FinalMetricDataList['mse'].Value\\nLessThan Parameters.Mse\","
        ' shape=octagon, style="filled"];',
        "  subgraph cluster_s2 {",
        '    label="Loop\\nForEach";',
        "    labeljust=l;",
        '    style="rounded,dashed";',
        f"    {FONT};",
        '    s3 [label="Each\\\\n\\nunknown type"];',
        "  }",
        '  s0 -> s1 [label="a\\nb"];',
        '  s1 -> s3 [label="if", color="#1a7f37", fontcolor="#1a7f37", lhead=cluster_s2];',
        "  s3 -> s0 [style=dashed, ltail=cluster_s2];",
        "  s3 -> s3;",
        "}",
    ]


def assert_read(drawing: Drawing) -> None:
    found = pydot.graph_from_dot_data(dot(drawing))
    assert found is not None
    (graph,) = found
    clusters = list(graph.get_subgraphs())
    nodes = [one.get_name() for one in graph.get_nodes()]
    while clusters:
        cluster = clusters.pop()
        clusters += cluster.get_subgraphs()
        nodes += [one.get_name() for one in cluster.get_nodes()]
    steps = {node.id for node in drawing.nodes} - {node.inside for node in drawing.nodes}
    assert len([name for name in nodes if name[1:].isdigit()]) == len(steps)
    assert len(graph.get_edges()) == len(drawing.arrows)


def test_everything_there_is() -> None:
    assert_read(loops_and_conditions())


@settings(deadline=None)
@given(definitions)
def test_whatever_stands_in_a_definition(content: Any) -> None:
    assert_read(drawing_of(read_definition(content)))


@settings(deadline=None)
@given(st.text())
def test_whatever_a_name_holds(name: str) -> None:
    assert_read(Drawing(name, (Node("A", name, name, (name,)),), (Arrow("A", "A", "data", (name,)),)))


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: pydot alone reads what is written")
def test_graphviz_draws_it() -> None:
    drawn = subprocess.run(
        ["dot", "-Tsvg"], input=dot(loops_and_conditions()), capture_output=True, text=True, check=True
    )
    assert drawn.stderr == ""
    assert drawn.stdout.count('class="edge"') == len(loops_and_conditions().arrows)
    assert drawn.stdout.count('class="cluster"') == 2
