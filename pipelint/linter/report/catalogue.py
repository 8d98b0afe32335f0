"""All rules and problems for the user: the list of ``pipelint rules`` and the page of ``pipelint rule CODE``."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from pipelint.linter.problems import PROBLEMS
from pipelint.linter.problems.kind import Problem
from pipelint.rules.families import family_of, proven_by
from pipelint.rules.registry import all_rules, policies
from pipelint.rules.rule import Example, Option, Rule

Entry = Problem | type[Rule]
_WIDTH = 100  # columns of prose
QUIET = "The rule is off until its code or its family is selected: it is advice that most pipelines would be given."


def entries(own_rules: Sequence[type[Rule]] = ()) -> list[Entry]:
    """Return every problem and every rule, the policies and the project's ``own_rules`` included, sorted by code."""
    return sorted([*PROBLEMS.values(), *all_rules(), *policies(), *own_rules], key=lambda entry: entry.code)


def find(code_or_name: str, own_rules: Sequence[type[Rule]] = ()) -> Entry | None:
    """Return the entry with this code, in upper or lower case, or with this name."""
    wanted = (code_or_name.upper(), code_or_name.lower())
    every = entries(own_rules)
    return next((entry for entry in every if entry.code == wanted[0] or entry.name == wanted[1]), None)


def as_list(every: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return what ``pipelint rules --format json`` prints."""
    return [
        {
            "code": entry.code,
            "name": entry.name,
            "severity": entry.severity.value,
            "summary": entry.summary,
            "family": family_of(entry.code),
            "proven_by": [] if isinstance(entry, Problem) else list(proven_by(entry)),
            "sdks": [] if isinstance(entry, Problem) else list(entry.sdks),
            "references": [] if isinstance(entry, Problem) else list(entry.references),
            "opt_in": not isinstance(entry, Problem) and entry.needs_options(),
            "quiet": not isinstance(entry, Problem) and entry.quiet,
            "options": [] if isinstance(entry, Problem) else [_option(option) for option in entry.takes],
        }
        for entry in every
    ]


def _option(option: Option) -> dict[str, Any]:
    told = {"name": option.name, "description": option.description, "schema": option.schema}
    return {**told, "required": option.required, "default": option.default}


def as_table(every: Sequence[Entry]) -> Iterator[str]:
    """Yield a line for each code: code, severity, name and what it is about."""
    width = max(len(entry.name) for entry in every)
    codes = max(len(entry.code) for entry in every)
    for entry in every:
        yield f"{entry.code:<{codes}}  {entry.severity.value:<7}  {entry.name:<{width}}  {entry.summary}"


def page(entry: Entry) -> Iterator[str]:
    """Yield the page that explains ``entry``, line by line."""
    yield f"{entry.code} {entry.name} ({entry.severity.value})"
    yield ""
    if isinstance(entry, Problem):
        yield from _wrapped(f"{entry.summary} {entry.explanation}")
        yield ""
        yield from _wrapped(entry.help)
        return
    yield inspect.cleandoc(entry.__doc__ or entry.summary)
    yield ""
    yield f"{family_of(entry.code)}. Proven by {', '.join(proven_by(entry))}; of SDK {' and '.join(entry.sdks)}."
    if entry.quiet:
        yield from ("", QUIET)
    yield from _options(entry)
    for example in entry.examples:
        yield from _example(example)
    if entry.references:
        yield ""
        yield "References:"
        yield from (f"  {reference}" for reference in entry.references)


def markdown(entry: Entry) -> Iterator[str]:
    """Yield what explains ``entry`` as Markdown: its prose, an example of what is reported, and its references."""
    if isinstance(entry, Problem):
        yield from (f"{entry.summary} {entry.explanation}", "", entry.help)
        return
    yield inspect.cleandoc(entry.__doc__ or entry.summary)
    yield from _options(entry)
    example = next((one for one in entry.examples if one.expected), None)
    if example is not None:
        yield from ("", "Reported:", "", f"```{example.language}", example.content.strip("\n"), "```")
        yield from (f"{chr(10)}> {expected.message}" for expected in example.expected)
    if entry.references:
        yield from ("", *(f"- {reference}" for reference in entry.references))


def url(entry: Entry) -> str | None:
    """Return the page that makes a rule true, None where it has none."""
    references = () if isinstance(entry, Problem) else entry.references
    return next((reference for reference in references if reference.startswith("https://")), None)


def _options(rule: type[Rule]) -> Iterator[str]:
    """Yield what the configuration may tell ``rule``."""
    if not rule.takes and not rule.opt_in:
        return
    off = "; the rule is off without this table" if rule.needs_options() else ""
    yield from ("", f"Options, in [tool.pipelint.options.{rule.name}]{off}:", "")
    for option in rule.takes:
        held = "required" if option.required else f"default {json.dumps(option.default)}"
        yield from textwrap.wrap(
            f"- {option.name}: {option.description} ({held})",
            _WIDTH,
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    if not rule.takes:
        yield "- none: an empty table turns the rule on"


def _wrapped(prose: str) -> list[str]:
    return textwrap.wrap(prose, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _example(example: Example) -> Iterator[str]:
    yield ""
    language = "Python" if example.language == "python" else "a definition"
    title = f" {example.title}." if example.title else ""
    yield f"Reported, in {language}:{title}" if example.expected else f"Fine, in {language}:{title}"
    yield ""
    yield textwrap.indent(example.content.rstrip(), "    ")
    for name, text in example.beside.items():
        yield ""
        yield f"  {name}:"
        yield ""
        yield textwrap.indent(text.rstrip(), "    ")
    for expected in example.expected:
        place = f"line {expected.line}" if expected.line is not None else expected.pointer
        yield ""
        yield f"  {place}: {expected.message}"
