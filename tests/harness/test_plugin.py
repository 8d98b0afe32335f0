"""The pytest plugin: it costs next to nothing, gives its fixtures, and explains failures."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

TEST = """
def test_the_model_is_registered(pipeline_harness):
    definition = {
        "Version": "2020-12-01",
        "Steps": [
            {
                "Name": "Check",
                "Type": "Condition",
                "Arguments": {
                    "Conditions": [{"Type": "Equals", "LeftValue": 1, "RightValue": 2}],
                    "IfSteps": [{"Name": "Register", "Type": "RegisterModel", "Arguments": {}}],
                    "ElseSteps": [],
                },
            }
        ],
    }
    run = pipeline_harness(definition).run()
    assert run["Register"].%s
"""


@pytest.fixture
def with_plugin(request):
    """The option that loads the plugin where pipelint is not installed."""
    from importlib.metadata import entry_points

    installed = any(point.value == "pipelint.harness.plugin" for point in entry_points(group="pytest11"))
    return [] if installed else ["-p", "pipelint.harness.plugin"]


def test_a_failing_assertion_shows_the_step_and_the_trace(pytester, with_plugin):
    pytester.makepyfile(TEST % "executed")
    result = pytester.runpytest(*with_plugin)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            '*<step "Register" was skipped: "Check" took the else branch>*',
            "*- pipelint: run -*",
            "pipeline execution Succeeded",
            "  executed      Check     else branch",
            "      false: 1 Equals 2",
            '  skipped       Register  "Check" took the else branch',
        ]
    )


def test_a_comparison_that_fails_explains_itself(pytester, with_plugin):
    pytester.makepyfile(TEST % "skipped" + "    assert 'Registre' in run\n")
    result = pytester.runpytest(*with_plugin)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E *assert 'Registre' in the steps of the run",
            'E *they are Check, Register; did you mean "Register"[?]',
        ]
    )


def test_a_passing_test_shows_nothing(pytester, with_plugin):
    pytester.makepyfile(TEST % "skipped")
    result = pytester.runpytest(*with_plugin, "-rA")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*pipeline execution*")


def test_the_plugin_imports_nothing_heavy():
    code = (
        "import pytest, sys; before = set(sys.modules); import pipelint.harness.plugin;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["pipelint", "pipelint.harness", "pipelint.harness.plugin"]


@pytest.mark.slow
def test_importing_the_plugin_costs_less_than_15_ms():
    code = (
        "import pytest; from time import process_time as now; start = now();"
        "import pipelint.harness.plugin; print(now() - start)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(5)]
    assert min(float(run.stdout) for run in runs) < 0.015


def test_the_package_offers_what_it_lists():
    import pipelint.harness as package

    for name in package.__all__:
        assert getattr(package, name).__module__.startswith("pipelint.harness.") or name == "Coercion"
    with pytest.raises(AttributeError, match="has no attribute 'Harnes'"):
        _ = package.Harnes
