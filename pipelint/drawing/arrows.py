"""The arrows of a drawing: into the arms of conditions, from who made something to who reads it, and mere waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelint.drawing.drawing import Arrow
from pipelint.drawing.places import Place
from pipelint.pipeline.graph import Edge, edges
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.wires import Wire

_NAMED = ("input ", "channel ", "hyperparameter ", "variable ", "argument -")
"""How the ends begin that a label names: the path of a member of a request would say little, and is long."""

Pair = tuple[str, str]


def arrows_between(
    pipeline: Pipeline, standing: Sequence[Place], ids: Mapping[str, str], wired: Sequence[Wire]
) -> Iterator[Arrow]:
    """Yield the arrows between the steps at ``standing``, by target in that order.

    Between two steps there is one arrow of data, with a label for each of its ``wired`` data, or else one for a mere
    wait. ``ids`` says which step a name leads to.
    """
    every = edges(pipeline)
    waits = {(edge.source, edge.target) for edge in every}
    names = {place.id: place.step.name for place in standing}
    into = _into_arms(standing, waits, names)
    labels = _labels(every, wired)
    sources: dict[str, list[str]] = {}
    for source, target in labels:
        sources.setdefault(target, []).append(source)
    for place in standing:
        yield from into.get(place.id, ())
        if ids[place.step.name] == place.id:  # of several steps with one name, the first has what is said of the name
            for source in sources.get(place.step.name, ()):
                said = tuple(dict.fromkeys(labels[source, place.step.name]))
                yield Arrow(ids[source], place.id, "data", said)
        yield from _mere_waits(place, ids, labels)


def _into_arms(standing: Sequence[Place], waits: set[Pair], names: Mapping[str, str]) -> dict[str, list[Arrow]]:
    """Return the arrows into arms by target: to those steps of an arm that wait for no other step of it."""
    found: dict[str, list[Arrow]] = {}
    for place in standing:
        for kind, arm in place.arms.items():
            others = {names[one] for one in arm}
            first = [
                one for one in arm if not any((other, names[one]) in waits for other in others if other != names[one])
            ]
            for target in first or arm:  # where all wait for each other, there is no first one
                found.setdefault(target, []).append(Arrow(place.id, target, kind))
    return found


def _labels(every: Sequence[Edge], wired: Sequence[Wire]) -> dict[Pair, list[str]]:
    """Return what the data between two steps are called, by the names of the steps."""
    labels: dict[Pair, list[str]] = {}
    for wire in wired:
        if wire.source is not None and wire.target is not None:
            labels.setdefault((wire.source.step, wire.target.step), []).append(_label(wire))
    for edge in every:
        if edge.kind in ("data", "property_file") and (edge.source, edge.target) not in labels:
            labels[edge.source, edge.target] = [edge.path] if edge.path else []
    return labels


def _label(wire: Wire) -> str:
    source = wire.source.called if wire.source is not None else ""
    if wire.json_path is not None:
        return f"{source.removeprefix('property file ').strip(chr(34))}[{wire.json_path}]"
    target = wire.target.called if wire.target is not None else ""
    return f"{source} → {target}" if target.startswith(_NAMED) else source


def _mere_waits(place: Place, ids: Mapping[str, str], labels: Mapping[Pair, object]) -> Iterator[Arrow]:
    """Yield an arrow for each step that the one at ``place`` waits for without reading from it."""
    named = {one.step: one for one in place.step.depends_on if one.step in ids}
    for name, one in named.items():
        if (name, place.step.name) not in labels:
            yield Arrow(ids[name], place.id, "control", () if one.trigger == "Completed" else (one.trigger,))
