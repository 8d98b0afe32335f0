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
    family = "References: steps, properties, outputs and parameters that do not resolve"
    assert f"{family}. Proven by source, definition; of SDK v2 and v3." in out


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
    assert set(listed[0]) == {
        *("code", "name", "severity", "summary", "family", "proven_by", "sdks", "references"),
        *("opt_in", "quiet", "options"),
    }
    known = {one["code"]: one for one in listed}
    assert (known["SMP208"]["proven_by"], known["SMP208"]["sdks"]) == (["source", "script"], ["v2", "v3"])
    assert known["SMP208"]["family"] == "Property files and json paths"
    assert (known["SMP003"]["proven_by"], known["SMP318"]["sdks"]) == ([], ["v3"])


def test_the_rules_are_listed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules")
    assert status == 0
    assert out[0].split(maxsplit=3) == ["SMP001", "error", "unreadable-file", "A file or folder cannot be read."]


def test_policies_are_listed_with_their_options(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads("\n".join(run(capsys, "rules", "--format", "json")[1]))
    (policy,) = [one for one in listed if one["code"] == "SMP558"]
    assert policy["opt_in"] is True
    assert policy["options"] == [
        {
            "name": "maximum",
            "description": "the most instances of one job, at least 1",
            "schema": {"type": "integer", "minimum": 1},
            "required": True,
            "default": None,
        }
    ]
    assert [one["code"] for one in listed if one["opt_in"] and one["code"] < "SMP552"] == []


def test_a_rule_tells_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "rule", "instance-count")
    title = "Options, in [tool.pipelint.options.instance-count]; the rule is off without this table:"
    position = out.index(title)
    assert out[position + 2] == "- maximum: the most instances of one job, at least 1 (required)"
    assert title.partition(",")[0] not in "\n".join(run(capsys, "rule", "SMP101")[1])
