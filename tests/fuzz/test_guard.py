"""What counts as a crash: whatever is raised, what pipelint says of itself, and what takes too long or too much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fuzz.__main__ import main
from fuzz.doors import Failed
from fuzz.guard import TooMuchMemory, TooSlow, attempt
from fuzz.smaller import smaller
from fuzz.target import Target, all_targets
from pipelint.rules.smp302_duplicate_step_name import DuplicateStepName

PIPELINE = b"""from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.fail_step import FailStep

Pipeline("p", steps=[FailStep("A"), FailStep("A")])
"""


def target(run: Callable[[bytes], object]) -> Target:
    return Target("mine", lambda data, folder: run(data) and None, lambda: iter(()), lambda data, *_: data, ())


def endless(_: bytes) -> None:
    try:
        while True:
            pass
    except Exception:
        pass


def test_what_does_not_end_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(TooSlow, match=r"more than 0\.2 s of processor time, in test_guard\.py:\d+"):
        attempt(target(endless), b"", tmp_path, seconds=0.2)


def test_memory_that_grows_too_much_is_said(tmp_path: Path) -> None:
    with pytest.raises(TooMuchMemory, match="MiB; 512 are allowed"):
        attempt(target(lambda _: len(bytearray(2**30 + 2**28))), b"", tmp_path)


def test_a_rule_that_fails_is_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: object, pipeline: object) -> None:
        raise ZeroDivisionError("no step")

    attempt(all_targets()["source"], PIPELINE, tmp_path)
    monkeypatch.setattr(DuplicateStepName, "check", fails)
    with pytest.raises(Failed, match=r"SMP005 rule SMP302 .* ZeroDivisionError: no step"):
        attempt(all_targets()["source"], PIPELINE, tmp_path)


def test_a_crashing_input_is_made_smaller() -> None:
    mine = target(lambda data: 1 // (data.count(b"needle") - 1))
    assert smaller(mine, b"hay\nhay hay needle, hay\nhay") == b"needle"
    with pytest.raises(ValueError, match="it does not fail"):
        smaller(target(len), b"hay")


def test_an_input_is_replayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "input"
    file.write_bytes(PIPELINE)
    monkeypatch.setattr("sys.argv", ["fuzz", "replay", "source", str(file)])
    assert main() == 0
    assert capsys.readouterr().out.startswith("no crash: ")
    monkeypatch.setattr(DuplicateStepName, "check", lambda self, pipeline: [][0])
    assert main() == 1
    assert "SMP005 rule SMP302 (duplicate-step-name) failed" in capsys.readouterr().err
