"""The files of the projects at hand, each listed, opened and parsed once in a run.

A tree is never changed, so all files that import a module share it; what its code makes is made anew for each of them.
Sharing makes a node the name of a place: two files that call one function of a third find its steps at the same nodes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.linter.settings import NO_TOOLKITS, Toolkits
from pipelint.linter.source import gate

if TYPE_CHECKING:
    import libcst as cst

ROOT_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
"""What stands in the folder that a project begins with."""

LARGEST_MODULE = 512 * 1024
"""Longest file that is opened because another imports it, in bytes: about 15,000 lines, half a second."""


class Unreadable(Exception):
    """Raised when a file cannot be parsed; the words say why, to follow the file's name."""


class Sources:
    """What has been listed and parsed so far.

    ``roots`` are folders that the user says modules are imported from, ``toolkits`` what functions of packages do.
    ``changed`` files hold something else than the disk says; ``imported`` are those that another asked for. Both are
    told by their paths with links followed.
    """

    def __init__(
        self,
        roots: tuple[Path, ...] = (),
        toolkits: Toolkits = NO_TOOLKITS,
        changed: Mapping[str, bytes] | None = None,
    ) -> None:
        self.roots = roots
        self._changed = changed or {}
        self.toolkits = toolkits
        self.imported: set[str] = set()
        self._names: dict[Path, frozenset[str]] = {}
        self._real: dict[Path, str] = {}
        self._roots: dict[Path, bool] = {}
        self._outlines: dict[str, gate.Outline | None] = {}
        self._parsed: dict[str, tuple[bytes, cst.Module] | Unreadable] = {}

    def names(self, folder: Path) -> frozenset[str]:
        """Return the names of what stands in ``folder``; none where it cannot be listed."""
        if folder not in self._names:
            try:
                self._names[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - the names are all that is needed
            except (OSError, ValueError):  # ValueError: the path holds a null character
                self._names[folder] = frozenset()
        return self._names[folder]

    def real(self, path: Path) -> str:
        """Return ``path`` with its symbolic links followed."""
        if path not in self._real:
            self._real[path] = os.path.realpath(path)
        return self._real[path]

    def is_root(self, folder: Path) -> bool:
        """Tell whether a project begins with ``folder``, without listing what may be no project's folder."""
        if folder not in self._roots:
            self._roots[folder] = any(os.path.lexists(folder / marker) for marker in ROOT_MARKERS)
        return self._roots[folder]

    def module(self, file: Path) -> tuple[bytes, cst.Module]:
        """Return what an imported file holds, and its tree; raises :class:`Unreadable`."""
        key = self.real(file)
        self.imported.add(key)
        if key not in self._parsed:
            try:
                data = self._read(file, key)
                self._parsed[key] = (data, checked(data, file))
            except Unreadable as error:
                self._parsed[key] = error
        found = self._parsed[key]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _read(self, file: Path, key: str) -> bytes:
        changed = self._changed.get(key)
        return read(file) if changed is None else changed

    def outline(self, file: Path) -> gate.Outline | None:
        """Return what a first look at an imported file tells; None where it cannot be read."""
        key = self.real(file)
        if key not in self._outlines:
            try:
                data = self._read(file, key)
                self._outlines[key] = gate.outline(gate.syntax(data, file.name), data)
            except (Unreadable, SyntaxError, ValueError, RecursionError, MemoryError):
                self._outlines[key] = None
        return self._outlines[key]

    def parsed(self, data: bytes, file: Path) -> cst.Module:
        """Return the tree of ``data``, shared with those who import ``file`` if that is what it holds.

        Raises :class:`Unreadable`.
        """
        key = self.real(file)
        known = self._parsed.get(key)
        if isinstance(known, tuple) and known[0] == data:
            return known[1]
        tree = parse(data)
        if file.suffix == ".py" and known is None:
            self._parsed[key] = (data, tree)
        return tree


def read(file: Path) -> bytes:
    """Return what a file holds that the code at hand needs; raises :class:`Unreadable`."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("is no regular file")
        if status.st_size > LARGEST_MODULE:
            raise Unreadable(f"is longer than {LARGEST_MODULE // 1024} KiB and was not opened")
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error


def checked(data: bytes, file: Path) -> cst.Module:
    """Parse what no reader has looked at yet."""
    if b"\0" in data:  # which of SyntaxError and ValueError this is depends on the version of Python
        raise Unreadable("cannot be read as Python: it holds null bytes")
    try:
        gate.syntax(data, file.name)
    except SyntaxError as error:
        where = f" (line {error.lineno})" if error.lineno else ""
        raise Unreadable(f"cannot be read as Python: {error.msg}{where}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(f"cannot be read as Python: {type(error).__name__}") from error
    return parse(data)


def parse(data: bytes) -> cst.Module:
    """Parse what ``ast`` accepts; raises :class:`Unreadable` for what libcst refuses nevertheless."""
    import libcst as cst

    try:
        return cst.parse_module(data)
    except (cst.ParserSyntaxError, SyntaxError, UnicodeDecodeError, RecursionError) as error:
        text = str(error).strip().splitlines()[0]
        raise Unreadable(f"cannot be read as Python: {text}") from error
