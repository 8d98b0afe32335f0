"""``pipelint check --fix`` and ``--diff``: from the findings to files without them, or to what would change."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import UsageError
from pipelint.commands.check import report, status_of
from pipelint.commands.output import print_bytes, print_report, tell, watched
from pipelint.findings import Finding, Severity, Span
from pipelint.linter import engine
from pipelint.linter.contents import Contents, real
from pipelint.linter.fixing.mending import Check, mend
from pipelint.linter.problems import problem
from pipelint.linter.report.as_text import counted
from pipelint.linter.report.frames import SourceLines
from pipelint.linter.settings import Choice
from pipelint.linter.writing import drop_parts, write_whole
from pipelint.pipeline.record import record, replace

if TYPE_CHECKING:
    from pipelint.linter.engine import Result
    from pipelint.linter.settings import Settings

Stdin = tuple[str, bytes]
"""The name of what is read from standard input, and what it holds."""


@record
class Work:
    """What was done in memory.

    ``before`` is what was found first, ``result`` what is left; ``fixed`` findings are mended, ``ignored`` held back.
    """

    before: Result
    result: Result
    contents: Contents
    fixed: tuple[Finding, ...] = ()
    ignored: tuple[Finding, ...] = ()

    @property
    def files(self) -> int:
        """How many files are another now."""
        return len(self.contents.changed)


def fix(paths: list[str], settings: Settings, stdin: Stdin | None, options: argparse.Namespace) -> int:
    """Fix, or hold back, what is found and report what is left, or show the difference; return the exit status."""
    _refuse_contradictions(options)
    if stdin is not None and paths:
        raise UsageError("fixing what is read where PATH is -, it is printed: give no other PATH")
    baseline = None
    if options.baseline is not None or settings.baseline is not None:
        from pipelint.commands.baseline import chosen_baseline

        baseline = chosen_baseline(settings, options.baseline)

    def check(contents: Contents) -> Result:
        return watched(lambda watch: engine.check(paths, settings, stdin, (), baseline, watch=watch, contents=contents))

    def prove(contents: Contents) -> Result:
        return engine.check(paths, replace(settings, choices=()), stdin, (), baseline, contents=contents)

    chooses = any(choice != Choice(choice.source) for choice in settings.choices)
    work = _done(check, prove if chooses else None, settings.fail_on or Severity.WARNING, options)
    if options.diff:
        return _show(work, settings, options)
    if stdin is not None:
        mended = work.contents.now(stdin[0])
        return print_bytes(mended, None) or _report(work, settings, options, {stdin[0]: mended})
    problems, left_alone = _write(work)
    if left_alone:  # what stands in these files is what was found there at first
        kept = {file: data for file, data in work.contents.changed.items() if file not in left_alone}
        result = check(Contents(work.contents.first, kept)).with_findings(problems)
        fixed, ignored = (
            tuple(one for one in those if real(_edited(one)) not in left_alone) for those in (work.fixed, work.ignored)
        )
        work = Work(work.before, result, Contents(work.contents.first, kept), fixed, ignored)
    return _report(work, settings, options, {})


def _done(check: Check, prove: Check | None, least: Severity, options: argparse.Namespace) -> Work:
    """Fix, and write comments for what is at least as grave as ``least``, in memory."""
    if options.fix or options.add_ignore is None:
        mended = mend(check, options.unsafe_fixes, prove)
        work = Work(mended.before, mended.result, mended.contents, mended.fixed)
    else:
        contents = Contents()
        found = check(contents)
        work = Work(found, found, contents)
    if options.add_ignore is None:
        return work
    from pipelint.linter.fixing.ignoring_files import with_comments

    grave = [one for one in work.result.findings if one.severity.rank >= least.rank]
    ignored = with_comments([replace(one, fix=None) for one in grave], work.contents, options.add_ignore)
    contents = work.contents.with_changes(ignored.changed)
    result = check(contents).with_findings(ignored.said)
    return Work(work.before, result, contents, work.fixed, ignored.findings)


_DOING = ("diff", "fix", "add_ignore")


def _refuse_contradictions(options: argparse.Namespace) -> None:
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes says which fixes are made: give --fix or --diff too")
    if any(not letter.isprintable() for letter in options.add_ignore or ""):
        raise UsageError("the reason of --add-ignore stands in a comment: give it in one line")
    with_what = next(f"--{name.replace('_', '-')}" for name in _DOING if getattr(options, name) not in (None, False))
    if options.compile is not None:
        raise UsageError(f"{with_what} and --compile: fix first, then compile what came of it")
    if options.write_baseline:
        raise UsageError(f"{with_what} and --write-baseline: fix first, then keep what is left")
    if options.diff and options.format != "text":
        raise UsageError("--diff prints a unified diff: leave --format out")


def _show(work: Work, settings: Settings, options: argparse.Namespace) -> int:
    """Print what would change as a unified diff; the status is that of the files as they are."""
    from pipelint.linter.fixing.differences import unified

    named = _named(work)
    difference = b"".join(
        unified(named[file].file, work.contents.first[file], data)
        for file, data in sorted(work.contents.changed.items())
    )
    status = print_bytes(difference, options.output)
    done = [f"fix {counted(len(work.fixed), 'finding', 'findings')}"] if work.fixed or not work.ignored else []
    done += [f"hold {counted(len(work.ignored), 'finding', 'findings')} back"] if work.ignored else []
    where = f"in {counted(work.files, 'file', 'files')}; {len(work.result.findings)} would be left"
    tell(f"pipelint: would {' and '.join(done)} {where}")
    return status or status_of(work.before, settings, options)


def _report(work: Work, settings: Settings, options: argparse.Namespace, given: dict[str, bytes]) -> int:
    """Report what is left; on standard error where standard output has the file itself."""
    result = replace(work.result, fixed=work.fixed)
    source = SourceLines(given)
    if work.ignored:
        count = counted(len(work.ignored), "finding", "findings")
        tell(f"pipelint: wrote comments that hold {count} back")
    if given and options.output is None:
        with suppress(OSError):  # where it is full, nobody can be told
            report(result, source, options, sys.stderr or StringIO())
        return status_of(result, settings, options)
    status = print_report(lambda stream: report(result, source, options, stream), options.output)
    return status or status_of(result, settings, options)


def _named(work: Work) -> dict[str, Span]:
    """Return the files that changed as the report names them."""
    return {real(file): Span(file) for file in map(_edited, reversed((*work.fixed, *work.ignored)))}


def _edited(finding: Finding) -> str:
    """Return the file that was edited for ``finding``: what mends it may stand in another one than it."""
    return finding.fix.file if finding.fix is not None else finding.span.file


def _write(work: Work) -> tuple[list[Finding], set[str]]:
    """Write the files that changed; return what is to be said of those that were left alone, and which they are."""
    problems: list[Finding] = []
    left_alone: set[str] = set()
    named = _named(work)
    for file, data in sorted(work.contents.changed.items()):
        said = _write_one(Path(file), work.contents.first[file], data)
        if said is not None:
            code, message = said
            problems.append(problem(code, message, named[file]))
            left_alone.add(file)
    drop_parts({Path(file).parent for file in work.contents.changed})
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
