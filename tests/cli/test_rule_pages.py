"""`pipelint rule CODE` and `pipelint rules`."""

from __future__ import annotations

import json

import pytest

from .samples import run


@pytest.mark.parametrize("wanted", ["SMP103", "unknown-output", "smp103"])
def test_a_rule_explains_itself(capsys: pytest.CaptureFixture[str], wanted: str) -> None:
    status, out, _ = run(capsys, "rule", wanted)
    assert status == 0
    assert out[0] == "SMP103 unknown-output (error)"
    assert "References:" in out


def test_problems_of_files_explain_themselves_too(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rule", "SMP003")
    assert (status, out[0]) == (0, "SMP003 json-syntax (error)")


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules", "--format", "json")
    listed = json.loads("\n".join(out))
    assert status == 0
    codes = [one["code"] for one in listed]
    assert codes == sorted(set(codes))
    assert {"SMP001", "SMP101", "SMP201", "SMP301", "SMP501"} <= set(codes)
    assert set(listed[0]) == {"code", "name", "severity", "summary", "references"}


def test_the_rules_are_listed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules")
    assert status == 0
    assert out[0].split(maxsplit=3) == ["SMP001", "error", "unreadable-file", "A file or folder cannot be read."]
