"""Options of rules: who takes them, what is said of those that make no sense, and what is off without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.samples import run

PIPELINE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = Processor("role", "image", 8, "ml.m5.xlarge")
Pipeline(name="flow", steps=[ProcessingStep("Prepare", processor=processor)])
"""
ON = "[options.instance-count]\nmaximum = 4\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "p.py").write_text(PIPELINE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    _, out, err = run(capsys, "p.py", *arguments, "--format", "json")
    assert err == []
    return [finding["code"] for finding in json.loads("\n".join(out))["findings"]]


def test_a_policy_is_off_until_it_is_given_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(capsys, "--select", "SMP55") == []
    Path("pipelint.toml").write_text(ON)
    assert codes(capsys, "--select", "SMP55") == ["SMP558"]
    assert codes(capsys, "--ignore", "SMP501") == ["SMP558"]
    assert codes(capsys, "--select", "SMP101") == []
    Path("pipelint.toml").write_text(ON.replace("4", "8"))
    assert codes(capsys, "--select", "SMP55") == []


def test_a_policy_is_graded_ignored_and_suppressed_as_all_rules_are(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pipelint.toml").write_text('[severity]\nSMP558 = "error"\n' + ON)
    _, out, _ = run(capsys, "p.py", "--select", "SMP558", "--format", "concise")
    assert out[0].startswith("p.py:5:40: error SMP558 [instance-count] instance count 8 of step")
    Path("p.py").write_text(PIPELINE.replace('xlarge")', 'xlarge")  # pipelint: ignore[SMP558] a big one'))
    assert codes(capsys, "--select", "SMP558,SMP0") == []


def test_a_comment_about_a_policy_that_is_off_is_not_said_to_be_of_no_use(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.py").write_text(PIPELINE.replace('xlarge")', 'xlarge")  # pipelint: ignore[SMP558] a big one'))
    assert codes(capsys, "--ignore", "SMP501") == []
    Path("pipelint.toml").write_text(ON.replace("4", "8"))
    assert codes(capsys, "--ignore", "SMP501") == ["SMP050"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[options.instance-cuont]\nmaximum = 4",
            'SMP041 [unknown-setting] no such setting "options.instance-cuont"; did you mean "instance-count"?',
        ),
        (
            "[options.instance-count]\nmaximun = 4\nmaximum = 4",
            'SMP041 [unknown-setting] no such setting "options.instance-count.maximun"; did you mean "maximum"?',
        ),
        (
            "[options.SMP558]\nmaximum = 4",
            'no such setting "options.SMP558"; options stand under the name of the rule: "options.instance-count"',
        ),
        ("[options.unknown-step]\nlist = 4", '"options.unknown-step"; rule SMP101 takes no options'),
        ("[options.instance-count]", 'SMP042 [wrong-setting] options.instance-count lacks "maximum"'),
        (
            "[options.instance-count]\nmaximum = true",
            "SMP042 [wrong-setting] options.instance-count.maximum is true; a whole number was expected: the most",
        ),
        (
            "[options.instance-count]\nmaximum = 0",
            "options.instance-count.maximum is 0; a whole number was expected: the most instances of one job, at least",
        ),
        (
            "options = 3",
            "SMP042 [wrong-setting] options is 3; a table was expected: what rules are told, by their names",
        ),
        (
            'select = ["SMP558"]',
            "SMP042 [wrong-setting] SMP558 is selected, but it is off: it has no options. Give it options in the",
        ),
    ],
)
def test_options_that_make_no_sense_end_the_run(capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    Path("pipelint.toml").write_text(text)
    status, out, (line, *more) = run(capsys, "p.py")
    assert (status, out, more) == (2, [], [])
    assert message in line


def test_selecting_what_is_off_on_the_command_line_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, (line,) = run(capsys, "p.py", "--select", "SMP101,SMP558")
    assert status == 2
    assert "SMP558 is selected, but it is off: it has no options" in line
    assert run(capsys, "p.py", "--ignore", "SMP558,SMP501")[0] == 0


def test_the_options_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert "options = {}  # default" in run(capsys, "config")[1]
    Path("pipelint.toml").write_text(ON)
    assert 'options = { "instance-count" = { "maximum" = 4 } }' in run(capsys, "config")[1]
    schema = json.loads("\n".join(run(capsys, "config", "--schema")[1]))
    table = schema["properties"]["options"]["properties"]["instance-count"]
    assert table["properties"]["maximum"] == {
        "type": "integer",
        "minimum": 1,
        "description": "the most instances of one job, at least 1",
    }
    assert table["required"] == ["maximum"]


def test_no_policy_is_imported_that_is_off() -> None:
    from tests.cli.samples import process

    asks = "import sys; from pipelint.cli import main; main(['p.py']); print('pipelint.rules.policies' in sys.modules)"
    assert process("-c", asks).stdout.splitlines()[-1] == "False"
    Path("pipelint.toml").write_text(ON)
    assert process("-c", asks).stdout.splitlines()[-1] == "True"
