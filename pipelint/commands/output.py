"""What commands share: their exit statuses, and how they print a report, lines, and complaints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO, TypeVar

    from pipelint.findings import Finding
    from pipelint.linter.files import Watch

    T = TypeVar("T")

CLEAN, FOUND, FAILED, NO_PIPELINE = 0, 1, 2, 3
"""The exit statuses."""


def print_report(write: Callable[[TextIO], object], output: str | None) -> int:
    """Let ``write`` write to the file ``output`` or to standard output; return 0, or the exit status of a failure."""
    try:
        if output is not None:
            from pipelint.linter.writing import write_report

            whole = BytesIO()
            stream = TextIOWrapper(whole, encoding="utf-8", errors="backslashreplace", write_through=True)
            write(stream)
            write_report(Path(output), whole.getvalue())
        elif sys.stdout is not None:  # None where the caller closed it
            write(sys.stdout)
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the report has read enough. Python flushes once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError) as error:  # ValueError: the path holds a null character
        reason = getattr(error, "strerror", None) or str(error)
        return failed("SMP013", f"cannot write the report to {output or 'standard output'}: {reason}")
    return CLEAN


def print_bytes(data: bytes, output: str | None) -> int:
    """Print ``data`` as it is to the file ``output`` or to standard output; return 0, or the status of a failure."""
    return print_report(lambda stream: stream.buffer.write(data), output)


def watched(work: Callable[[Watch], T]) -> T:
    """Do ``work``, and show on a terminal how far it has come."""
    if sys.stderr is None or not sys.stderr.isatty():
        from pipelint.linter.files import unwatched

        return work(unwatched)
    from pipelint.commands.progress import Progress

    with Progress() as progress:
        return work(progress.watch)


def print_lines(lines: Iterable[str]) -> int:
    """Print ``lines`` to standard output; return 0, or the exit status of a failure."""
    return print_report(lambda stream: stream.writelines(f"{line}\n" for line in lines), None)


def tell(text: str) -> None:
    """Say ``text`` on standard error; where that is closed or full, nobody can be told, and the work goes on."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:  # print would take standard output in its place
            print(text, file=sys.stderr, flush=True)  # noqa: T201


def say(findings: Sequence[Finding]) -> int:
    """Print ``findings`` to standard error, each with its place; return the exit status they make."""
    from pipelint.linter.report.as_text import finding_text

    for finding in findings:
        tell(finding_text(finding))
    return FOUND if findings else CLEAN


def failed(code: str, message: str) -> int:
    """Say on standard error that the problem ``code`` ends the run; return the exit status."""
    from pipelint.findings import Span
    from pipelint.linter.problems import problem
    from pipelint.linter.settings import COMMAND_LINE

    return complain([problem(code, message, Span(COMMAND_LINE))])


def complain(findings: Iterable[Finding]) -> int:
    """Say ``findings`` that end the run on standard error; return the exit status."""
    from pipelint.linter.report.as_text import message_line

    for finding in findings:
        tell(message_line(finding))
    return FAILED
