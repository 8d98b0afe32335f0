"""A run as a Mermaid flowchart: what is drawn of it, for the writer that draws pipelines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelint.drawing.as_mermaid import flowchart
from pipelint.drawing.drawing import Arrow, ArrowKind, Drawing, Mark, Node

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.pipeline.graph import Edge

_KINDS: Mapping[str, ArrowKind] = {"data": "data", "property_file": "data", "depends_on": "control"}


def drawn(run: Run) -> str:
    """Return the steps of ``run`` coloured by state, joined by what they wait for; branches bear their name."""
    inside = {
        step.name: loop
        for loop, of_loop in run.items()
        for iteration in of_loop.iterations
        for step in iteration.steps.values()
    }
    nodes = tuple(
        Node(name, name, step.step.type or "", inside=inside.get(name), marks=(Mark(step.state.value, step.because),))
        for name, step in run.items()
    )
    places = {name: number for number, name in enumerate(run)}
    arrows = {(edge.source, edge.target): _arrow(run, edge) for edge in sorted(run.edges, key=_strength)}
    kept = (arrow for (source, target), arrow in arrows.items() if inside.get(target) != source)
    ordered = sorted(kept, key=lambda arrow: (places[arrow.target], places[arrow.source]))
    return "\n".join(flowchart(Drawing("", nodes, tuple(ordered))))


def _strength(edge: Edge) -> int:
    """Tell how much an edge says: of several between two steps, that which says most is drawn."""
    return ("depends_on", "body", "data", "property_file", "branch").index(edge.kind)


def _arrow(run: Run, edge: Edge) -> Arrow:
    return Arrow(edge.source, edge.target, _KINDS.get(edge.kind) or _arm(run, edge))


def _arm(run: Run, edge: Edge) -> ArrowKind:
    step = run.steps[edge.source].step
    return "if" if any(child.name == edge.target for child in step.if_steps) else "else"
