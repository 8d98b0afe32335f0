"""Write ``tests/rules/texts/``: what every rule and problem says, message and way out, a file for each family.

Rules say it of their examples, problems in the scenarios of ``tools/problem_examples.py``.

It is read by people when it changes: a message that got worse shows there, and nowhere else.

    python -m tools.update_texts          rewrite the files in place
    python -m tools.update_texts --check  change nothing; exit with 1 where one is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipelint.findings import Finding
from pipelint.linter.problems import PROBLEMS
from pipelint.linter.problems.kind import Problem
from pipelint.rules.rule import Rule
from tools.build_rule_pages import stale, write
from tools.problem_examples import SCENARIOS, said
from tools.rule_examples import RULES, findings_of

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "rules" / "texts"


def texts() -> dict[str, str]:
    """Return the texts of all rules, by the names of their files."""
    families = groupby(sorted(RULES, key=lambda rule: rule.code), lambda rule: f"{rule.code[:4]}.md")
    problems = "\n\n".join(_texts_of_problem(problem) for problem in PROBLEMS.values()) + "\n"
    return {"SMP0.md": problems, **{name: "\n\n".join(map(_texts_of, rules)) + "\n" for name, rules in families}}


def _texts_of_problem(problem: Problem) -> str:
    told = said(problem.code) if problem.code in SCENARIOS else [f"    {problem.help}"]
    return "\n\n".join([f"# {problem.code} {problem.name}: {problem.summary}", *told])


def _texts_of(rule: type[Rule]) -> str:
    said = dict.fromkeys(_text(finding) for _, found in findings_of(rule) for finding in found)
    return "\n\n".join([f"# {rule.code} {rule.name}: {rule.summary}", *said])


def _text(finding: Finding) -> str:
    return "\n".join(_lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity.value}: {finding.message}"
    yield from (f"    {line}" for line in (finding.help or "").splitlines())
    yield from (f"    ({related.message})" for related in finding.related)


def main(arguments: list[str]) -> int:
    """Rewrite the files, or with ``--check`` compare them; return the exit status."""
    wanted = texts()
    old = stale(wanted, FOLDER)
    print(f"out of date: {', '.join(old)}" if old else "the texts are up to date")
    if arguments != ["--check"]:
        write(wanted, FOLDER)
        return 0
    return int(bool(old))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
