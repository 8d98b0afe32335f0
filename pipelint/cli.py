"""The command line: parse the arguments, call, print, and say by the exit status how it went.

Whatever costs something is imported in the function that needs it: ``pipelint --version`` must not wait for a linter.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelint.arguments import (
    COMMAND_OR_FILE,
    COMMAND_OR_FILE_FUNCTIONS,
    COMMANDS,
    UsageError,
    check_parser,
    compile_parser,
    meant,
    rule_parser,
    rules_parser,
    schema_parser,
)

if TYPE_CHECKING:
    from typing import TextIO

    from pipelint.compiling.process import Compiled
    from pipelint.compiling.target import Target
    from pipelint.findings import Finding
    from pipelint.linter.engine import Result
    from pipelint.linter.reading import Reading

CLEAN, FOUND, FAILED, NO_PIPELINE = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (of this process by default) and return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file's name may hold what the terminal's encoding cannot show
            stream.reconfigure(errors="backslashreplace")
    try:
        return _dispatch(arguments)
    except UsageError as error:
        return _failed(error.code, str(error))
    except KeyboardInterrupt:
        print("pipelint: interrupted", file=sys.stderr)  # noqa: T201
        return FAILED
    except Exception:  # Python itself would end with status 1, which says that there are findings
        import traceback

        traceback.print_exc()
        return _failed("SMP014", "pipelint itself failed")


def _dispatch(arguments: list[str]) -> int:
    """Run the command that the first argument names; without a command, ``check``."""
    runners = {"check": _check, "compile": _compile, "rule": _rule, "rules": _rules, "schema": _schema}
    first = arguments[0] if arguments else "check"
    if first in runners:
        return runners[first](arguments[1:])
    if first.isalpha() and not Path(first).exists() and (guess := meant(first, COMMANDS)):
        raise UsageError(f'no such command, file or folder "{first}"{guess}')
    return _check(arguments)


def _check(arguments: list[str]) -> int:
    separator = arguments.index("--") if "--" in arguments else len(arguments)
    options = check_parser().parse(arguments[:separator])
    if options.print_completion:
        return _print_completion(options.print_completion)
    paths = (options.paths + arguments[separator + 1 :]) or ["."]  # argparse loses what follows a leading "--"
    if options.stdin_filename and "-" not in paths:
        raise UsageError("--stdin-filename names what is read from standard input: give - as PATH too")
    from pipelint.linter.engine import check
    from pipelint.linter.settings import EVERY_CODE, Settings

    selected = (options.select or [EVERY_CODE]) + (options.extend_select or [])
    settings = Settings(tuple(selected), tuple(options.ignore or ()))
    if unknown := settings.unknown_codes():
        return _complain(unknown)
    stdin = (options.stdin_filename or "<stdin>", _standard_input()) if "-" in paths else None
    if options.explain_model:
        return _explain_model([path for path in paths if path != "-"], stdin, options)
    compiled = _compiled_readings(options)
    result = check([path for path in paths if path != "-"], settings, stdin, compiled)
    return _print(lambda stream: _report(result, options, stream), options.output) or _status(result, options)


def _explain_model(paths: list[str], stdin: tuple[str, bytes] | None, options: argparse.Namespace) -> int:
    """Print the model of every pipeline in place of the findings about it; what cannot be read is said all the same."""
    if options.format != "text":
        raise UsageError("--explain-model prints text: leave --format out")
    from pipelint.findings import Severity
    from pipelint.linter.files import read_files
    from pipelint.linter.report.as_model import write_model

    _, readings, findings = read_files(paths, stdin)
    findings += [one for reading in readings for one in reading.findings if one.severity is Severity.ERROR]
    status = _print(lambda stream: write_model(readings, stream), options.output)
    return status or (FOUND if findings and _say(findings) else CLEAN)


def _compiled_readings(options: argparse.Namespace) -> tuple[Reading, ...]:
    """Compile the target of ``pipelint check --compile``; what its code raises becomes a finding."""
    if options.compile is None:
        if options.arg or options.timeout is not None:
            raise UsageError("--arg and --timeout are for --compile TARGET: give that too")
        return ()
    from pipelint.compiling.errors import CodeFailed
    from pipelint.compiling.reading import CompiledReading, failure_reading

    target, given = _target(options.compile, options.arg)
    try:
        return (CompiledReading(_compiled(target, given, options.timeout), target),)
    except CodeFailed as failure:
        return (failure_reading(failure, target),)


def _compile(arguments: list[str]) -> int:
    options = compile_parser().parse(arguments)
    import json

    from pipelint.compiling.differences import unstable
    from pipelint.compiling.errors import CodeFailed
    from pipelint.compiling.reading import failed
    from pipelint.pipeline.record import replace

    target, given = _target(options.target, options.arg)
    try:
        if options.twice:  # the numbers make Python walk sets of strings in two orders
            first, second = (_compiled(target, given, options.timeout, seed) for seed in (1, 2))
            found = unstable(first, second, target)
        else:
            first, found = _compiled(target, given, options.timeout), []
    except CodeFailed as failure:
        print(failure.traceback, end="", file=sys.stderr)  # noqa: T201
        finding = failed(failure, target)
        return _say([replace(finding, help=None) if failure.traceback else finding])
    text = json.dumps(json.loads(first.definition), indent=2)
    return _print(lambda stream: stream.writelines((text, "\n")), options.output) or _say(found)


def _target(text: str, arguments: list[str]) -> tuple[Target, Mapping[str, Any]]:
    from pipelint.compiling.errors import NotCompilable
    from pipelint.compiling.target import parse_arguments, parse_target

    try:
        return parse_target(text), parse_arguments(arguments)
    except NotCompilable as error:
        raise UsageError(str(error), "SMP031") from None


def _compiled(
    target: Target, arguments: Mapping[str, Any], timeout: float | None, hash_seed: int | None = None
) -> Compiled:
    from pipelint.compiling.errors import NotCompilable
    from pipelint.compiling.process import TIMEOUT, compile_target

    try:
        return compile_target(target, arguments, timeout or TIMEOUT, hash_seed)
    except NotCompilable as error:
        raise UsageError(str(error), "SMP031") from None


def _say(findings: Sequence[Finding]) -> int:
    """Print ``findings`` to standard error, each with its place; return the exit status they make."""
    from pipelint.linter.report.as_text import finding_text

    for finding in findings:
        print(finding_text(finding), file=sys.stderr)  # noqa: T201
    return FOUND if findings else CLEAN


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read() if sys.stdin is not None else b""
    except OSError as error:  # a folder, say
        raise UsageError(f"cannot read standard input: {error.strerror}") from None


def _report(result: Result, options: argparse.Namespace, stream: TextIO) -> None:
    if options.format == "json":
        from pipelint.linter.report.as_json import write_json

        write_json(result, stream)
    else:
        from pipelint.linter.report.as_text import write_text

        write_text(result, stream, options.statistics)


def _status(result: Result, options: argparse.Namespace) -> int:
    from pipelint.findings import Severity

    if not result.whole:
        return FAILED
    if options.require_pipeline and not result.summary.pipelines:
        return NO_PIPELINE
    worst = max((finding.severity.rank for finding in result.findings), default=-1)
    return FOUND if worst >= Severity.WARNING.rank and not options.exit_zero else CLEAN


def _rule(arguments: list[str]) -> int:
    options = rule_parser().parse(arguments)
    from pipelint.linter.report import catalogue

    entry = catalogue.find(options.code)
    if entry is None:
        known = [text for every in catalogue.entries() for text in (every.code, every.name)]
        return _failed("SMP007", f'no rule has the code or name "{options.code}"{meant(options.code, known)}')
    return _print_lines(catalogue.page(entry))


def _rules(arguments: list[str]) -> int:
    options = rules_parser().parse(arguments)
    from pipelint.linter.report import catalogue

    if options.format == "text":
        return _print_lines(catalogue.as_table())
    import json

    return _print_lines([json.dumps(catalogue.as_list(), indent=2)])


def _schema(arguments: list[str]) -> int:
    options = schema_parser().parse(arguments)
    from pipelint.linter.definition.form import SCHEMA

    text = SCHEMA.read_text(encoding="utf-8")
    return _print(lambda stream: stream.write(text), options.output)


def _print_completion(shell: str) -> int:
    import shtab

    parser = check_parser()
    for action in parser._actions:
        if action.dest == "paths":
            action.complete = COMMAND_OR_FILE  # type: ignore[attr-defined]
        elif action.dest == "output":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return _print_lines([shtab.complete(parser, shell, preamble=COMMAND_OR_FILE_FUNCTIONS.get(shell, ""))])


def _print_lines(lines: Iterable[str]) -> int:
    return _print(lambda stream: stream.writelines(f"{line}\n" for line in lines), None)


def _print(write: Callable[[TextIO], object], output: str | None) -> int:
    """Let ``write`` write to the file ``output`` or to standard output; return 0, or the exit status of a failure."""
    try:
        if output is not None:
            with Path(output).open("w", encoding="utf-8", errors="backslashreplace") as stream:
                write(stream)
        elif sys.stdout is not None:  # None where the caller closed it
            write(sys.stdout)
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the report has read enough. Python flushes once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError) as error:  # ValueError: the path holds a null character
        reason = getattr(error, "strerror", None) or str(error)
        return _failed("SMP013", f"cannot write the report to {output or 'standard output'}: {reason}")
    return CLEAN


def _failed(code: str, message: str) -> int:
    from pipelint.findings import Span
    from pipelint.linter.problems import problem

    return _complain([problem(code, message, Span("command line"))])


def _complain(findings: Iterable[Finding]) -> int:
    from pipelint.linter.report.as_text import message_line

    for finding in findings:
        print(message_line(finding), file=sys.stderr)  # noqa: T201
    return FAILED
