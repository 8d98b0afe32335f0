"""What is known of all that is open: brought up to date step by step, and asked by the features.

A session belongs to one thread; the editor's messages reach it as snapshots of what is open.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from lsprotocol import types as lsp

from pipelint.configuration.files import ConfigurationError
from pipelint.findings import Finding
from pipelint.linter.inputs import Input
from pipelint.pipeline.collector import collector_seldom
from pipelint.pipeline.record import record
from pipelint.server.diagnostics import diagnostic
from pipelint.server.documents import OpenFile, Snapshot
from pipelint.server.places import Places
from pipelint.server.projects import Announce, Configurations, Project
from pipelint.server.texts import Text, Units

Shows = Literal["project", "open"]


@record
class Publication:
    """What is shown of one document, in place of all that was shown of it before."""

    uri: str
    version: int | None
    diagnostics: tuple[lsp.Diagnostic, ...]


class Session:
    """The projects of what is open. ``shows`` says whether diagnostics are shown of all files of a
    project, or of those alone that are open.
    """

    def __init__(self, announce: Announce, shows: Shows = "project") -> None:
        self.units: Units = "utf-16"
        self.snapshot = Snapshot()
        self._folders: tuple[str, ...] = ()
        self._announce = announce
        self._shows = shows
        self._configurations = Configurations(())
        self._projects: dict[str, Project] = {}
        self._closed: dict[str, Text] = {}
        self._shown: dict[str, tuple[int | None, tuple[lsp.Diagnostic, ...]]] = {}

    def look(self, snapshot: Snapshot, folders: Iterable[str]) -> None:
        """Look at everything anew: what is open, and in the ``folders`` of the workspace all files there are."""
        self.snapshot = snapshot
        self._folders = tuple(os.path.abspath(folder) for folder in folders)  # noqa: PTH100 - links stay
        self._configurations = Configurations(tuple(map(Path, self._folders)))
        before, self._projects = self._projects, {}
        self._closed = {}
        pending = [*self._folders, *(os.path.dirname(file.path) for file in snapshot.files.values())]  # noqa: PTH120
        while pending:
            folder = Path(pending.pop(0))
            place = self._configurations.place(folder)
            if place in self._projects:
                continue
            configuration, roots = self._configurations.of(folder), self._roots(folder)
            project = before.get(place)
            if project is None or not project.is_of(configuration, roots):
                project = Project(configuration, roots, self._announce)
            self._projects[place] = project
            inputs = [(self._place(one), one) for one in project.listed()]
            pending += {os.path.dirname(os.path.abspath(one.path)) for other, one in inputs if other != place}  # noqa: PTH100, PTH120
            project.look([one for own, one in inputs if own == place], self._open_in(place))

    def _roots(self, folder: Path) -> list[str]:
        """Return what is looked through for the project of ``folder``: the workspace, as far as it is the project's."""
        configuration = self._configurations.of(folder)
        if isinstance(configuration, ConfigurationError):
            return []
        begin = str(configuration.folder)
        if any(_is_in(begin, one) for one in self._folders):
            return [begin]
        return [one for one in self._folders if _is_in(one, begin)] if configuration.file is not None else []

    def _place(self, found: Input) -> str:
        return self._configurations.place(Path(os.path.abspath(found.path)).parent)  # noqa: PTH100

    def _open_in(self, place: str) -> dict[str, OpenFile]:
        files = self.snapshot.files.items()
        return {real: file for real, file in files if self._configurations.place(Path(file.path).parent) == place}

    def put(self, snapshot: Snapshot, changed: Iterable[str]) -> None:
        """Take note of another text in files that are open, which are given by their real paths."""
        self.snapshot = snapshot
        for real in changed:
            file = snapshot.files.get(real)
            project = self.project_of(real)
            if file is not None and project is not None and project.readings is not None:
                project.readings.put(real, file)

    def project_of(self, real: str) -> Project | None:
        """Return the project that an open file is in."""
        file = self.snapshot.files.get(real)
        folder = Path(file.path if file is not None else real).parent
        return self._projects.get(self._configurations.place(folder))

    @collector_seldom()
    def read(self, first: str | None = None, stop: Callable[[], bool] = lambda: False) -> bool:
        """Read what has to be, ``first`` that file; False where ``stop`` said so before it was done."""
        for project in self._projects.values():
            while project.readings is not None and project.readings.read_one(first):
                if stop():
                    return False
        return True

    @collector_seldom()
    def publications(self) -> list[Publication]:
        """Return what is to be shown now, and was not before."""
        places = self.places()
        found = self._found()
        shown: dict[str, list[lsp.Diagnostic]] = {uri: [] for uri in self._shown}
        shown.update((uri, []) for file in self.snapshot.files.values() for uri in _documents(file))
        for finding in found:
            if self._shows == "project" or places.open_file(finding.span.file) is not None:
                uri, one = diagnostic(finding, places)
                shown.setdefault(uri, []).append(one)
        versions = {uri: version for file in self.snapshot.files.values() for uri, version in _versions(file)}
        made = {uri: (versions.get(uri), tuple(ones)) for uri, ones in shown.items()}
        new = [Publication(uri, *one) for uri, one in made.items() if self._shown.get(uri) != one]
        self._shown = {uri: one for uri, one in made.items() if one[1] or uri in versions}
        return new

    def places(self) -> Places:
        """Return the way from findings to places in what is open now."""
        return Places(self.snapshot, self.units, self._closed)

    def _found(self) -> list[Finding]:
        return [finding for project in self._projects.values() for finding in project.findings()]

    def findings_in(self, real: str) -> list[Finding]:
        """Return what is found in a file."""
        return [finding for finding in self._found() if os.path.realpath(finding.span.file) == real]


def _is_in(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(os.path.join(outer, ""))  # noqa: PTH118


def _documents(file: OpenFile) -> list[str]:
    return [file.uri] if file.text is not None else [cell.uri for cell in file.cells if cell.code]


def _versions(file: OpenFile) -> list[tuple[str, int | None]]:
    return [(file.uri, file.version)] if file.text is not None else [(one.uri, one.version) for one in file.cells]
