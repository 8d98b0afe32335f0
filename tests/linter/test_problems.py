"""The table of problems, and the settings that name codes."""

from __future__ import annotations

import re

import pytest

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.problems import PROBLEMS, problem
from pipelint.linter.problems.kind import Problem
from pipelint.linter.reading import Reading
from pipelint.pipeline.values import Origin
from pipelint.rules.registry import all_rules


@pytest.mark.parametrize("one", PROBLEMS.values(), ids=lambda one: one.code)
def test_every_problem_is_documented(one: Problem) -> None:
    assert re.fullmatch(r"SMP0\d\d", one.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name)
    assert all(text.endswith(".") for text in (one.summary, one.explanation, one.help))


def test_no_name_or_code_is_used_twice() -> None:
    every = [*PROBLEMS.values(), *all_rules()]
    assert len({one.code for one in every}) == len({one.name for one in every}) == len(every)


def test_a_problem_becomes_a_finding_with_its_own_or_a_better_way_out() -> None:
    place = Span("p.py", 3)
    assert problem("SMP008", "not UTF-8", place) == Finding(
        "SMP008", "not-utf8", Severity.ERROR, "not UTF-8", place, help="Save the file as UTF-8."
    )
    assert problem("SMP008", "not UTF-8", place, "Use iconv.").help == "Use iconv."


def test_a_reading_without_places_shows_the_file() -> None:
    reading = Reading("p.py", "python")
    reading.prepare([Origin("p.py", 1)])
    assert reading.span(Origin("p.py", 1)) == reading.span(None) == Span("p.py")
    assert (reading.pipelines, reading.findings) == ((), ())
