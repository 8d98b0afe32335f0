"""The way of a new user who has only the README: from a repository with 40 findings to one where new ones are seen.

Every command here stands in the README, and is run as a process of its own in a copy of that repository.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.linter.report.test_formats import sarif_validator

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()

# What `fixtures/legacy_project` was made to have wrong: how many findings of each code, by file.
PLANTED = {
    "churn/pipeline.py": "SMP602 SMP501 SMP401 SMP401 SMP803 SMP501 SMP104 SMP103 SMP319 SMP501 SMP606 SMP202 SMP207",
    "forecast/pipeline.py": (
        "SMP501 SMP402 SMP501 SMP401 SMP401 SMP402 SMP319 SMP110 SMP401 SMP806 SMP104 SMP102 SMP501 SMP103"
    ),
    "notebooks/scoring.ipynb": "SMP501 SMP104 SMP401 SMP203 SMP501 SMP610 SMP103 SMP101 SMP201",
    "definitions/nightly.json": "SMP501 SMP401 SMP103 SMP104",
}
REASON = "the tuner was measured on it"
OWN_RULE = '''\
"""TEAM001: the model package group of a registration has the team's prefix."""

from pipelint.rules import Report, Rule, Severity, known_values


class GroupHasPrefix(Rule):
    """The team's models are found by the prefix of their group."""

    code = "TEAM001"
    name = "group-has-prefix"
    severity = Severity.WARNING
    summary = "A model package group does not begin with the team's prefix."

    def check_step(self, step, pipeline):
        for known in known_values(step.arguments.get("ModelPackageGroupName"), pipeline):
            if not known.value.startswith("growth-"):
                yield Report(f'group "{known.value}" does not begin with "growth-"', known.at, step.name)
'''


def planted() -> list[tuple[str, str]]:
    """Return the file and the code of each finding."""
    return [(file, code) for file, codes in PLANTED.items() for code in codes.split()]


class User:
    """Somebody in a repository who knows what the README says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, command: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Run a command that the README shows, with further arguments."""
        assert f"`{command}`" in README, f"the README does not show `{command}`"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        words = [sys.executable, "-m", *shlex.split(command), *more]
        ended = subprocess.run(words, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode in (0, 1), ended.stdout + ended.stderr
        return ended

    def write(self, file: str, text: str) -> None:
        (self.folder / file).parent.mkdir(exist_ok=True)
        (self.folder / file).write_text(text)

    def findings(self, *options: str) -> list[dict[str, Any]]:
        return json.loads(self.run("pipelint", *options, "--format", "json").stdout)["findings"]


@pytest.fixture
def user(tmp_path: Path) -> User:
    return User(shutil.copytree(ROOT / "fixtures/legacy_project", tmp_path / "legacy_project"))


@pytest.mark.slow
def test_the_way_of_a_new_user(user: User) -> None:
    sees_what_is_wrong(user)
    turns_it_on_and_keeps_what_there_is(user)
    has_it_mend_what_it_can(user)
    hears_of_what_is_new_alone(user)
    silences_one_place_with_a_reason(user)
    sees_it_as_sarif(user)
    writes_a_rule_of_the_team(user)


def sees_what_is_wrong(user: User) -> None:
    found = [(one["file"], one["code"]) for one in user.findings()]
    assert len(planted()) == 40
    assert sorted(found) == sorted(planted())
    numbers = user.run("pipelint --statistics")
    assert numbers.returncode == 1
    assert "29 errors, 11 warnings in 7 files; recognised 4 pipelines with 16 steps" in numbers.stdout.splitlines()
    page = user.run("pipelint rule SMP103")
    assert page.returncode == 0 and page.stdout.startswith("SMP103 unknown-output (error)")


def turns_it_on_and_keeps_what_there_is(user: User) -> None:
    kept = user.run("pipelint --write-baseline")
    assert kept.stderr == "pipelint: wrote 40 findings to pipelint-baseline.json\n"
    assert '`baseline = "pipelint-baseline.json"`' in README and "pipelint.toml" in README
    user.write("pipelint.toml", 'baseline = "pipelint-baseline.json"\n')
    quiet = user.run("pipelint")
    assert quiet.returncode == 0
    assert quiet.stdout.startswith("no findings (40 more in the baseline) in 7 files")


def has_it_mend_what_it_can(user: User) -> None:
    before = {file: (user.folder / file).read_text() for file in PLANTED}
    shown = user.run("pipelint --diff", "--no-baseline")
    assert {file: (user.folder / file).read_text() for file in PLANTED} == before, "--diff changes nothing"
    assert '-        env={"SEED": 7, "STAGE": "nightly"},' in shown.stdout.splitlines()
    assert '+        env={"SEED": "7", "STAGE": "nightly"},' in shown.stdout.splitlines()
    assert "`--no-baseline`" in README
    mended = user.run("pipelint --fix", "--no-baseline")
    (count,) = re.findall(r"\((\d+) fixed\)", mended.stdout)
    assert int(count) >= 10
    for file in PLANTED:
        text = (user.folder / file).read_text()
        if file.endswith(".py"):
            ast.parse(text)
        elif file.endswith(".ipynb"):
            notebook = json.loads(text)
            assert notebook["nbformat"] == 4 and len(notebook["cells"]) == len(json.loads(before[file])["cells"])
        else:
            assert text == before[file], "a compiled definition is no source: it is compiled anew"
    left = user.findings("--no-baseline")
    now = Counter((one["file"], one["code"]) for one in left)
    then = Counter(planted())
    assert (then - now).total() >= 10
    assert set(now - then) == {("churn/pipeline.py", "SMP208")}, "attached to its step, the report can be looked into"
    anew = user.run("pipelint --write-baseline")
    assert anew.stderr == f"pipelint: wrote {len(left)} findings to pipelint-baseline.json\n"


def hears_of_what_is_new_alone(user: User) -> None:
    flow = user.folder / "churn/pipeline.py"
    sound = flow.read_text()
    flow.write_text(
        "# a line above, so that all lines move\n" + sound.replace("if_steps=[register]", "if_steps=[registr]")
    )
    flow.write_text(flow.read_text().replace("registr]", "register], depends_on=['PrepareChrun']"))
    (new,) = user.findings()
    assert (new["code"], new["file"]) == ("SMP101", "churn/pipeline.py")
    assert 'did you mean "PrepareChurn"?' in new["message"]
    flow.write_text(sound)
    assert user.findings() == []


def silences_one_place_with_a_reason(user: User) -> None:
    assert "`# pipelint: ignore[SMP501] and why`" in README
    flow = user.folder / "forecast/pipeline.py"
    line = 'MACHINE = "ml.c5.4xlarge"'
    assert flow.read_text().count(f"{line}\n") == 1
    number = flow.read_text().split(f"{line}\n")[0].count("\n") + 1
    assert number in [one["line"] for one in user.findings("--no-baseline", "--select", "SMP501", "forecast")]
    flow.write_text(flow.read_text().replace(f"{line}\n", f"{line}  # pipelint: ignore[SMP501] {REASON}\n"))
    left = user.findings("--no-baseline", "--select", "SMP501", "forecast")
    assert left and number not in [one["line"] for one in left]
    assert "SMP050" not in [one["code"] for one in left], "the comment is of use"
    user.run("pipelint --write-baseline")


def sees_it_as_sarif(user: User) -> None:
    user.run("pipelint --format sarif --output pipelint.sarif")
    log = json.loads((user.folder / "pipelint.sarif").read_text())
    sarif_validator().validate(log)
    (ran,) = log["runs"]
    assert {one["baselineState"] for one in ran["results"]} == {"unchanged"}
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in ran["results"]}
    assert places == set(PLANTED), "a viewer opens the files themselves"
    explained = {rule["id"] for rule in ran["tool"]["driver"]["rules"] if rule["help"]["text"]}
    assert {one["ruleId"] for one in ran["results"]} <= explained


def writes_a_rule_of_the_team(user: User) -> None:
    assert "docs/own-rules.md" in README
    user.write("lint_rules/group_has_prefix.py", OWN_RULE)
    user.write("pipelint.toml", 'baseline = "pipelint-baseline.json"\nrules = ["./lint_rules"]\n')
    (own,) = user.findings()
    assert (own["code"], own["name"], own["step"]) == ("TEAM001", "group-has-prefix", "RegisterChurn-RegisterModel")
    assert own["message"] == 'group "churn" does not begin with "growth-"'
    assert (
        (user.folder / own["file"])
        .read_text()
        .splitlines()[own["line"] - 1]
        .strip()
        .startswith('model_package_group_name="churn"')
    )
    assert "TEAM001" in user.run("pipelint rules").stdout
