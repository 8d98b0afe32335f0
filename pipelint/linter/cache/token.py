"""A word that only the user's own runs know: a cache that came with the files of a project does not have it.

What is kept decides what a check says, and of which files a report shows lines. It lies in the project, where whoever
wrote the project can put something, too; so the word lies with the user.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_NAME = "token"
_BYTES = 16


def token() -> str | None:
    """Return the word, made where there is none yet; None where the user has no place to keep it."""
    folder = _folder()
    if folder is None:
        return None
    file = folder / _NAME
    try:
        return _read(file) or _made(file)
    except OSError:
        return None


def _folder() -> Path | None:
    """Return the folder for what programs keep for the user, whose name must not begin in the working directory.

    That is how https://specifications.freedesktop.org/basedir-spec/latest/ has it.
    """
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    try:
        above = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # somebody without a home
        return None
    return above / "pipelint" if above.is_absolute() else None


def _read(file: Path) -> str | None:
    try:
        text = file.read_text(encoding="ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if len(text) == 2 * _BYTES else None


def _made(file: Path) -> str | None:
    """Make the word and keep it. Of two runs that do so together the later has made it, and the other keeps nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{_NAME}.{os.getpid()}.{time.monotonic_ns()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(os.urandom(_BYTES).hex())
    part.replace(file)
    return _read(file)
