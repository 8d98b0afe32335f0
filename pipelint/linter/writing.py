"""Writing a file that is somebody else's, too: whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_BEING_WRITTEN = ".pipelint-part"
_LONGEST_WRITING = 3600.0  # seconds after which what is not in its place never will be
_FOLDER_REFUSES = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS)


def write_whole(file: Path, data: bytes) -> None:
    """Put ``data`` in the place of what ``file`` holds, which stays as it was if that fails; raises OSError.

    What is written next to it takes its place in one step, with its permissions. A symbolic link stays one.
    """
    target = Path(os.path.realpath(file))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=_BEING_WRITTEN, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _make_alike(Path(name), target)
        os.replace(name, target)  # noqa: PTH105 - Path.replace is the same
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def write_report(file: Path, data: bytes) -> None:
    """Put ``data`` in the place of what ``file`` holds, as :func:`write_whole` where that is possible; raises OSError.

    A device or a pipe is written to as it is, and so is a file in a folder that takes no other.
    """
    if not os.path.exists(file) or os.path.isfile(file):
        try:
            write_whole(file, data)
            return
        except OSError as error:
            if error.errno not in _FOLDER_REFUSES or not os.path.exists(file):
                raise
    with file.open("wb") as stream:
        stream.write(data)


def drop_parts(folders: Iterable[Path]) -> None:
    """Remove what runs have left in ``folders`` that were killed long ago, with a file half written."""
    ended = time.time() - _LONGEST_WRITING
    for folder in folders:
        with suppress(OSError):
            for part in folder.glob(f".*{_BEING_WRITTEN}"):
                if part.stat().st_mtime < ended:
                    part.unlink()


def _make_alike(part: Path, target: Path) -> None:
    """Give a new file the permissions and the owner of the one whose place it takes."""
    if not os.path.exists(target):
        part.chmod(0o666 & ~_umask())
        return
    found, own = target.stat(), part.stat()
    if (found.st_uid, found.st_gid) != (own.st_uid, own.st_gid):
        with suppress(OSError):  # root alone may give files away
            os.chown(part, found.st_uid, found.st_gid)
    part.chmod(found.st_mode & 0o7777)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
