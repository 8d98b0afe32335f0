"""The arguments of the command line: what each command takes, and what is said of an argument that makes no sense."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from pipelint import __version__

EXIT_STATUS = (
    "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage or configuration, or pipelint itself"
    " failed; 3 with --require-pipeline when no pipeline was recognised."
)
COMMANDS = ("cache", "check", "compile", "config", "init", "rule", "rules", "schema", "simulate", "wires")
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
LIST_FORMATS = ("text", "json")
WIRE_FORMATS = ("text", "mermaid", "json")
SIMULATION_FORMATS = ("text", "json", "junit")
SEVERITIES = ("error", "warning", "info", "never")
SHELLS = ("bash", "zsh", "tcsh")
_LONGEST_TIMEOUT = 86_400.0  # a day in seconds; the clock of a thread takes no more than some decades

# What shtab completes where either a command or a path may stand, which it has no ready-made word for.
COMMAND_OR_FILE = {"bash": "_pipelint_command_or_file", "zsh": "_pipelint_command_or_file", "tcsh": "f"}
_WORDS = " ".join(COMMANDS)
COMMAND_OR_FILE_FUNCTIONS = {
    "bash": f'_pipelint_command_or_file() {{ compgen -W "{_WORDS}" -- "$1"; compgen -f -- "$1"; }}',
    "zsh": f'_pipelint_command_or_file() {{ _alternative "commands:command:({_WORDS})" "files:file:_files"; }}',
}


class UsageError(Exception):
    """The command line makes no sense; the text says what was wrong and, where it can, what was meant.

    ``code`` is that of the problem to report.
    """

    def __init__(self, message: str, code: str = "SMP011") -> None:
        super().__init__(message)
        self.code = code


class Parser(argparse.ArgumentParser):
    """argparse, with every error in one line and a guess at what was meant."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_formatter)

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
                raise UsageError(f'no such option "{option}"{meant(option, known)}')
            raise UsageError(f'one argument too many: "{argument}"')
        return parsed


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Format help as wide as the terminal is; argparse imports shutil, zip files and all, to ask for every option."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (ValueError, OSError):
        columns = 80
    return argparse.HelpFormatter(prog, width=columns - 2)


def meant(word: str, candidates: Iterable[str]) -> str:
    """Return ``'; did you mean "check"?'``, or the empty string when none of ``candidates`` is close to ``word``."""
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
    return [code.upper() if code[:3].upper() == "SMP" or code[-1:].isdigit() else code for code in codes]


def check_parser() -> Parser:
    """Return the parser of ``pipelint check``, which is also that of ``pipelint`` without a command."""
    parser = Parser(
        prog="pipelint",
        usage="pipelint [check] [PATH ...] [options]",
        description="Find the faults of Amazon SageMaker Pipelines before they run.",
        epilog="Other commands: `pipelint compile TARGET` compiles a pipeline offline, `pipelint simulate TARGET` runs"
        " one with faked steps, `pipelint init` begins with pipelint in a project, `pipelint rule CODE` explains a"
        " rule, `pipelint rules` lists all, `pipelint wires` shows who writes what and who reads it, `pipelint schema`"
        f" prints the JSON Schema of definitions, `pipelint config` the settings. {EXIT_STATUS}",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help=".py, .ipynb, folders, definition .json, or - (default: .)")
    add(
        "--select", action="extend", type=_codes, metavar="CODES", help="only these, such as SMP101,SMP2 (default: all)"
    )
    add("--extend-select", action="extend", type=_codes, metavar="CODES", help="these codes as well")
    add("--ignore", action="extend", type=_codes, metavar="CODES", help="not these codes; the longer code wins")
    least = _one_of("severity", SEVERITIES)
    add("--fail-on", type=least, choices=SEVERITIES, metavar="SEVERITY", help="the least that exits with 1")
    add_configuration(parser)
    add("--show-settings", action="store_true", help="print the settings that hold, as TOML, and check nothing")
    _add_format(parser, FORMATS)
    add("--output", metavar="FILE", help="write the report to FILE in place of standard output")
    add("--statistics", action="store_true", help="in text, count the findings per code in place of listing them")
    add("--explain-model", action="store_true", help="print what was understood, and what not and why, not findings")
    add("--baseline", metavar="FILE", help="report only what is not in this file of findings")
    add("--write-baseline", action="store_true", help="write all that is found now to that file, and report no more")
    add("--no-baseline", action="store_true", help="no baseline, whatever the configuration says")
    add("--fix", action="store_true", help="mend what can be mended safely, and report what is left")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff, also where it is not certain what was meant")
    add("--diff", action="store_true", help="show what --fix would change in place of findings, and change nothing")
    add("--add-ignore", metavar="REASON", help="write a comment for each finding that holds it back (=REASON says why)")
    add("--no-cache", dest="cache", action="store_false", help="find out everything anew, and keep nothing")
    _add_cache_dir(parser)
    add("--require-pipeline", action="store_true", help="exit with 3 when no pipeline was recognised")
    add("--exit-zero", action="store_true", help="exit with 0 whatever was found; failures still show")
    add("--compile", metavar="TARGET", help="run your code, offline, and check what it compiles to as well")
    _add_compiling(parser)
    add("--stdin-filename", metavar="FILE", help="the name of what is read where PATH is -")
    shell = _one_of("shell", SHELLS)
    add("--print-completion", type=shell, choices=SHELLS, metavar="SHELL", help="print a completion script")
    add("--version", action="version", version=f"pipelint {__version__}")
    return parser


def _add_cache_dir(parser: Parser) -> None:
    told = "where the findings of unchanged files are kept (default: .pipelint_cache, beside the configuration)"
    parser.add_argument("--cache-dir", metavar="DIR", help=told)


def cache_parser() -> Parser:
    """Return the parser of ``pipelint cache``."""
    parser = Parser(
        prog="pipelint cache",
        description="Remove what is kept of earlier checks. What has changed is checked anew without that.",
        allow_abbrev=False,
    )
    parser.add_argument("action", choices=("clear",), help="remove the cache of this project")
    _add_cache_dir(parser)
    add_configuration(parser)
    return parser


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
    _add_compiling(parser)
    add("--output", metavar="FILE", help="write the definition to FILE in place of standard output")
    add("--twice", action="store_true", help="compile twice, and name every value that differs")
    return parser


def _add_compiling(parser: Parser) -> None:
    add = parser.add_argument
    add(
        "--arg",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an argument of TARGET, as JSON or else as text",
    )
    add("--timeout", type=_seconds, metavar="SECONDS", help="end TARGET when it takes longer (default: 120)")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise argparse.ArgumentTypeError(f'a number of seconds was expected, not "{text}"')
    return seconds


def simulate_parser() -> Parser:
    """Return the parser of ``pipelint simulate``."""
    parser = Parser(
        prog="pipelint simulate",
        description="Run a pipeline with faked steps, as scenario files say, and compare what comes of it with what"
        " they expect. No AWS.",
        epilog="Exit status: 0 all that was expected came true; 1 something did not, or the code to compile failed; 2"
        " wrong usage, or a scenario that makes no sense.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("target", nargs="?", metavar="TARGET", help="a definition .json, or what to compile, as in pipelint compile")
    add(
        "--scenario",
        action="append",
        default=[],
        metavar="PATH",
        help="a scenario file (YAML or JSON), or a folder of them (default: all steps succeed, and nothing is faked)",
    )
    _add_format(parser, SIMULATION_FORMATS)
    add("--output", metavar="FILE", help="write to FILE in place of standard output")
    add("--schema", action="store_true", help="print the JSON Schema (2020-12) of scenario files, and run nothing")
    _add_compiling(parser)
    return parser


def config_parser() -> Parser:
    """Return the parser of ``pipelint config``."""
    parser = Parser(
        prog="pipelint config",
        description="Print the settings that hold in this folder, as TOML that could be the configuration.",
        allow_abbrev=False,
    )
    add_configuration(parser)
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema (2020-12) of the settings instead")
    return parser


def add_configuration(parser: Parser) -> None:
    """Add the options that say which configuration holds."""
    add = parser.add_argument
    add("--config", metavar="FILE", help="the configuration (default: the nearest pipelint.toml or pyproject.toml)")
    add("--no-config", action="store_true", help="no configuration at all")


def wires_parser() -> Parser:
    """Return the parser of ``pipelint wires``."""
    parser = Parser(
        prog="pipelint wires",
        description="Show who writes what, where it lies in the containers, and who reads it.",
        epilog="Exit status: 0 shown; 1 a file cannot be read; 2 wrong usage; 3 no pipeline was recognised.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help=".py, .ipynb, folders or definition .json (default: .)")
    add_configuration(parser)
    _add_format(parser, WIRE_FORMATS)
    add("--output", metavar="FILE", help="write to FILE in place of standard output")
    return parser


def rule_parser() -> Parser:
    """Return the parser of ``pipelint rule``."""
    parser = Parser(prog="pipelint rule", description="Explain a rule or a problem.", allow_abbrev=False)
    parser.add_argument("code", metavar="CODE", help="its code (SMP103) or name (unknown-output)")
    add_configuration(parser)
    return parser


def rules_parser() -> Parser:
    """Return the parser of ``pipelint rules``."""
    parser = Parser(prog="pipelint rules", description="List all rules and problems.", allow_abbrev=False)
    add_configuration(parser)
    _add_format(parser, LIST_FORMATS)
    return parser


def schema_parser() -> Parser:
    """Return the parser of ``pipelint schema``."""
    parser = Parser(
        prog="pipelint schema",
        description="Print the JSON Schema (2020-12) of compiled pipeline definitions, for an editor or a validator.",
        allow_abbrev=False,
    )
    parser.add_argument("--output", metavar="FILE", help="write it to FILE in place of standard output")
    return parser


def _add_format(parser: Parser, formats: Sequence[str]) -> None:
    convert = _one_of("format", formats)
    told = f"{', '.join(formats[:-1])} or {formats[-1]} (default: {formats[0]})"
    parser.add_argument("--format", type=convert, choices=formats, default="text", metavar="FORMAT", help=told)
