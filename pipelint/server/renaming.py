"""Another name for a step or a parameter, in all sources that write it as text.

The changes are repairs, carried out by the reader that read each file: it makes them where it is certain that a text
goes to the SDK and nowhere else. Where one of them cannot be made, nothing is renamed, and the reason is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from pipelint.findings import Span
from pipelint.linter.reading import Reading
from pipelint.pipeline.record import record
from pipelint.pipeline.service.shapes import Shape, shape
from pipelint.pipeline.values import Origin, PropertyFileReference, walk
from pipelint.rules.repair import Repair, Rewritten
from pipelint.server.entries import Entry, begin, end
from pipelint.server.looking import Look, Looking
from pipelint.server.places import Places
from pipelint.server.session import Session

_SHAPES = {"step": "StepName", "parameter": "PipelineParameterName"}
_TEXT = re.compile(r"""(?P<quote>["'])(?P<name>[^"'\\]*)(?P=quote)""")


class Refused(JsonRpcException):
    """Raised where nothing is renamed; the words say why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, lsp.LSPErrorCodes.RequestFailed.value)


@record
class Renamed:
    """What is renamed: a step or a parameter by its ``name``, as text in quotes that stands at ``place``."""

    kind: str
    name: str
    place: lsp.Range


def renamed(session: Session, looking: Looking, uri: str, position: lsp.Position) -> Renamed | None:
    """Return what would be renamed at a position: a name that is written there as text; None for anything else."""
    look = looking.at(session, uri, position)
    entry = look.entry if look is not None else None
    if look is None or entry is None or entry.kind not in _SHAPES or not look.file.path.endswith((".py", ".ipynb")):
        return None
    match = _written(look, entry.at)
    if match is None:
        return None
    where = session.places().location(entry.at).range
    inner = lsp.Range(
        lsp.Position(where.start.line, where.start.character + 1), lsp.Position(where.end.line, where.end.character - 1)
    )
    return Renamed(entry.kind, match["name"], inner)


def _written(look: Look, span: Span) -> re.Match[str] | None:
    """Return the text in quotes that ``span``, in what was read as it is, holds."""
    (_, line, column), (_, end_line, end_column) = begin(span), end(span)
    if not look.is_read or line != end_line:
        return None
    return _TEXT.fullmatch(look.text.line(line - 1)[column - 1 : end_column - 1])


def rename(session: Session, looking: Looking, uri: str, position: lsp.Position, new: str) -> lsp.WorkspaceEdit:
    """Return what gives another name to what stands at a position. Raises :class:`Refused`."""
    found = renamed(session, looking, uri, position)
    look = looking.at(session, uri, position)
    entry = look.entry if look is not None else None
    if found is None or look is None or entry is None:
        raise Refused("only the name of a step or a parameter is renamed, where it is written as text")
    _check(found, entry, new)
    kept = look.readings.all_kept()
    for one in kept:
        if one.is_broken and one.good is not None:
            raise Refused(
                f"{one.reading.file if one.reading is not None else one.own} cannot be parsed: correct it first"
            )
    readings = [one.reading for one in kept if one.reading is not None]
    places = session.places()
    by_document: dict[str, dict[Origin, None]] = {}
    for reading, origin, is_own in _candidates(_makers(entry), found.kind, readings):
        if _is_text(reading, origin, found, is_own, places):
            by_document.setdefault(origin.document, {})[origin] = None
    changes: dict[str, list[lsp.TextEdit]] = {}
    for document, origins in by_document.items():
        for where, edit in _edits(document, list(origins), readings, new, places):
            changes.setdefault(where, []).append(edit)
    return lsp.WorkspaceEdit(changes=changes)


def _check(found: Renamed, entry: Entry, new: str) -> None:
    """Raise :class:`Refused` where the new name cannot be, or not everything is known that may use the old one."""
    wanted = shape(_SHAPES[found.kind])
    if wanted is not None and not _fits(wanted, new):
        most = f", at most {wanted.maximum:.0f}" if wanted.maximum is not None else ""
        raise Refused(f'"{new}" cannot be the name of a {found.kind}: letters, digits, - and _{most}')
    pipeline = entry.pipeline
    taken = {step.name for step in pipeline.all_steps()} if found.kind == "step" else set()
    taken |= {one.name for one in pipeline.parameters} if found.kind == "parameter" else set()
    if new in taken - {found.name}:
        raise Refused(f'the pipeline has a {found.kind} "{new}" already')
    if not (pipeline.steps_complete if found.kind == "step" else pipeline.parameters_complete):
        raise Refused("not everything of this pipeline is understood (SMP009), so that the name may be used elsewhere")


def _fits(wanted: Shape, new: str) -> bool:
    long = len(new) > wanted.maximum if wanted.maximum is not None else False
    return bool(new) and not long and re.fullmatch(wanted.pattern or ".*", new) is not None


def _makers(entry: Entry) -> set[Origin | None]:
    """Return the place that makes the step or the parameter of an entry."""
    pipeline = entry.pipeline
    if entry.kind == "parameter":
        return {one.origin for one in pipeline.parameters if one.name == entry.name} - {None}
    return {one.origin for one in pipeline.all_steps() if one.name == entry.name} - {None}


def _candidates(
    makers: set[Origin | None], kind: str, readings: Iterable[Reading]
) -> Iterator[tuple[Reading, Origin, bool]]:
    """Yield the places in all readings that may hold the name, and whether it is where the name is given."""
    for reading in readings:
        names: set[str | None] = set()
        for pipeline in reading.pipelines:
            made = pipeline.parameters if kind == "parameter" else tuple(pipeline.all_steps())
            for one in made:
                if one.origin in makers:
                    names.add(one.name)
                    if one.name_origin is None:
                        raise Refused(f"it is not known where the name of this {kind} is written")
                    yield reading, one.name_origin, True
        if kind == "step" and names:
            yield from ((reading, origin, False) for origin in _mentioned(names, reading))


def _mentioned(names: set[str | None], reading: Reading) -> Iterator[Origin]:
    """Yield where steps are meant by their names."""
    values = [mention.value for mention in reading.mentions if mention.value is not None]
    for pipeline in reading.pipelines:
        for step in pipeline.all_steps():
            values += step.values()
            yield from (one.origin for one in step.depends_on if one.step in names and one.origin is not None)
    for value in values:
        for part in walk(value):
            if isinstance(part, PropertyFileReference) and part.step in names and part.step_origin is not None:
                yield part.step_origin


def _is_text(reading: Reading, origin: Origin, found: Renamed, is_own: bool, places: Places) -> bool:
    """Tell whether the name stands at ``origin`` as text. Raises :class:`Refused` where another text does."""
    span = reading.span(origin)
    written = places.text_of(span)
    match = _TEXT.fullmatch(written) if written is not None else None
    if match is not None and match["name"] == found.name:
        return True
    if is_own or match is not None or written is None or written[-1:] in "\"'":
        raise Refused(f"the name is put together by code, or written otherwise, at {_place(span)}: rename it by hand")
    return False


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}" if span.cell is None else f"{span.file}, cell {span.cell}, line {span.cell_line}"


def _edits(
    document: str, origins: Sequence[Origin], readings: Iterable[Reading], new: str, places: Places
) -> Iterator[tuple[str, lsp.TextEdit]]:
    """Yield the changes of one document. Raises :class:`Refused` where one of them is not certain."""
    own = next((reading for reading in readings if reading.file == document), None)
    fix = own.fix(Repair(f"Rename to {new}", tuple(Rewritten(origin, new) for origin in origins))) if own else None
    if own is None or fix is None:
        where = _place(own.span(origins[0])) if own is not None else document
        raise Refused(f"other code may use the text of the name as well, at {where}: rename it by hand")
    for edit in fix.edits:
        made = places.edit(fix.file, edit)
        if made is None:
            raise Refused(f"{document} is open as JSON: open it as a notebook")
        yield made
