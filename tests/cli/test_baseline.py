"""`--write-baseline` and `--baseline`: what was there before is held back, what is new is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.linter.report.test_formats import sarif_validator

from .samples import run

FLOW = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

one = ProcessingStep("One", processor=Processor("role", "image", 1, "ml.m5.xlarge"), depends_on=["Nobody"])
two = ProcessingStep("Two", processor=Processor("role", "image", 1, "ml.m5.xlarge"))
Pipeline(name="flow", steps=[one, two])
"""


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(FLOW)
    return tmp_path


def write(capsys, *arguments):
    status, out, err = run(capsys, "flow.py", "--write-baseline", *arguments)
    assert (status, out[-1]) == (
        0,
        "no findings (3 more in the baseline) in 1 file; recognised 1 pipeline with 2 steps",
    )
    return err


def found(capsys, *arguments):
    """Return the exit status, and the code and line of what is reported."""
    status, out, err = run(capsys, *(arguments or ("flow.py", "--baseline", "base.json")), "--format", "json")
    assert err == []
    return status, [(one["code"], one["line"]) for one in json.loads("\n".join(out))["findings"]]


def test_what_is_written_is_sorted_and_fit_for_a_diff(capsys):
    assert write(capsys) == ["pipelint: wrote 3 findings to pipelint-baseline.json"]
    start = '    {"code": "SMP%s", "file": "flow.py", "pipeline": "flow", "step": "%s", "message": '
    hard = r'"instance type \"ml.m#.xlarge\" is hard-coded in step \"%s\""}'
    assert Path("pipelint-baseline.json").read_text().splitlines() == [
        "{",
        '  "version": 1,',
        '  "findings": [',
        start % ("101", "One") + r'"DependsOn names \"Nobody\", but the pipeline has no such step"},',
        start % ("501", "One") + hard % "One" + ",",
        start % ("501", "Two") + hard % "Two",
        "  ]",
        "}",
    ]


def test_lines_that_move_change_nothing_and_a_new_finding_is_reported(capsys):
    write(capsys, "--baseline", "base.json")
    Path("flow.py").write_text("# a comment\n\n" + FLOW)
    assert found(capsys) == (0, [])
    Path("flow.py").write_text(FLOW.replace('"ml.m5.xlarge"))', '"ml.m5.xlarge"), depends_on=["Noone"])'))
    assert found(capsys) == (1, [("SMP101", 6)])


def test_of_two_findings_that_are_alike_one_is_new(capsys):
    write(capsys, "--baseline", "base.json")
    again = 'three = ProcessingStep("Two", processor=Processor("role", "image", 1, "ml.m5.xlarge"))\n'
    Path("flow.py").write_text(FLOW + again + 'Pipeline(name="flow", steps=[three])\n')
    assert found(capsys) == (1, [("SMP501", 8)])


def test_what_was_mended_is_said_and_does_not_fail(capsys):
    write(capsys, "--baseline", "base.json")
    Path("flow.py").write_text(FLOW.replace('["Nobody"]', "[]"))
    status, out, _ = run(capsys, "flow.py", "--baseline", "base.json", "--format", "concise")
    message = "base.json: info SMP052 [stale-baseline] 1 entry is no longer found: SMP101 in flow.py (step One)"
    assert (status, out[0]) == (0, message)
    write_again = run(capsys, "flow.py", "--baseline", "base.json", "--write-baseline")
    assert write_again[2] == ["pipelint: wrote 2 findings to base.json"]
    assert found(capsys) == (0, [])


def test_a_step_with_another_name_is_another_finding(capsys):
    write(capsys, "--baseline", "base.json")
    Path("flow.py").write_text(FLOW.replace('"Two"', '"Second"'))
    assert found(capsys) == (1, [("SMP052", None), ("SMP501", 6)])


def test_of_files_that_are_not_looked_at_nothing_is_called_stale(capsys):
    write(capsys, "--baseline", "base.json")
    Path("other.py").write_text(FLOW.replace('["Nobody"]', "[]"))
    assert found(capsys, "other.py", "--baseline", "base.json", "--ignore", "SMP501") == (0, [])
    Path("flow.py").unlink()
    assert found(capsys, "other.py", "--baseline", "base.json", "--ignore", "SMP501") == (0, [("SMP052", None)])


def test_problems_with_files_are_never_held_back(capsys):
    Path("broken.py").write_text("import sagemaker\n(\n")
    status, out, _ = run(capsys, "broken.py", "--write-baseline", "--format", "concise")
    assert (status, out[0].partition(" [")[0]) == (1, "broken.py:2:1: error SMP002")
    assert json.loads(Path("pipelint-baseline.json").read_text()) == {"version": 1, "findings": []}


def test_the_configuration_names_it_from_its_own_folder(capsys, monkeypatch):
    Path("pipelint.toml").write_text('baseline = "kept/base.json"\n')
    Path("kept").mkdir()
    Path("inner").mkdir()
    monkeypatch.chdir("inner")
    assert run(capsys, "../flow.py", "--write-baseline")[2] == ["pipelint: wrote 3 findings to ../kept/base.json"]
    assert '"file": "../flow.py"' in Path("../kept/base.json").read_text()
    monkeypatch.chdir("..")
    assert found(capsys, "flow.py") == (0, [])
    assert found(capsys, "flow.py", "--no-config")[0] == 1


def test_notebooks_and_definitions_are_kept_too(capsys):
    cell = {"cell_type": "code", "source": FLOW, "metadata": {}, "outputs": []}
    Path("flow.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}))
    step = {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": "no"}, "DependsOn": ["Nobody"]}
    Path("flow.json").write_text(json.dumps({"Version": "2020-12-01", "Parameters": [], "Steps": [step]}))
    assert run(capsys, ".", "--write-baseline")[2] == ["pipelint: wrote 7 findings to pipelint-baseline.json"]
    assert found(capsys, ".", "--baseline", "pipelint-baseline.json") == (0, [])


def test_sarif_tells_what_is_new(capsys):
    write(capsys, "--baseline", "base.json")
    Path("flow.py").write_text(FLOW.replace('"Nobody"', '"Noone"'))
    _, out, _ = run(capsys, "flow.py", "--baseline", "base.json", "--format", "sarif")
    log = json.loads("\n".join(out))
    sarif_validator().validate(log)
    states = [(one["ruleId"], one["baselineState"]) for one in log["runs"][0]["results"]]
    assert states == [("SMP052", "new"), ("SMP101", "new"), ("SMP501", "unchanged"), ("SMP501", "unchanged")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "cannot be read: No such file or directory; --write-baseline writes one."),
        ("{", "is no JSON: "),
        ("[]", "is no baseline: an object with a list of findings was expected."),
        ('{"version": 2, "findings": []}', "is of version 2, and this pipelint reads version 1: write it anew."),
        ('{"version": 1, "findings": [3]}', "has an entry that cannot be read: 3."),
        ('{"version": 1, "findings": [{"code": "SMP101"}]}', 'has an entry that cannot be read: {"code": "SMP101"}.'),
    ],
)
def test_a_baseline_that_cannot_be_read_ends_the_run(capsys, text, reason):
    if text is not None:
        Path("base.json").write_text(text)
    status, out, err = run(capsys, "flow.py", "--baseline", "base.json")
    assert (status, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"pipelint: error SMP043 [unreadable-baseline] the baseline base.json {reason}")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("steps = 1\n", "is no JSON: Expecting value: line 1 column 1 (char 0)"),
        ('{"version": 1}', "is no baseline: an object with a list of findings was expected"),
    ],
)
@pytest.mark.parametrize("named", ["on the command line", "in the configuration"])
def test_no_baseline_is_written_over_a_file_that_is_none(capsys, text, what, named):
    Path("mine").write_text(text)
    Path("pipelint.toml").write_text('baseline = "mine"\n' if named == "in the configuration" else "")
    arguments = ("--baseline", "mine") if named == "on the command line" else ()
    status, out, (line,) = run(capsys, "flow.py", "--write-baseline", *arguments)
    way_out = "remove it first, or name another file with --baseline"
    assert (status, out) == (2, [])
    assert line.startswith(
        f"pipelint: error SMP011 [wrong-usage] the baseline is not written over mine, which {what}: {way_out}."
    )
    assert Path("mine").read_text() == text


def test_one_of_another_version_is_written_anew(capsys):
    Path("base.json").write_text('{"version": 2, "findings": []}')
    write(capsys, "--baseline", "base.json")
    assert found(capsys) == (0, [])


def test_a_place_where_none_can_be_written_is_said(capsys):
    status, _, (line,) = run(capsys, "flow.py", "--write-baseline", "--baseline", "nowhere/base.json")
    assert status == 2
    assert "cannot write the baseline nowhere/base.json: No such file or directory" in line


def test_without_it_all_is_reported_again_whatever_the_configuration_says(capsys):
    write(capsys)
    Path("pipelint.toml").write_text('baseline = "pipelint-baseline.json"\n')
    assert found(capsys, "flow.py") == (0, [])
    assert found(capsys, "flow.py", "--no-baseline") == (1, [("SMP501", 5), ("SMP101", 5), ("SMP501", 6)])


@pytest.mark.parametrize("other", [("--write-baseline",), ("--baseline", "base.json")])
def test_no_baseline_and_one_contradict_each_other(capsys, other):
    status, out, (line,) = run(capsys, "flow.py", "--no-baseline", *other)
    assert (status, out) == (2, [])
    assert line.startswith("pipelint: error SMP011 [wrong-usage] --no-baseline and a baseline: give one of them.")
    assert not Path("pipelint-baseline.json").exists()
