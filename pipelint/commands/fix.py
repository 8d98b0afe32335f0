"""``pipelint check --fix`` and ``--diff``: from the findings to files without them, or to what would change."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import UsageError
from pipelint.commands.check import report, status_of
from pipelint.commands.output import print_bytes, print_report, watched
from pipelint.linter import engine
from pipelint.linter.contents import Contents, real
from pipelint.linter.fixing.mending import Mended, mend
from pipelint.linter.problems import problem
from pipelint.linter.report.frames import SourceLines
from pipelint.linter.writing import write_whole
from pipelint.pipeline.record import replace

if TYPE_CHECKING:
    from pipelint.findings import Finding
    from pipelint.linter.engine import Result
    from pipelint.linter.settings import Settings

Stdin = tuple[str, bytes]
"""The name of what is read from standard input, and what it holds."""


def fix(paths: list[str], settings: Settings, stdin: Stdin | None, options: argparse.Namespace) -> int:
    """Fix what can be fixed and report what is left, or show the difference; return the exit status."""
    _refuse_contradictions(options)
    if stdin is not None and paths:
        raise UsageError("fixing what is read where PATH is -, it is printed: give no other PATH")
    baseline = None
    if options.baseline is not None or settings.baseline is not None:
        from pipelint.commands.baseline import chosen_baseline

        baseline = chosen_baseline(settings, options.baseline)

    def check(contents: Contents) -> Result:
        return watched(lambda watch: engine.check(paths, settings, stdin, (), baseline, watch=watch, contents=contents))

    mended = mend(check, options.unsafe_fixes)
    if options.diff:
        return _show(mended, settings, options)
    if stdin is not None:
        mended_input = mended.contents.now(stdin[0])
        status = print_bytes(mended_input, None)
        return status or _report(mended, mended.result, settings, options, {stdin[0]: mended_input})
    problems, left_alone = _write(mended)
    result = mended.result
    if left_alone:  # what stands in these files is what was found there at first
        kept = {file: data for file, data in mended.contents.changed.items() if file not in left_alone}
        result = check(Contents(mended.contents.first, kept)).with_findings(problems)
    fixed = tuple(one for one in mended.fixed if real(one.span.file) not in left_alone)
    return _report(mended, replace(result, fixed=fixed), settings, options, {})


def _refuse_contradictions(options: argparse.Namespace) -> None:
    if not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes says which fixes are made: give --fix or --diff too")
    with_what = "--fix" if options.fix else "--diff"
    if options.compile is not None:
        raise UsageError(f"{with_what} and --compile: fix first, then compile what came of it")
    if options.write_baseline:
        raise UsageError(f"{with_what} and --write-baseline: fix first, then keep what is left")
    if options.diff and options.format != "text":
        raise UsageError("--diff prints a unified diff: leave --format out")


def _show(mended: Mended, settings: Settings, options: argparse.Namespace) -> int:
    """Print what would change as a unified diff; the status is that of the files as they are."""
    from pipelint.linter.fixing.differences import unified

    shown = {real(finding.span.file): finding.span.file for finding in reversed(mended.fixed)}
    difference = b"".join(
        unified(shown.get(file, os.path.relpath(file)), mended.contents.first[file], data)
        for file, data in sorted(mended.contents.changed.items())
    )
    status = print_bytes(difference, options.output)
    count, left = len(mended.fixed), len(mended.result.findings)
    print(  # noqa: T201
        f"pipelint: would fix {count} finding{'s' * (count != 1)} in {len(mended.contents.changed)}"
        f" file{'s' * (len(mended.contents.changed) != 1)}; {left} would be left",
        file=sys.stderr,
    )
    return status or status_of(mended.before, settings, options)


def _report(
    mended: Mended, result: Result, settings: Settings, options: argparse.Namespace, given: dict[str, bytes]
) -> int:
    """Report what is left; on standard error where standard output has the file itself."""
    result = replace(result, fixed=result.fixed or (mended.fixed if given else ()))
    source = SourceLines(given)
    if given and options.output is None:
        report(result, source, options, sys.stderr)
        return status_of(result, settings, options)
    status = print_report(lambda stream: report(result, source, options, stream), options.output)
    return status or status_of(result, settings, options)


def _write(mended: Mended) -> tuple[list[Finding], set[str]]:
    """Write the files that changed; return what is to be said of those that were left alone, and which they are."""
    problems: list[Finding] = []
    left_alone: set[str] = set()
    named = {real(finding.span.file): finding.span for finding in reversed(mended.fixed)}
    for file, data in sorted(mended.contents.changed.items()):
        said = _write_one(Path(file), mended.contents.first[file], data)
        if said is not None:
            code, message = said
            place = replace(named[file], line=None, column=None, end_line=None, end_column=None)
            problems.append(problem(code, message, replace(place, cell=None, cell_line=None)))
            left_alone.add(file)
    return problems, left_alone


def _write_one(file: Path, read: bytes, data: bytes) -> tuple[str, str] | None:
    """Write one file; return the code and the message of what is in the way."""
    try:
        if file.read_bytes() != read:
            return "SMP053", "this file was changed by another program while it was fixed, and is left as it is"
        if not (os.access(file, os.W_OK) and file.stat().st_mode & 0o222):  # replacing it asks the folder alone
            return "SMP054", "cannot write the fixes: the file is read-only"
        write_whole(file, data)
    except OSError as error:
        return "SMP054", f"cannot write the fixes: {(error.strerror or str(error)).lower()}"
    return None
