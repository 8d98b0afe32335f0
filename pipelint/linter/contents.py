"""What the files of a run hold: as each was read first, or as it was changed since, in memory alone."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pipelint.linter.inputs import Input


class Contents:
    """Files by what they hold, a file and the links to it being one.

    ``first`` is what was read, ``changed`` what takes its place; both by the path with its links followed.
    """

    def __init__(self, first: dict[str, bytes] | None = None, changed: Mapping[str, bytes] | None = None) -> None:
        self.first = {} if first is None else first
        self.changed = dict(changed or {})

    def read(self, found: Input) -> bytes:
        """Return what a file holds. Raises OSError, whose ``strerror`` says why it cannot be read."""
        key = real(found.file)
        if key in self.changed:
            return self.changed[key]
        if key not in self.first:
            self.first[key] = found.read()
        return self.first[key]

    def now(self, file: str) -> bytes:
        """Return what a file that was read holds now."""
        key = real(file)
        return self.changed[key] if key in self.changed else self.first[key]

    def with_changes(self, changed: Mapping[str, bytes]) -> Contents:
        """Return the same contents with more of them changed."""
        return Contents(self.first, {**self.changed, **changed})


def real(file: str) -> str:
    """Return what ``file`` is told by: its path with symbolic links followed."""
    return os.path.realpath(file)
