"""Files as a revision of a git repository has them, in a temporary folder.

git is asked by ``rev-parse``, ``ls-tree`` and ``cat-file`` alone. These run no hook, no pager, and no filter, textconv
or diff driver that the repository or its attributes name, which ``git show``, ``git archive`` and a work tree might.
Nothing is fetched: what a partial clone has not got is not there. The repository stays as it is.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipelint.linter.disk import ROOT_MARKERS
from pipelint.pipeline.record import record

_LARGEST = {".json": 16 * 1024 * 1024, ".ipynb": 16 * 1024 * 1024}
_LARGEST_OF_OTHERS = 1024 * 1024
"""Bytes of the largest file that is taken out: longer ones are read neither as pipelines nor for what they hold."""

_MOST = 256 * 1024 * 1024
"""Bytes that are taken out in all; what comes later by name is left out."""

_AT_ONCE = 16 * 1024 * 1024
"""Bytes that git is asked for at a time."""

_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {
    **{"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"},
    **{"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"},  # nothing is fetched
}
_LINK, _FOLDER, _FILES = "120000", "040000", ("100644", "100755")


class NoRevision(Exception):
    """The files of a revision cannot be had; the words say why."""


@record
class _Entry:
    """What a tree holds: ``path`` from the top of the repository, the ``name`` of its object, its ``size`` in bytes."""

    path: str
    mode: str
    name: str
    size: int


class Repository:
    """The git repository that the working directory is in. Paths are from its top, with ``/`` between folders."""

    def __init__(self) -> None:
        """Find the repository. Raises :class:`NoRevision` where there is none, or no git to ask."""
        git = shutil.which("git")
        if git is None:
            raise NoRevision("git is not installed, or not on the PATH")
        self._git = git
        self._top: Path | None = None
        self._top = Path(self._line("rev-parse", "--show-toplevel", why="no work tree of git is here"))

    def commit(self, revision: str) -> str:
        """Return the name of the commit that ``revision`` means. Raises :class:`NoRevision`."""
        if not revision or revision.startswith("-"):
            raise NoRevision(f'"{revision}" is no revision')
        asked = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        return self._line(*asked, why=f'git knows no revision "{revision}"')

    def path(self, text: str) -> str:
        """Return a path from the working directory as one from the top. Raises :class:`NoRevision` outside of it."""
        top = os.path.realpath(self._top or os.curdir)
        folder, name = os.path.split(text)
        place = os.path.join(os.path.realpath(folder or os.curdir), name)  # noqa: PTH118 - the last may be a link
        try:
            inner = Path(os.path.relpath(os.path.normpath(place), top)).as_posix()
        except ValueError:  # another drive
            inner = ".."
        if inner.startswith(".."):
            raise NoRevision(f'"{text}" is outside of the repository')
        return inner

    def has(self, commit: str, path: str) -> bool:
        """Tell whether a commit has a file or folder ``path``."""
        return self._mode(commit, path) is not None

    def export(self, commit: str, path: str, to: Path) -> Path:
        """Write the file or folder ``path`` to the folder ``to``, and of its project what may be read with it.

        Return where it is. Raises :class:`NoRevision` where the commit has no such file or folder.
        """
        inner = posixpath.normpath(path)
        if inner.startswith(("..", "/")) or not self.has(commit, inner):
            raise NoRevision(f'there is no file or folder "{path}" in this revision')
        project = self._project(commit, inner)
        entries = [one for one in self._tree(commit, project) if _is_harmless(one.path)]
        wanted = sorted(entries, key=lambda one: one.path != inner)  # what was asked for comes first
        self._write(_affordable([one for one in wanted if one.mode in _FILES]), to)
        self._link([one for one in entries if one.mode == _LINK], to)
        (to / project / ".git").mkdir(parents=True, exist_ok=True)  # empty: it says where the project begins
        return to / inner

    def _mode(self, commit: str, path: str) -> str | None:
        """Return the mode of what is at ``path`` in a commit; None where nothing is."""
        if path in (".", ""):
            return _FOLDER
        found = self._run("ls-tree", "-z", "--full-tree", commit, "--", path).stdout
        return found.split(b" ", 1)[0].decode() if found else None

    def _project(self, commit: str, path: str) -> str:
        """Return the folder that the project of ``path`` begins with: the nearest that holds a marker, or the top."""
        here = path if self._mode(commit, path) == _FOLDER else posixpath.dirname(path)
        while here not in ("", "."):
            if any(self.has(commit, f"{here}/{marker}") for marker in ROOT_MARKERS):
                return here
            here = posixpath.dirname(here)
        return "."

    def _tree(self, commit: str, folder: str) -> Iterator[_Entry]:
        scope = () if folder == "." else ("--", f"{folder}/")
        listed = self._run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, *scope).stdout
        for line in listed.split(b"\0"):
            about, _, path = line.partition(b"\t")
            mode, kind, name, size = (about.decode().split() or [""] * 4)[:4]
            if kind == "blob":
                yield _Entry(os.fsdecode(path), mode, name, int(size) if size.isdecimal() else 0)

    def _write(self, entries: Iterable[_Entry], to: Path) -> None:
        for entry, data in self._contents(entries):
            place = to / entry.path
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            except OSError:  # a name that this file system cannot have, or two that are one to it
                continue

    def _link(self, entries: Sequence[_Entry], to: Path) -> None:
        """Make the symbolic links of a tree, but for those that lead out of it; after the files, that none is written
        through a link.
        """
        made = []
        for entry, data in self._contents(entries):
            place = to / entry.path
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(os.fsdecode(data))
            except (OSError, ValueError):
                continue
            made.append(place)
        top = os.path.realpath(to) + os.sep
        for place in made:
            if not os.path.realpath(place).startswith(top):
                place.unlink()

    def _contents(self, entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, bytes]]:
        """Yield what each of ``entries`` holds, but for those that a partial clone has not got."""
        for some in _portions(entries):
            asked = "".join(f"{one.name}\n" for one in some).encode()
            answer = self._run("cat-file", "--batch", given=asked).stdout
            start = 0
            for entry in some:
                end = answer.find(b"\n", start)
                words = answer[start:end].split()
                start = end + 1
                if len(words) == 3:
                    size = int(words[2])
                    yield entry, answer[start : start + size]
                    start += size + 1

    def _line(self, *arguments: str, why: str) -> str:
        ended = self._run(*arguments)
        if ended.returncode:
            said = os.fsdecode(ended.stderr).strip().splitlines()
            raise NoRevision(f"{why} ({said[0]})" if said else why)
        return os.fsdecode(ended.stdout).rstrip("\r\n")

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        settings = [word for one in _SETTINGS for word in ("-c", one)]
        return subprocess.run(  # noqa: S603 - git itself, and no revision or path that could be an option
            [self._git, "--no-pager", *settings, *arguments],
            cwd=self._top,
            env={**os.environ, **_ENVIRONMENT},
            input=given,
            capture_output=True,
            check=False,
        )


def _is_harmless(path: str) -> bool:
    """Tell whether a path leads down, and to no folder of git's own: a tree may be made to hold any name."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts) and (
        os.sep == "/" or not any(sign in path for sign in (os.sep, ":"))
    )


def _affordable(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """Yield the entries that are not too large, until all of them together are."""
    taken = 0
    for entry in entries:
        if entry.size <= _LARGEST.get(posixpath.splitext(entry.path)[1].lower(), _LARGEST_OF_OTHERS):
            taken += entry.size
            if taken > _MOST:
                return
            yield entry


def _portions(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the entries in lists of what may be held in memory at a time."""
    some: list[_Entry] = []
    size = 0
    for entry in entries:
        some.append(entry)
        size += entry.size
        if size > _AT_ONCE or len(some) >= 1000:
            yield some
            some, size = [], 0
    if some:
        yield some
