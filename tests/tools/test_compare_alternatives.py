"""The comparison with the alternatives: the page shows the figures that are kept, and they are of today's faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.source.fault import Fault
from tools.compare_alternatives import checkers
from tools.compare_alternatives.figures import Figures, counted, keep, read
from tools.compare_alternatives.page import PAGE, updated
from tools.compare_alternatives.planted import Planted, planted_projects
from tools.failure_modes.known import KNOWN
from tools.projects import PROJECTS


def test_the_page_shows_the_figures_that_are_kept() -> None:
    text = PAGE.read_text()
    assert updated(text, read()) == text, "run `python -m tools.compare_alternatives`"


def test_both_sdks_and_the_definitions_were_measured_and_nothing_is_found_more_often_than_it_is_planted() -> None:
    every = read()
    assert set(every) == {"source v2", "source v3", "definitions"}
    for figures in every.values():
        for found in figures.found.values():
            assert all(0 < number <= figures.planted[kind] for kind, number in found.items())


def test_figures_are_kept_beside_those_of_other_environments(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    first = Figures(2, counted(["2", "10", "own", "2"]))
    first.add("mypy", ["10", "2"], 1)
    assert list(first.planted.items()) == [(KNOWN["2"].what, 2), (KNOWN["10"].what, 1), ("own", 1)]
    assert list(first.found["mypy"]) == [KNOWN["2"].what, KNOWN["10"].what]
    keep({"source v2": first}, file)
    second = Figures(1, {"3": 1})
    assert keep({"source v3": second}, file) == {"source v2": first, "source v3": second}
    assert read(file) == {"source v2": first, "source v3": second}


def test_a_table_says_how_many_are_told_and_which_clean_ones_are_complained_of() -> None:
    figures = Figures(3, counted(["2", "2", "2", "10"]), versions={"mypy": "1.2"}, notes=["It rains."])
    figures.add("pipelint", ["2", "2", "2", "10"], 0)
    figures.add("mypy", ["10"], 2)
    page = "before\n<!-- measured -->\nold\n<!-- end of measured -->\nafter\n"
    lines = updated(page, {"definitions": figures}).splitlines()
    assert (lines[0], lines[-1]) == ("before", "after")
    assert "| pipelint | 4 | 100% | silent |" in lines
    assert "| mypy | 1 | 25% | complains of 2 |" in lines
    assert "With mypy 1.2. It rains." in lines
    assert f"| {KNOWN['10'].what} | 1 | 1 | 1 |" in lines
    assert f"| {KNOWN['2'].what} | 3 | 3 |  |" in lines


def test_each_fault_is_planted_in_a_copy_of_its_own_beside_the_clean_projects() -> None:
    with planted_projects("v2") as copies:
        clean = [copy for copy in copies if copy.fault is None]
        assert [copy.project.sdk for copy in copies] == ["v2"] * len(copies)
        assert {copy.project.name for copy in clean} == {name for name, one in PROJECTS.items() if one.sdk == "v2"}
        assert len({copy.folder for copy in copies}) == len(copies)
        planted_one = next(copy for copy in copies if copy.fault is not None and copy.fault.edits[0].file is None)
        assert isinstance(planted_one.fault, Fault)
        text = (planted_one.folder / planted_one.project.file).read_text()
        assert text != (planted_one.project.folder / planted_one.project.file).read_text()


@pytest.mark.slow
def test_mypy_is_asked_what_it_says_of_a_planted_project_alone(tmp_path: Path) -> None:
    project = PROJECTS["v2_routes"]
    copies = []
    for name, code in (("p0001", "count: int = 1\n"), ("p0002", 'count: int = "1"\n'), ("p0003", "count = 1\n")):
        folder = tmp_path / name / project.name
        folder.mkdir(parents=True)
        (folder / project.file).write_text(code)
        copies.append(Planted(project, folder, None))
    said = checkers.messages(copies)[checkers.MYPY]
    assert [sum(messages.values()) for messages in said] == [0, 1, 0]
