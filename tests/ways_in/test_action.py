"""action.yml: its structure as GitHub's schema has it, and its shell steps run by bash as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.samples import CLEAN, FAULTY

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the steps are written for bash"),
]


def test_it_is_what_githubs_schema_of_actions_says() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_expression_names_an_input_or_the_output_of_an_earlier_step() -> None:
    text = (ROOT / "action.yml").read_text()
    names = re.findall(r"\binputs\.([\w-]+)", text)
    assert set(names) == set(ACTION["inputs"]), "each input is used, and no other"
    written = set(re.findall(r'echo "(\w+)=', text))
    assert set(re.findall(r"\bsteps\.check\.outputs\.(\w+)", text)) == written == set(ACTION["outputs"])


def test_no_script_holds_an_expression_that_anybody_may_write() -> None:
    assert not [step["run"] for step in STEPS if "${{" in step.get("run", "")]


def test_the_findings_are_uploaded_only_where_that_is_wanted_and_there_are_some() -> None:
    (upload,) = [step for step in STEPS if "upload-sarif" in step.get("uses", "")]
    assert upload["if"] == "inputs.upload-sarif == 'true' && steps.check.outputs.sarif != ''"


class Runner:
    """Runs the shell steps of the action in a workspace, with the variables that GitHub's runner sets."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.workspace = folder / "workspace"
        self.workspace.mkdir()
        self._temporary = folder / "temporary"
        self._temporary.mkdir()
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "NO_COLOR")},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self._temporary),
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        }
        self._folder = folder

    def step(self, name: str, values: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run the step ``name`` as `shell: bash` does; ``values`` are what its expressions come to."""
        (step,) = [step for step in STEPS if step.get("name") == name]
        assert step["shell"] == "bash"
        given = {
            variable: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text)
            for variable, text in step["env"].items()
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={**self._environment, **given},
            capture_output=True,
            text=True,
            check=False,
        )

    def check(self, paths: str = ".", args: str = "") -> subprocess.CompletedProcess[str]:
        return self.step("Check", {"inputs.paths": paths, "inputs.args": args})

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self._folder / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        return (self._folder / "summary").read_text()

    @property
    def log(self) -> Any:
        return json.loads(Path(self.outputs["sarif"]).read_text())


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path, Path(sys.executable).parent)


def test_findings_become_annotations_a_summary_and_sarif(runner: Runner) -> None:
    (runner.workspace / "flow.py").write_text(FAULTY)
    ended = runner.check()
    assert ended.returncode == 0, ended.stderr  # the last step ends the action, after the upload
    assert ended.stdout.startswith("::warning file=flow.py,line=5,"), ended.stdout
    assert "SMP501" in runner.summary
    assert [result["ruleId"] for result in runner.log["runs"][0]["results"]] == ["SMP501"]
    assert runner.outputs["status"] == "1"
    last = runner.step("End with the status of pipelint", {"steps.check.outputs.status": "1"})
    assert last.returncode == 1


def test_a_clean_project_ends_well(runner: Runner) -> None:
    (runner.workspace / "flow.py").write_text(CLEAN)
    assert runner.check().returncode == 0
    assert runner.outputs["status"] == "0"
    assert runner.log["runs"][0]["results"] == []


def test_paths_stand_one_a_line_and_arguments_between_spaces(runner: Runner) -> None:
    for name in ("one flow.py", "two.py", "$(touch made).py", "not_named.py"):
        (runner.workspace / name).write_text(FAULTY)
    ended = runner.check("one flow.py\ntwo.py\n$(touch made).py\n", "--fail-on error --select SMP5")
    assert ended.stdout.count("::warning") == 3
    assert runner.outputs["status"] == "0"
    assert not (runner.workspace / "made").exists(), "nothing of an input is run"


def test_a_wrong_argument_ends_the_step_before_anything_is_uploaded(runner: Runner) -> None:
    ended = runner.check(args="--selct SMP1")
    assert ended.returncode == 2
    assert 'no such option "--selct"; did you mean "--select"?' in ended.stderr
    assert runner.outputs == {"status": "2"}


def test_the_action_installs_itself_where_no_version_is_asked_for(tmp_path: Path) -> None:
    made = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
    runner = Runner(tmp_path, made / "bin")
    installed = runner.step("Install pipelint", {"inputs.version": ""})
    if "No matching distribution" in installed.stderr or "Could not fetch" in installed.stderr:
        pytest.fail(f"the package registry did not answer:\n{installed.stderr}")
    assert installed.returncode == 0, installed.stderr
    (runner.workspace / "flow.py").write_text(FAULTY)
    assert runner.check().stdout.startswith("::warning file=flow.py,line=5,")
    assert runner.outputs["status"] == "1"


@pytest.mark.parametrize(("version", "asked"), [("1.2.3", "pipelint==1.2.3"), ("", str(ROOT))])
def test_the_version_that_is_asked_for_is_installed(tmp_path: Path, version: str, asked: str) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (programs / "python").chmod(0o755)
    printed = Runner(tmp_path, programs).step("Install pipelint", {"inputs.version": version}).stdout
    assert printed.splitlines()[-1] == asked
