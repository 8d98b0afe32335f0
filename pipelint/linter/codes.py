"""The codes pipelint can report: looking them up, listing them, explaining one."""

from __future__ import annotations

import inspect
import json
from dataclasses import dataclass

from pipelint.linter.problems import PROBLEMS
from pipelint.pipeline.spelling import closest
from pipelint.rules.registry import all_rules
from pipelint.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Code:
    """A code with what a list shows of it. ``rule`` is None for the problems of files and of pipelint itself."""

    code: str
    name: str
    severity: str
    summary: str
    rule: type[Rule] | None = None


def all_codes() -> tuple[Code, ...]:
    """Return every code, sorted."""
    problems = [Code(one.code, one.name, one.severity.value, one.explanation) for one in PROBLEMS.values()]
    rules = [Code(one.code, one.name, one.severity.value, one.summary, one) for one in all_rules()]
    return tuple(sorted((*problems, *rules), key=lambda one: one.code))


def parse_codes(text: str) -> tuple[str, ...]:
    """Read a list such as ``SMP1,SMP501``. Raises ValueError, with the way out, for what begins no code."""
    wanted = [word.strip().upper() for word in text.split(",") if word.strip()]
    known = [one.code for one in all_codes()]
    for word in wanted:
        if not any(code.startswith(word) for code in known):
            raise ValueError(_unknown(word, known))
    return tuple(wanted)


def _unknown(word: str, known: list[str]) -> str:
    near = closest(word, known)
    guess = f'; did you mean "{near}"?' if near is not None else "."
    return f'SMP007 [unknown-code] no rule has the code "{word}"{guess} {PROBLEMS["SMP007"].way_out}'


def listing(format: str) -> str:  # noqa: A002 - the option's own name
    """Return the list of all codes, as ``"text"`` or ``"json"``."""
    codes = all_codes()
    if format == "json":
        keys = ("code", "name", "severity", "summary")
        return json.dumps([{key: getattr(one, key) for key in keys} for one in codes], indent=2)
    widest = max(len(one.name) for one in codes)
    return "\n".join(f"{one.code}  {one.severity:<7}  {one.name:<{widest}}  {one.summary}" for one in codes)


def explain(text: str) -> str:
    """Return the documentation of one code, given by code or by name. Raises ValueError where there is none."""
    codes = all_codes()
    found = next((one for one in codes if text.upper() == one.code or text.lower() == one.name), None)
    if found is None:
        raise ValueError(_unknown(text, [name for one in codes for name in (one.code, one.name)]))
    lines = [f"{found.code} {found.name} ({found.severity})", "", found.summary]
    if found.rule is None:
        return "\n".join([*lines, "", PROBLEMS[found.code].way_out])
    lines += ["", inspect.getdoc(found.rule) or ""]
    bad = next(example for example in found.rule.examples if example.expected)
    lines += _example(bad.content)
    return "\n".join([*lines, "", "References:", *(f"  {reference}" for reference in found.rule.references)])


def _example(content: str) -> list[str]:
    return ["", "Example of what is reported:", "", *(f"    {line}" for line in content.splitlines())]
