"""The command line: parse the arguments, call, print, and say by the exit status how it went.

Whatever costs something is imported in the function that needs it: ``pipelint --version`` must not wait for a linter.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipelint import __version__

if TYPE_CHECKING:
    from typing import TextIO

    from pipelint.findings import Finding
    from pipelint.linter.engine import Result

CLEAN, FOUND, FAILED, NO_PIPELINE = 0, 1, 2, 3
EXIT_STATUS = (
    "Exit status: 0 nothing at or above a warning; 1 findings; 2 wrong usage, or pipelint itself failed;"
    " 3 with --require-pipeline when no pipeline was recognised."
)
COMMANDS = ("check", "rule", "rules")
FORMATS = ("text", "json")
SHELLS = ("bash", "zsh", "tcsh")

# What shtab completes where either a command or a path may stand, which it has no ready-made word for.
COMMAND_OR_FILE = {"bash": "_pipelint_command_or_file", "zsh": "_pipelint_command_or_file", "tcsh": "f"}
_WORDS = " ".join(COMMANDS)
COMMAND_OR_FILE_FUNCTIONS = {
    "bash": f'_pipelint_command_or_file() {{ compgen -W "{_WORDS}" -- "$1"; compgen -f -- "$1"; }}',
    "zsh": f'_pipelint_command_or_file() {{ _alternative "commands:command:({_WORDS})" "files:file:_files"; }}',
}


class UsageError(Exception):
    """The command line makes no sense; the text says what was wrong and, where it can, what was meant."""


class Parser(argparse.ArgumentParser):
    """argparse, with every error in one line and a guess at what was meant."""

    def error(self, message: str) -> NoReturn:
        """Raise :class:`UsageError` in place of printing the whole usage."""
        raise UsageError(message)

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse ``arguments``, options and paths in any order. Raises :class:`UsageError`."""
        parsed, left = self.parse_known_intermixed_args(arguments)
        for argument in left:
            option = argument.partition("=")[0]
            if option.startswith("-"):
                known = [text for action in self._actions for text in action.option_strings if text.startswith("--")]
                raise UsageError(f'no such option "{option}"{_meant(option, known)}')
            raise UsageError(f'one argument too many: "{argument}"')
        return parsed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (of this process by default) and return the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file's name may hold what the terminal's encoding cannot show
            stream.reconfigure(errors="backslashreplace")
    try:
        return _dispatch(arguments)
    except UsageError as error:
        return _failed("SMP011", str(error))
    except KeyboardInterrupt:
        print("pipelint: interrupted", file=sys.stderr)  # noqa: T201
        return FAILED
    except Exception:  # Python itself would end with status 1, which says that there are findings
        traceback.print_exc()
        return _failed("SMP014", "pipelint itself failed")


def _dispatch(arguments: list[str]) -> int:
    """Run the command that the first argument names; without a command, ``check``."""
    runners = {"check": _check, "rule": _rule, "rules": _rules}
    first = arguments[0] if arguments else "check"
    if first in runners:
        return runners[first](arguments[1:])
    if first.isalpha() and not Path(first).exists() and (guess := _meant(first, COMMANDS)):
        raise UsageError(f'no such command, file or folder "{first}"{guess}')
    return _check(arguments)


def _check(arguments: list[str]) -> int:
    separator = arguments.index("--") if "--" in arguments else len(arguments)
    options = _check_parser().parse(arguments[:separator])
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
    result = check([path for path in paths if path != "-"], settings, stdin)
    return _print(lambda stream: _report(result, options, stream), options.output) or _status(result, options)


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
    options = _rule_parser().parse(arguments)
    from pipelint.linter.report import catalogue

    entry = catalogue.find(options.code)
    if entry is None:
        known = [text for every in catalogue.entries() for text in (every.code, every.name)]
        return _failed("SMP007", f'no rule has the code or name "{options.code}"{_meant(options.code, known)}')
    return _print_lines(catalogue.page(entry))


def _rules(arguments: list[str]) -> int:
    options = _rules_parser().parse(arguments)
    from pipelint.linter.report import catalogue

    if options.format == "text":
        return _print_lines(catalogue.as_table())
    import json

    return _print_lines([json.dumps(catalogue.as_list(), indent=2)])


def _print_completion(shell: str) -> int:
    import shtab

    parser = _check_parser()
    for action in parser._actions:
        if action.dest == "paths":
            action.complete = COMMAND_OR_FILE  # type: ignore[attr-defined]
        elif action.dest == "output":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return _print_lines([shtab.complete(parser, shell, preamble=COMMAND_OR_FILE_FUNCTIONS.get(shell, ""))])


def _print_lines(lines: Iterable[str]) -> int:
    return _print(lambda stream: stream.writelines(f"{line}\n" for line in lines), None)


def _print(write: Callable[[TextIO], None], output: str | None) -> int:
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


def _meant(word: str, candidates: Iterable[str]) -> str:
    from pipelint.pipeline.spelling import did_you_mean

    guess = did_you_mean(word, candidates)
    return f";{guess}" if guess else ""


def _one_of(noun: str, legal: Sequence[str]) -> Callable[[str], str]:
    """Return an argparse type that refuses what is not ``legal`` with a guess at what was meant."""

    def convert(text: str) -> str:
        if text in legal:
            return text
        from pipelint.rules.wording import expectation

        raise argparse.ArgumentTypeError(f'no such {noun} "{text}"{expectation(text, legal, f"the {noun}s are")}')

    return convert


def _codes(text: str) -> list[str]:
    """Split ``SMP101,smp2`` into its codes; what cannot be one is left as it is written, for the message."""
    codes = [code.strip() for code in text.split(",")]
    return [code.upper() if code[:3].upper() == "SMP" else code for code in codes]


def _check_parser() -> Parser:
    parser = Parser(
        prog="pipelint",
        usage="pipelint [check] [PATH ...] [options]",
        description="Find the faults of Amazon SageMaker Pipelines before they run.",
        epilog=f"Other commands: `pipelint rule CODE` explains a rule, `pipelint rules` lists all. {EXIT_STATUS}",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help=".py, .ipynb, folders, definition .json, or - (default: .)")
    add(
        "--select", action="extend", type=_codes, metavar="CODES", help="only these, such as SMP101,SMP2 (default: all)"
    )
    add("--extend-select", action="extend", type=_codes, metavar="CODES", help="these codes as well")
    add("--ignore", action="extend", type=_codes, metavar="CODES", help="not these codes; the longer code wins")
    _add_format(parser)
    add("--output", metavar="FILE", help="write the report to FILE in place of standard output")
    add("--statistics", action="store_true", help="in text, count the findings per code in place of listing them")
    add("--require-pipeline", action="store_true", help="exit with 3 when no pipeline was recognised")
    add("--exit-zero", action="store_true", help="exit with 0 whatever was found; failures still show")
    add("--stdin-filename", metavar="FILE", help="the name of what is read where PATH is -")
    shell = _one_of("shell", SHELLS)
    add("--print-completion", type=shell, choices=SHELLS, metavar="SHELL", help="print a completion script")
    add("--version", action="version", version=f"pipelint {__version__}")
    return parser


def _rule_parser() -> Parser:
    parser = Parser(prog="pipelint rule", description="Explain a rule or a problem.", allow_abbrev=False)
    parser.add_argument("code", metavar="CODE", help="its code (SMP103) or name (unknown-output)")
    return parser


def _rules_parser() -> Parser:
    parser = Parser(prog="pipelint rules", description="List all rules and problems.", allow_abbrev=False)
    _add_format(parser)
    return parser


def _add_format(parser: Parser) -> None:
    convert = _one_of("format", FORMATS)
    parser.add_argument("--format", type=convert, choices=FORMATS, default="text", help="text (default) or json")
