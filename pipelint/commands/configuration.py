"""Which settings hold: for ``pipelint check``, and printed by ``pipelint config``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.arguments import Parser, UsageError, add_configuration
from pipelint.commands.output import complain, print_lines, tell
from pipelint.pipeline.record import replace

if TYPE_CHECKING:
    from pipelint.configuration.files import Configuration
    from pipelint.linter.settings import Choice, Settings
    from pipelint.rules.rule import Rule


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


def config(arguments: list[str]) -> int:
    """Print the settings that hold here, or the schema of all; return the exit status."""
    options = config_parser().parse(arguments)
    from pipelint.configuration.files import ConfigurationError

    try:
        configuration, settings = settings_here(options)
    except ConfigurationError as error:
        return _print_schema(()) if options.schema else complain(error.findings)  # by which the fault may be mended
    if options.schema:
        return _print_schema(settings.own_rules)
    from pipelint.configuration.shown import as_toml

    return print_lines(as_toml(configuration, own_rules=settings.own_rules))


def _print_schema(own_rules: Sequence[type[Rule]]) -> int:
    import json

    from pipelint.configuration.checking import schema_with

    return print_lines([json.dumps(schema_with(own_rules), indent=2)])


def settings_here(options: argparse.Namespace) -> tuple[Configuration, Settings]:
    """Return the configuration, and what holds without a choice of rules; raises ConfigurationError."""
    from pipelint.configuration.settings import settings
    from pipelint.linter.settings import Choice

    configuration = _configuration(options)
    return configuration, settings(configuration, Choice(), announce=_announce)


def chosen(options: argparse.Namespace) -> tuple[Configuration, Choice, Settings]:
    """Return the configuration, what the command line chooses, and what holds; raises ConfigurationError."""
    from pipelint.configuration.settings import settings
    from pipelint.linter.settings import COMMAND_LINE, Choice

    configuration = _configuration(options)
    select = None if options.select is None else tuple(options.select)
    choice = Choice(COMMAND_LINE, select, tuple(options.extend_select or ()), tuple(options.ignore or ()))
    held = settings(configuration, choice, options.fail_on, _announce)
    if options.no_baseline:
        if options.write_baseline or options.baseline is not None:
            raise UsageError("--no-baseline and a baseline: give one of them")
        held = replace(held, baseline=None)
    return configuration, choice, held


def _announce(text: str) -> None:
    tell(f"pipelint: {text}")


def _configuration(options: argparse.Namespace) -> Configuration:
    from pipelint.configuration.files import Configuration, named, nearest

    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the working directory was removed: go to another one, and run pipelint there") from None
    if options.config is not None:
        if options.no_config:
            raise UsageError("--config and --no-config: give one of them")
        return named(Path(options.config))
    return Configuration(here) if options.no_config else nearest(here)
