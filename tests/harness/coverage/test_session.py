"""Branch coverage over test sessions: one process and several, the reports, and the least that is asked for."""

from __future__ import annotations

import json
import re

import pytest

pytest_plugins = ["pytester"]

GATE = """
import json
from pathlib import Path

import pytest
from pipelint.harness import Harness

def gate(threshold):
    condition = {"Type": "GreaterThan", "LeftValue": {"Get": "Parameters.N"}, "RightValue": threshold}
    stop = {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "too small"}}
    arguments = {"Conditions": [condition], "IfSteps": [], "ElseSteps": [stop]}
    return {
        "Version": "2020-12-01",
        "Parameters": [{"Name": "N", "Type": "Integer", "DefaultValue": 9}],
        "Steps": [{"Name": "Gate", "Type": "Condition", "Arguments": arguments}],
    }

Path("gate.json").write_text(json.dumps(gate(5)))
"""
GOOD = "def test_good():\n    assert Harness('gate.json').run().succeeded\n"
BAD = "def test_bad():\n    assert not Harness('gate.json').run(parameters={'N': 5}).succeeded\n"
OTHER = "def test_other():\n    assert Harness(gate(1)).run().succeeded\n"


@pytest.fixture
def run_tests(pytester, request):
    """Run tests, with the plugin where pipelint is only on the path; in processes of their own with pytest-xdist."""
    from importlib.metadata import entry_points

    installed = any(point.value == "pipelint.harness.plugin" for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "pipelint.harness.plugin"]

    def run(source, *options):
        pytester.makepyfile(source)
        spread = any(option.startswith("-n") for option in options)
        start = pytester.runpytest_subprocess if spread else pytester.runpytest_inprocess
        return start(*plugin, "-p", "no:cacheprovider", *options)

    return run


def table(result):
    """Return the lines of the table."""
    lines = result.outlines
    start = next(i for i, line in enumerate(lines) if "pipelint: branch coverage" in line)
    return [line.rstrip() for line in lines[start + 1 : -1] if line]


def test_what_no_test_took_is_listed_below_its_pipeline(run_tests):
    result = run_tests(GATE + GOOD + OTHER, "--pipelint-cov")
    result.assert_outcomes(passed=2)
    assert result.ret == 0
    assert table(result) == [
        "pipeline    runs   arms  taken  cover",
        "Pipeline       1      3      1    33%",
        "  Gate never took its else branch",
        "  Stop was never reached",
        "gate.json      1      3      1    33%",
        "  Gate never took its else branch",
        "  Stop was never reached",
        "TOTAL          2      6      2    33%",
    ]


def test_pipelines_of_one_name_that_decide_differently_are_told_apart(run_tests):
    other = "def test_another():\n    assert Harness(gate(2)).run().succeeded\n"
    lines = table(run_tests(GATE + OTHER + other, "--pipelint-cov"))
    names = [line.split("  ")[0] for line in lines if line.startswith("Pipeline ")]
    assert len(set(names)) == 2
    assert all(re.fullmatch(r"Pipeline \([0-9a-f]{12}\)", name) for name in names)


def test_a_session_without_the_option_counts_nothing(run_tests):
    result = run_tests(GATE + GOOD)
    result.stdout.no_fnmatch_line("*branch coverage*")


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_the_union_of_all_tests_counts_in_one_process_and_in_two(run_tests, workers):
    result = run_tests(GATE + GOOD + BAD, "--pipelint-cov-fail-under=100", *workers)
    result.assert_outcomes(passed=2)
    assert result.ret == 0
    assert table(result) == [
        "pipeline    runs   arms  taken  cover",
        "gate.json      2      3      3   100%",
        "TOTAL          2      3      3   100%",
    ]


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_less_than_is_asked_for_fails_the_session(run_tests, workers):
    result = run_tests(GATE + GOOD + OTHER, "--pipelint-cov-fail-under=33.4", *workers)
    result.assert_outcomes(passed=2)
    assert result.ret == 1
    assert table(result)[-1] == "ERROR: branch coverage is 33.33%, and at least 33.4% is asked for"


def test_a_threshold_is_not_met_where_nothing_ran(run_tests):
    result = run_tests("def test_nothing():\n    pass\n", "--pipelint-cov-fail-under=0.1")
    assert result.ret == 1
    assert table(result) == [
        "no test ran a pipeline through the harness, so nothing is covered",
        "ERROR: branch coverage of at least 0.1% is asked for, and no test ran a pipeline",
    ]


@pytest.mark.parametrize("wrong", ["many", "101", "nan"])
def test_a_threshold_that_is_no_percentage_is_refused(run_tests, wrong):
    result = run_tests(GOOD, f"--pipelint-cov-fail-under={wrong}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f'*a number from 0 to 100 was expected, not "{wrong}"*'])


def test_a_marked_test_does_not_count(run_tests):
    marked = "@pytest.mark.pipelint_no_cov\n" + BAD
    result = run_tests(GATE + marked + GOOD, "--pipelint-cov", "--strict-markers")
    result.assert_outcomes(passed=2)
    assert table(result)[1] == "gate.json      1      3      1    33%"


def test_what_runs_outside_of_tests_or_to_derive_cases_does_not_count(run_tests):
    source = GATE + "from pipelint.harness import every_branch\n"
    source += "CASES = every_branch('gate.json')\nHarness('gate.json').run(parameters={'N': 1})\n"
    source += "def test_one():\n    every_branch('gate.json')\n    CASES[0].run(Harness('gate.json'))\n"
    result = run_tests(source, "--pipelint-cov")
    result.assert_outcomes(passed=1)
    assert table(result)[1:4] == [
        "gate.json      1      3      1    33%",
        "  Gate never took its else branch",
        "  Stop was never reached",
    ]


def test_the_json_report_says_how_often_each_arm_was_taken(run_tests, pytester):
    result = run_tests(GATE + GOOD + BAD, "--pipelint-cov-json=deep/down/coverage.json", "-n2")
    assert result.ret == 0
    report = json.loads((pytester.path / "deep/down/coverage.json").read_text())
    assert re.fullmatch("[0-9a-f]{12}", report["pipelines"][0].pop("digest"))
    text = "Parameters.N GreaterThan 5"
    assert report == {
        "version": 1,
        "summary": {"arms": 3, "taken": 3, "percent": 100.0},
        "pipelines": [
            {
                "pipeline": "gate.json",
                "runs": 2,
                "arms": [
                    {"step": "Gate", "outcome": "if", "place": "", "text": text, "taken": 1, "impossible": None},
                    {"step": "Gate", "outcome": "else", "place": "", "text": text, "taken": 1, "impossible": None},
                    {"step": "Stop", "outcome": "reached", "place": "", "text": "", "taken": 1, "impossible": None},
                ],
            }
        ],
    }


def test_the_page_is_whole_and_shows_what_is_missing(run_tests, pytester):
    source = GATE.replace('"Gate"', '"<Gate>"') + GOOD
    assert run_tests(source, "--pipelint-cov-html=coverage.html").ret == 0
    page = (pytester.path / "coverage.html").read_text()
    assert "<tr><td>&lt;Gate&gt;</td><td>else</td><td><code>Parameters.N GreaterThan 5</code></td>" in page
    assert page.count('<td class="number missing">never</td>') == 2
    assert page.count('<td class="number taken">1</td>') == 1
    assert not re.search(r"(src|href)=\"(?!#)|@import|url\((?!#)", page)
    assert "Branch coverage" in page and '<g class="step decision" data-step="&lt;Gate&gt;"' in page
    assert page.startswith("<!doctype html>") and page.endswith("</html>\n")


def test_a_report_that_cannot_be_written_fails_the_session(run_tests, pytester):
    (pytester.path / "taken").write_text("a file")
    result = run_tests(GATE + GOOD, "--pipelint-cov-json=taken/coverage.json")
    assert result.ret == 1
    assert table(result)[-1] == "ERROR: cannot write the coverage to taken/coverage.json: File exists"


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_what_can_never_be_taken_asks_for_no_test(run_tests, workers):
    source = """
from pipelint.harness import Harness

def definition(*conditions):
    arguments = {"Conditions": list(conditions), "IfSteps": [], "ElseSteps": []}
    stage = {"Name": "Stage", "Type": "String", "DefaultValue": "dev", "EnumValues": ["dev", "prod"]}
    gate = {"Name": "Gate", "Type": "Condition", "Arguments": arguments}
    return {"Version": "2020-12-01", "Parameters": [stage], "Steps": [gate]}

KNOWN = {"Type": "In", "QueryValue": {"Get": "Parameters.Stage"}, "Values": ["dev", "prod"]}

def test_one():
    assert Harness(definition(KNOWN)).run().succeeded

def test_two():
    assert Harness(definition(KNOWN)).run(parameters={"Stage": "prod"}).succeeded
"""
    result = run_tests(source, "--pipelint-cov-fail-under=100", *workers)
    assert result.ret == 0
    never = "Parameters.Stage In [\"dev\", \"prod\"] is never false: Stage is one of 'dev', 'prod'"
    assert table(result) == [
        "pipeline   runs   arms  taken  cover",
        "Pipeline      2      1      1   100%",
        f"  Gate never took its else branch (nor can it: {never})",
        "TOTAL         2      1      1   100%",
    ]


def test_a_worker_that_dies_is_told_of(run_tests):
    crash = "import os\ndef test_crash():\n    Harness('gate.json').run()\n    os._exit(3)\n"
    result = run_tests(GATE + crash, "--pipelint-cov", "-n1", "--max-worker-restart=0")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["ERROR: what worker gw0 counted is lost: it ended before its time"])


def test_the_marker_gives_options_to_the_harness_and_the_nearest_wins(run_tests):
    source = """
import pytest
from pipelint.harness import UnsettledComparison

DEFINITION = {"Version": "2020-12-01", "Steps": [{"Name": "C", "Type": "Condition", "Arguments": {
    "Conditions": [{"Type": "Equals", "LeftValue": "1", "RightValue": 1}], "IfSteps": [], "ElseSteps": []}}]}
pytestmark = pytest.mark.pipelint(coercion="numeric")

def test_of_the_module(pipeline_harness):
    assert pipeline_harness(DEFINITION).run()["C"].branch == "if"

@pytest.mark.pipelint(coercion="refuse")
def test_of_its_own(pipeline_harness):
    with pytest.raises(UnsettledComparison):
        pipeline_harness(DEFINITION).run()

@pytest.mark.pipelint("numeric")
def test_without_a_name(pipeline_harness):
    pass
"""
    result = run_tests(source, "--strict-markers")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*the marker pipelint takes options by name alone, not 'numeric'*"])
