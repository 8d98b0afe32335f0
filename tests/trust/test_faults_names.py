"""Names that are too long for a file or no text, and folders that may not be entered."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.samples import CLEAN, DEFINITION, FAULTY, run

LONG = "a" * 300  # file systems end at 255
SHUT = "shut/inner"
CASES = {
    "{path}": "{path}: error SMP001 [unreadable-file] cannot read: {reason}",
    "graph {path}": "{path}: error SMP001 [unreadable-file] cannot read: {reason}",
    "diff {path}.json empty.json": "{path}.json: error SMP001 [unreadable-file] cannot read: {reason}",
    "init {path}": "{path}: error SMP001 [unreadable-file] cannot read: {reason}",
    "simulate {path}.json": "SMP011 [wrong-usage] the definition {path}.json cannot be read: {Reason}. ",
    "simulate empty.json --scenario {path}": 'SMP011 [wrong-usage] there is no scenario file or folder "{path}". ',
    "clean.py --config {path}": "{path}: error SMP040 [unreadable-configuration] cannot read: {Reason}. ",
    "clean.py --baseline {path}": "SMP043 [unreadable-baseline] the baseline {path} cannot be read: {Reason}. ",
    "clean.py --baseline {path} --write-baseline": "SMP013 [report-not-written] cannot write the baseline {path}: "
    "{Reason}. ",
    "clean.py --output {path}": "SMP013 [report-not-written] cannot write the report to {path}: {Reason}. ",
    "graph empty.json --output {path}": "SMP013 [report-not-written] cannot write the report to {path}: {Reason}. ",
    "clean.py --cache-dir {path}": "--cache-dir {path} cannot be written: {reason}: nothing is kept",
    "cache clear --cache-dir {path}": "SMP011 [wrong-usage] {path} cannot be removed: {reason}. ",
}
"""A command, and a part of what is said where the system refuses to look at the path in it."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("clean.py", CLEAN), ("faulty.py", FAULTY), ("empty.json", DEFINITION)):
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _said(capsys: pytest.CaptureFixture[str], case: str, path: str) -> str:
    _, out, err = run(capsys, *case.format(path=path).split())
    return "\n".join((*out, *err))


@pytest.mark.parametrize("case", CASES)
def test_a_name_that_is_too_long_is_said(case: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = CASES[case].format(path=LONG, reason="file name too long", Reason="File name too long")
    assert expected in _said(capsys, case, LONG)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to become somebody else")
@pytest.mark.parametrize("case", CASES)
def test_a_folder_that_may_not_be_entered_is_said(case: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _said(capsys, case, SHUT)  # what it needs of Python is loaded while it may be read
    (project / "shut").mkdir(exist_ok=True)
    (project / "shut").chmod(0o700)
    for above in (project, *project.parents[:2]):
        above.chmod(0o755)
    try:
        os.seteuid(65534)
        said = _said(capsys, case, SHUT)
    finally:
        os.seteuid(0)
    assert CASES[case].format(path=SHUT, reason="permission denied", Reason="Permission denied") in said


def test_settings_that_name_such_a_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pipelint.toml").write_text(f'roots = ["{LONG}"]\n')
    status, _, err = run(capsys, "clean.py")
    assert (status, err) == (
        2,
        [
            f'pipelint.toml: error SMP042 [wrong-setting] roots names "{LONG}", which is no folder. Its paths begin in '
            f"{project}, the folder of the configuration."
        ],
    )


def test_a_baseline_that_speaks_of_such_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "faulty.py", "--write-baseline", "--baseline", "known.json")[0] == 0
    known = json.loads((project / "known.json").read_text())
    for entry in known["findings"]:
        entry["file"] = f"{LONG}.py"
    (project / "known.json").write_text(json.dumps(known))
    status, out, err = run(capsys, "faulty.py", "--baseline", "known.json")
    assert (status, err) == (1, [])
    assert f"1 entry is no longer found: SMP501 in {LONG}.py (step Prepare)" in "\n".join(out)


def test_a_script_that_is_called_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("old.py", "new.py"):
        text = FAULTY.replace("processor=processor", f'processor=processor, code="{LONG}.py"')
        (project / name).write_text(text.replace("Prepare", name[:3]))
    status, out, err = run(capsys, "diff", "old.py", "new.py")
    assert (status, err) == (1, [])
    assert '      was called "old"' in out


def test_no_room_for_a_temporary_folder(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(project / "nowhere"))
    status, out, err = run(capsys, "diff", "clean.py", "faulty.py")
    assert (status, out) == (2, [])
    assert err == [
        "pipelint: error SMP011 [wrong-usage] no temporary folder can be made: no such file or directory; make room, "
        "or name a place in TMPDIR. See `pipelint --help`."
    ]


_NO_TEXT = "caf\udce9.py"  # latin-1 where UTF-8 was expected
_FORMS = {
    "": "text concise json jsonl sarif github gitlab junit markdown html",
    "graph ": "text mermaid dot svg html",
    "diff empty.json ": "text markdown json html",
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize(
    ("command", "form"), [(command, form) for command, forms in _FORMS.items() for form in forms.split()]
)
def test_a_name_that_is_no_text_stands_in_every_report(
    command: str, form: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "faulty.py").rename(project / _NO_TEXT)
    status, out, err = run(capsys, *f"{command}{_NO_TEXT} --format {form}".split())
    assert (status, err) == (0 if command == "graph " else 1, [])
    assert out
    "\n".join(out).encode()  # as standard output does it


def test_such_a_name_is_the_bytes_it_has_in_a_uri(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "faulty.py").rename(project / _NO_TEXT)
    _, out, _ = run(capsys, _NO_TEXT, "--format", "sarif")
    (found,) = json.loads("\n".join(out))["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "caf%E9.py"
