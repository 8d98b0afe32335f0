"""Telling the user's code from libraries: in stacks, and in the tracebacks that the user is shown."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from types import FrameType

_LIBRARY_FOLDERS = frozenset({"site-packages", "dist-packages"})
_STANDARD_LIBRARY = Path(os.__file__).parent
_PIPELINT = Path(__file__).parent.parent

Place = tuple[str, int]
"""A file and a line in it, counted from 1."""


class UsersCode:
    """The user's code: every file but the standard library's, pipelint's and installed packages'.

    ``home`` is the folder (or file) that the target lives in; it is the user's even where it is an installed package.
    """

    def __init__(self, home: Path | None) -> None:
        self._home = home

    def includes(self, filename: str) -> bool:
        """Tell whether the code in ``filename``, as frames give it, is the user's."""
        if filename.startswith("<"):  # code of no file, such as the import system's own
            return False
        path = Path(filename).absolute()
        if _LIBRARY_FOLDERS.isdisjoint(path.parts):
            return not (path.is_relative_to(_STANDARD_LIBRARY) or path.is_relative_to(_PIPELINT))
        if self._home is None or not path.is_relative_to(self._home):
            return False
        return _LIBRARY_FOLDERS.isdisjoint(path.relative_to(self._home).parts)

    def place(self, frame: FrameType | None) -> Place | None:
        """Return the innermost place of the user's code on the stack of ``frame``; None where there is none."""
        while frame is not None:
            if self.includes(frame.f_code.co_filename):
                return frame.f_code.co_filename, frame.f_lineno
            frame = frame.f_back
        return None

    def place_of(self, error: BaseException) -> Place | None:
        """Return where in the user's code ``error`` was raised; of a syntax error, where the faulty syntax stands."""
        if isinstance(error, SyntaxError) and error.filename and error.lineno and self.includes(error.filename):
            return error.filename, error.lineno
        frames = self._mine(traceback.extract_tb(error.__traceback__))
        return (frames[-1].filename, frames[-1].lineno or 1) if frames else None

    def _mine(self, stack: traceback.StackSummary) -> list[traceback.FrameSummary]:
        return [frame for frame in stack if self.includes(frame.filename)]

    def cut(self, shown: traceback.TracebackException) -> None:
        """Leave only the user's frames in ``shown`` and in what it was raised from.

        Errors that a library caught and handled without any of the user's code in between are left out.
        """
        pending: list[traceback.TracebackException | None] = [shown]
        while pending:
            one = pending.pop()
            if one is None:
                continue
            one.stack = traceback.StackSummary.from_list(self._mine(one.stack))
            if one.__context__ is not None and not self._mine(one.__context__.stack):
                one.__context__ = None
            pending += [one.__cause__, one.__context__, *(getattr(one, "exceptions", None) or ())]
