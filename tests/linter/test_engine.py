"""The engine: every file is looked at, every rule runs, nothing is said twice, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelint.findings import Finding, Severity, Span
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.linter.source import reader, source_reading
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Report, Rule

PIPELINE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep


def build(name, instance_type="ml.m5.xlarge"):
    processor = Processor("role", "image", 1, instance_type)
    return Pipeline(name=name, steps=[ProcessingStep("Prepare", processor=processor)])


build("one")
build("two")
"""
HARD_CODED = 'instance type "ml.m5.xlarge" is hard-coded in step "Prepare"'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.py").write_text(PIPELINE)
    return tmp_path


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_one_literal_that_serves_two_pipelines_is_one_finding() -> None:
    result = check(["p.py"], Settings())
    assert [(one.code, one.span, one.pipeline, one.step) for one in result.findings] == [
        ("SMP501", Span("p.py", 6, 31, 6, 45), "one", "Prepare")
    ]
    assert (result.summary.pipelines, result.summary.steps, result.summary.gaps) == (2, 2, 0)


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("SMP",), (), ["SMP501"]),
        (("SMP5",), (), ["SMP501"]),
        (("SMP1",), (), []),
        (("SMP1", "SMP501"), (), ["SMP501"]),
        (("SMP",), ("SMP501",), []),
        (("SMP",), ("SMP5",), []),
        (("SMP501",), ("SMP5",), ["SMP501"]),
        (("SMP5",), ("SMP501",), []),
        (("SMP501",), ("SMP501",), []),
    ],
)
def test_the_longer_beginning_of_a_code_wins(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: list[str]
) -> None:
    assert codes(check(["p.py"], Settings((Choice(select=select, ignore=ignore),))).findings) == expected


@pytest.mark.parametrize(("ignore", "expected"), [((), ["SMP001"]), (("SMP001",), []), (("SMP0",), [])])
def test_problems_of_files_need_no_selecting_and_can_be_ignored(ignore: tuple[str, ...], expected: list[str]) -> None:
    settings = Settings((Choice(select=("SMP101",), ignore=ignore),))
    assert codes(check(["p.py", "missing.py"], settings).findings) == expected


class Crashing(Rule):
    """A rule that reports once, and then fails."""

    code = "SMP999"
    name = "crashing"
    severity = Severity.INFO
    summary = "Fails."

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        yield Report("seen before the crash", pipeline.origin)
        raise KeyError("lost\nfor good")


def test_a_rule_that_raises_is_a_finding_and_nothing_else_is_lost() -> None:
    Path("other.py").write_text(PIPELINE.partition("build(")[0])
    result = check(["p.py"], Settings(own_rules=(Crashing,)))
    assert [(one.code, one.span.line) for one in result.findings] == [
        ("SMP501", 6),
        ("SMP005", 8),
        ("SMP999", 8),
    ]
    crash = result.findings[1]
    assert crash.message.startswith(
        "rule SMP999 (crashing) failed, the others went on: KeyError: 'lost\\nfor good' at test_engine.py:"
    )
    assert crash.help == "Please report it with the file that shows it; until then `--ignore SMP999`."
    assert not result.whole
    assert check(["p.py"], Settings((Choice(ignore=("SMP999",)),), own_rules=(Crashing,))).whole


def test_a_reader_that_raises_is_a_finding_and_the_other_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = reader.read_source

    def failing(data: bytes, file: str, *more: Any) -> object:
        if file == "odd.py":
            raise AssertionError("no such node")
        return read(data, file, *more)

    monkeypatch.setattr(reader, "read_source", failing)
    Path("odd.py").write_text("import sagemaker\n")
    result = check(["odd.py", "p.py"], Settings())
    assert codes(result.findings) == ["SMP012", "SMP501"]
    assert result.findings[0].span == Span("odd.py")
    assert result.findings[0].message.startswith("pipelint failed to read this file: AssertionError: no such node at ")
    assert not result.whole


def test_places_in_source_too_deep_to_walk_are_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object) -> object:
        raise RecursionError

    monkeypatch.setattr(source_reading.SourceReading, "prepare", too_deep)
    ((code, span),) = [(one.code, one.span) for one in check(["p.py"], Settings()).findings]
    assert (code, span) == ("SMP501", Span("p.py"))


def test_findings_are_sorted_by_file_place_and_code() -> None:
    Path("a.json").write_text('{"Steps": [1,\n 2]}')
    found = check(["p.py", "missing.py", "a.json"], Settings()).findings
    assert [(one.span.file, one.span.line, one.span.column, one.code) for one in found] == [
        ("a.json", 1, 12, "SMP020"),
        ("a.json", 2, 2, "SMP020"),
        ("missing.py", None, None, "SMP001"),
        ("p.py", 6, 31, "SMP501"),
    ]


def test_what_is_given_as_standard_input_is_checked_like_a_file() -> None:
    result = check([], Settings(), ("flows/p.py", PIPELINE.encode()))
    assert [(one.span.file, one.message) for one in result.findings] == [("flows/p.py", HARD_CODED)]


@pytest.mark.parametrize(
    ("files", "looked_at"),
    [
        ({}, "no file at all"),
        ({"a.py": "", "b.py": "", "c.ipynb": "{}", "d.json": "{}"}, "2 Python files, 1 notebook"),
        ({"a.ipynb": "{}", "b.ipynb": "{}"}, "2 notebooks"),
        ({"a.json": '{"Version": "2020-12-01", "Template": {"Steps": 1}}'}, "1 JSON file"),
    ],
)
def test_that_nothing_was_recognised_is_said_once(files: dict[str, str], looked_at: str) -> None:
    Path("empty").mkdir()
    for name, content in files.items():
        (Path("empty") / name).write_text(content)
    result = check(["empty"], Settings())
    assert [(one.code, one.message, one.span) for one in result.findings] == [
        ("SMP006", f"no pipeline was recognised: looked at {looked_at}", Span("empty"))
    ]


def test_gaps_of_a_pipeline_are_counted_and_said_with_their_places() -> None:
    Path("odd.json").write_text('{"Steps": ["x", [1]]}')
    result = check(["odd.json"], Settings())
    assert result.summary.gaps == 2
    assert [(one.code, one.message, one.span.pointer) for one in result.findings] == [
        ("SMP020", 'Steps[0] of the definition takes an object, not "x"', "/Steps/0"),
        ("SMP020", "Steps[1] of the definition takes an object, not a list", "/Steps/1"),
    ]


def test_steps_that_no_pipeline_takes_are_judged_but_are_no_pipeline(tmp_path: Path) -> None:
    (tmp_path / "steps.py").write_text(
        "from sagemaker.processing import Processor\n"
        "from sagemaker.workflow.steps import ProcessingStep\n"
        "def prepare():\n"
        "    processor = Processor('role', 'image', 1, 'ml.m5.xlarge')\n"
        "    return ProcessingStep('Prepare', processor=processor)\n"
    )
    result = check([str(tmp_path / "steps.py")], Settings())
    assert [finding.code for finding in result.findings] == ["SMP501"]
    assert (result.summary.pipelines, result.summary.steps) == (0, 1)
