"""Standard output and standard error that are full, closed, or read by nobody."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.samples import SURROUNDINGS

from .faults import command, run_in, write_project

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the means of Linux")

PRINTING = (
    "--version",
    "--help",
    ". --no-cache",
    ". --no-cache --format sarif",
    ". --statistics --no-cache",
    ". --diff --unsafe-fixes",
    ". --explain-model",
    "--print-completion bash",
    "cache --help",
    "config",
    "config --schema",
    "diff flow_0.py flow_1.py",
    "graph .",
    "init --dry-run",
    "rule SMP101",
    "rules",
    "schema",
    "simulate --schema",
    "wires .",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_project(tmp_path)
    return tmp_path


@pytest.mark.parametrize("arguments", PRINTING)
def test_a_full_standard_output_is_said(project: Path, arguments: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = run_in(project, *arguments.split(), stdout=full)
    assert ended.returncode == 2
    first = ended.stderr.splitlines()[0]
    assert first.startswith("pipelint: error SMP013 [report-not-written] cannot write")
    assert "standard output: No space left on device" in first
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("arguments", PRINTING[::4])
def test_a_reader_that_has_read_enough_is_no_fault(project: Path, arguments: str) -> None:
    started = command(*arguments.split())
    with subprocess.Popen(
        started, cwd=project, env=SURROUNDINGS, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        said = running.stderr.read().decode()
    assert running.returncode in (0, 1)
    assert [line for line in said.splitlines() if not line.startswith("pipelint: would ")] == []


@pytest.mark.parametrize(
    ("arguments", "status"),
    [("--selct x", 2), ("missing.py --no-cache", 1), (". --fix", 1), (". --diff", 1), ("rule SMP999", 2)],
)
@pytest.mark.parametrize("stream", ["full", "closed"])
def test_what_cannot_be_said_changes_neither_status_nor_report(
    project: Path, arguments: str, status: int, stream: str
) -> None:
    expected = run_in(project, *arguments.split())
    words = command(*arguments.split())
    redirected = "2>/dev/full" if stream == "full" else "2>&-"
    ended = subprocess.run(
        ["sh", "-c", f'"$@" {redirected}', "sh", *words],
        cwd=project,
        env=SURROUNDINGS,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (expected.returncode, expected.stdout)
    assert expected.returncode == status


def test_fixed_code_goes_nowhere_but_to_standard_output(project: Path) -> None:
    code = (project / "flow_0.py").read_text()
    for redirected in ("2>/dev/full", "2>&-"):
        ended = subprocess.run(
            ["sh", "-c", f'"$@" {redirected}', "sh", *command("-", "--fix")],
            cwd=project,
            env=SURROUNDINGS,
            input=code,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert (ended.returncode, ended.stdout) == (1, code), "the finding is fixed by an unsafe fix alone"
