"""Which step waits for which, and where that leads round in a circle.

The SDK writes only explicit dependencies into ``DependsOn``; all others follow from the references in the definition
(``sagemaker/workflow/_steps_compiler.py:285-299`` of sagemaker 2.257). Its own graph, built in local mode only
(``sagemaker/workflow/pipeline.py:1125-1203``), has the same edges as this one: explicit dependencies, references,
and from a step with branches or a body to each step inside it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from pipelint.pipeline.contents import expressions_by_step
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.values import Origin, PropertyFileReference, StepReference, Value, origin_field, path_text


@record
class Edge:
    """``target`` waits for ``source``; both are step names.

    ``kind`` is ``"data"`` (a reference to a property), ``"property_file"`` (a ``JsonGet``), ``"depends_on"``,
    ``"branch"`` (``target`` is in a branch of the condition ``source``) or ``"body"`` (``target`` is in the body of the
    loop ``source``). ``origin`` is the place of the reference or dependency, for a branch or body that of the step
    inside. ``path`` is what a reference reads: a property path, or the name of a property file; else it is empty.
    """

    source: str
    target: str
    kind: str
    origin: Origin | None = origin_field()
    path: str = ""


@remembered
def edges(pipeline: Pipeline) -> tuple[Edge, ...]:
    """Return every wait between two steps of ``pipeline``, by waiting step in definition order.

    Two steps may be joined by several edges, one for each reference. A reference to a step that does not exist makes
    none. Takes time linear in the size of the pipeline.
    """
    steps = tuple(pipeline.all_steps())
    names = {step.name for step in steps}
    placements = _placements(steps)
    found = (
        edge
        for step, expressions in expressions_by_step(pipeline)
        for edge in (*placements.get(id(step), ()), *_own_edges(step, expressions))
    )
    return tuple(edge for edge in found if edge.source in names)


@remembered
def cycles(pipeline: Pipeline) -> tuple[tuple[Edge, ...], ...]:
    """Return one cycle for each group of steps that wait for each other, a step that waits for itself included.

    It is the shortest that leads through the group's first step in definition order, and starts there. Each step waits
    for the next: the source of an edge is the target of the following one, and the last source is the first target.
    Takes time linear in the size of the pipeline.
    """
    order = {step.name: None for step in pipeline.all_steps()}
    waits: dict[str, list[Edge]] = {name: [] for name in order}
    for edge in edges(pipeline):
        waits[edge.target].append(edge)
    group_of = {name: number for number, group in enumerate(_strongly_connected(waits)) for name in group}
    found = []
    seen: set[int] = set()
    for name in order:
        if group_of[name] not in seen:
            seen.add(group_of[name])
            cycle = _shortest_cycle(name, waits, group_of)
            if cycle:
                found.append(cycle)
    return tuple(found)


def _placements(steps: Sequence[Step]) -> dict[int, list[Edge]]:
    """Map the identity of each step inside another to the edge to its parent."""
    placements: dict[int, list[Edge]] = {}
    for parent in steps:
        for kind, inner in (("branch", parent.if_steps + parent.else_steps), ("body", parent.body)):
            for child in inner:
                edge = Edge(parent.name, child.name, kind, child.origin)
                placements.setdefault(id(child), []).append(edge)
    return placements


def _own_edges(step: Step, expressions: Sequence[Value]) -> Iterator[Edge]:
    """Yield the edges that ``step`` itself writes down, by name or in its ``expressions``."""
    for dependency in step.depends_on:
        yield Edge(dependency.step, step.name, "depends_on", dependency.origin)
    for part in expressions:
        if isinstance(part, StepReference):
            yield Edge(part.step, step.name, "data", part.origin, path_text(part.path))
        elif isinstance(part, PropertyFileReference) and part.step is not None:
            yield Edge(part.step, step.name, "property_file", part.origin, part.name or "…")


def _strongly_connected(waits: Mapping[str, Sequence[Edge]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of the graph: Tarjan's algorithm, on a stack of its own.

    Recursion would end at Python's limit of about 1,000 steps in a chain.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_names: list[str] = []
    is_open: set[str] = set()
    for root in waits:
        pending = [] if root in number else [(root, iter(waits[root]))]
        while pending:
            name, ahead = pending[-1]
            if name not in number:
                number[name] = lowest[name] = len(number)
                open_names.append(name)
                is_open.add(name)
            following = next(ahead, None)
            if following is not None:
                source = following.source
                if source not in number:
                    pending.append((source, iter(waits[source])))
                elif source in is_open:
                    lowest[name] = min(lowest[name], number[source])
                continue
            pending.pop()
            if pending:
                parent = pending[-1][0]
                lowest[parent] = min(lowest[parent], lowest[name])
            if lowest[name] == number[name]:
                component = _pop_through(name, open_names)
                is_open.difference_update(component)
                yield component


def _pop_through(name: str, stack: list[str]) -> list[str]:
    """Take ``name`` and everything above it off ``stack``."""
    start = len(stack) - 1
    while stack[start] != name:
        start -= 1
    taken = stack[start:]
    del stack[start:]
    return taken


def _shortest_cycle(start: str, waits: Mapping[str, Sequence[Edge]], group_of: Mapping[str, int]) -> tuple[Edge, ...]:
    """Search breadth-first from ``start``, within its group, for the way back to it; empty when there is none."""
    reached_by: dict[str, Edge] = {}
    pending = deque([start])
    while pending and start not in reached_by:
        for edge in waits[pending.popleft()]:
            if group_of[edge.source] == group_of[start] and edge.source not in reached_by:
                reached_by[edge.source] = edge
                pending.append(edge.source)
    if start not in reached_by:
        return ()
    way = [reached_by[start]]
    while way[-1].target != start:
        way.append(reached_by[way[-1].target])
    return tuple(reversed(way))
