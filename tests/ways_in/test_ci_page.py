"""The recipes of docs/ci.md: their structure is what each service says, and their commands are run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/ci.md").read_text()
BLOCKS = dict(re.findall(r'^```\w+ title="(.*?)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL))

pytestmark = pytest.mark.slow


def run(command: str, folder: Path) -> int:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, check=False).returncode


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "fixtures/legacy_project", tmp_path / "legacy_project")


def test_no_recipe_is_left_out() -> None:
    assert set(BLOCKS) == {
        ".pre-commit-config.yaml",
        ".github/workflows/pipelint.yml",
        ".github/workflows/pipelint-diff.yml",
        ".gitlab-ci.yml",
        "Jenkinsfile",
    }


@pytest.mark.parametrize(
    ("recipe", "schema"),
    [
        (".github/workflows/pipelint.yml", "github-workflows"),
        (".github/workflows/pipelint-diff.yml", "github-workflows"),
        (".gitlab-ci.yml", "gitlab-ci"),
    ],
)
def test_a_recipe_is_what_the_schema_of_the_service_says(tmp_path: Path, recipe: str, schema: str) -> None:
    (tmp_path / "recipe.yml").write_text(BLOCKS[recipe])
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", "recipe.yml"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_pre_commit_entry_is_what_pre_commit_takes_and_names_hooks_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(BLOCKS[".pre-commit-config.yaml"])
    command = [sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (repository,) = yaml.safe_load(BLOCKS[".pre-commit-config.yaml"])["repos"]
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert {hook["id"] for hook in repository["hooks"]} <= offered


def test_the_workflow_gives_the_action_inputs_that_it_has() -> None:
    (step,) = [
        step
        for step in yaml.safe_load(BLOCKS[".github/workflows/pipelint.yml"])["jobs"]["pipelint"]["steps"]
        if "/pipelint@" in step["uses"]
    ]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    assert set(step["with"]) <= set(inputs)
    table = PAGE.partition("| input |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| *(.*?) *\|", table, re.MULTILINE)
    assert [name for name, _ in rows] == list(inputs), "the page names each input, in order"
    told = {name: default.strip("`") for name, default in rows}
    assert all(told[name] == about["default"] for name, about in inputs.items() if name != "version")


def test_gitlab_gets_its_report_and_a_job_that_fails(project: Path) -> None:
    job = yaml.safe_load(BLOCKS[".gitlab-ci.yml"])["pipelint"]
    assert [run(line, project) for line in job["script"]] == [1]
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    assert len(report) >= 40
    assert all(set(one) >= {"description", "check_name", "fingerprint", "severity", "location"} for one in report)
    assert len({one["fingerprint"] for one in report}) == len(report)


def test_jenkins_gets_the_reports_that_it_collects(project: Path) -> None:
    recipe = BLOCKS["Jenkinsfile"]
    commands = [command for command in re.findall(r"sh '(.*)'", recipe) if not command.startswith("pip install")]
    assert [run(command, project) for command in commands] == [0, 0]
    junit, sarif = (project / name for name in re.findall(r"(?:testResults|pattern): '(.*?)'", recipe))
    suites = ElementTree.parse(junit).getroot()
    assert suites.tag == "testsuites" and len(suites.findall(".//failure")) >= 40
    schema = json.loads((ROOT / "tests/linter/report/sarif.json").read_text())
    jsonschema.Draft7Validator(schema).validate(json.loads(sarif.read_text()))
