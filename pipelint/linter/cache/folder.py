"""The folder of the cache: a file for each kind of run, written whole or not at all, so that runs need not wait.

Of two runs that end together the later one's file stays, and what only the other found out is found out again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from pipelint.linter.cache.groups import Group, Member, Row
from pipelint.linter.cache.plain import Foreign, checked, checked_list
from pipelint.linter.disk import QUESTIONS

NAME = ".pipelint_cache"
_TAG = "CACHEDIR.TAG"
# The form of https://bford.info/cachedir/; the second line tells pipelint that the folder is its own.
_TAG_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n# The cache of pipelint, which may be deleted at any time.\n"
_GITIGNORE = ".gitignore"
_SUFFIX = ".json"
_BEING_WRITTEN = ".part"

MOST_FILES = 16
"""How many kinds of runs (settings, versions, working directories) are kept; the ones not used for longest go."""

_LONGEST_WRITING = 3600.0  # seconds after which what is not written to its end never will be

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of one file: some ten thousand pipelines. What is longer is not kept."""


class NoCache(Exception):
    """Raised where a folder cannot be the cache; the words say why, to follow its name."""


Kept = tuple[list[Row], list[Group]]


class Folder:
    """The folder of the cache at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, identity: str) -> Kept:
        """Return what runs with this ``identity`` have found out; nothing where there is nothing that can be used."""
        try:
            check, _, text = self._file(identity).read_bytes().partition(b"\n")
            if int(check, 16) != crc32(text):
                return [], []
            known, rows, groups = checked_list(json.loads(text), 3)
            return (list(map(_row, rows)), list(_groups(groups, len(rows)))) if known == identity else ([], [])
        except (OSError, ValueError, TypeError, LookupError, RecursionError, Foreign):
            return [], []

    def write(self, identity: str, rows: list[Row], groups: list[Group], others: list[Group]) -> None:
        """Keep what was found out, in place of what was there; raises :class:`NoCache`.

        The ``others`` are left out where there is not room for all.
        """
        text = _text(identity, rows, [*groups, *others])
        if len(text) > LARGEST_FILE:
            text = _text(identity, rows, groups)
        if len(text) > LARGEST_FILE:
            return
        try:
            self._make()
            self._put(self._file(identity), b"%08x\n%b" % (crc32(text), text))
            self._drop_old()
        except OSError as error:
            raise NoCache(f"cannot be written: {(error.strerror or str(error)).lower()}") from error

    def clear(self) -> int:
        """Remove the cache, and nothing else that may be in its folder; return how many files of it there were.

        Raises :class:`NoCache`.
        """
        try:
            if not self.path.exists():
                return 0
            self._refuse_foreign()
            files = self._files()
            for file in (*files, *self._parts(), self.path / _GITIGNORE, self.path / _TAG):
                file.unlink(missing_ok=True)
            with suppress(OSError):  # somebody has put something in
                self.path.rmdir()
        except OSError as error:
            raise NoCache(f"cannot be removed: {(error.strerror or str(error)).lower()}") from error
        return len(files)

    def _make(self) -> None:
        if not self.path.exists():
            self.path.mkdir(parents=True)
        self._refuse_foreign()
        if not (self.path / _TAG).exists():
            self._put(self.path / _GITIGNORE, b"*\n")
            self._put(self.path / _TAG, _TAG_TEXT)

    def _put(self, file: Path, data: bytes) -> None:
        """Write a file that is there whole or not at all; raises OSError."""
        part = self.path / f"{file.name}.{os.getpid()}.{time.monotonic_ns()}{_BEING_WRITTEN}"
        try:
            with part.open("xb") as stream:
                stream.write(data)
            part.replace(file)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise

    def _refuse_foreign(self) -> None:
        """Raise :class:`NoCache` where the folder is a link, or holds what pipelint has not put there."""
        if self.path.is_symlink() or not self.path.is_dir():
            raise NoCache("is no folder")
        with suppress(FileNotFoundError):
            if (self.path / _TAG).read_bytes() == _TAG_TEXT:
                return
        if any(file.name != _GITIGNORE and file.suffix != _BEING_WRITTEN for file in self.path.iterdir()):
            raise NoCache("is not empty, and no cache of pipelint")

    def _file(self, identity: str) -> Path:
        return self.path / f"{crc32(identity.encode()):08x}{_SUFFIX}"

    def _files(self) -> list[Path]:
        return sorted(self.path.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime_ns)

    def _parts(self) -> list[Path]:
        return list(self.path.glob(f"*{_BEING_WRITTEN}"))

    def _drop_old(self) -> None:
        """Remove the files that were not written for longest, and what runs have left that were killed."""
        ended = time.time() - _LONGEST_WRITING
        with suppress(FileNotFoundError):  # another run was first
            left = [part for part in self._parts() if part.stat().st_mtime < ended]
            for file in (*self._files()[:-MOST_FILES], *left):
                file.unlink(missing_ok=True)


def _row(value: Any) -> Row:
    *question, answer = checked_list(value)
    if any(not isinstance(text, str) for text in question) or QUESTIONS.get(question[0]) != len(question) - 1:
        raise Foreign
    if question[0] == "data" and isinstance(answer, list):
        digest, _ = checked_list(answer, 2)
        checked(digest, str)
    return [*question, answer]


def _groups(values: list[Any], rows: int) -> Iterator[Group]:
    for value in values:
        members, numbers, shared = checked_list(value, 3)
        if any(checked(number, int) not in range(rows) for number in checked_list(numbers)):
            raise Foreign
        yield Group(tuple(map(_member, members)), tuple(numbers), frozenset(checked_list(shared)))


def _member(value: Any) -> Member:
    file, explicit, within, digest, stamp, outcome = checked_list(value, 6)
    key = (checked(file, str), checked(explicit, bool), checked(within, str))
    return Member(key, checked(digest, str), stamp, outcome)


def _text(identity: str, rows: Sequence[Row], groups: Sequence[Group]) -> bytes:
    return json.dumps([identity, *_compact(rows, groups)], separators=(",", ":")).encode()


def _compact(rows: Sequence[Row], groups: Sequence[Group]) -> tuple[list[Row], list[Any]]:
    """Return the rows that some group needs, each once, and the groups as JSON."""
    numbers: dict[str, int] = {}
    kept: list[Row] = []

    def renumbered(number: int) -> int:
        text = repr(rows[number])
        if text not in numbers:
            numbers[text] = len(kept)
            kept.append(rows[number])
        return numbers[text]

    return kept, [
        [
            [[*one.key, one.digest, one.stamp, one.outcome] for one in group.members],
            [renumbered(number) for number in group.rows],
            sorted(group.shared),
        ]
        for group in groups
    ]
