"""Where things are made: the step behind a reference, the line of a script behind a json path; and the outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import DocumentShape, WrittenFile
from pipelint.pipeline.values import JsonGet, Key, ListValue, Literal, Origin, Record, StepReference
from pipelint.server.entries import Entry, begin
from pipelint.server.hover import keys_of, written
from pipelint.server.looking import Looking
from pipelint.server.session import Session


def definition(session: Session, looking: Looking, uri: str, position: lsp.Position) -> lsp.Location | None:
    """Return where that is made which stands at a position; None where that is not known."""
    look = looking.at(session, uri, position)
    entry = look.entry if look is not None else None
    origin = _made_at(entry) if entry is not None else None
    if entry is None or origin is None:
        return None
    span = entry.reading.span(origin)
    return session.places().location(span) if span.line is not None else None


def _made_at(entry: Entry) -> Origin | None:
    pipeline, step = entry.pipeline, entry.pipeline.step(entry.name)
    if entry.kind == "parameter":
        return next((one.origin for one in pipeline.parameters if one.name == entry.name), None)
    if entry.kind == "json path" and isinstance(entry.value, JsonGet):
        return _writer(entry.value, pipeline)
    if entry.kind == "property file":
        files = (file for one in pipeline.all_steps() for file in one.property_files)
        return next((file.origin for file in files if file.name == Literal(entry.name)), None)
    if step is None:
        return None
    if entry.kind == "property" and isinstance(entry.value, StepReference) and entry.value.path:
        last = entry.value.path[-1]
        return (_output(step, last.name) if isinstance(last, Key) else None) or step.origin
    return step.origin


def _output(step: Step, name: str | None) -> Origin | None:
    """Return the place of the name of an output that is declared."""
    outputs = step.arguments.get("ProcessingOutputConfig", "Outputs")
    for item in outputs.items if isinstance(outputs, ListValue) else ():
        named = item.get("OutputName") if isinstance(item, Record) else None
        if isinstance(named, Literal) and named.value == name:
            return named.origin
    return None


def _writer(value: JsonGet, pipeline: Pipeline) -> Origin | None:
    """Return where the script makes what a json path leads to; else where it writes the file."""
    path = value.path.value if isinstance(value.path, Literal) else None
    keys = keys_of(path) if isinstance(path, str) else None
    files = written(value, pipeline)
    for file in files:
        for document in file.documents if keys is not None else ():
            if (origin := _innermost(document, keys or ())) is not None:
                return origin
    return _first(files)


def _first(files: Sequence[WrittenFile]) -> Origin | None:
    return next((file.origin for file in files if file.origin is not None), None)


def _innermost(document: DocumentShape, keys: Sequence[str | int]) -> Origin | None:
    """Return where the innermost object or list is made that the last of ``keys`` stands in; None where it is not."""
    here, found = document, document.origin
    for key in keys:
        found = here.origin or found
        inner = here.members.get(key) if isinstance(key, str) else None
        if isinstance(key, int) and -len(here.items) <= key < len(here.items):
            inner = here.items[key]
        if inner is None:
            return None
        here = inner
    return found


def symbols(session: Session, looking: Looking, uri: str) -> list[lsp.DocumentSymbol]:
    """Return the parameters and steps that are made in a document, in its order."""
    look = looking.at(session, uri, lsp.Position(0, 0))
    if look is None or not look.is_read:
        return []
    made = [one for one in look.entries.entries if one.made and one.kind in ("step", "parameter")]
    here = [one for one in made if begin(one.at)[0] == look.place[0]]
    return list(_symbols(here, session))


def _symbols(entries: Sequence[Entry], session: Session) -> Iterator[lsp.DocumentSymbol]:
    """Yield a symbol for each step and parameter: from what makes it to its name, which is selected."""
    places = session.places()
    parts: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        parts.setdefault((one.kind, one.name), []).append(one)
    for (kind, name), of_one in sorted(parts.items(), key=lambda item: min(begin(one.at) for one in item[1])):
        first, last = (choose(of_one, key=lambda one: begin(one.at)) for choose in (min, max))
        whole = lsp.Range(places.location(first.at).range.start, places.location(last.at).range.end)
        step = last.pipeline.step(name) if kind == "step" else None
        symbol = lsp.SymbolKind.Function if kind == "step" else lsp.SymbolKind.Variable
        selected = places.location(last.at).range
        yield lsp.DocumentSymbol(name, symbol, whole, selected, detail=step.type if step is not None else None)
