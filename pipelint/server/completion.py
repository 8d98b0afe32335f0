"""What may stand where somebody types: members of properties, names of outputs, steps and channels, json paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from pipelint.linter.reading import Reading
from pipelint.pipeline.contents import every_record
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record, replace
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.scripts import DocumentShape, spelled
from pipelint.pipeline.service.documentation import sentence
from pipelint.pipeline.service.step_types import properties_of, shapes_at
from pipelint.pipeline.values import (
    JsonGet,
    ListValue,
    Literal,
    Member,
    PathPart,
    PropertyFileReference,
    Record,
    StepReference,
)
from pipelint.rules.looking import PROCESSING_OUTPUTS, declared_names, listed_names
from pipelint.server.documents import OpenFile
from pipelint.server.hover import shape_text, written
from pipelint.server.looking import spliced
from pipelint.server.repairing import MARK, Repaired, repaired
from pipelint.server.session import Session
from pipelint.server.texts import Text

TRIGGERS = (".", '"', "'", "[")

_CHANNELS = "/opt/ml/input/data/"
_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*")
_DEEPEST = 8
_OF_DEFINITION = re.compile(r'"(?P<head>Parameters\.|Steps\.(?:[^".]+\.(?:[^"]*[.\[])?)?)(?P<word>[^".\[]*)$')


@record
class Offer:
    """A name that may stand there; ``detail`` says what it is, ``about`` more of it."""

    name: str
    kind: lsp.CompletionItemKind
    detail: str | None = None
    about: str | None = None


def completions(session: Session, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
    """Return what may stand at a position of a document."""
    file = session.snapshot.file(uri)
    if file is None:
        return []
    cell = next((number for number, one in enumerate(file.cells) if one.uri == uri), None)
    text = file.text if cell is None else file.cells[cell].text
    if text is None:
        return []
    offset = text.offset(position, session.units)
    if file.path.endswith(".json"):
        begin, end, offers = _in_definition(session, file, text, offset)
    else:
        found = repaired(text.text, offset) or (
            _repaired_of_good(session, file, text, offset) if cell is None else None
        )
        reading = _read(session, file, cell, found.text) if found is not None else None
        if found is None or reading is None:
            return []
        begin, end, offers = found.begin, found.end, list(_offers(reading))
    place = lsp.Range(text.position_at(begin, session.units), text.position_at(end, session.units))
    once = {one.name: one for one in offers if MARK not in one.name}
    return [_item(one, place, number) for number, one in enumerate(once.values())]


def _item(offer: Offer, place: lsp.Range, number: int) -> lsp.CompletionItem:
    about = lsp.MarkupContent(lsp.MarkupKind.Markdown, offer.about) if offer.about is not None else None
    return lsp.CompletionItem(
        offer.name,
        kind=offer.kind,
        detail=offer.detail,
        documentation=about,
        sort_text=f"{number:04}",
        filter_text=offer.name,
        text_edit=lsp.TextEdit(place, offer.name),
    )


def _repaired_of_good(session: Session, file: OpenFile, text: Text, offset: int) -> Repaired | None:
    """Return what was read last with the line that is typed in it, for a text that is no Python elsewhere as well."""
    real = os.path.realpath(file.path)
    project = session.project_of(real)
    kept = project.readings.kept_of(real) if project is not None and project.readings is not None else []
    good = kept[0].good if kept and kept[0].own == real else None
    for made, place in spliced(good, text, offset) if good is not None else ():
        found = repaired(made, place)
        if found is not None:
            return Repaired(found.text, found.begin - place + offset, found.end - place + offset)
    return None


def _read(session: Session, file: OpenFile, cell: int | None, text: str) -> Reading | None:
    """Return what a file yields with another text, or with that text in one of its cells."""
    real = os.path.realpath(file.path)
    project = session.project_of(real)
    found = project.readings.input_of(real) if project is not None and project.readings is not None else None
    if project is None or project.readings is None or found is None:
        return None
    if cell is None:
        changed = OpenFile(file.uri, file.path, None, Text(text))
    else:
        cells = list(file.cells)
        cells[cell] = replace(cells[cell], text=Text(text))
        changed = OpenFile(file.uri, file.path, None, cells=tuple(cells))
    return project.readings.reading_with(replace(found, data=changed.data))


def _offers(reading: Reading) -> Iterator[Offer]:
    """Yield what may stand where the mark was read."""
    for mention in reading.mentions:
        value = mention.value
        if isinstance(value, StepReference):
            yield from _of_path(value, reading.pipelines)
        elif isinstance(value, JsonGet):
            yield from _of_json_get(value, reading.pipelines)
    for pipeline in reading.pipelines:
        for step in pipeline.all_steps():
            if any(one.step == MARK for one in step.depends_on):
                yield from _steps(pipeline, step)
            yield from _of_step(step, pipeline)


def _of_path(reference: StepReference, pipelines: Iterable[Pipeline]) -> Iterator[Offer]:
    position = next((at for at, part in enumerate(reference.path) if getattr(part, "name", None) == MARK), None)
    step = _step_called(reference.step, pipelines)
    if position is None or step is None:
        return
    before = reference.path[:position]
    yield from _members(step, before) if isinstance(reference.path[position], Member) else _keys(step, before)


def _step_called(name: str | None, pipelines: Iterable[Pipeline]) -> Step | None:
    found = (pipeline.step(name) for pipeline in pipelines if name is not None)
    return next((step for step in found if step is not None), None)


def _members(step: Step, path: tuple[PathPart, ...]) -> Iterator[Offer]:
    """Yield the members of the property at ``path``, in the order of AWS."""
    kind = step.type or ""
    for owner in shapes_at(kind, path) if path else properties_of(kind):
        for name in owner.members:
            inner = shapes_at(kind, (*path, Member(name)))
            detail = shape_text(inner[0]) if inner else None
            yield Offer(name, lsp.CompletionItemKind.Property, detail, sentence(owner.name, name))


def _keys(step: Step, path: tuple[PathPart, ...]) -> Iterator[Offer]:
    """Yield the names that items of the list or map at ``path`` have."""
    declared = declared_names(step, tuple(part.name for part in path if isinstance(part, Member)))
    noun, names = declared if declared is not None else ("", ())
    yield from (Offer(name, lsp.CompletionItemKind.Value, f"{noun} of {step.name}") for name in names)


def _of_json_get(value: JsonGet, pipelines: Sequence[Pipeline]) -> Iterator[Offer]:
    source = value.source
    if not isinstance(source, PropertyFileReference):
        return
    step = _step_called(source.step, pipelines)
    if source.step == MARK:
        for pipeline in pipelines:
            yield from (_offer(one) for one in pipeline.all_steps() if one.name_known and one.property_files)
    elif source.name == MARK and step is not None:
        for file in step.property_files:
            if isinstance(file.name, Literal):
                yield Offer(str(file.name.value), lsp.CompletionItemKind.File, f"property file of {step.name}")
    elif isinstance(value.path, Literal) and value.path.value == MARK and step is not None:
        pipeline = next(one for one in pipelines if one.step(step.name) is step)
        for document in (document for file in written(value, pipeline) for document in file.documents):
            yield from _paths(document)


def _paths(document: DocumentShape, before: str = "", depth: int = 0) -> Iterator[Offer]:
    """Yield the paths that lead to what is no object, before those that lead on."""
    for key, inner in document.members.items():
        path = f"{before}.{key}" if before else key
        if not _PLAIN_KEY.fullmatch(key) or depth > _DEEPEST:
            continue
        if inner.kind != "object":
            yield Offer(path, lsp.CompletionItemKind.Field, spelled(inner))
        yield from _paths(inner, path, depth + 1)


def _steps(pipeline: Pipeline, asking: Step) -> Iterator[Offer]:
    yield from (_offer(one) for one in pipeline.all_steps() if one is not asking and one.name_known)


def _offer(step: Step) -> Offer:
    return Offer(step.name, lsp.CompletionItemKind.Reference, f"{step.type or 'a'} step")


def _of_step(step: Step, pipeline: Pipeline) -> Iterator[Offer]:
    """Yield what may be the name of a channel of ``step``, or of the output that one of its property files is in."""
    channels = step.arguments.get("InputDataConfig")
    items = channels.items if isinstance(channels, ListValue) else ()
    names = [item.get("ChannelName") for item in items if isinstance(item, Record)]
    if Literal(MARK) in names:
        read = step.script.reads if step.script is not None else ()
        folders = [one.path.removeprefix(_CHANNELS).split("/")[0] for one in read if one.path.startswith(_CHANNELS)]
        yield from (Offer(name, lsp.CompletionItemKind.Value, "read by the script") for name in folders if name)
        for other, value in every_record(pipeline):
            named = value.get("ChannelName") if other is not step else None
            if isinstance(named, Literal):
                yield Offer(str(named.value), lsp.CompletionItemKind.Value, f"channel of {other.name}")
    if any(Literal(MARK) == file.output_name for file in step.property_files):
        for name in listed_names(step, PROCESSING_OUTPUTS) or ():
            yield Offer(name, lsp.CompletionItemKind.Value, f"output of {step.name}")


def _in_definition(session: Session, file: OpenFile, text: Text, offset: int) -> tuple[int, int, list[Offer]]:
    """Return what may stand in a reference that is being typed in a definition, and what it takes the place of."""
    line_begin = text.text.rfind("\n", 0, offset) + 1
    match = _OF_DEFINITION.search(text.text, line_begin, offset)
    project = session.project_of(os.path.realpath(file.path))
    if match is None or project is None or project.readings is None:
        return offset, offset, []
    begin = match.start("word")
    kept = project.readings.kept_of(os.path.realpath(file.path))
    known = [one.good if one.is_broken and one.good is not None else one for one in kept]
    pipelines = [pipeline for one in known for pipeline in one.pipelines]
    return begin, offset, list(_of_head(match["head"], pipelines))


def _of_head(head: str, pipelines: Sequence[Pipeline]) -> Iterator[Offer]:
    if head == "Parameters.":
        for parameter in (one for pipeline in pipelines for one in pipeline.parameters):
            yield Offer(parameter.name, lsp.CompletionItemKind.Variable, f"{parameter.type} parameter")
    elif head == "Steps.":
        yield from (_offer(step) for pipeline in pipelines for step in pipeline.all_steps())
    else:
        quoted = f"'{MARK}']" if head.endswith("[") else MARK
        reference = parse_reference(head + quoted)
        if isinstance(reference, StepReference):
            yield from _of_path(reference, pipelines)
