"""Whether a file holds what it held: told by its stamp where that can be trusted, else by a digest of its bytes."""

from __future__ import annotations

import os
import stat
import time

from pipelint.linter.opening import read_regular

Stamp = list[int]
"""When a file was written to and when its entry changed (nanoseconds), its length in bytes, and its inode."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written to again gets another time: on FAT it counts two seconds at once."""


class Fingerprints:
    """Stamps and digests of files in one run.

    A file that was written to just now, or while the run lasts, gets no stamp that lasts: it may be written to again
    without a trace, and its digest may be that of what it held before.
    """

    def __init__(self) -> None:
        self._begin = time.time_ns()
        self._stamps: dict[str, Stamp | None] = {}
        self._digests: dict[str, str | None] = {}

    def stamp(self, file: str) -> Stamp | None:
        """Return the stamp of a regular file as it was when it was first asked for; None where there is none."""
        if file not in self._stamps:
            try:
                found = os.stat(file)  # noqa: PTH116 - texts: thousands of files are asked about
                stamp = [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]
                self._stamps[file] = stamp if stat.S_ISREG(found.st_mode) else None
            except (OSError, ValueError):  # ValueError: a null character
                self._stamps[file] = None
        return self._stamps[file]

    def lasting(self, file: str) -> Stamp | None:
        """Return the stamp of a file if the next run may trust it."""
        stamp = self.stamp(file)
        return stamp if stamp is not None and max(stamp[:2]) < self._begin - _SETTLED else None

    def same(self, file: str, digest: str, stamp: Stamp | None) -> bool:
        """Tell whether ``file`` holds what has ``digest``, and had ``stamp`` where that could be trusted."""
        now = self.stamp(file)
        return now is not None and (now == stamp or self._digest(file) == digest)

    def _digest(self, file: str) -> str | None:
        if file not in self._digests:
            try:
                self._digests[file] = digest(read_regular(file))
            except OSError:
                self._digests[file] = None
        return self._digests[file]


def digest(data: bytes) -> str:
    """Return what tells ``data`` from all else."""
    from hashlib import blake2b  # where every stamp fits, nothing is digested

    return blake2b(data, digest_size=16).hexdigest()
