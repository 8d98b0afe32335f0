"""A project as the editor has it open: one configuration, the files below it, and what is found in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipelint.configuration.files import OWN, SHARED, Configuration, ConfigurationError, nearest
from pipelint.configuration.settings import settings
from pipelint.findings import Finding, Span
from pipelint.linter.baseline import Baseline, BaselineError, read
from pipelint.linter.engine import reported
from pipelint.linter.exclusion import Exclusion
from pipelint.linter.inputs import KINDS, Input, find_inputs, shown
from pipelint.linter.problems import problem
from pipelint.linter.settings import Choice
from pipelint.pipeline.record import replace
from pipelint.server.documents import OpenFile
from pipelint.server.rereading import Rereading

Announce = Callable[[str], object]


class Configurations:
    """Which configuration holds in which folder, as ``pipelint check`` would find it when run there."""

    def __init__(self, outermost: Sequence[Path]) -> None:
        self._outermost = outermost
        self._known: dict[Path, Configuration | ConfigurationError] = {}

    def of(self, folder: Path) -> Configuration | ConfigurationError:
        """Return the configuration that holds in ``folder``, or what is wrong with it."""
        if folder not in self._known:
            self._known[folder] = self._looked_for(folder)
        return self._known[folder]

    def place(self, folder: Path) -> str:
        """Return what tells the project of ``folder`` from others: the file of its configuration, or its folder."""
        found = self.of(folder)
        if isinstance(found, ConfigurationError):
            return found.findings[0].span.file
        return str(found.file or found.folder)

    def _looked_for(self, folder: Path) -> Configuration | ConfigurationError:
        is_end = folder.parent == folder or folder in self._outermost or os.path.exists(folder / ".git")
        if is_end or any(os.path.isfile(folder / name) for name in (OWN, SHARED)):
            try:
                found = nearest(folder)
            except ConfigurationError as error:
                return error
            if is_end or found.file is not None:
                return found
        return self.of(folder.parent)


class Project:
    """The files of one project, and the findings in them. ``roots`` are the folders that are looked through.

    Where its configuration makes no sense it has that as its findings, and no ``readings``.
    """

    def __init__(
        self, configuration: Configuration | ConfigurationError, roots: Sequence[str], announce: Announce
    ) -> None:
        self.configuration = configuration
        self.roots = tuple(roots)
        self.readings: Rereading | None = None
        self._faults: list[Finding] = []
        self._unlisted: list[Finding] = []
        self._baseline: Baseline | None = None
        self._found: tuple[int, tuple[Finding, ...]] | None = None
        try:
            if isinstance(configuration, ConfigurationError):
                raise configuration
            self.readings = Rereading(settings(configuration, Choice(), announce=announce))
        except ConfigurationError as error:
            self._faults = error.findings

    def is_of(self, configuration: Configuration | ConfigurationError, roots: Sequence[str]) -> bool:
        """Tell whether the project would be the same if it were made anew."""
        return self.readings is not None and self.configuration == configuration and self.roots == tuple(roots)

    def listed(self) -> list[Input]:
        """Return the files below the roots, as they stand on the disk; take note of what cannot be looked into."""
        if self.readings is None:
            return []
        inputs, self._unlisted = find_inputs(self.roots, Exclusion(self.readings.settings))
        return inputs

    def look(self, inputs: Sequence[Input], files: Mapping[str, OpenFile]) -> None:
        """Take note of what there is now: ``inputs`` on the disk, and ``files`` that are open, by their real paths."""
        if self.readings is None:
            return
        left = dict(files)
        found: list[Input] = []
        for one in inputs:
            held = left.pop(os.path.realpath(one.path), None)
            found.append(one if held is None else replace(one, data=held.data))
        found += [
            Input(shown(Path(held.path)), False, held.path, held.data) for held in left.values() if self._adds(held)
        ]
        self.readings.look(found, files)
        self._faults, self._baseline, self._found = list(self._unlisted), None, None
        file = self.readings.settings.baseline
        if file is not None:
            try:
                self._baseline = read(file)
            except BaselineError as error:
                told = problem("SMP043", f"the baseline {shown(file)} {error}", Span(self.readings.settings.source))
                self._faults.append(told)

    def _adds(self, held: OpenFile) -> bool:
        """Tell whether what is open and was not found in the folders is looked at: not where it was passed over."""
        within = any(held.path.startswith(os.path.join(root, "")) for root in self.roots)  # noqa: PTH118
        return os.path.splitext(held.path)[1].lower() in KINDS and not (within and os.path.exists(held.path))  # noqa: PTH122

    def findings(self) -> tuple[Finding, ...]:
        """Return what ``pipelint check`` would report of the files that were read, but for what is of the whole run."""
        if self.readings is None:
            return tuple(self._faults)
        if self._found is None or self._found[0] != self.readings.read_so_far:
            outcomes = self.readings.outcomes()
            told = [*self._faults, *(finding for outcome in outcomes for finding in outcome.findings)]
            found = reported(outcomes, told, self.readings.settings, (), self._baseline)[0]
            self._found = self.readings.read_so_far, found
        return self._found[1]
