"""The files that steps run, found beside the file that a pipeline was read from, to see whether they hold the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pipelint.changes.comparison import CodeFile
from pipelint.linter.disk import ROOT_MARKERS
from pipelint.pipeline.scripts import LocalCode

_LARGEST = 1024 * 1024  # bytes; what is longer is no code
_MOST = 2000  # files of one folder


class CodeFiles:
    """Finds the files that the pipelines of ``file`` run, in the project around it."""

    def __init__(self, file: Path) -> None:
        folder = Path(os.path.realpath(file)).parent
        self._folder = folder
        self._root = next((one for one in (folder, *folder.parents) if _is_root(one)), folder)

    def find(self, code: LocalCode) -> CodeFile:
        """Return the file of a step, by its name in the project, and a digest of it and of the folder it comes with."""
        path = Path(code.path)
        for folder in (self._root, self._folder):
            place = Path(os.path.realpath(folder / path))
            if os.path.isfile(place) and place.is_relative_to(self._root):
                return CodeFile(place.relative_to(self._root).as_posix(), self._digest(place, code))
        return CodeFile(os.path.relpath(path, self._root) if code.anchored else code.path)

    def _digest(self, place: Path, code: LocalCode) -> str:
        digest = hashlib.sha256()
        for file in [place] if code.folder is None else _files(place.parent):
            digest.update(file.name.encode("utf-8", "surrogateescape") + b"\0")
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))  # git may have written the one or the other
        return digest.hexdigest()


def _is_root(folder: Path) -> bool:
    return any(os.path.lexists(folder / marker) for marker in ROOT_MARKERS)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below ``folder`` in the order of their names, but for hidden ones and caches."""
    found = 0
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        for name in sorted(names):
            file = Path(here, name)
            if not name.startswith(".") and os.path.isfile(file) and file.stat().st_size <= _LARGEST:
                yield file
                found += 1
                if found == _MOST:
                    return
