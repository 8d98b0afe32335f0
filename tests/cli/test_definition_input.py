"""Definitions on the command line: what is no file, what is no definition, and names that would command a terminal."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest

from pipelint.cli import main

from .samples import DEFINITION, process, run

ODD_NAME = 'a"b\\c\n\x1b[2J\x9b\x07\u202e\ud800'


def test_a_folder_may_be_called_like_a_definition(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "d.json").mkdir()
    (project / "d.json" / "inner.json").write_text(DEFINITION)
    status, out, err = run(capsys, "d.json")
    assert (status, out, err) == (0, ["no findings in 1 file; recognised 1 pipeline with 0 steps"], [])


def test_a_named_pipe_is_never_opened_and_in_a_folder_passed_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "definitions").mkdir()
    os.mkfifo(project / "definitions" / "pipe.json")
    (project / "definitions" / "link.json").symlink_to("nothing.json")
    (project / "definitions" / "d.json").write_text(DEFINITION)
    status, out, _ = run(capsys, "definitions/pipe.json")
    message = "cannot read: it is a named pipe, not a regular file"
    assert (status, out[0]) == (1, f"definitions/pipe.json: error SMP001 [unreadable-file] {message}")
    status, out, _ = run(capsys, "definitions")
    assert (status, out) == (0, ["no findings in 1 file; recognised 1 pipeline with 0 steps"])


def test_a_link_to_nothing_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "link.json").symlink_to("nothing.json")
    status, out, _ = run(capsys, "link.json")
    assert status == 1
    assert out[0].startswith("link.json: error SMP001 [unreadable-file] cannot read: no such file or directory")


def test_a_file_of_20_mb_is_refused_without_being_read_as_json(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "large.json").write_bytes(b'{"Steps": [' + b" " * 20_000_000)
    status, out, _ = run(capsys, "large.json")
    assert status == 1
    assert out[0] == ("large.json: error SMP017 [too-large] the file has 20,000,011 bytes; at most 16,777,216 are read")


def odd_definition() -> str:
    """Return a definition in which everything that may have a name has an odd one, and something is wrong with it."""
    step = {"Name": ODD_NAME, "Type": ODD_NAME, ODD_NAME: 1, "DependsOn": [f"{ODD_NAME}x"]}
    parameter = {"Name": ODD_NAME, "Type": ODD_NAME, "DefaultValue": ODD_NAME, "Twice": float("nan")}
    arguments = {"a": {"Get": f"Steps.{ODD_NAME}.X"}, "b": {"Get": f"Parameters.{ODD_NAME}y"}}
    reader = {"Name": "Reader", "Type": "Lambda", "FunctionArn": "f", "OutputParameters": [], "Arguments": arguments}
    content = {
        "Version": "2020-12-01",
        "Parameters": [parameter, parameter],
        "Steps": [step, step, reader],
        ODD_NAME: 1,
    }
    return json.dumps(content).replace('"Twice"', f"{json.dumps(ODD_NAME)}: 1, {json.dumps(ODD_NAME)}")


def commands(text: str) -> list[str]:
    """Return what in `text` is neither shown nor the end of a line; lone surrogates are for the stream to escape."""
    return [one for one in text if not one.isprintable() and one != "\n" and unicodedata.category(one) != "Cs"]


@pytest.mark.parametrize(
    ("options", "status"), [((), 1), (("--explain-model",), 0), (("--format", "json"), 1), (("--statistics",), 1)]
)
def test_what_stands_in_a_definition_never_commands_the_terminal(
    project: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], status: int
) -> None:
    (project / "d.json").write_text(odd_definition())
    assert main(("d.json", *options)) == status
    printed = capsys.readouterr()
    assert commands(printed.out + printed.err) == []


def test_each_finding_is_one_line_whatever_the_names(project: Path) -> None:
    (project / "d.json").write_text(odd_definition())
    ended = process("-m", "pipelint", "d.json", cwd=project)
    assert (ended.returncode, ended.stderr) == (1, "")
    said = [line for line in ended.stdout.splitlines() if not line.startswith("    ")]
    assert {re.match(r"d\.json:1:\d+: (error|warning) SMP\d{3} ", line) is None for line in said[:-1]} == {False}
    assert set(re.findall(r"SMP\d{3}", "".join(said))) >= {"SMP015", "SMP016", "SMP101"}
    assert commands(ended.stdout) == []
    assert r"\x1b[2J\x9b\x07\u202e\ud800" in ended.stdout


def test_a_template_in_a_folder_is_no_definition_yet(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    template = '{"Version": "2020-12-01", "Parameters": [{"Name": "N", "DefaultValue": {{ n }}}], "Steps": []}'
    Path("pipeline.json").write_text(template)
    status, out, _ = run(capsys, ".")
    message = "a template with places to fill in, no definition yet; check what is made of it"
    assert status == 0
    assert f"pipeline.json: info SMP009 [not-understood] {message}" in out
    status, out, _ = run(capsys, "pipeline.json")
    assert status == 1
    assert out[0].startswith("pipeline.json:1:73: error SMP003 [json-syntax] broken JSON")
