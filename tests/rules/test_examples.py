"""Every example of every rule, through the real readers and the engine, judged by that rule alone."""

from __future__ import annotations

import pytest

from pipelint.findings import Span
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.rules.registry import all_rules, policies
from pipelint.rules.rule import Example, Expected, Rule

FILES = {"python": "pipeline.py", "json": "pipeline.json"}
RULES = (*all_rules(), *policies())
CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.language}-{number}-{'bad' if example.expected else 'good'}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
]


def covered(content: str, span: Span) -> str:
    """Return the text that ``span`` covers."""
    lines = content.splitlines()[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_yields_exactly_what_it_promises(rule: type[Rule], example: Example, tmp_path, monkeypatch):
    for name, text in example.beside.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    file = FILES[example.language]
    options = {rule.name: example.options} if rule.needs_options() or example.options else {}
    problems_too = Settings((Choice(select=("SMP0", rule.code)),), options=options)
    result = check([], problems_too, stdin=(file, example.content.encode()))
    assert result.summary.pipelines == 1
    found = []
    for finding in result.findings:
        assert (finding.code, finding.name) == (rule.code, rule.name)
        severity = None if finding.severity is rule.severity else finding.severity
        assert finding.span.file == file
        if example.language == "python":
            text = covered(example.content, finding.span)
            found.append(Expected(finding.message, line=finding.span.line, text=text, severity=severity))
        else:
            found.append(Expected(finding.message, pointer=finding.span.pointer, severity=severity))
    assert sorted(found, key=str) == sorted(example.expected, key=str)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_shows_a_good_and_a_bad_file_in_each_of_its_languages(rule):
    shown = {(example.language, bool(example.expected)) for example in rule.examples}
    assert shown == {(language, bad) for language in rule.languages for bad in (True, False)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_documented(rule):
    assert rule.__doc__
    assert rule.summary.endswith(".")
    assert rule.references
