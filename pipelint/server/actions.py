"""What the editor offers to do about findings: mend one, hold one back with a comment, mend all of a file."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from lsprotocol import types as lsp

from pipelint.findings import Edit, Finding
from pipelint.linter import engine
from pipelint.linter.contents import Contents
from pipelint.linter.fixing.applying import NEWLINE, NotApplicable, decoded
from pipelint.linter.fixing.ignoring import comments_for, place
from pipelint.linter.fixing.ignoring_files import ABOUT_COMMENTS
from pipelint.linter.fixing.mending import mend
from pipelint.linter.settings import Settings
from pipelint.linter.source.notebook import python_of
from pipelint.pipeline.record import replace
from pipelint.server.diagnostics import diagnostic
from pipelint.server.documents import OpenFile
from pipelint.server.places import Places
from pipelint.server.session import Session
from pipelint.server.texts import Text, Units

FIX_ALL = "source.fixAll.pipelint"
KINDS = (lsp.CodeActionKind.QuickFix, FIX_ALL)


def actions(
    session: Session, uri: str, range_: lsp.Range, only: Sequence[str] | None, lazy: bool
) -> list[lsp.CodeAction]:
    """Return what can be done about what is found in a range of a document.

    ``only`` are the kinds that are asked for, None for all; ``lazy`` says that the editor will ask for the edits of an
    action when it is chosen.
    """
    file = session.snapshot.file(uri)
    if file is None:
        return []
    places = session.places()
    found: list[lsp.CodeAction] = []
    findings = session.findings_in(os.path.realpath(file.path))
    if _is_asked(lsp.CodeActionKind.QuickFix.value, only):
        for finding in findings:
            where, shown = diagnostic(finding, places)
            if where == uri and _touches(shown.range, range_):
                found += _about(finding, shown, file, places)
    if _is_asked(FIX_ALL, only) and any(one.fix is not None and one.fix.safe for one in findings):
        action = lsp.CodeAction("Fix all that pipelint can mend safely", FIX_ALL, data=uri)
        if only is not None or not lazy:
            action = with_edits(session, action)
        if only is None or action.edit is not None:
            found.append(action)
    return found


def _is_asked(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _touches(one: lsp.Range, other: lsp.Range) -> bool:
    return (one.start.line, one.start.character) <= (other.end.line, other.end.character) and (
        other.start.line,
        other.start.character,
    ) <= (one.end.line, one.end.character)


def _about(finding: Finding, shown: lsp.Diagnostic, file: OpenFile, places: Places) -> Iterator[lsp.CodeAction]:
    """Yield the fix of a finding, and the comment that holds it back."""
    made = partial(lsp.CodeAction, kind=lsp.CodeActionKind.QuickFix, diagnostics=[shown])
    fix = finding.fix
    if fix is not None and (edit := _edit(fix.file, fix.edits, places)) is not None:
        title = fix.title if fix.safe else f"{fix.title} (unsafe: look at what it changes)"
        yield made(title, edit=edit, is_preferred=fix.safe)
    if (comments := _comments(finding, file)) and (edit := _edit(finding.span.file, comments, places)) is not None:
        yield made(f"Ignore {finding.code} here, with a comment", edit=edit)


def _edit(file: str, edits: Iterable[Edit], places: Places) -> lsp.WorkspaceEdit | None:
    """Return edits of a file as the editor makes them; None where one of them cannot be said."""
    changes: dict[str, list[lsp.TextEdit]] = {}
    for edit in edits:
        found = places.edit(file, edit)
        if found is None:
            return None
        changes.setdefault(found[0], []).append(found[1])
    return lsp.WorkspaceEdit(changes=changes)


def _comments(finding: Finding, file: OpenFile) -> list[Edit]:
    """Return the edit that writes a comment for a finding; none where no comment can stand."""
    span = finding.span
    where = place(finding, span.cell is not None and file.text is None)
    if where is None or span.pointer is not None or finding.code in ABOUT_COMMENTS:
        return []
    if file.text is None:
        text = python_of(file.cells[span.cell].text.text) if span.cell is not None else None
        return comments_for(text, [where], "", span.cell)[0] if text is not None else []
    if not file.path.endswith(".py"):
        return []
    return comments_for(NEWLINE.sub("\n", file.text.text), [where], "", None)[0]


def with_edits(session: Session, action: lsp.CodeAction) -> lsp.CodeAction:
    """Return the action that mends a file, with what it changes; without an edit where there is nothing to mend."""
    uri = action.data if isinstance(action.data, str) else ""
    file = session.snapshot.file(uri)
    real = os.path.realpath(file.path) if file is not None else ""
    project = session.project_of(real)
    if file is None or project is None or project.readings is None:
        return action
    together = (kept.reading for kept in project.readings.kept_of(real))
    paths = [reading.file for reading in together if reading is not None]  # with who imports it: fixes depend on that
    settings = project.readings.settings

    def check(contents: Contents, settings: Settings = settings) -> engine.Result:
        contents.first.setdefault(real, file.data)
        others = {path: one.data for path, one in session.snapshot.files.items() if path != real}
        whole = Contents(contents.first, {**others, **contents.changed})
        result = engine.check(paths, settings, contents=whole)
        return replace(
            result, findings=tuple(one if _is_of(one, real) else replace(one, fix=None) for one in result.findings)
        )

    changed = mend(check, False, partial(check, settings=replace(settings, choices=()))).contents.changed
    changes = dict(_changes(file, changed[real], session.units)) if real in changed else {}
    edit = lsp.WorkspaceEdit(changes=changes) if changes else None
    return lsp.CodeAction(action.title, action.kind, edit=edit, data=action.data)


def _is_of(finding: Finding, real: str) -> bool:
    return finding.fix is not None and os.path.realpath(finding.fix.file) == real


def _changes(file: OpenFile, data: bytes, units: Units) -> Iterator[tuple[str, list[lsp.TextEdit]]]:
    """Yield what makes of a file what ``data`` holds: for each document the edits of it."""
    if file.text is not None:
        try:
            yield file.uri, _edits(file.text, decoded(data)[0].removeprefix("\ufeff"), units)
        except NotApplicable:
            return
        return
    sources = [cell["source"] for cell in json.loads(data)["cells"]]
    for cell, source in zip(file.cells, sources, strict=True):
        if cell.text.text != source:
            yield cell.uri, _edits(cell.text, source, units)


def _edits(before: Text, after: str, units: Units) -> list[lsp.TextEdit]:
    """Return the edits of whole lines that make ``after`` of ``before``."""
    old, new = (text.splitlines(keepends=True) for text in (before.text, after))
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return [
        lsp.TextEdit(
            lsp.Range(before.position_at(starts[first], units), before.position_at(starts[last], units)),
            "".join(new[begin:end]),
        )
        for kind, first, last, begin, end in difflib.SequenceMatcher(None, old, new, False).get_opcodes()
        if kind != "equal"
    ]
