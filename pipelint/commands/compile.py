"""Running the user's code: ``pipelint compile``, and ``pipelint check --compile``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipelint.arguments import Parser, UsageError, add_compiling
from pipelint.commands.output import print_report, say, tell

if TYPE_CHECKING:
    from pipelint.compiling.errors import CodeFailed
    from pipelint.compiling.process import Compiled
    from pipelint.compiling.target import Target
    from pipelint.linter.reading import Reading


def compile_parser() -> Parser:
    """Return the parser of ``pipelint compile``."""
    parser = Parser(
        prog="pipelint compile",
        description="Run the code that builds a pipeline, offline, and print the definition that it compiles to.",
        epilog="Exit status: 0 compiled; 1 the code failed, or two compilations differ; 2 wrong usage, or nothing is"
        " installed to compile with.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("target", metavar="TARGET", help="FILE.py:NAME or package.module:NAME; a pipeline, or a function returning one")
    add_compiling(parser)
    add("--output", metavar="FILE", help="write the definition to FILE in place of standard output")
    add("--twice", action="store_true", help="compile twice, and name every value that differs")
    return parser


def compile_(arguments: list[str]) -> int:
    """Print the definition that the user's code compiles to; return the exit status."""
    options = compile_parser().parse(arguments)
    import json

    from pipelint.compiling.differences import unstable
    from pipelint.compiling.errors import CodeFailed

    target, given = parsed_target(options.target, options.arg)
    try:
        if options.twice:  # the numbers make Python walk sets of strings in two orders
            first, second = (compiled(target, given, options.timeout, seed) for seed in (1, 2))
            found = unstable(first, second, target)
        else:
            first, found = compiled(target, given, options.timeout), []
    except CodeFailed as failure:
        return say_failed(failure, target)
    text = json.dumps(json.loads(first.definition), indent=2)
    return print_report(lambda stream: stream.writelines((text, "\n")), options.output) or say(found)


def compiled_readings(options: argparse.Namespace) -> tuple[Reading, ...]:
    """Compile the target of ``pipelint check --compile``; what its code raises becomes a finding."""
    from pipelint.compiling.errors import CodeFailed
    from pipelint.compiling.reading import CompiledReading, failure_reading

    target, given = parsed_target(options.compile, options.arg)
    try:
        return (CompiledReading(compiled(target, given, options.timeout), target),)
    except CodeFailed as failure:
        return (failure_reading(failure, target),)


def say_failed(failure: CodeFailed, target: Target) -> int:
    """Say on standard error what the user's code raised while ``target`` was compiled; return the exit status."""
    from pipelint.compiling.reading import failed
    from pipelint.pipeline.record import replace

    if failure.traceback:
        tell(failure.traceback.rstrip())
    finding = failed(failure, target)
    return say([replace(finding, help=None) if failure.traceback else finding])


def parsed_target(text: str, arguments: list[str]) -> tuple[Target, Mapping[str, Any]]:
    """Return what to compile, and with which arguments. Raises :class:`UsageError`."""
    from pipelint.compiling.errors import NotCompilable
    from pipelint.compiling.target import parse_arguments, parse_target

    try:
        return parse_target(text), parse_arguments(arguments)
    except NotCompilable as error:
        raise UsageError(str(error), "SMP031") from None


def compiled(
    target: Target,
    arguments: Mapping[str, Any],
    timeout: float | None,
    hash_seed: int | None = None,
    within: str | None = None,
) -> Compiled:
    """Compile ``target``. Raises :class:`UsageError`, and CodeFailed where the user's code fails."""
    from pipelint.compiling.errors import NotCompilable
    from pipelint.compiling.process import TIMEOUT, compile_target

    try:
        return compile_target(target, arguments, timeout or TIMEOUT, hash_seed, within)
    except NotCompilable as error:
        raise UsageError(str(error), "SMP031") from None
