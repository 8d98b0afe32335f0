"""Whether a rule that somebody else wrote can be run as one: it has a code, a name and what else every rule has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.problems import PROBLEMS, problem
from pipelint.rules.registry import policy_codes, rule_codes
from pipelint.rules.rule import Option, Rule
from pipelint.rules.wording import quoted

CODE = r"[A-Z]+[0-9]{3}"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_CHECKS = ("check", "check_step", "check_parameter")
_WORDS = {"code": str, "name": str, "severity": Severity, "summary": str}


def faults_of(rules: Sequence[tuple[type[Rule], str]]) -> list[Finding]:
    """Return what is wrong with ``rules``, each given with where it comes from; two may not share a code or a name."""
    taken = dict.fromkeys(_taken_by_pipelint(), "pipelint")
    wrong = []
    for rule, source in rules:
        faults = list(_own_faults(rule)) or list(_clashes(rule, taken))
        wrong += [problem("SMP046", f"the rule {rule.__name__} {fault}", Span(source)) for fault in faults]
        taken |= dict.fromkeys((rule.code, getattr(rule, "name", "")), source)
    return wrong


def _taken_by_pipelint() -> Iterator[str]:
    for known in (rule_codes(), policy_codes()):
        yield from (*known, *known.values())
    for one in PROBLEMS.values():
        yield from (one.code, one.name)


def _clashes(rule: type[Rule], taken: Mapping[str, str]) -> Iterator[str]:
    for noun, text in (("code", rule.code), ("name", rule.name)):
        if text in taken:
            yield f'has the {noun} "{text}", which a rule of {taken[text]} has'


def _own_faults(rule: type[Rule]) -> Iterator[str]:
    """Say what is wrong with ``rule`` alone."""
    missing = [word for word in _WORDS if not hasattr(rule, word)]
    if missing:
        yield f"lacks {quoted(missing)}"
    for word, kind in _WORDS.items():
        value = getattr(rule, word, None)
        if word not in missing and not isinstance(value, kind):
            legal = "Severity.ERROR, WARNING or INFO" if kind is Severity else "a text"
            yield f"has the {word} {value!r}; {legal} was expected"
    code, name = getattr(rule, "code", None), getattr(rule, "name", None)
    if isinstance(code, str) and not re.fullmatch(CODE, code):
        yield f'has the code "{code}"; capital letters and three digits were expected, such as TEAM001'
    elif isinstance(code, str) and code.startswith("SMP"):
        yield f'has the code "{code}"; those that begin with SMP are pipelint\'s: choose letters of your own'
    if isinstance(name, str) and not re.fullmatch(NAME, name):
        yield f'has the name "{name}"; small letters, digits and hyphens were expected'
    if all(getattr(rule, check) is getattr(Rule, check) for check in _CHECKS):
        yield "defines neither check nor check_step nor check_parameter, so that it checks nothing"
    yield from _faults_of_options(rule.takes)


def _faults_of_options(options: Any) -> Iterator[str]:
    if not isinstance(options, tuple) or not all(isinstance(option, Option) for option in options):
        yield "takes what are no options; a tuple of Option(…) was expected"
        return
    if not options:
        return
    from jsonschema import Draft202012Validator, SchemaError

    for option in options:
        if not isinstance(option.name, str) or not re.fullmatch(NAME, option.name):
            yield f"takes an option {option.name!r}; small letters, digits and hyphens were expected as its name"
        try:
            Draft202012Validator.check_schema(option.schema)
        except SchemaError as error:
            yield f'takes an option "{option.name}" whose schema is no JSON Schema: {error.message}'
