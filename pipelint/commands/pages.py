"""What pipelint knows, printed: a rule, all rules, the schema of definitions."""

from __future__ import annotations

from pipelint.arguments import meant, rule_parser, rules_parser, schema_parser
from pipelint.commands.output import failed, print_lines, print_report


def rule(arguments: list[str]) -> int:
    """Print the page of a rule or problem; return the exit status."""
    options = rule_parser().parse(arguments)
    from pipelint.linter.report import catalogue

    entry = catalogue.find(options.code)
    if entry is None:
        known = [text for every in catalogue.entries() for text in (every.code, every.name)]
        return failed("SMP007", f'no rule has the code or name "{options.code}"{meant(options.code, known)}')
    return print_lines(catalogue.page(entry))


def rules(arguments: list[str]) -> int:
    """Print all rules and problems; return the exit status."""
    options = rules_parser().parse(arguments)
    from pipelint.linter.report import catalogue

    every = catalogue.entries()
    if options.format == "text":
        return print_lines(catalogue.as_table(every))
    import json

    return print_lines([json.dumps(catalogue.as_list(every), indent=2)])


def schema(arguments: list[str]) -> int:
    """Print the JSON Schema of definitions; return the exit status."""
    options = schema_parser().parse(arguments)
    from pipelint.linter.definition.form import SCHEMA

    text = SCHEMA.read_text(encoding="utf-8")
    return print_report(lambda stream: stream.write(text), options.output)
