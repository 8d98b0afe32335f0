"""Opening files so that nothing waits for ever, and no file takes all the memory: regular ones, up to a length."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from typing import BinaryIO

_MIB = 1024 * 1024

LARGEST = 16 * _MIB
"""Bytes of the largest file that is read, but for those of :data:`LARGER`.

The service takes definitions of 1,048,576 characters as text (PipelineDefinition of the API), which indentation may
make a few times as many. The model of a real definition takes some 25 bytes for each byte of the file, that of a list
of single digits 200, and the syntax tree of such Python as much.
"""

LARGER: Mapping[str, int] = {".ipynb": 100 * _MIB}
"""The same for files of a suffix. Notebooks hold pictures; of files of more than 100 MiB GitHub takes none
(https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github)."""

_IRREGULAR = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class TooLarge(OSError):
    """Raised for a file, or what stands for one, that is too large to be read; ``words`` say how large."""

    def __init__(self, size: int, largest: int) -> None:
        self.words = f"the file has {size:,} bytes; at most {largest:,} are read"
        super().__init__(0, self.words)


def check_size(size: int, suffix: str) -> None:
    """Raise :class:`TooLarge` where a file of that suffix is not read, being so large."""
    largest = LARGER.get(suffix, LARGEST)
    if size > largest:
        raise TooLarge(size, largest)


def read_regular(path: str) -> bytes:
    """Return what a regular file holds. Raises OSError, whose ``strerror`` says why it cannot be read."""
    found = os.stat(path)  # noqa: PTH116 - texts: thousands of files are read
    for is_kind, words in _IRREGULAR:
        if is_kind(found.st_mode):
            raise OSError(0, f"it is {words}, not a regular file")
    check_size(found.st_size, os.path.splitext(path)[1].lower())  # noqa: PTH122
    with _opened(path) as stream:
        return stream.read()


def mentions(path: str, word: bytes) -> bool:
    """Tell whether ``word`` stands in a file, of whatever size; raises OSError."""
    return any(word in piece for piece in _pieces(path, len(word)))


def _pieces(path: str, overlap: int) -> Iterator[bytes]:
    last = b""
    with _opened(path) as stream:
        while piece := stream.read(_MIB):
            yield last + piece
            last = piece[-overlap:]


def _opened(path: str) -> BinaryIO:
    """Open a file; a named pipe that has come into its place just now would wait for somebody to write to it."""
    return os.fdopen(os.open(path, os.O_RDONLY | _BINARY | _WITHOUT_WAITING), "rb")


_BINARY = getattr(os, "O_BINARY", 0)  # of Windows
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)  # of all others
