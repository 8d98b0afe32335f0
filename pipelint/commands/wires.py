"""``pipelint wires``: who writes what, where, and who reads it."""

from __future__ import annotations

from importlib import import_module

from pipelint.arguments import Parser, add_configuration, add_format
from pipelint.commands.configuration import settings_here
from pipelint.commands.output import CLEAN, FOUND, NO_PIPELINE, complain, print_report, say


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
    add_format(parser, ("text", "mermaid", "json"))
    add("--output", metavar="FILE", help="write to FILE in place of standard output")
    return parser


def wires(arguments: list[str]) -> int:
    """Print the wires of the pipelines in files and folders; return the exit status."""
    options = wires_parser().parse(arguments)
    from pipelint.configuration.files import ConfigurationError
    from pipelint.findings import Severity
    from pipelint.linter.files import read_files

    try:
        _, settings = settings_here(options)
    except ConfigurationError as error:
        return complain(error.findings)
    _, readings, findings = read_files(options.paths or ["."], settings)
    findings += [one for reading in readings for one in reading.findings if one.severity is Severity.ERROR]
    write = getattr(import_module("pipelint.linter.report.as_wires"), f"write_{options.format}")
    status = print_report(lambda stream: write(readings, stream), options.output)
    if status or (findings and say(findings)):
        return status or FOUND
    return CLEAN if any(reading.pipelines for reading in readings) else NO_PIPELINE
