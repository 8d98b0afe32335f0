"""Every example of every rule, through the real readers and the engine, judged by that rule alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelint.findings import Span
from pipelint.linter.engine import check
from pipelint.linter.fixing.mending import Mended, mend
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


def settings_for(rule: type[Rule], example: Example) -> Settings:
    """Return the settings under which an example is checked by ``rule`` alone; problems are said, too."""
    options = {rule.name: example.options} if rule.needs_options() or example.options else {}
    return Settings((Choice(select=("SMP0", rule.code)),), options=options)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_yields_exactly_what_it_promises(rule: type[Rule], example: Example, tmp_path, monkeypatch):
    for name, text in example.beside.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    file = FILES[example.language]
    result = check([], settings_for(rule, example), stdin=(file, example.content.encode()))
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


FAULTY = [case for case in CASES if case.values[1].expected]


@pytest.mark.parametrize(("rule", "example"), FAULTY)
def test_fixing_an_example_yields_exactly_what_it_shows_and_a_second_time_nothing(
    rule: type[Rule], example: Example, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for name, text in example.beside.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    fixed, mended = fixed_by(rule, example, example.content)
    assert fixed == (example.fixed or example.content)
    assert bool(mended.fixed) is (example.fixed is not None)
    assert not any(finding.fix for finding in mended.result.findings)
    again, mended_again = fixed_by(rule, example, fixed)
    assert (again, mended_again.fixed) == (fixed, ())


def fixed_by(rule: type[Rule], example: Example, content: str) -> tuple[str, Mended]:
    """Return ``content`` with what can be fixed of ``rule`` fixed, the unsafe ones too."""
    settings = settings_for(rule, example)
    stdin = (FILES[example.language], content.encode())
    mended = mend(lambda contents: check([], settings, stdin, contents=contents), unsafe=True)
    return mended.contents.now(stdin[0]).decode(), mended


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_shows_a_good_and_a_bad_file_in_each_of_its_languages(rule):
    shown = {(example.language, bool(example.expected)) for example in rule.examples}
    assert shown == {(language, bad) for language in rule.languages for bad in (True, False)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_documented(rule):
    assert rule.__doc__
    assert rule.summary.endswith(".")
    assert rule.references


def test_the_page_of_fixes_lists_the_rules_that_offer_one():
    page = (Path(__file__).parents[2] / "docs" / "fixes.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| [")]
    listed = {code for row in rows for code in re.findall(r"\[(SMP\d+)\]", row)}
    offering = {rule.code for rule in RULES for example in rule.examples if example.fixed is not None}
    assert listed == offering | {"SMP050"}
