"""What reading asks of the disk: each question is asked once in a run, and noted, so that a later run can ask it again.

A reading is a function of the linted file, of the settings, and of the answers given here. Where the cache finds all of
them as they were, the reading would come out as it did.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

Question = tuple[str, ...]
"""The name of a method of :class:`Disk`, and what it is asked about."""

QUESTIONS = {
    **dict.fromkeys(("data", "names", "is_folder", "is_file", "exists", "is_root", "real"), 1),
    **dict.fromkeys(("has", "is_below"), 2),
}
"""How many texts each question is about."""

ROOT_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
"""What stands in the folder that a project begins with."""

LARGEST_MODULE = 512 * 1024
"""Longest file that is opened because another needs it, in bytes: about 15,000 lines, half a second."""

MOST_FOLDERS = 2000
"""Folders of a project that are looked through for a file; of a larger project it is not said that it has none."""


class Unreadable(Exception):
    """Raised when a file cannot be read or parsed; the words say why, to follow the file's name."""


class Disk:
    """Answers questions about files and folders; nothing changes while it is in use.

    ``asked`` are the questions since it was last emptied. Paths are absolute texts; one that holds a null character or
    is too long stands for nothing.
    """

    def __init__(self) -> None:
        self.asked: set[Question] = set()
        self._answers: dict[Question, Any] = {}

    def answer(self, question: Question) -> Any:
        """Answer a question that was noted. What :meth:`data` raises is returned as its words; None for no path."""
        try:
            return self._ask(question, getattr(self, f"_{question[0]}"))
        except Unreadable as reason:
            return str(reason)
        except (OSError, ValueError):
            return None

    def _ask(self, question: Question, look: Callable[..., Any]) -> Any:
        self.asked.add(question)
        if question not in self._answers:
            self._answers[question] = look(*question[1:])
        found = self._answers[question]
        if isinstance(found, Unreadable):
            raise found
        return found

    def data(self, file: Path) -> bytes:
        """Return what a regular file of no more than :data:`LARGEST_MODULE` holds; raises :class:`Unreadable`."""
        found: bytes = self._ask(("data", str(file)), self._data)
        return found

    def _data(self, file: str) -> bytes | Unreadable:
        try:
            status = os.stat(file)  # noqa: PTH116 - texts: thousands of questions are asked
            if not stat.S_ISREG(status.st_mode):
                return Unreadable("is no regular file")
            if status.st_size > LARGEST_MODULE:
                return Unreadable(f"is longer than {LARGEST_MODULE // 1024} KiB and was not opened")
            return Path(file).read_bytes()
        except OSError as error:
            return Unreadable(f"cannot be opened: {error.strerror}")
        except ValueError:  # a null character
            return Unreadable("cannot be opened: its name is none")

    def has(self, folder: Path, name: str) -> bool:
        """Tell whether something called ``name`` stands in ``folder``; not where that cannot be listed."""
        found: bool = self._ask(("has", str(folder), name), self._has)
        return found

    def _has(self, folder: str, name: str) -> bool:
        key = ("", folder)
        if key not in self._answers:
            self._answers[key] = self._names(folder)
        return name in self._answers[key]

    def names(self, folder: Path) -> frozenset[str]:
        """Return the names of what stands in ``folder``; none where it cannot be listed."""
        found: frozenset[str] = self._ask(("names", str(folder)), self._names)
        return found

    def _names(self, folder: str) -> frozenset[str]:
        try:
            return frozenset(os.listdir(folder))  # noqa: PTH208 - the names are all that is needed
        except (OSError, ValueError):
            return frozenset()

    def is_folder(self, path: Path) -> bool:
        """Tell whether ``path`` is a folder, or a link to one."""
        found: bool = self._ask(("is_folder", str(path)), self._is_folder)
        return found

    _is_folder = staticmethod(os.path.isdir)

    def is_file(self, path: Path) -> bool:
        """Tell whether ``path`` is a regular file, or a link to one."""
        found: bool = self._ask(("is_file", str(path)), self._is_file)
        return found

    _is_file = staticmethod(os.path.isfile)

    def exists(self, path: Path) -> bool:
        """Tell whether anything stands at ``path``."""
        found: bool = self._ask(("exists", str(path)), self._exists)
        return found

    _exists = staticmethod(os.path.exists)

    def is_root(self, folder: Path) -> bool:
        """Tell whether a project begins with ``folder``, without listing what may be no project's folder."""
        found: bool = self._ask(("is_root", str(folder)), self._is_root)
        return found

    def _is_root(self, folder: str) -> bool:
        return any(os.path.lexists(f"{folder}/{marker}") for marker in ROOT_MARKERS)

    def real(self, path: Path | str) -> str:
        """Return ``path`` with its symbolic links followed."""
        found: str = self._ask(("real", str(path)), self._real)
        return found

    def _real(self, path: str) -> str:
        """As ``os.path.realpath``, which asks about every folder above anew for each path."""
        above, _, name = path.rpartition("/")
        is_plain = os.sep == "/" and above and name not in ("", ".", "..")
        if not is_plain or os.path.islink(path):  # noqa: PTH114
            return os.path.realpath(path)
        key = ("real", above)
        if key not in self._answers:
            self._answers[key] = self._real(above)
        return f"{self._answers[key].rstrip('/')}/{name}"

    def is_below(self, folder: Path, path: str) -> bool:
        """Tell whether ``path``, which is relative, leads anywhere from ``folder`` or one of those inside of it.

        Also where there are too many folders to look into. Those whose names begin with a dot are passed over.
        """
        found: bool = self._ask(("is_below", str(folder), path), self._is_below)
        return found

    def _is_below(self, folder: str, path: str) -> bool:
        for number, (here, inner, _) in enumerate(os.walk(folder)):
            if number == MOST_FOLDERS or os.path.exists(f"{here}/{path}"):
                return True
            inner[:] = [name for name in inner if not name.startswith(".")]
        return False
