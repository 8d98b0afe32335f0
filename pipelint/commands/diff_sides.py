"""The two sides of ``pipelint diff``: what their texts mean, and the pipelines that are read there."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import UsageError
from pipelint.commands.code_files import CodeFiles
from pipelint.commands.revisions import NoRevision, Repository
from pipelint.pipeline.record import record, replace

if TYPE_CHECKING:
    from pipelint.changes.comparison import FindCode
    from pipelint.findings import Finding
    from pipelint.linter.reading import Reading
    from pipelint.linter.settings import Settings
    from pipelint.pipeline.model import Pipeline

# A revision holds no colon but in braces: HEAD@{2025-01-31 12:00:00}.
_REVISION = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.DOTALL)
_MODULE = re.compile(r"\w+(\.\w+)*:\w+")


@record
class Place:
    """Where a side is read: a ``path`` in the working directory, or from the top of a git ``revision``.

    ``text`` is what the user calls it. ``name`` is a function or variable to compile. ``may_lack`` says that nothing
    there is no pipeline, and no mistake.
    """

    text: str
    path: str
    revision: str | None = None
    name: str | None = None
    may_lack: bool = False

    @property
    def may_be_code(self) -> bool:
        """Tell whether this is something to compile, or may be: ``package.module:NAME`` looks like a revision."""
        return self.name is not None or _MODULE.fullmatch(self.text) is not None


@record
class Side:
    """The pipelines that were read at a place, what finds the code of each, and what was wrong there.

    A side that is not ``whole`` cannot be compared.
    """

    text: str
    pipelines: tuple[Pipeline, ...] = ()
    find: tuple[FindCode, ...] = ()
    findings: tuple[Finding, ...] = ()
    whole: bool = True


def places(sides: Sequence[str], paths: Sequence[str] | None) -> tuple[Place, Place]:
    """Return what is compared: ``OLD NEW``, or one or two revisions and, behind ``--``, a path. Raises UsageError."""
    if paths is None:
        if len(sides) != 2:
            raise UsageError("compare what with what? Give OLD and NEW, or REVISION -- PATH")
        old, new = (_place(text) for text in sides)
        return old, new
    if len(paths) != 1 or len(sides) not in (1, 2):
        raise UsageError("before -- stand one revision or two, and behind it one path: REVISION [REVISION] -- PATH")
    (path,) = paths
    body, name = _parted(path)
    try:
        inner = Repository().path(body)
    except NoRevision as reason:
        raise UsageError(f"{path}: {reason}") from None
    of_revisions = [Place(f"{revision}:{path}", inner, revision, name, may_lack=True) for revision in sides]
    here = Place(path, body, None, name, may_lack=True)
    return of_revisions[0], of_revisions[1] if len(sides) == 2 else here


def _place(text: str) -> Place:
    body, name = _parted(text)
    found = None if os.path.exists(body) else _REVISION.fullmatch(body)
    if found is None:
        return Place(text, body, None, name)
    return Place(text, found[2] or ".", found[1], name)


def _parted(text: str) -> tuple[str, str | None]:
    """Part what to compile, FILE.py:NAME, from the file."""
    where, _, name = text.rpartition(":")
    is_target = where.endswith(".py") and name.isidentifier() and not os.path.exists(text)
    return (where, name) if is_target else (text, None)


class Reader:
    """Reads sides. ``folder`` is a temporary one for what comes out of a repository."""

    def __init__(self, settings: Settings, options: argparse.Namespace, folder: Path) -> None:
        self._settings = settings
        self._options = options
        self._folder = folder

    def read(self, place: Place) -> Side:
        """Read what is at ``place``. Raises UsageError."""
        if place.revision is None:
            if place.may_lack and not os.path.lexists(place.path):
                return Side(place.text)
            return self._read(place, place.path, None, self._settings)
        try:
            repository = Repository()
            commit = repository.commit(place.revision)
        except NoRevision as reason:
            if place.name is None and place.may_be_code:
                return self._module(place)
            raise UsageError(f"{place.text}: {reason}") from None
        if place.may_lack and not repository.has(commit, place.path):
            return Side(place.text)
        top = self._folder / str(len(list(self._folder.iterdir())))
        try:
            path = repository.export(commit, place.path, top)
        except NoRevision as reason:
            raise UsageError(f"{place.text}: {reason}{_hint(repository, commit, place)}") from None
        roots = tuple(self._moved(root, repository, top) for root in self._settings.roots)
        return self._read(place, str(path), top, replace(self._settings, roots=roots))

    def _moved(self, root: Path, repository: Repository, top: Path) -> Path:
        """Return where a folder that modules are imported from is in what came out of the repository."""
        try:
            return top / repository.path(str(root))
        except NoRevision:
            return root

    def _read(self, place: Place, path: str, top: Path | None, settings: Settings) -> Side:
        from pipelint.findings import Severity
        from pipelint.linter.files import read_files

        if place.name is not None:
            return self._compiled(place, f"{path}:{place.name}", Path(path).parent if top is not None else None)
        _, readings, findings = read_files([path], settings)
        findings += [one for reading in readings for one in reading.findings if one.severity is Severity.ERROR]
        if top is not None:
            findings = [_renamed(one, top, place.revision) for one in findings]
        return _side(place, readings, findings)

    def _module(self, place: Place) -> Side:
        return self._compiled(place, place.text, None)

    def _compiled(self, place: Place, text: str, within: Path | None) -> Side:
        from pipelint.commands.compile import compiled, parsed_target
        from pipelint.compiling.errors import CodeFailed
        from pipelint.compiling.reading import CompiledReading, failed

        target, arguments = parsed_target(text, self._options.arg)
        try:
            made = compiled(target, arguments, self._options.timeout, within=None if within is None else str(within))
        except CodeFailed as failure:
            print(failure.traceback, end="", file=sys.stderr)  # noqa: T201
            return Side(place.text, findings=(failed(failure, target),), whole=False)
        return _side(place, [CompiledReading(made, target)], [])


def _hint(repository: Repository, commit: str, place: Place) -> str:
    """Say how a path is written that was given from the working directory: from the top, as git has it."""
    try:
        inner = repository.path(place.path)
    except NoRevision:
        return ""
    known = inner != place.path and repository.has(commit, inner)
    return f'; did you mean "{place.revision}:{inner}"? Paths are from the top of the repository' if known else ""


def _side(place: Place, readings: Sequence[Reading], findings: Sequence[Finding]) -> Side:
    every = [
        (pipeline, CodeFiles(Path(reading.file)).find)
        for reading in readings
        for pipeline in reading.pipelines
        if pipeline.origin is not None
    ]
    return Side(
        place.text,
        tuple(pipeline for pipeline, _ in every),
        tuple(find for _, find in every),
        tuple(findings),
        whole=not findings or bool(every),
    )


def _renamed(finding: Finding, top: Path, revision: str | None) -> Finding:
    """Return ``finding`` in the file as git calls it: ``main:flow.py``."""
    inner = os.path.relpath(os.path.realpath(finding.span.file), os.path.realpath(top))
    return replace(finding, span=replace(finding.span, file=f"{revision}:{Path(inner).as_posix()}"))
