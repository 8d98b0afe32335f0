"""The command line: parse the arguments, call, print. What is said on standard output is the report and nothing else.

Exit status: 0 nothing at or above warning; 1 findings; 2 wrong usage, or pipelint itself failed; 3 with
``--require-pipeline`` when no pipeline was recognised.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipelint import __version__

if TYPE_CHECKING:
    from pipelint.linter.engine import Result, Settings

CLEAN, FINDINGS, WRONG_USAGE, NO_PIPELINE = 0, 1, 2, 3
COMMANDS = ("check", "rule", "rules")


class UsageError(Exception):
    """Raised for what the user asked in a way that makes no sense; the text is one line with the way out."""


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose errors name a code, guess what was meant, and are one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f'SMP011 [wrong-usage] {message}{self._guess(message)} Run "{self.prog} --help".')

    def _guess(self, message: str) -> str:
        from pipelint.pipeline.spelling import closest

        wrong = next((word.partition("=")[0] for word in message.split() if word.startswith("--")), None)
        near = closest(wrong, self._option_string_actions) if wrong is not None else None
        return f'; did you mean "{near}"?' if near is not None and "unrecognized" in message else "."


def main(argv: Sequence[str] | None = None) -> int:
    """Run pipelint with ``argv`` (the process's own arguments by default) and return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(arguments)
    except UsageError as error:
        print(f"pipelint: {error}", file=sys.stderr)  # noqa: T201
        return WRONG_USAGE
    except BrokenPipeError:
        # The reader of the report went away. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except KeyboardInterrupt:
        print("pipelint: interrupted", file=sys.stderr)  # noqa: T201
        return WRONG_USAGE


def _dispatch(arguments: list[str]) -> int:
    parser, check, rule, rules = build_parsers()
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help", "--version") or first.startswith("--print-completion"):
        parser.parse_args(arguments)
        return CLEAN
    if first == "rule":
        return _explain_rule(rule.parse_args(arguments[1:]))
    if first == "rules":
        return _list_rules(rules.parse_args(arguments[1:]))
    return _check(check.parse_args(arguments[1:] if first == "check" else arguments))


def build_parsers() -> tuple[argparse.ArgumentParser, ...]:
    """Make the parser of the program and those of its commands.

    ``check`` is the command when none is named, which argparse's own sub-commands do not allow; so each command has a
    parser, and the program's own serves ``--help``, ``--version`` and completion.
    """
    check = _Parser("pipelint", description="Lint Amazon SageMaker Pipelines.", allow_abbrev=False)
    _add_check_options(check)
    rule = _Parser("pipelint rule", description="Explain one rule.", allow_abbrev=False)
    rule.add_argument("code", help="a code such as SMP103, or a name such as unknown-output")
    rules = _Parser("pipelint rules", description="List all rules.", allow_abbrev=False)
    _add_format(rules)
    program = _Parser("pipelint", description="Lint Amazon SageMaker Pipelines.", allow_abbrev=False)
    program.add_argument("--version", action="version", version=f"pipelint {__version__}")
    program.add_argument("--print-completion", choices=("bash", "zsh", "tcsh"), action=_PrintCompletion)
    commands = program.add_subparsers(metavar="COMMAND", title="commands")
    _add_check_options(commands.add_parser("check", help="check files and folders; the command when none is named"))
    commands.add_parser("rule", help="explain one rule").add_argument("code")
    _add_format(commands.add_parser("rules", help="list all rules"))
    return program, check, rule, rules


class _PrintCompletion(argparse.Action):
    """Print a completion script for a shell, made by shtab."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        import shtab

        print(shtab.complete(parser, str(values)))  # noqa: T201
        parser.exit(CLEAN)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help=".py, .ipynb or definition .json, or a folder; - is standard input"
    )
    parser.add_argument("--select", metavar="CODES", help="report only these codes; a beginning such as SMP1 will do")
    parser.add_argument("--extend-select", metavar="CODES", help="report these codes besides the selected ones")
    parser.add_argument("--ignore", metavar="CODES", help="do not report these codes")
    _add_format(parser)
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE instead of standard output")
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name to report for standard input (with -)")
    parser.add_argument("--require-pipeline", action="store_true", help="exit with 3 when no pipeline is recognised")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    parser.add_argument("--statistics", action="store_true", help="count the findings by code")


def _check(arguments: argparse.Namespace) -> int:
    from pipelint.findings import Severity
    from pipelint.linter.engine import check

    paths = arguments.paths or ["."]
    stdin = None
    if "-" in paths:
        paths = [path for path in paths if path != "-"]
        stdin = (arguments.stdin_filename or "<stdin>.py", sys.stdin.buffer.read())
    result = check(paths, _settings(arguments), stdin)
    _write(_rendered(result, arguments), arguments.output)
    if arguments.require_pipeline and result.summary.pipelines == 0:
        return NO_PIPELINE
    serious = result.count(Severity.ERROR) + result.count(Severity.WARNING)
    return FINDINGS if serious and not arguments.exit_zero else CLEAN


def _settings(arguments: argparse.Namespace) -> Settings:
    from pipelint.linter.codes import parse_codes
    from pipelint.linter.engine import Settings

    try:
        select = parse_codes(arguments.select) if arguments.select is not None else ("SMP",)
        extended = parse_codes(arguments.extend_select or "")
        return Settings(select + extended, parse_codes(arguments.ignore or ""))
    except ValueError as error:
        raise UsageError(str(error)) from None


def _rendered(result: Result, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        from pipelint.linter.report import json_report

        return json_report.render(result)
    from pipelint.linter.report import text

    if arguments.output is None and sys.stdout.isatty():
        from rich.console import Console

        from pipelint.linter.report.terminal import paint_for

        return text.render(result, arguments.statistics, paint_for(Console()))
    return text.render(result, arguments.statistics)


def _write(report: str, output: str | None) -> None:
    if output is None:
        print(report, flush=True)  # noqa: T201
        return
    target = Path(output)
    try:
        # Written beside the target and moved over it, so that nobody ever reads half a report.
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        unfinished.write_text(report + "\n", encoding="utf-8")
        unfinished.replace(target)
    except OSError as error:
        raise UsageError(
            f"SMP011 [wrong-usage] cannot write {output}: {(error.strerror or str(error)).lower()}"
        ) from None


def _explain_rule(arguments: argparse.Namespace) -> int:
    from pipelint.linter import codes

    try:
        print(codes.explain(arguments.code), flush=True)  # noqa: T201
    except ValueError as error:
        raise UsageError(str(error)) from None
    return CLEAN


def _list_rules(arguments: argparse.Namespace) -> int:
    from pipelint.linter import codes

    print(codes.listing(arguments.format), flush=True)  # noqa: T201
    return CLEAN
