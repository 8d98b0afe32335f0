"""The rule pages and the texts are what the code says now; both are written by one command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelint.linter.problems import PROBLEMS
from pipelint.linter.report import catalogue
from pipelint.rules.families import FAMILIES, family_of, proven_by
from pipelint.rules.rule import Rule
from tools import build_rule_pages, update_texts
from tools.problem_examples import ELSEWHERE, SCENARIOS, said
from tools.rule_examples import RULES, findings_of

ROOT = Path(__file__).resolve().parents[2]
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_the_pages_are_those_of_the_rules() -> None:
    stale = build_rule_pages.stale(build_rule_pages.pages())
    assert stale == [], "write them anew with `make docs`"


def test_the_texts_are_those_that_were_read_by_somebody() -> None:
    stale = build_rule_pages.stale(update_texts.texts(), update_texts.FOLDER)
    assert stale == [], "write them anew with `python -m tools.update_texts`, and read what has changed"


def test_a_page_that_is_missing_has_changed_or_is_of_no_rule_is_noticed_and_mended(tmp_path: Path) -> None:
    wanted = {"SMP101.md": "one\n", "SMP102.md": "two\n"}
    for name, text in {"SMP102.md": "older\n", "SMP199.md": "of a rule that was\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert build_rule_pages.stale(wanted, tmp_path) == ["SMP101.md", "SMP102.md", "SMP199.md"]
    build_rule_pages.write(wanted, tmp_path)
    assert {page.name: page.read_text(encoding="utf-8") for page in tmp_path.iterdir()} == wanted


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = build_rule_pages.pages()
    for text in pages.values():
        for target in re.findall(r"\]\(([^)#:]+\.md)\)", text):
            assert target in pages or (build_rule_pages.FOLDER / target).is_file(), target


def test_every_code_is_of_a_family() -> None:
    assert {entry.code[:4] for entry in catalogue.entries()} == set(FAMILIES)
    assert family_of("SMP301").startswith("The graph")


def test_what_proves_a_fault_is_told_by_the_examples() -> None:
    by_code = {rule.code: proven_by(rule) for rule in RULES}
    assert by_code["SMP301"] == ("source", "definition")
    assert by_code["SMP405"] == ("source",)
    assert by_code["SMP208"] == ("source", "script")


@EACH_RULE
def test_the_examples_in_python_are_for_the_sdks_that_the_rule_names(rule: type[Rule]) -> None:
    newer = re.compile(r"from sagemaker\.(mlops|core|train)\b")
    used = {"v3" if newer.search(one.content) else "v2" for one in rule.examples if one.language == "python"}
    assert used <= set(rule.sdks)


def test_every_problem_is_said_in_a_scenario_or_shown_elsewhere() -> None:
    assert SCENARIOS.keys() & ELSEWHERE.keys() == set()
    told = SCENARIOS.keys() | ELSEWHERE.keys()
    assert told == PROBLEMS.keys(), "add it to one of the two tables of tools/problem_examples.py"
    assert all((ROOT / place).exists() for place in ELSEWHERE.values())


@pytest.mark.parametrize("code", SCENARIOS)
def test_a_problem_is_said_with_its_way_out(code: str) -> None:
    texts = said(code)
    assert texts, "the scenario does not show it"
    for text in texts:
        message, _, help_ = text.partition("\n")
        assert message.strip()
        words = set(re.findall(r"\w+", help_ or message))  # at once on standard error, where a line is all there is
        assert words & (
            WAYS_OUT
            | {"Correct", "Please", "See", "Find", "Open", "Remove", "Save", "Install", "prints", "writes", "check"}
        )


@EACH_RULE
def test_each_text_names_the_thing_and_the_way_out(rule: type[Rule]) -> None:
    for finding in (one for _, found in findings_of(rule) for one in found):
        assert NAMED.search(finding.message), f"names nothing: {finding.message}"
        assert finding.help, f"shows no way out: {finding.message}"
        openings = [sentence.split()[0] for sentence in SENTENCE.split(finding.help.strip()) if sentence.strip()]
        assert WAYS_OUT & set(openings), f"tells nobody what to do: {finding.help}"


NAMED = re.compile(r'"[^"]*"|\w+\(\)|\w+\.\w+|[A-Z][a-z]+[A-Z]\w+')
"""A name in quotes, a call, a class, or something by its path: what the reader has to look for."""

SENTENCE = re.compile(r"(?<=[.:;])\s+|\n")
"""Where a sentence begins."""

WAYS_OUT = frozenset(
    """
    Add Ask Choose Compare Declare Give Hand Import Keep Leave Let List Make Move Name Pass Put Read Return Select Send
    Set Shorten Spell Take Train Use Wait Write
    add let put read
    """.split()
)
"""The words that tell somebody what to do."""
