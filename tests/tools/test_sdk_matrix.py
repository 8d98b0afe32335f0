"""What is said of each version of the SDKs: read from the tests' report, and written into the page."""

from __future__ import annotations

import pytest

from tools.sdk_matrix.__main__ import PAGE, main
from tools.sdk_matrix.drift import DRIFT, KINDS, kind
from tools.sdk_matrix.page import measured, written
from tools.sdk_matrix.programs import programs
from tools.sdk_matrix.running import Outcome, read
from tools.sdk_matrix.versions import VERSIONS, Version

REPORT = """\
<testsuites><testsuite>
  <testcase name="test_a_program_compiles_to_what_is_read_of_its_source[agreement/emr]" />
  <testcase name="test_an_output_has_no_parts_smp112" />
  <testcase name="test_a_weak_model"><failure message="assert 1 == 2">…</failure></testcase>
  <testcase name="test_setup"><error message="failed on setup">…</error></testcase>
  <testcase name="test_functions"><skipped message="SDK 2.90 has no functions">…</skipped></testcase>
  <testcase name="local"><skipped message="collection skipped">('a.py', 2, 'Skipped: no mode')</skipped></testcase>
</testsuite></testsuites>
"""
OLD = Version("2.90.0", "3.10")


def test_the_report_of_the_tests_is_counted() -> None:
    outcome = read(REPORT)
    assert (outcome.passed, outcome.compiled) == (2, 1)
    assert outcome.failed == ["test_a_weak_model", "test_setup"]
    assert outcome.left_out == ["SDK 2.90 has no functions", "no mode"]


def test_a_report_without_a_test_is_a_failure() -> None:
    assert read("<testsuites />").failed == ["no test was run"]


def test_the_page_says_what_was_left_out_and_what_failed() -> None:
    outcomes = {OLD: Outcome(7, 3, ["test_a_weak_model"], ["no functions", "no functions", "no local mode"])}
    lines = measured(outcomes, {"Date": "2026-11-27"}).splitlines()
    refused = len(DRIFT["2.90.0"].refused)
    assert lines[2:] == [
        f"| 2.90.0 | 3.10 | 3 | {refused} | 7 | **1** | 3 | 2 |",
        "",
        "Left out:",
        "",
        "- 2.90.0: 2 tests, for: no functions",
        "- 2.90.0: 1 tests, for: no local mode",
        "",
        "Failed:",
        "",
        "- 2.90.0: `test_a_weak_model`",
        "",
        "- Date: 2026-11-27",
    ]


def test_only_the_part_that_is_made_changes() -> None:
    page = "Before.\n<!-- measured -->\nold\n<!-- end of measured -->\nAfter.\n"
    made = written(page, "measured", "new")
    assert made == "Before.\n<!-- measured -->\n\nnew\n\n<!-- end of measured -->\nAfter.\n"
    assert written(made, "measured", "new") == made
    with pytest.raises(ValueError, match="<!-- differences -->"):
        written(page, "differences", "new")


def test_the_page_has_the_table_of_differences_and_a_line_for_each_version() -> None:
    assert main(["--check"]) == 0, "run `python -m tools.sdk_matrix` again"
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for version in VERSIONS:
        assert any(line.startswith(f"| {version.number} | {version.python} | ") for line in lines), version


def test_the_differences_are_of_versions_programs_and_kinds_that_there_are() -> None:
    numbers = {version.number for version in VERSIONS}
    known = {number: {one.name for one in programs(f"v{number[0]}")} for number in numbers}
    for number, drift in DRIFT.items():
        assert set(drift.refused) | set(drift.differences) <= known[number]
        assert not set(drift.refused) & set(drift.differences)
    used = {kind for drift in DRIFT.values() for kinds in drift.differences.values() for kind in kinds}
    assert used == set(KINDS)


def test_what_is_of_no_known_kind_is_told_whole() -> None:
    assert kind("Train: arguments.RoleArn: a in source, b in the definition") == (
        "Train: arguments.RoleArn: a in source, b in the definition"
    )
    entry_point = "First: arguments.AlgorithmSpecification.ContainerEntrypoint: 2 items in source, 0 in the definition"
    assert kind(entry_point) == "container entry point"


@pytest.mark.parametrize("sdk", ["v2", "v3"])
def test_one_pipeline_is_read_of_every_program(sdk: str) -> None:
    read = {program.name: program.read() for program in programs(sdk)}
    assert len(read) == len(programs(sdk)) > 15
    assert {name for name, pipeline in read.items() if not pipeline.steps} <= {"agreement/no_experiment"}
