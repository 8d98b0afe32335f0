"""Files that make no sense: one line each with a code and the way out, and the others are still checked."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from pipelint.linter.problems import PROBLEMS
from tests.opened import watched

from .samples import FIXABLE, HELP, MESSAGE, run

BAD_INPUT_FOLDER = Path(__file__).parents[2] / "fixtures" / "bad_input"


# The code, the place and the message of what is said of each file in fixtures/bad_input; what is the parser's own
# wording, different from Python to Python, is left out.
BAD_INPUT = {
    "broken.json": ("SMP003", ":4:24", """broken JSON: expected "," or a closing bracket, found '"'"""),
    "cookie.py": ("SMP008", ":1:1", "cannot read as Python: "),
    "empty.ipynb": ("SMP010", ":1:1", "broken or truncated notebook: "),
    "empty.json": ("SMP003", ":1:1", "the file is empty; a pipeline definition was expected"),
    "latin1.json": ("SMP008", ":1", "not UTF-8: invalid continuation byte at byte 39"),
    "latin1.py": ("SMP008", "", "cannot read as Python: "),
    "missing.py": ("SMP001", "", "cannot read: no such file or directory"),
    "missing/p.py": ("SMP001", "", "cannot read: no such file or directory"),
    "null.py": ("SMP002", "", "cannot read as Python: "),
    "not_a_definition.json": (
        "SMP004",
        ":1:1",
        'not a pipeline definition: a pipeline definition has a list of "Steps", this object has none',
    ),
    "old.ipynb": ("SMP010", "", "not a notebook: "),
    "python2.py": ("SMP002", ":3:1", "cannot read as Python: "),
    "python2.py/p.py": ("SMP001", "", "cannot read: not a directory"),
    "steps_alone.json": (
        "SMP004",
        ":1:1",
        "not a pipeline definition: a pipeline definition is a JSON object, this is a list",
    ),
    "truncated.ipynb": ("SMP010", ":1:65", "broken or truncated notebook: "),
    "truncated.json": ("SMP003", ":2:31", "truncated JSON: the file ends within the string that begins here"),
    "truncated.jsn": (
        "SMP001",
        "",
        'cannot read: no such file or directory; did you mean "truncated.json"?',
    ),
    "truncated_answer.json": (
        "SMP003",
        ":4:81",
        'truncated JSON: "PipelineDefinition" ends where a value was expected',
    ),
    "truncated.py": ("SMP002", "", "cannot read as Python: "),
}


FRAME = re.compile(r" {4,}\d* \| ")
HELP_OF = {
    "truncated_answer.json": "Save the whole answer of the service again, or the text that `pipeline.definition()` "
    "returns.",
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_one_line_with_a_code_and_a_way_out(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    shutil.copytree(BAD_INPUT_FOLDER, project / "bad")
    code, place, message = BAD_INPUT[name]
    status, out, err = run(capsys, f"bad/{name}", "faulty.py")
    assert (status, err) == (1, [])
    problem = PROBLEMS[code]
    assert out[0].startswith(f"bad/{name}{place}")
    assert f": error {code} [{problem.name}] {message}" in out[0]
    assert [line for line in out[1:] if not FRAME.match(line)] == [
        f"    {HELP_OF.get(name, problem.help)}",
        f"faulty.py:5:43: warning SMP501 [hard-coded-instance-type] {MESSAGE}",
        f"    {HELP}",
        FIXABLE,
        "1 error, 1 warning in 2 files; recognised 1 pipeline with 1 step",
    ]


def test_every_file_of_bad_input_is_tested() -> None:
    files = {path.name for path in BAD_INPUT_FOLDER.iterdir() if path.is_file()}
    assert files - {"empty.py"} <= set(BAD_INPUT)


def test_an_empty_python_file_is_fine_but_no_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, str(BAD_INPUT_FOLDER / "empty.py"))
    assert (status, len(out)) == (0, 3)
    assert out[0].endswith("info SMP006 [nothing-recognised] no pipeline was recognised: looked at 1 Python file")


def test_in_a_folder_only_what_pipelint_is_for_must_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, str(BAD_INPUT_FOLDER), "--format", "json")
    report = json.loads("\n".join(out))
    assert status == 1
    # JSON without a sign of a definition is passed over, and so is a notebook or code that never names sagemaker.
    assert sorted(Path(one["file"]).name for one in report["findings"] if one["severity"] == "error") == [
        "broken.json",
        "cookie.py",
        "latin1.json",
        "latin1.py",
        "null.py",
        "old.ipynb",
        "python2.py",
        "truncated.ipynb",
        "truncated.json",
        "truncated.py",
        "truncated_answer.json",
    ]
    assert report["summary"]["files"] == {"python": 7, "notebook": 3, "definition": 4, "unreadable": 0}


def test_a_file_that_cannot_be_opened_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Root may read everything, so the refusal is simulated where the file is opened.
    def refuse(path: Path) -> None:
        if path.name == "clean.py":
            raise PermissionError(13, "Permission denied", str(path))

    with watched(refuse):
        status, out, _ = run(capsys, "clean.py", "faulty.py")
    assert status == 1
    assert out[0] == "clean.py: error SMP001 [unreadable-file] cannot read: permission denied"
    assert any(MESSAGE in line for line in out)


def test_a_pipe_is_no_file_to_wait_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(project / "pipe.py")
    status, out, _ = run(capsys, "pipe.py", "/dev/null", "clean.py")
    assert status == 1
    assert [line for line in out if "SMP001" in line] == [
        f"{os.path.relpath('/dev/null')}: error SMP001 [unreadable-file] cannot read: it is a device, "
        "not a regular file",
        "pipe.py: error SMP001 [unreadable-file] cannot read: it is a named pipe, not a regular file",
    ]


def test_a_file_of_an_unknown_kind_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "notes.txt").write_text("x")
    status, out, _ = run(capsys, "notes.txt")
    assert status == 1
    assert out[0] == (
        "notes.txt: error SMP001 [unreadable-file] cannot read: .py, .ipynb, .json or a folder was expected, not .txt"
    )
