"""`pipelint diff`: what changed between files, notebooks, definitions and what code compiles to."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelint.cli import main

from .samples import run

CACHED = {"Enabled": True, "ExpireAfter": "P30D"}
SOURCE = """\
from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import CacheConfig, ProcessingStep

kind = ParameterString("Kind", default_value="ml.m5.large")
processor = ScriptProcessor("role", "image", ["python3"], 1, kind)
cache = CacheConfig(enable_caching=True, expire_after="P30D")
clean = ProcessingStep("Clean", step_args=processor.run(code="clean.py", arguments=["--rows", "5"]), cache_config=cache)
pipeline = Pipeline("Flow", parameters=[kind], steps=[clean])
"""


def definition(*steps: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"Version": "2020-12-01", "Metadata": {}, "Parameters": [], "Steps": list(steps), **keys}


def training(name: str, uri: object = "s3://b/data", depth: object = "5", **keys: Any) -> dict[str, Any]:
    source = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": uri}}
    arguments = {
        "HyperParameters": {"depth": depth},
        "InputDataConfig": [{"ChannelName": "train", "DataSource": source}],
    }
    return {"Name": name, "Type": "Training", "Arguments": arguments, **keys}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def save(name: str, content: object) -> str:
    Path(name).write_text(content if isinstance(content, str) else json.dumps(content))
    return name


def test_what_changed_is_told_by_step_and_field(capsys: pytest.CaptureFixture[str]) -> None:
    model = {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}
    check = {"Name": "Check", "Type": "Lambda", "Arguments": {"x": "1"}, "FunctionArn": "arn", "DependsOn": ["Train"]}
    old = definition(
        training("Train", CacheConfig=CACHED),
        training("Tune", uri=model, CacheConfig=CACHED),
        check,
        training("Gone"),
        Parameters=[{"Name": "P", "Type": "Integer", "DefaultValue": 3}, {"Name": "Q", "Type": "String"}],
    )
    new = definition(
        training("Train", depth="6", CacheConfig=CACHED),
        training("Tune", uri=model, CacheConfig=CACHED),
        {"Name": "Gate", "Type": "Condition", "Arguments": {"Conditions": [], "IfSteps": [], "ElseSteps": [check]}},
        Parameters=[
            {"Name": "P", "Type": "Integer", "DefaultValue": 4},
            {"Name": "R", "Type": "Float", "DefaultValue": 1.5},
        ],
    )
    assert run(capsys, "diff", save("old.json", old), save("new.json", new)) == (
        1,
        [
            "old.json → new.json",
            "",
            "pipeline: 1 parameter added, 1 parameter removed, 1 parameter changed, 1 step added, 1 step removed, "
            "2 steps changed, 2 caches lost",
            "parameters",
            "  ~ P",
            "      DefaultValue: 3 → 4",
            "  + R (Float) = 1.5",
            "  - Q (String)",
            "steps",
            "  ~ Train (Training)",
            '      HyperParameters.depth: "5" → "6"',
            "  + Gate (Condition)",
            "  ~ Check (Lambda)",
            '      moved from the top to the else branch of "Gate"',
            "  - Gone (Training)",
            "caches",
            "  Train loses its cache: HyperParameters.depth changed",
            '  Tune loses its cache: "Train" runs again',
        ],
        [],
    )


def test_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    old = save("old.json", definition(training("Train")))
    assert run(capsys, "diff", old, old) == (0, ["old.json → old.json", "", "pipeline: no difference"], [])


def test_wires_and_waits_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    model = {"Get": "Steps.A.ModelArtifacts.S3ModelArtifacts"}
    other = {"Get": "Steps.B.ModelArtifacts.S3ModelArtifacts"}
    old = definition(training("A"), training("B"), training("C", uri=model, DependsOn=["B"]), training("D", uri=other))
    new = definition(
        training("A"),
        training("B"),
        training("C", uri=other),
        training("D", DependsOn=[{"Step": "A", "Trigger": "Any"}]),
    )
    status, lines, _ = run(capsys, "diff", save("old.json", old), save("new.json", new))
    assert status == 1
    assert lines[4:] == [
        "  ~ C (Training)",
        '      channel "train" now comes from B: model artifacts, before from A: model artifacts',
        '      no longer waits for "B"',
        "  ~ D (Training)",
        "      InputDataConfig['train'].DataSource.S3DataSource.S3Uri: Steps.B.ModelArtifacts.S3ModelArtifacts → "
        '"s3://b/data"',
        '      channel "train" now comes from s3://b/data, before from B: model artifacts',
        '      waits for "A" to be Any',
    ]


def test_time_stamps_are_counted_apart(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (
        definition(training("Train", uri=f"s3://b/run-2025-01-31-12-00-0{second}-000/data", CacheConfig=CACHED))
        for second in (1, 2)
    )
    status, lines, _ = run(capsys, "diff", save("old.json", old), save("new.json", new))
    assert status == 1
    assert lines[4:] == [
        "  ~ Train (Training)",
        "      InputDataConfig['train'].DataSource.S3DataSource.S3Uri: "
        '"s3://b/run-2025-01-31-12-00-01-000/data" → "s3://b/run-2025-01-31-12-00-02-000/data" '
        "(only a time stamp differs)",
        "caches",
        "  Train loses its cache: InputDataConfig['train'].DataSource.S3DataSource.S3Uri changed, though only a time "
        "stamp differs",
        "1 field differs in time stamps or hashes alone",
    ]


def test_long_values_are_shown_where_they_differ(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (definition(training("A", depth=f"{'x' * 200}{end}{'y' * 200}")) for end in "12")
    _, lines, _ = run(capsys, "diff", save("old.json", old), save("new.json", new))
    assert lines[5] == (f"      HyperParameters.depth: …{'x' * 40}1{'y' * 59}… → …{'x' * 40}2{'y' * 59}…")


def test_names_cannot_command_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = definition(), definition(training("a\x1b[31m\nb"))
    _, lines, _ = run(capsys, "diff", save("old.json", old), save("new.json", new))
    assert lines[-1] == "  + a\\x1b[31m\\nb (Training)"


def test_source_is_compared_with_source_scripts_included(capsys: pytest.CaptureFixture[str]) -> None:
    for folder, rows, text in (("old", "5", "print(1)\n"), ("new", "6", "print(2)\n")):
        Path(folder).mkdir()
        save(f"{folder}/flow.py", SOURCE.replace('"5"', f'"{rows}"'))
        save(f"{folder}/clean.py", text)
    status, lines, _ = run(capsys, "diff", "old/flow.py", "new/flow.py")
    assert status == 1
    assert lines[2] == 'pipeline "Flow": 1 step changed, 1 cache lost'
    assert lines[4:6] == ["  ~ Clean (Processing)", '      AppSpecification.ContainerArguments[1]: "5" → "6"']
    assert lines[6].startswith("      code: clean.py (")
    assert lines[8] == (
        "  Clean loses its cache: AppSpecification.ContainerArguments changed; its code changed, and so may the place "
        "that the SDK uploads it to"
    ).replace("ContainerArguments changed", "ContainerArguments[1] changed")


def test_a_notebook_is_compared_with_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": SOURCE}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    save("flow.py", SOURCE.replace("ml.m5.large", "ml.m5.xlarge"))
    status, lines, _ = run(capsys, "diff", save("flow.ipynb", notebook), "flow.py")
    assert status == 1
    assert '      DefaultValue: "ml.m5.large" → "ml.m5.xlarge"' in lines


def test_pipelines_are_matched_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    two = f'{SOURCE}other = Pipeline("Other", steps=[])\n'
    three = f'{SOURCE.replace("P30D", "P9D")}third = Pipeline("Third", steps=[])\nother = Pipeline("Other", steps=[])\n'
    old, new = save("old.py", two), save("new.py", three)
    status, lines, _ = run(capsys, "diff", old, new)
    assert status == 1
    assert [line for line in lines if "pipeline" in line] == [
        'pipeline "Flow": 1 step changed, 1 cache perhaps lost',
        '+ pipeline "Third": new, with 0 steps',
        'pipeline "Other": no difference',
    ]
    assert run(capsys, "diff", "--pipeline", "Other", old, new)[0] == 0
    assert run(capsys, "diff", "--pipeline", "Othre", old, new) == (
        2,
        [],
        [
            'pipelint: error SMP011 [wrong-usage] --pipeline: neither side has a pipeline "Othre"; did you mean '
            '"Other"? See `pipelint --help`.'
        ],
    )


def test_the_only_pipeline_of_each_side_is_the_same_whatever_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = save("old.py", SOURCE), save("new.py", SOURCE.replace('"Flow"', '"Stream"'))
    status, lines, _ = run(capsys, "diff", old, new)
    assert status == 1
    assert lines[2:] == ['pipeline "Stream": 1 field changed', '  Name: "Flow" → "Stream"']


def test_what_is_not_understood_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    open_ended = SOURCE.replace("steps=[clean]", "steps=[clean, *more()]").replace(
        "kind =", "from x import more\nkind ="
    )
    status, lines, _ = run(capsys, "diff", save("old.py", SOURCE), save("new.py", open_ended))
    assert status == 0
    assert lines[2] == 'pipeline "Flow": no difference'
    assert "note: new.py: there may be more steps" in lines


def test_the_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = definition(training("A", CacheConfig=CACHED)), definition(training("A", depth="6", CacheConfig=CACHED))
    status, lines, _ = run(capsys, "diff", "--format", "json", save("old.json", old), save("new.json", new))
    assert status == 1
    field = {"field": "HyperParameters.depth", "old": '"5"', "new": '"6"', "only": [], "certain": True}
    step = {"kind": "changed", "name": "A", "type": "Training", "place": "", "old_name": None, "old_place": None}
    reason = {"text": "HyperParameters.depth changed", "certain": True, "because": None}
    assert json.loads("\n".join(lines)) == {
        "version": 1,
        "old": "old.json",
        "new": "new.json",
        "differs": True,
        "pipelines": [
            {
                "name": None,
                "kind": "changed",
                "fields": [],
                "parameters": [],
                "steps": [{**step, "fields": [field], "rewired": [], "waits": []}],
                "caches": [{"step": "A", "outcome": "lost", "reasons": [reason]}],
                "not_compared": 0,
            }
        ],
        "notes": [],
    }


def test_markdown_is_for_a_pull_request(capsys: pytest.CaptureFixture[str]) -> None:
    old = definition(training("A", depth="a|b", CacheConfig=CACHED))
    new = definition(training("A", depth="`c` \\| <b>", CacheConfig=CACHED), training("B"))
    status, lines, _ = run(capsys, "diff", "--format", "markdown", save("old.json", old), save("new.json", new))
    assert status == 1
    assert lines == [
        "## pipelint diff",
        "",
        "`old.json` → `new.json`",
        "",
        "### pipeline: 1 step added, 1 step changed, 1 cache lost",
        "",
        "| | step | cache |",
        "|---|---|---|",
        "| 🔴 | `A` | loses its cache: HyperParameters.depth changed |",
        "",
        "| | | field | before | after |",
        "|---|---|---|---|---|",
        '| ✏️ | `A` | `HyperParameters.depth` | <code>"a&#124;b"</code> '
        '| <code>"&#96;c&#96; &#92;&#92;&#124; &#60;b&#62;"</code> |',
        "| ➕ | `B` | Training | | |",
    ]


def test_a_long_table_is_folded(capsys: pytest.CaptureFixture[str]) -> None:
    new = definition(*(training(f"T{number}") for number in range(310)))
    _, lines, _ = run(capsys, "diff", "--format", "markdown", save("old.json", definition()), save("new.json", new))
    assert lines[6] == "<details><summary>310 rows of changes</summary>"
    assert lines[-3:] == ["and 10 more.", "", "</details>"]
    assert sum(line.startswith("| ➕") for line in lines) == 300


def test_a_report_goes_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = save("old.json", definition()), save("new.json", definition(training("A")))
    assert run(capsys, "diff", old, new, "--output", "out.txt") == (1, [], [])
    assert Path("out.txt").read_text().splitlines()[-1] == "  + A (Training)"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "compare what with what? Give OLD and NEW, or REVISION -- PATH"),
        (("old.json",), "compare what with what? Give OLD and NEW, or REVISION -- PATH"),
        (("a", "b", "c"), "compare what with what? Give OLD and NEW, or REVISION -- PATH"),
        (
            ("--", "old.json"),
            "before -- stand one revision or two, and behind it one path: REVISION [REVISION] -- PATH",
        ),
        (
            ("a", "--", "b", "c"),
            "before -- stand one revision or two, and behind it one path: REVISION [REVISION] -- PATH",
        ),
        (
            ("a.json", "b.json", "--arg", "n=1"),
            "--arg and --timeout are for a side to compile, FILE.py:NAME: give that too",
        ),
        (
            ("--format", "yaml", "a", "b"),
            'argument --format: no such format "yaml"; the formats are "text", "markdown", "json" and "html"',
        ),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, lines, errors = run(capsys, "diff", *arguments)
    assert (status, lines) == (2, [])
    assert errors == [f"pipelint: error SMP011 [wrong-usage] {message}. See `pipelint --help`."]


def test_a_side_that_cannot_be_read_is_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    save("new.json", definition())
    status, lines, errors = run(capsys, "diff", "nwe.json", "new.json")
    assert (status, lines) == (2, [])
    assert errors[0] == (
        'nwe.json: error SMP001 [unreadable-file] cannot read: no such file or directory; did you mean "new.json"?'
    )
    status, lines, errors = run(capsys, "diff", "new.json", save("broken.py", "import sagemaker\ndef ("))
    assert (status, lines) == (2, [])
    assert errors[0].startswith("broken.py:2:5: error SMP002")


def test_no_pipeline_on_either_side_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = save("old.py", "x = 1\n"), save("new.py", "x = 2\n")
    assert run(capsys, "diff", old, new) == (
        3,
        [],
        ["pipelint: no pipeline was recognised in old.py and new.py"],
    )


def test_colour_is_for_terminals(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    old, new = save("old.json", definition()), save("new.json", definition(training("A")))
    _, lines, _ = run(capsys, "diff", old, new)
    assert lines[-1] == "  \x1b[32m+ \x1b[0m\x1b[1mA\x1b[0m (Training)"


def test_the_page_draws_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (
        definition(training("A"), training("</script>", depth="9")),
        definition(training("A", depth="6"), training("B")),
    )
    status, lines, _ = run(capsys, "diff", "--format", "html", save("old.json", old), save("new.json", new))
    assert status == 1
    page = "\n".join(lines)
    texts = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page)
    (overlay,) = next(json.loads(text)["overlays"] for text in texts if '"overlays"' in text)
    assert overlay["name"] == "changes"
    assert {name: [mark["kind"] for mark in marks] for name, marks in overlay["steps"].items()} == {
        "A": ["changed"],
        "B": ["added"],
        "</script>": ["removed"],
    }


def test_without_the_layout_library_it_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "graphlay", None)
    old, new = save("old.json", definition()), save("new.json", definition(training("A")))
    status, lines, errors = run(capsys, "diff", "--format", "html", old, new, "--output", "page.html")
    assert (status, lines, len(errors)) == (2, [], 1)
    assert "pip install 'pipelint[graph]'" in errors[0]
    assert not Path("page.html").exists()


SMALL = "fixtures/compile_targets/small.py"


@pytest.mark.sdk
def test_two_compilations_of_the_same_code_differ_in_stamps_alone(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["diff", f"{SMALL}:unstable", f"{SMALL}:unstable"]) == 1
    lines = capfd.readouterr().out.splitlines()
    team, now = lines[5], lines[8]
    assert lines[2:] == [
        'pipeline "Small": 1 parameter changed, 1 step changed',
        "parameters",
        "  ~ Team",
        team,
        "steps",
        "  ~ Notify (Lambda)",
        now,
        "2 fields differ in time stamps or hashes alone",
    ]
    assert re.fullmatch(r'      DefaultValue: "team-\S+" → "team-\S+" \(only a hash differs\)', team)
    assert re.fullmatch(r"      now: [0-9.]+ → [0-9.]+ \(only a time stamp differs\)", now)


@pytest.mark.sdk
def test_code_that_fails_cannot_be_compared(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    assert main(["diff", f"{SMALL}:raises", f"{SMALL}:fine"]) == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "error SMP030 [compile-failed]" in printed.err
