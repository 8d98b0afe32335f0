"""What keeps a target from being compiled: wrong usage, or the user's own code."""

from __future__ import annotations


class NotCompilable(Exception):
    """The target is no pipeline, needs arguments, or nothing is installed to compile it; the text is one line."""


class CodeFailed(Exception):
    """The user's code raised, was ended for taking too long, or ended its process.

    ``traceback`` is Python's own text, cut at the user's code; empty where there is none. ``file`` and ``line`` are the
    innermost place of the user's code, None where it is not known. ``help`` replaces the problem's own way out.
    """

    def __init__(
        self,
        message: str,
        traceback: str = "",
        file: str | None = None,
        line: int | None = None,
        help: str | None = None,  # noqa: A002 - the finding's word
    ) -> None:
        super().__init__(message)
        self.help = help
        self.traceback = traceback
        self.file = file
        self.line = line


def too_slow(seconds: float, file: str | None = None, line: int | None = None) -> CodeFailed:
    """Return the failure of code that was still running after ``seconds``, at that place if it is known."""
    way_out = "See what it waits for at this line." if line is not None else "See what it waits for."
    message = f"it did not end within {seconds:g} seconds and was stopped"
    return CodeFailed(message, "", file, line, f"{way_out} `--timeout` gives it more time.")


def as_json(failure: CodeFailed) -> dict[str, str | int | None]:
    """Return what :class:`CodeFailed` is made of, for the way from the child to the parent."""
    return {
        "message": str(failure),
        "traceback": failure.traceback,
        "file": failure.file,
        "line": failure.line,
        "help": failure.help,
    }
