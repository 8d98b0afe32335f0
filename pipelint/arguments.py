"""What the parsers of the commands share: options, and what is said of an argument that makes no sense."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

_LONGEST_TIMEOUT = 86_400.0  # a day in seconds; the clock of a thread takes no more than some decades


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

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or a version now, when it can still be said that the disk is full; argparse lets it pass."""
        try:
            print(message, end="", file=file, flush=True)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at exit
        except OSError as error:
            raise UsageError(f"cannot write to standard output: {error.strerror}", "SMP013") from None

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


def one_of(noun: str, legal: Sequence[str]) -> Callable[[str], str]:
    """Return an argparse type that refuses what is not ``legal`` with a guess at what was meant."""

    def convert(text: str) -> str:
        if text in legal:
            return text
        from pipelint.rules.wording import expectation

        raise argparse.ArgumentTypeError(f'no such {noun} "{text}"{expectation(text, legal, f"the {noun}s are")}')

    return convert


def codes(text: str) -> list[str]:
    """Split ``SMP101,smp2`` into its codes; what cannot be one is left as it is written, for the message."""
    every = [code.strip() for code in text.split(",")]
    return [code.upper() if code[:3].upper() == "SMP" or code[-1:].isdigit() else code for code in every]


def add_cache_dir(parser: Parser) -> None:
    """Add the option that says where the cache is."""
    told = "where the findings of unchanged files are kept (default: .pipelint_cache, beside the configuration)"
    parser.add_argument("--cache-dir", metavar="DIR", help=told)


def add_compiling(parser: Parser) -> None:
    """Add the options of whatever compiles a pipeline."""
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


def add_configuration(parser: Parser) -> None:
    """Add the options that say which configuration holds."""
    add = parser.add_argument
    add("--config", metavar="FILE", help="the configuration (default: the nearest pipelint.toml or pyproject.toml)")
    add("--no-config", action="store_true", help="no configuration at all")


def add_format(parser: Parser, formats: Sequence[str]) -> None:
    """Add ``--format``, one of ``formats``, the first by default."""
    convert = one_of("format", formats)
    told = f"{', '.join(formats[:-1])} or {formats[-1]} (default: {formats[0]})"
    parser.add_argument("--format", type=convert, choices=formats, default="text", metavar="FORMAT", help=told)
