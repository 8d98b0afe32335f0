"""`pytest --pipelint-html DIR`: a page for each test that fails and ran a pipeline."""

from __future__ import annotations

import json
import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from pipelint.harness.drawn.session import file_name

pytest_plugins = ["pytester"]

BEGIN = f"""
import pytest
from pipelint.harness import Harness, outputs

harness = Harness({str(Path(__file__).parents[3] / "fixtures/sample_project/definition.json")!r})

def run_with(accuracy):
    report = {{"metrics": {{"accuracy": {{"value": accuracy}}}}}}
    return harness.run(steps={{"EvaluateModel": outputs(property_files={{"EvaluationReport": report}})}})
"""


@pytest.fixture
def run(pytester):
    """Runs a file of tests with options; pytest has the plugin, also where pipelint is not installed."""
    installed = any(point.value == "pipelint.harness.plugin" for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "pipelint.harness.plugin"]

    def run(code: str, *options: str):
        pytester.makepyfile(test_gate=BEGIN + code)
        return pytester.runpytest(*plugin, *options)

    return run


def overlays(page: Path) -> list[dict]:
    text = page.read_text()
    drawn = re.findall(r'<script type="application/json" data-name="drawing">(.*?)</script>', text, re.DOTALL)
    return [overlay for one in drawn for overlay in json.loads(one)["overlays"]]


def test_a_failing_test_gets_a_page_with_its_runs(run, pytester):
    result = run(
        """
def test_gate():
    weak = run_with(0.5)
    assert run_with(0.95).succeeded
    assert weak["RegisterModel-RegisterModel"].executed

def test_passes():
    assert run_with(0.5).succeeded

def test_runs_nothing():
    raise AssertionError
""",
        "--pipelint-html=pages",
    )
    result.assert_outcomes(failed=2, passed=1)
    (page,) = (pytester.path / "pages").iterdir()
    assert page.name == file_name("test_gate.py::test_gate")
    result.stdout.fnmatch_lines(["*pipelint: pages of runs*", f"pages/{page.name}"])
    assert [one["name"] for one in overlays(page)] == ["weak", "run 2", "Branch coverage"]
    assert "0.5 ≥ 0.8: false" in page.read_text()
    assert "<title>test_gate.py::test_gate</title>" in page.read_text()


def test_of_many_runs_the_last_are_drawn(run, pytester):
    run(
        """
def test_gate():
    for tenth in range(12):
        run_with(tenth / 10)
    raise AssertionError
""",
        "--pipelint-html=pages",
    )
    (page,) = (pytester.path / "pages").iterdir()
    names = [one["name"] for one in overlays(page)]
    assert names == [*(f"run {number}" for number in range(4, 13)), "Branch coverage"]
    assert "<title>test_gate.py::test_gate (the last 9 of 12 runs)</title>" in page.read_text()


def test_workers_write_their_pages_and_one_process_tells_of_them(run, pytester):
    pytest.importorskip("xdist")
    result = run(
        """
@pytest.mark.parametrize("name", ["a", "b"])
def test_gate(name):
    assert run_with(0.5).failed
""",
        "--pipelint-html=pages",
        "-n2",
    )
    pages = sorted(path.name for path in (pytester.path / "pages").iterdir())
    assert pages == sorted(file_name(f"test_gate.py::test_gate[{name}]") for name in "ab")
    for name in pages:
        result.stdout.fnmatch_lines([f"pages/{name}"])


def test_a_folder_that_cannot_be_written_is_said_and_the_test_still_told(run, pytester):
    (pytester.path / "pages").write_text("a file")
    result = run("def test_gate():\n    assert run_with(0.5).failed\n", "--pipelint-html=pages")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["ERROR: cannot write pages/test_gate.py-test_gate-*.html: File exists"])


def test_without_the_option_nothing_is_drawn(run, pytester):
    result = run("def test_gate():\n    assert run_with(0.5).failed\n")
    result.assert_outcomes(failed=1)
    assert not list(pytester.path.glob("**/*.html"))
    result.stdout.no_fnmatch_line("*pages of runs*")


def test_a_file_name_is_safe_and_another_for_each_test():
    names = {file_name(f"tests/test_a.py::test_b[{text}]") for text in ("a/b", "a b", "a:b", "ü", "🦆" * 300)}
    assert len(names) == 5
    for name in names:
        assert re.fullmatch(r"[\w.-]{1,150}", name, re.ASCII)
