"""What pipelint knows, printed: a rule, all rules, the schema of definitions."""

from __future__ import annotations

from pipelint.arguments import Parser, add_configuration, add_format, meant
from pipelint.commands.configuration import settings_here
from pipelint.commands.output import complain, failed, print_lines, print_report


def rule_parser() -> Parser:
    """Return the parser of ``pipelint rule``."""
    parser = Parser(prog="pipelint rule", description="Explain a rule or a problem.", allow_abbrev=False)
    parser.add_argument("code", metavar="CODE", help="its code (SMP103) or name (unknown-output)")
    add_configuration(parser)
    return parser


def rule(arguments: list[str]) -> int:
    """Print the page of a rule or problem; return the exit status."""
    options = rule_parser().parse(arguments)
    from pipelint.configuration.files import ConfigurationError
    from pipelint.linter.report import catalogue

    entry = catalogue.find(options.code)
    if entry is None:  # only then the project is asked for its own: a fault of its configuration is explained, too
        try:
            _, settings = settings_here(options)
        except ConfigurationError as error:
            return complain(error.findings)
        entry = catalogue.find(options.code, settings.own_rules)
        if entry is None:
            every = catalogue.entries(settings.own_rules)
            guess = meant(options.code, [text for one in every for text in (one.code, one.name)])
            return failed("SMP007", f'no rule has the code or name "{options.code}"{guess}')
    return print_lines(catalogue.page(entry))


def rules_parser() -> Parser:
    """Return the parser of ``pipelint rules``."""
    parser = Parser(prog="pipelint rules", description="List all rules and problems.", allow_abbrev=False)
    add_configuration(parser)
    add_format(parser, ("text", "json"))
    return parser


def rules(arguments: list[str]) -> int:
    """Print all rules and problems; return the exit status."""
    options = rules_parser().parse(arguments)
    from pipelint.configuration.files import ConfigurationError
    from pipelint.linter.report import catalogue

    try:
        _, settings = settings_here(options)
    except ConfigurationError as error:
        return complain(error.findings)
    every = catalogue.entries(settings.own_rules)
    if options.format == "text":
        return print_lines(catalogue.as_table(every))
    import json

    return print_lines([json.dumps(catalogue.as_list(every), indent=2)])


def schema_parser() -> Parser:
    """Return the parser of ``pipelint schema``."""
    parser = Parser(
        prog="pipelint schema",
        description="Print the JSON Schema (2020-12) of compiled pipeline definitions, for an editor or a validator.",
        allow_abbrev=False,
    )
    parser.add_argument("--output", metavar="FILE", help="write it to FILE in place of standard output")
    return parser


def schema(arguments: list[str]) -> int:
    """Print the JSON Schema of definitions; return the exit status."""
    options = schema_parser().parse(arguments)
    from pipelint.linter.definition.form import SCHEMA

    text = SCHEMA.read_text(encoding="utf-8")
    return print_report(lambda stream: stream.write(text), options.output)
