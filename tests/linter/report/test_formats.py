"""The reports for other programs, each as the program that reads it wants it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from pipelint.findings import Finding, Related, Severity, Span
from pipelint.linter.engine import Result, Summary
from pipelint.linter.report import (
    as_annotations,
    as_code_quality,
    as_json,
    as_junit,
    as_markdown,
    as_sarif,
    as_text,
)
from pipelint.linter.report.frames import SourceLines
from tests.cli.samples import FAULTY, MESSAGE, run

SUMMARY = Summary({"python": 1}, 1, 2, 0)
ERROR = Finding(
    "SMP103",
    "unknown-output",
    Severity.ERROR,
    'step "A,B" has 100% of: nothing',
    Span("flows/p q.py", 3, 5, 3, 9),
    pipeline="flow",
    step="A,B",
    help="Do this.\nOr that.",
    related=(Related(Span("flows/q.py", 7, 1, 8, 2), "declared here"),),
)
WARNING = Finding("SMP501", "hard-coded-instance-type", Severity.WARNING, "a | `b` <c>", Span("d.json", 1, 2, 4, 5))
INFO = Finding("SMP006", "nothing-recognised", Severity.INFO, "no pipeline", Span("empty"))
DEFINED = Finding("SMP103", "unknown-output", Severity.ERROR, "x", Span("d.json", 1, 9, 1, 12, pointer="/Steps/0"))


def written(write: Callable[[Result, Any, SourceLines], None], *findings: Finding) -> str:
    stream = io.StringIO()
    write(Result(findings, SUMMARY), stream, SourceLines())
    return stream.getvalue()


def test_concise_is_a_line_for_each_finding() -> None:
    assert written(as_text.write_concise, ERROR, INFO).splitlines() == [
        'flows/p q.py:3:5: error SMP103 [unknown-output] step "A,B" has 100% of: nothing',
        "empty: info SMP006 [nothing-recognised] no pipeline",
        "1 error, 1 info in 1 file; recognised 1 pipeline with 2 steps",
    ]


def test_json_lines_are_the_findings_and_last_the_summary() -> None:
    *findings, last = map(json.loads, written(as_json.write_lines, ERROR, INFO).splitlines())
    whole = json.loads(written(as_json.write, ERROR, INFO))
    assert [one["finding"] for one in findings] == whole.pop("findings")
    assert last == whole


def test_github_gets_a_command_for_each_finding() -> None:
    assert written(as_annotations.write, ERROR, WARNING, INFO).splitlines() == [
        "::error file=flows/p q.py,line=3,endLine=3,col=5,endColumn=9,title=SMP103 unknown-output"
        '::step "A,B" has 100%25 of: nothing%0ADo this.%0AOr that.',
        "::warning file=d.json,line=1,endLine=4,title=SMP501 hard-coded-instance-type::a | `b` <c>",
        "::notice file=empty,title=SMP006 nothing-recognised::no pipeline",
    ]
    odd = Finding("SMP001", "unreadable-file", Severity.ERROR, "x", Span("a,b:c%.py"))
    assert written(as_annotations.write, odd).startswith("::error file=a%2Cb%3Ac%25.py,title=SMP001 ")


def test_gitlab_gets_a_list_with_a_fingerprint_for_each_finding() -> None:
    issues = json.loads(written(as_code_quality.write, ERROR, ERROR, INFO))
    assert [
        (one["check_name"], one["severity"], one["location"]["path"], one["location"]["lines"]) for one in issues
    ] == [
        ("unknown-output", "critical", "flows/p q.py", {"begin": 3}),
        ("unknown-output", "critical", "flows/p q.py", {"begin": 3}),
        ("nothing-recognised", "info", "empty", {"begin": 1}),
    ]
    assert issues[0]["description"] == 'SMP103: step "A,B" has 100% of: nothing'
    assert len({one["fingerprint"] for one in issues}) == 3


def test_junit_has_a_case_for_each_finding_and_one_for_none() -> None:
    suites = ET.fromstring(written(as_junit.write, ERROR, WARNING, INFO))
    assert (suites.get("tests"), suites.get("failures")) == ("3", "2")
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in suites] == [
        ("flows/p q.py", "1", "1"),
        ("d.json", "1", "1"),
        ("empty", "1", "0"),
    ]
    failure = suites.find("testsuite/testcase/failure")
    assert failure is not None and failure.get("message") == 'step "A,B" has 100% of: nothing'
    assert "Or that." in (failure.text or "")
    control = Finding("SMP001", "unreadable-file", Severity.ERROR, "\x00\x1b", Span("a\x07.py"))
    assert ET.fromstring(written(as_junit.write, control)).find("testsuite").get("name") == r"a\x07.py"  # type: ignore[union-attr]
    clean = ET.fromstring(written(as_junit.write))
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")
    assert clean.find("testsuite/testcase").get("name") == "no findings"  # type: ignore[union-attr]


def test_markdown_shows_what_stands_there_and_not_what_it_means_to_markdown() -> None:
    text = written(as_markdown.write, WARNING, ERROR).splitlines()
    assert text[:3] == ["## pipelint", "", "1 error, 1 warning in 1 file; recognised 1 pipeline with 2 steps."]
    assert text[6:8] == ["| 1 | error | SMP103 unknown-output |", "| 1 | warning | SMP501 hard-coded-instance-type |"]
    assert text[-2:] == [
        '| `flows/p q.py:3:5` | **error** SMP103: step "A,B" has 100% of: nothing | A,B |',
        r"| `d.json:1:2` | warning SMP501: a \| \`b\` \<c\> |  |",
    ]
    assert written(as_markdown.write, *[ERROR] * 300).splitlines()[-1] == "and 100 more."
    assert written(as_markdown.write).splitlines()[2:] == ["no findings in 1 file; recognised 1 pipeline with 2 steps."]


def sarif_validator() -> jsonschema.Draft7Validator:
    """Return what knows the parts of the official schema that a report has."""
    return jsonschema.Draft7Validator(json.loads(Path(__file__).with_name("sarif.json").read_text()))


def test_sarif_is_what_the_standard_says() -> None:
    log = as_sarif.log(Result((ERROR, WARNING, INFO, DEFINED), SUMMARY))
    sarif_validator().validate(log)
    (told,) = log["runs"]
    assert [rule["id"] for rule in told["tool"]["driver"]["rules"]] == ["SMP006", "SMP103", "SMP501"]
    rule = told["tool"]["driver"]["rules"][1]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["helpUri"].startswith("https://")
    assert "```python" in rule["help"]["markdown"]
    first, _, third, fourth = told["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("SMP103", 1, "error")
    assert first["message"]["text"] == 'step "A,B" has 100% of: nothing\nDo this.\nOr that.'
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "flows/p%20q.py"},
                "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9},
            },
            "logicalLocations": [{"name": "A,B", "kind": "member"}],
        }
    ]
    assert first["relatedLocations"][0]["message"] == {"text": "declared here"}
    assert first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert "region" not in third["locations"][0]["physicalLocation"]
    assert third["level"] == "note"
    assert fourth["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "/Steps/0", "kind": "value"}]
    assert told["invocations"] == [{"executionSuccessful": True}]
    crash = Finding("SMP005", "rule-crash", Severity.ERROR, "x", Span("/abs/p.py"))
    (failed,) = as_sarif.log(Result((crash,), SUMMARY))["runs"]
    assert failed["invocations"] == [{"executionSuccessful": False}]
    assert failed["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///abs/p.py"


@pytest.mark.parametrize(
    ("format_", "begins"),
    [
        ("concise", "faulty.py:5:43: warning SMP501"),
        ("jsonl", '{"finding": {"code": "SMP501"'),
        ("sarif", "{"),
        ("github", "::warning file=faulty.py,line=5,endLine=5,col=43,endColumn=57,title=SMP501"),
        ("gitlab", "["),
        ("junit", '<?xml version="1.0" encoding="utf-8"?>'),
        ("markdown", "## pipelint"),
    ],
)
def test_every_format_is_written_by_the_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, format_: str, begins: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("faulty.py").write_text(FAULTY)
    status, out, err = run(capsys, "faulty.py", "--format", format_)
    assert (status, err) == (1, [])
    assert out[0].startswith(begins)
    assert any(MESSAGE in line.replace('\\"', '"').replace("&quot;", '"') for line in out)
    assert run(capsys, "faulty.py", "--format", format_, "--output", "report")[:2] == (1, [])
    assert Path("report").read_text().splitlines() == out
