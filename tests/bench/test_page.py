"""What is written of the figures."""

from __future__ import annotations

import pytest

from bench.case import Case, Skipped
from bench.measure import Comparison, Usage
from bench.page import is_met, measured, row, row_of_skipped

FIGURES = Comparison(Usage(0.5, 40.2), Usage(2.0, 60.7))
PAGE = "# Speed\n\n<!-- measured -->\nold\n<!-- end of measured -->\n\nkept\n"


@pytest.mark.parametrize(("goal", "met", "written"), [(0.25, True, "yes"), (0.2, False, "**no**")])
def test_a_goal_is_met_up_to_its_very_number(goal, met, written):
    case = Case("A, against B", ("a",), ("b",), goal)
    assert is_met(case, FIGURES) is met
    assert row(case, FIGURES) == (
        f"| A, against B | 0.500 s to 2.000 s | 0.250 | at most {goal} | {written} | 40 MiB to 61 MiB |  |  |  |"
    )


def test_a_figure_without_a_goal_is_for_information():
    case = Case("A, against B", ("a",), ("b",))
    assert is_met(case, FIGURES)
    assert row(case, FIGURES) == "| A, against B | 0.500 s to 2.000 s | 0.250 |  |  | 40 MiB to 61 MiB |  |  |  |"


@pytest.mark.parametrize(("goal", "met", "written"), [(0.7, True, "yes"), (0.6, False, "**no**")])
def test_memory_has_a_goal_of_its_own(goal, met, written):
    case = Case("A, against B", ("a",), ("b",), 0.25, goal)
    assert is_met(case, FIGURES) is met
    assert row(case, FIGURES).endswith(
        f"| 0.250 | at most 0.25 | yes | 40 MiB to 61 MiB | 0.662 | at most {goal} | {written} |"
    )


def test_what_cannot_be_run_is_said():
    assert (
        row_of_skipped(Skipped("A, against B", "no B")) == "| A, against B | not measured: no B |  |  |  |  |  |  |  |"
    )


def test_only_the_measured_part_of_the_page_is_written():
    written = measured(PAGE, ["| row |"], {"Python": "CPython 3.11"})
    assert written.startswith("# Speed\n\n<!-- measured -->\n")
    assert "\n| row |\n" in written
    assert "\n- Python: CPython 3.11\n" in written
    assert written.endswith("<!-- end of measured -->\n\nkept\n")
    assert "old" not in written
    assert measured(written, ["| row |"], {"Python": "CPython 3.11"}) == written


def test_a_page_without_that_part_is_refused():
    with pytest.raises(ValueError, match="the page has no part between"):
        measured("# Speed\n", [], {})
