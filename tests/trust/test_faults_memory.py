"""A limit on memory: what does not fit is said in a line, the others are checked, and the exit status is 2."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipelint.rules.registry import all_rules
from tests.cli.samples import FAULTY, SURROUNDINGS, run

from .faults import NAMES, limited, run_in, write_project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a limit that holds")

MIB = 1024 * 1024
HELP = "Give the process more memory, or check fewer files at once."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    head, last = FAULTY.split("pipeline = ")
    steps = "".join(f'step_{number} = ProcessingStep("S{number}", processor=processor)\n' for number in range(20_000))
    (tmp_path / "large.py").write_text(f"{head}{steps}pipeline = {last}")
    return tmp_path


def test_a_file_that_does_not_fit_is_said_and_the_others_are_checked(project: Path) -> None:
    ended = run_in(project, "--format", "concise", "--no-cache", preexec_fn=limited(resource.RLIMIT_AS, 512 * MIB))
    assert (ended.returncode, ended.stderr) == (2, "")
    assert [line for line in ended.stdout.splitlines() if "SMP501" not in line] == [
        "large.py: error SMP022 [out-of-memory] there was not enough memory to read this file",
        "1 error, 6 warnings in 7 files; recognised 6 pipelines with 6 steps",
    ]
    assert ended.stdout.count("SMP501") == len(NAMES)


def test_whatever_the_limit_nothing_ends_in_a_traceback(project: Path) -> None:
    for most in (28, 40, 64, 96, 128, 192, 256):
        ended = run_in(project, "--format", "concise", "--no-cache", preexec_fn=limited(resource.RLIMIT_AS, most * MIB))
        if "Fatal Python error" in ended.stderr or "init_" in ended.stderr:
            continue  # Python itself did not start
        assert ended.returncode == 2, most
        assert "Traceback" not in ended.stderr, most
        assert "SMP022" in ended.stdout + ended.stderr, most


def test_a_rule_a_fix_and_a_cache_for_which_there_is_no_memory(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "large.py").unlink()

    def refuse(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("pipelint.linter.cache.folder._text", refuse)
    status, out, err = run(capsys, ".", "--format", "concise")
    assert (status, err) == (
        1,
        ["pipelint: the cache .pipelint_cache cannot be written: there was not enough memory: nothing is kept"],
    )
    rule = next(one for one in all_rules() if one.code == "SMP501")
    monkeypatch.setattr(rule, "check", refuse)
    status, out, err = run(capsys, NAMES[0], "--no-cache")
    assert (status, err) == (2, [])
    assert out == [
        f"{NAMES[0]}: error SMP022 [out-of-memory] there was not enough memory to check this file",
        f"    {HELP}",
        "1 error in 1 file; recognised no pipeline",
    ]
    monkeypatch.setattr("pipelint.linter.engine.find_inputs", refuse)
    assert run(capsys, ".", "--no-cache") == (
        2,
        [],
        [f"pipelint: error SMP022 [out-of-memory] there was not enough memory, and nothing is reported. {HELP}"],
    )


def test_what_is_said_where_nothing_else_can_be(project: Path) -> None:
    code = (
        "import pipelint.cli, pipelint.__main__ as program\n"
        "def refuse(): raise MemoryError\n"
        "pipelint.cli.main = refuse\n"
        "program.run()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], env=SURROUNDINGS, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "pipelint: error SMP022 [out-of-memory] there was not enough memory, and nothing is reported\n"
    )
