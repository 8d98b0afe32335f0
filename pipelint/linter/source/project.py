"""Where the modules of a user's project stand: its root, the folders on its path, and the file behind a dotted name.

Nothing outside the root is listed or opened: every folder and file is followed through its symbolic links first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from pipelint.linter.source.sources import Sources
from pipelint.pipeline.record import record

PACKAGE = "__init__.py"

# The standard library and the SDK are never looked for in the project. A project may have a module of such a name, but
# code that imports ``sagemaker.workflow`` and runs has found the SDK: Python prefers an installed package to a folder
# without ``__init__.py`` (https://docs.python.org/3/reference/import.html#namespace-packages).
_NOT_THE_PROJECTS = sys.stdlib_module_names | {"sagemaker"}


@record
class Location:
    """Where a module stands. ``file`` is None for a namespace package; ``folders`` hold the modules of a package."""

    file: Path | None
    folders: tuple[Path, ...] = ()


class Ambiguous(Exception):
    """Raised when two modules of the project answer to one name: which of them is meant depends on how it is run."""


class Project:
    """The project of one file: what ``import`` finds when that file runs.

    ``file`` is absolute, and its folder the first on the path of a script. ``root`` is where the project begins.
    ``written`` are the files that the cells of a notebook write before they are used, by their paths.
    """

    def __init__(self, file: Path, root: Path, sources: Sources) -> None:
        self.file = file
        self.folder = file.parent
        self.root = root
        self.sources = sources
        self.written: Mapping[str, str] = {}

    @classmethod
    def around(cls, file: Path, named: Path | None, sources: Sources) -> Project:
        """Return the project of ``file``: from the nearest folder above it that holds a marker, else from ``named``.

        ``named`` is the folder that the user gave, None where they gave the file itself.
        """
        file = Path(os.path.abspath(file))  # noqa: PTH100 - links are followed when a module is looked for
        root = next((above for above in file.parents if sources.disk.is_root(above)), None)
        if root is None:
            root = file.parent if named is None else Path(os.path.abspath(named))  # noqa: PTH100
        return cls(file, root, sources)

    @cached_property
    def _real_root(self) -> str:
        return self.sources.disk.real(self.root)

    @cached_property
    def _path(self) -> tuple[Path, ...]:
        """The folders of ``sys.path``: the script's, its outermost package's, the root, ``src``, and the user's."""
        outermost = self.folder
        while self._has(outermost, PACKAGE) and outermost != self.root:
            outermost = outermost.parent
        return tuple(dict.fromkeys((self.folder, outermost, self.root, self.root / "src", *self.sources.roots)))

    def find(self, name: str) -> Location | None:
        """Return where the top-level module ``name`` stands, None when the project has none; raises Ambiguous."""
        return None if name in _NOT_THE_PROJECTS else self.find_in(self._path, name)

    def find_in(self, folders: Iterable[Path], name: str) -> Location | None:
        """Return where the module ``name`` of one of ``folders`` stands; raises :class:`Ambiguous`.

        As in Python, folders without ``__init__.py`` are one namespace package, and only where nothing else is found.
        """
        found = [location for folder in folders if (location := self._candidate(folder, name)) is not None]
        regular = {self.sources.disk.real(one.file): one for one in found if one.file is not None}
        if len(regular) > 1:
            raise Ambiguous
        if regular:
            return next(iter(regular.values()))
        portions = tuple(folder for one in found for folder in one.folders)
        return Location(None, portions) if portions else None

    def below(self, location: Location, parts: Iterable[str]) -> Location | None:
        """Return where the module ``parts`` inside a package stands; raises :class:`Ambiguous`."""
        here: Location | None = location
        for part in parts:
            here = self.find_in(here.folders, part) if here is not None else None
        return here

    def package(self, folder: Path) -> Location:
        """Return the package that ``folder`` is."""
        code = folder / PACKAGE
        return Location(code if self._has(folder, PACKAGE) and self.holds(code) else None, (folder,))

    def above(self, folder: Path, levels: int) -> Path | None:
        """Return the folder ``levels`` above ``folder``; None where that is outside the project."""
        for _ in range(levels):
            if folder == self.root:
                return None
            folder = folder.parent
        return folder

    def holds(self, path: Path) -> bool:
        """Tell whether ``path`` is inside the project, its symbolic links followed."""
        real = self.sources.disk.real(path)
        return real == self._real_root or real.startswith(self._real_root.rstrip(os.sep) + os.sep)

    def is_imported(self) -> bool:
        """Tell whether anything read so far imports the file."""
        return self.sources.disk.real(self.file) in self.sources.imported

    def _candidate(self, folder: Path, name: str) -> Location | None:
        inner, file = folder / name, folder / f"{name}.py"
        is_folder = self._has(folder, name) and self.sources.disk.is_folder(inner)
        if is_folder and self._has(inner, PACKAGE):
            return self.package(inner) if self.holds(inner / PACKAGE) else None
        if self._has(folder, file.name) and self.holds(file):
            return Location(file)
        return Location(None, (inner,)) if is_folder and self.holds(inner) else None

    def _has(self, folder: Path, name: str) -> bool:
        return self.holds(folder) and self.sources.disk.has(folder, name)
