"""`pipelint PATH`: the report, where it goes, and the exit status."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelint.cli import main
from pipelint.linter.problems import PROBLEMS

from .samples import DEFINITION, FAULTY, FIX, FIXABLE, HELP, MESSAGE, run


def test_a_finding_is_a_line_with_its_way_out_below(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "faulty.py") == (
        1,
        [
            f"faulty.py:5:43: warning SMP501 [hard-coded-instance-type] {MESSAGE}",
            '    5 | processor = Processor("role", "image", 1, "ml.m5.xlarge")',
            "      |                                           ^^^^^^^^^^^^^^",
            f"    {HELP}",
            FIXABLE,
            "1 warning in 1 file; recognised 1 pipeline with 1 step",
        ],
        [],
    )


def test_clean_files_say_what_was_recognised(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", "clean.py", "definition.json")
    assert (status, out, err) == (0, ["no findings in 2 files; recognised 2 pipelines with 1 step"], [])


def test_without_a_path_the_working_directory_is_checked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys)
    assert status == 1
    assert out[-1] == "1 warning in 3 files; recognised 3 pipelines with 2 steps"


def test_the_json_report_has_the_promised_keys(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "faulty.py", "clean.py", "--format", "json")
    report: dict[str, Any] = json.loads("\n".join(out))
    assert status == 1
    assert report == {
        "version": 1,
        "summary": {
            "files": {"python": 2, "notebook": 0, "definition": 0, "unreadable": 0},
            "pipelines": 2,
            "steps": 2,
            "gaps": 0,
            "findings": {"error": 0, "warning": 1, "info": 0},
            "baseline": 0,
            "fixed": 0,
            "codes": {"SMP501": 1},
        },
        "findings": [
            {
                "code": "SMP501",
                "name": "hard-coded-instance-type",
                "severity": "warning",
                "message": MESSAGE,
                "file": "faulty.py",
                "line": 5,
                "column": 43,
                "end_line": 5,
                "end_column": 57,
                "cell": None,
                "cell_line": None,
                "pointer": None,
                "pipeline": "demo",
                "step": "Prepare",
                "help": HELP,
                "url": report["findings"][0]["url"],
                "fix": FIX,
            }
        ],
    }
    assert report["findings"][0]["url"].startswith("https://docs.aws.amazon.com/")


def test_output_goes_to_a_file_and_leaves_nothing_else(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "faulty.py", "--format", "json", "--output", "report.json", "--no-cache") == (1, [], [])
    assert json.loads((project / "report.json").read_text())["summary"]["findings"]["warning"] == 1
    assert sorted(path.name for path in project.iterdir()) == [
        "clean.py",
        "definition.json",
        "faulty.py",
        "report.json",
    ]


def test_an_output_that_cannot_be_written_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "faulty.py", "--output", "nowhere/report.txt")
    assert (status, out) == (2, [])
    assert err == [
        "pipelint: error SMP013 [report-not-written] cannot write the report to nowhere/report.txt: No such file or "
        "directory. Make room on the disk, or name a file in a folder that exists and may be written to."
    ]


def test_exit_zero_and_statistics(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "faulty.py", "missing.py", "--exit-zero", "--statistics")
    assert (status, out) == (
        0,
        [
            "1 error SMP001 [unreadable-file]",
            "1 warning SMP501 [hard-coded-instance-type]",
            "1 error, 1 warning in 2 files; recognised 1 pipeline with 1 step",
        ],
    )


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--require-pipeline",), 3)])
def test_a_folder_without_a_pipeline_is_not_called_clean(
    project: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], status: int
) -> None:
    (project / "empty").mkdir()
    (project / "empty" / "tool.py").write_text("import os\n")
    assert run(capsys, "empty", *options) == (
        status,
        [
            "empty: info SMP006 [nothing-recognised] no pipeline was recognised: looked at 1 Python file",
            f"    {PROBLEMS['SMP006'].help}",
            "1 info in 1 file; recognised no pipeline",
        ],
        [],
    )


def test_require_pipeline_is_content_with_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "clean.py", "missing.py", "--require-pipeline")[0] == 1


def test_standard_input_is_read_under_the_name_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FAULTY.encode())))
    status, out, _ = run(capsys, "-", "--stdin-filename", "flows/train.py")
    assert status == 1
    assert out[0].startswith("flows/train.py:5:43: warning SMP501")


def test_standard_input_without_a_name_is_known_by_its_content(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for content in (FAULTY, DEFINITION, "\ufeff " + DEFINITION):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        assert "recognised 1 pipeline with" in run(capsys, "-")[1][-1]


def test_pipelint_that_fails_itself_does_not_pass_for_findings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelint.linter.engine.check", lambda *_: {}["lost"])
    status, out, err = run(capsys, ".")
    assert (status, out) == (2, [])
    assert err[-1].startswith("pipelint: error SMP014 [internal-error] pipelint itself failed.")


def test_an_interruption_is_no_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelint.linter.engine.check", interrupt)
    assert run(capsys, ".") == (2, [], ["pipelint: interrupted"])


def test_closed_standard_streams_are_no_crash(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout"):  # None is what Python makes of a stream that the caller closed
        monkeypatch.setattr(sys, name, None)
    assert main(["faulty.py"]) == 1
    assert main(["-", "--require-pipeline"]) == 3
