"""All rules and problems for the user: the list of ``pipelint rules`` and the page of ``pipelint rule CODE``."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

from pipelint.linter.problems import PROBLEMS, Problem
from pipelint.rules.registry import all_rules
from pipelint.rules.rule import Example, Rule

Entry = Problem | type[Rule]
_WIDTH = 100  # columns of prose


def entries() -> list[Entry]:
    """Return every problem and every rule, sorted by code."""
    return sorted([*PROBLEMS.values(), *all_rules()], key=lambda entry: entry.code)


def find(code_or_name: str) -> Entry | None:
    """Return the entry with this code, in upper or lower case, or with this name."""
    wanted = (code_or_name.upper(), code_or_name.lower())
    return next((entry for entry in entries() if entry.code == wanted[0] or entry.name == wanted[1]), None)


def as_list() -> list[dict[str, Any]]:
    """Return what ``pipelint rules --format json`` prints."""
    return [
        {
            "code": entry.code,
            "name": entry.name,
            "severity": entry.severity.value,
            "summary": entry.summary,
            "references": [] if isinstance(entry, Problem) else list(entry.references),
        }
        for entry in entries()
    ]


def as_table() -> Iterator[str]:
    """Yield a line for each code: code, severity, name and what it is about."""
    every = entries()
    width = max(len(entry.name) for entry in every)
    for entry in every:
        yield f"{entry.code}  {entry.severity.value:<7}  {entry.name:<{width}}  {entry.summary}"


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
