"""Suppressions: comments and entries of the configuration hide what they are about, and nothing is hidden in vain."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from pipelint.findings import Span
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Ignored, Settings

HEADER = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
"""
BODY = """\
processor = Processor("role", "image", 1, "ml.m5.xlarge"){end}
prepare = ProcessingStep("Prepare", processor=processor)
Pipeline(name="flow", steps=[prepare])
"""
LINES = len(HEADER.splitlines())


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(body: str, settings: Settings | None = None, file: str = "p.py") -> list[tuple[str, str, int | None]]:
    Path(file).write_text(HEADER + body)
    findings = check([file], settings or Settings()).findings
    return [(one.code, one.message, one.span.line and one.span.line - LINES) for one in findings]


HARD_CODED = 'instance type "ml.m5.xlarge" is hard-coded in step "Prepare"'


@pytest.mark.parametrize(
    "body",
    [
        BODY.format(end="  # pipelint: ignore[SMP501] a test needs no more"),
        BODY.format(end="  # pipelint: ignore[SMP5]"),
        BODY.format(end="  # noqa: E501 # pipelint:ignore[ smp501 ]"),
        BODY.format(end="  \f# pipelint: ignore[SMP501] a form feed ends no line"),
        "# pipelint: ignore[SMP501] the smallest that works\n" + BODY.format(end=""),
        "# pipelint: ignore[SMP501] the smallest that works\n\n# and more\n" + BODY.format(end=""),
        "# pipelint: ignore-file[SMP501] an example\n" + BODY.format(end=""),
        BODY.format(end="") + "# pipelint: ignore-file[SMP5]\n",
        "# pipelint: ignore[SMP501]\n" + BODY.replace(", 1, ", ",\n    1,\n    ").format(end=""),
        BODY.replace(", 1, ", ",\n    1,\n    # pipelint: ignore[SMP501]\n    ").format(end=""),
        BODY.replace('"ml.m5.xlarge"', '"ml."\n    "m5.xlarge"  # pipelint: ignore[SMP501]\n').format(end=""),
    ],
)
def test_a_comment_hides_what_it_is_about(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "line", "unused"),
    [
        (BODY.format(end="") + "# pipelint: ignore[SMP501]\n", 1, 4),
        (BODY.replace(", 1, ", ",  # pipelint: ignore[SMP501]\n    1, ").format(end=""), 2, 1),
        ("# pipelint: ignore[SMP501]\nimport os\n" + BODY.format(end=""), 3, 1),
        ('"""\n# pipelint: ignore-file[SMP501]\n"""\n' + BODY.format(end=""), 4, None),
    ],
)
def test_a_comment_somewhere_else_hides_nothing_and_is_reported(body: str, line: int, unused: int | None) -> None:
    expected = [("SMP501", HARD_CODED, line)]
    if unused is not None:
        expected.append(("SMP050", "SMP501 is not found here", unused))
    assert sorted(found(body)) == sorted(expected)


def test_a_code_that_hides_nothing_is_reported_where_the_comment_is() -> None:
    Path("p.py").write_text(HEADER + BODY.format(end="  # pipelint: ignore[SMP501, SMP1] both"))
    (finding,) = check(["p.py"], Settings()).findings
    assert (finding.code, finding.name, finding.severity.value) == ("SMP050", "unused-suppression", "warning")
    assert finding.message == "SMP1 is not found here"
    assert finding.span == Span("p.py", 4, 60, 4, 97)


def test_a_code_that_is_not_asked_for_is_not_called_unused() -> None:
    body = BODY.format(end="  # pipelint: ignore[SMP101]")
    assert found(body, Settings((Choice(select=("SMP5",)),))) == [("SMP501", HARD_CODED, 1)]
    assert ("SMP050", "SMP101 is not found here", 1) in found(body)
    assert found(body, Settings((Choice(ignore=("SMP050",)),))) == [("SMP501", HARD_CODED, 1)]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# pipelint: ignore", '"ignore" names no code'),
        ("# pipelint: ignore[] all of it", '"ignore" names no code'),
        ("# pipelint: ignore-file because", '"ignore-file" names no code'),
        ("# pipelint: ingore[SMP501]", '"ingore" is nothing that pipelint knows; did you mean "ignore"?'),
        ("# pipelint: ignore[E501]", 'no rule has the code "E501"; did you mean "SMP501"?'),
        ("# pipelint: ignore[unknown-output]", 'no rule has the code "UNKNOWN-OUTPUT"; did you mean "SMP103"?'),
    ],
)
def test_a_comment_that_cannot_be_read_is_said(comment: str, message: str) -> None:
    assert ("SMP051", message, 1) in found(BODY.format(end=f"  {comment}"))


@pytest.mark.parametrize("comment", ["# pipelint: see the wiki", "# run pipelint: it is quick", "# pipelint : ignore"])
def test_prose_about_pipelint_is_no_suppression(comment: str) -> None:
    assert found(BODY.format(end=f"  {comment}")) == [("SMP501", HARD_CODED, 1)]


@pytest.mark.parametrize("blanks", [2, 200_000])
def test_blanks_in_a_comment_cost_no_more_than_other_letters(blanks: int) -> None:
    begun = time.process_time()
    assert found(BODY.format(end=f"  # pipelint: ignore[SMP501]{' ' * blanks}why")) == []
    assert time.process_time() - begun < 5


def test_blanks_before_what_is_no_python_cost_no_more_either() -> None:
    begun = time.process_time()
    told = found(BODY.format(end="  # pipelint: ignore") + f"x ={' ' * 20_000}$\n")
    assert ("SMP051", '"ignore" names no code', 1) in told
    assert time.process_time() - begun < 5


def test_of_many_codes_that_are_none_only_the_first_are_told_with_a_guess() -> None:
    told = found(f"# pipelint: ignore[{', '.join(f'SMP5X{number}' for number in range(3000))}]\nx = 1\n")
    messages = [message for code, message, _ in told if code == "SMP051"]
    assert len(messages) == 3000
    assert sum("did you mean" in message for message in messages) == 100


def test_source_that_breaks_off_keeps_the_suppressions_before_the_break() -> None:
    codes = [code for code, _, _ in found("# pipelint: ignore-file[SMP002]\nprocessor = Processor((\n")]
    assert codes == []


def test_a_comment_in_an_imported_module_counts_there() -> None:
    Path("common.py").write_text('TYPE = "ml.m5.xlarge"  # pipelint: ignore[SMP501]\n')
    assert found("from common import TYPE\n" + BODY.replace('"ml.m5.xlarge"', "TYPE").format(end="")) == []


def test_a_cell_of_a_notebook_has_its_own_lines() -> None:
    body = (HEADER + BODY.format(end="  # pipelint: ignore[SMP501, SMP101]")).splitlines(keepends=True)
    cells = [{"cell_type": "markdown", "source": "#"}, {"cell_type": "code", "source": ["%pip install x\n", *body]}]
    Path("n.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}, indent=1))
    (finding,) = check(["n.ipynb"], Settings()).findings
    assert (finding.code, finding.message) == ("SMP050", "SMP101 is not found here")
    assert (finding.span.cell, finding.span.cell_line, finding.span.column) == (1, 5, 60)
    assert "pipelint: ignore" in Path("n.ipynb").read_text().splitlines()[(finding.span.line or 0) - 1]


DEFINITION = {
    "Version": "2020-12-01",
    "Steps": [
        {"Name": name, "Type": "Fail", "Arguments": {"ErrorMessage": "x"}, "DependsOn": ["Nobody"]}
        for name in ("First", "Second")
    ],
}


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        (Ignored(("SMP101",), step="First"), ["Second"]),
        (Ignored(("SMP1",), pointer="/Steps/1"), ["First"]),
        (Ignored(("SMP1",), pointer="/Steps/1/DependsOn/0"), ["First"]),
        (Ignored(("SMP1",), file="*.json"), []),
        (Ignored(("SMP1",), file="build/", step="First"), ["First", "Second"]),
        (Ignored(("SMP1",), pointer="/Step"), ["First", "Second"]),
    ],
)
def test_an_entry_of_the_configuration_hides_what_it_is_about(entry: Ignored, left: list[str]) -> None:
    Path("d.json").write_text(json.dumps(DEFINITION))
    settings = Settings((Choice(select=("SMP101",)),), ignored=(entry,))
    assert [one.step for one in check(["d.json"], settings).findings] == left


def test_an_entry_that_hides_nothing_is_reported_when_all_was_checked() -> None:
    Path("d.json").write_text(json.dumps(DEFINITION))
    entries = (Ignored(("SMP101", "SMP3"), step="First"), Ignored(("SMP101",), file="other.json"))
    settings = Settings((Choice(select=("SMP101", "SMP050", "SMP3")),), ignored=entries, source="pipelint.toml")
    assert [one.code for one in check(["d.json"], settings).findings] == ["SMP101"]
    unused = [one for one in check(["."], settings).findings if one.code == "SMP050"]
    assert [(one.message, one.span) for one in unused] == [
        ('"SMP101" of the entry of ignores for file "other.json" hides nothing', Span("pipelint.toml")),
        ('"SMP3" of the entry of ignores for step "First" hides nothing', Span("pipelint.toml")),
    ]
