"""A comparison as a drawing: the steps and arrows of both pipelines, and what became of each drawn over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipelint.changes.changes import CacheChange, Changes, FieldChange, StepChange
from pipelint.changes.compared import ComparedPipeline
from pipelint.changes.words import (
    cache_text,
    difference_text,
    parameter_text,
    rewiring_text,
    step_notes,
    summary_text,
    told_fields,
    wait_text,
)
from pipelint.drawing.drawing import Arrow, Drawing, Line, Mark, MarkKind, Node, Overlay, Section
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import replace

_CACHES: Mapping[str, MarkKind] = {"lost": "warning", "perhaps lost": "info"}

_Key = tuple[str, str, str]


def drawing_of_changes(compared: ComparedPipeline) -> Drawing:
    """Return the drawing of a pipeline as it is, with what was removed, and one overlay: what changed."""
    old, new = (drawing_of(one or Pipeline(())) for one in (compared.old, compared.new))
    title = new.title if compared.new is not None else old.title
    union = _Union(old, new, compared.changes)
    overlay = Overlay(
        "changes",
        summary_text(compared),
        {id_: tuple(marks) for id_, marks in union.node_marks().items()},
        {number: (mark,) for number, mark in union.arrow_marks().items()},
        union.sections(),
    )
    return Drawing(
        title, tuple(union.nodes), tuple(union.arrows), (overlay,), (*_general(compared.changes), *new.sections)
    )


class _Union:
    """The nodes and arrows of two drawings. Those of the old one have the ids of the new one where they are in both."""

    def __init__(self, old: Drawing, new: Drawing, changes: Changes) -> None:
        self._changes = {one.name: one for one in changes.steps if one.kind != "removed"}
        self._caches = {one.step: one for one in changes.caches}
        self._new_ids = {node.id for node in new.nodes}
        self._old_names = {one.old_name: one.name for one in changes.steps if one.old_name is not None}
        self._known = {self._id(node.id) for node in old.nodes}
        self._old_arrows = {_key(one): one for one in (self._moved(arrow) for arrow in old.arrows)}
        self._new_arrows = {_key(one) for one in new.arrows}
        self.nodes = list(self._nodes(old, new))
        place = {node.id: number for number, node in enumerate(self.nodes)}
        gone = [one for key, one in self._old_arrows.items() if key not in self._new_arrows]
        self.arrows = sorted([*new.arrows, *gone], key=lambda arrow: place[arrow.target])

    def _id(self, id_: str) -> str:
        """Return the id that a node of the old drawing has here."""
        return self._old_names.get(id_, id_)

    def _moved(self, arrow: Arrow) -> Arrow:
        return replace(arrow, source=self._id(arrow.source), target=self._id(arrow.target))

    def _nodes(self, old: Drawing, new: Drawing) -> list[Node]:
        """Return the new nodes, and behind the node that each stood behind those that are gone."""
        nodes = list(new.nodes)
        before: str | None = None
        for node in old.nodes:
            id_ = self._id(node.id)
            if id_ not in self._new_ids:
                inside = self._id(node.inside) if node.inside is not None else None
                behind = [number for number, one in enumerate(nodes) if one.id in (before, inside)]
                nodes.insert(max(behind, default=-1) + 1, replace(node, inside=inside))
            before = id_
        return nodes

    def node_marks(self) -> dict[str, list[Mark]]:
        """Return what became of the steps, by their ids."""
        found: dict[str, list[Mark]] = {}
        for node in self.nodes:
            marks = list(self._marks(node))
            if marks:
                found[node.id] = marks
        return found

    def _marks(self, node: Node) -> Iterator[Mark]:
        if node.id not in self._new_ids:
            yield Mark("removed", "removed")
        elif node.id not in self._known:
            yield Mark("added", "added")
        elif node.name in self._changes:
            yield Mark("changed", "; ".join(_kinds(self._changes[node.name])) or "changed")
        cache = self._caches.get(node.name)
        if cache is not None and cache.outcome in _CACHES:
            yield Mark(_CACHES[cache.outcome], cache_text(cache)[0])

    def arrow_marks(self) -> dict[int, Mark]:
        """Return what became of the arrows, by their places."""
        found: dict[int, Mark] = {}
        for number, arrow in enumerate(self.arrows):
            before = self._old_arrows.get(_key(arrow))
            if _key(arrow) not in self._new_arrows:
                found[number] = Mark("removed", "removed")
            elif before is None:
                found[number] = Mark("added", "added")
            elif before.labels != arrow.labels:
                found[number] = Mark("changed", f"before: {', '.join(before.labels) or 'no data'}")
        return found

    def sections(self) -> dict[str, tuple[Section, ...]]:
        """Return what is told of the steps that changed, by their ids."""
        found = {}
        for node in self.nodes:
            change, cache = self._changes.get(node.name), self._caches.get(node.name)
            told = [Section("Changes", tuple(_lines(change)))] if change is not None else []
            told += [Section("Cache", tuple(self._cache_lines(cache)))] if cache is not None else []
            kept = tuple(one for one in told if one.lines)
            if kept and node.id in self._new_ids:
                found[node.id] = kept
        return found

    def _cache_lines(self, cache: CacheChange) -> Iterator[Line]:
        yield Line(cache_text(cache)[0])
        verb = "not in its key" if cache.outcome == "kept" else "because"
        for reason in cache.reasons:
            yield Line(reason.text, verb, reason.because if reason.because in self._new_ids else None)


def _key(arrow: Arrow) -> _Key:
    return (arrow.source, arrow.target, arrow.kind)


def _kinds(change: StepChange) -> Iterator[str]:
    """Yield in a few words what became of a step."""
    if change.old_name is not None:
        yield f'was called "{change.old_name}"'
    if change.old_place is not None:
        yield "moved"
    if change.rewired:
        yield "rewired"
    fields = len(told_fields(change))
    if fields:
        yield f"{fields} {'field' if fields == 1 else 'fields'} changed"
    if any(one.kind == "depends_on" for one in change.waits):
        yield "waits changed"


def _lines(change: StepChange) -> Iterator[Line]:
    yield from (Line(text) for text in step_notes(change))
    yield from (Line(rewiring_text(one)) for one in change.rewired)
    yield from (Line(wait_text(one)) for one in change.waits if one.kind == "depends_on")
    yield from _field_lines(told_fields(change))


def _field_lines(changes: Iterable[FieldChange]) -> Iterator[Line]:
    for one in changes:
        old, new = difference_text(one)
        yield Line(f"{old} → {new}", one.text, is_code=True)


def _general(changes: Changes) -> Iterator[Section]:
    """Yield what changed of the pipeline itself and of its parameters."""
    lines = list(_field_lines(changes.fields))
    for one in changes.parameters:
        if one.kind == "changed":
            lines += [replace(line, label=f"{one.name} {line.label}") for line in _field_lines(one.fields)]
        else:
            lines.append(Line(parameter_text(one), one.kind, is_code=True))
    if lines:
        yield Section("Changes of the pipeline", tuple(lines))
