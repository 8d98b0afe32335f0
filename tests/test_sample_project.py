"""The sample project is tested through and through: its tests take every branch of its pipeline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_its_tests_cover_every_branch_in_one_process_and_in_two() -> None:
    tests = ["fixtures/sample_project/tests", "-m", "not sdk", "-q", "-p", "no:cacheprovider"]
    for spread in ([], ["-n", "2"]):
        command = [sys.executable, "-m", "pytest", *tests, "--pipelint-cov-fail-under=100", *spread]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        (line,) = [line for line in ended.stdout.splitlines() if line.startswith("TOTAL")]
        assert line.split()[2:] == ["2", "2", "100%"]


def test_its_scenarios_are_met() -> None:
    command = [sys.executable, "-m", "pipelint", "simulate", "definition.json", "--scenario", "scenarios"]
    ended = subprocess.run(command, cwd=ROOT / "fixtures/sample_project", capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.splitlines()[-1]) == (0, "2 passed"), ended.stdout + ended.stderr
