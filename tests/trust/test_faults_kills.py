"""Runs that end amid their work, and runs that meet: every file is whole, and the next run finds what it should."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from pipelint.cli import main
from tests.cli.samples import SURROUNDINGS

from .faults import command, disturbed, held, moments, run_in, write_project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

NAMES = tuple(f"flow_{number}.py" for number in range(12))
FIX = ("--fix", "--unsafe-fixes", "--format", "concise")
FILL = ("--format", "concise")
LITTER = re.compile(r"\.flow_\d+\.py\.\w+\.pipelint-part")
KILLS = 50
"""Of each kind: a hundred together."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path, NAMES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fixed(project: Path) -> dict[str, str]:
    """Return what the files of a project hold when all is fixed, and put back what they held."""
    before = held(project)
    assert main([*FIX]) == 0
    after = held(project)
    put_back(project, before)
    return after


def put_back(project: Path, files: dict[str, str]) -> None:
    for name in held(project):
        if name not in files:
            (project / name).unlink()
    for name, text in files.items():
        (project / name).write_text(text)


def check_whole(project: Path, before: dict[str, str], after: dict[str, str]) -> int:
    """Assert that every file is as it was or as it will be; return how many are fixed."""
    found = held(project)
    litter = [name for name in found if name not in before]
    assert all(LITTER.fullmatch(name) for name in litter) and len(litter) <= 1
    assert {name: text for name, text in found.items() if name in before and text != before[name]}.items() <= (
        after.items()
    )
    return sum(found[name] != before[name] for name in before)


def check_next_run(project: Path, after: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Assert that the next run fixes what is left, and takes what was left behind for no file of the project."""
    capsys.readouterr()
    assert main([*FIX]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(f"{len(NAMES)} files; recognised {len(NAMES)} pipelines"
                                                             f" with {len(NAMES)} steps")  # fmt: skip
    assert {name: text for name, text in held(project).items() if not LITTER.fullmatch(name)} == after


@pytest.mark.slow
def test_a_fix_that_is_killed_at_any_moment_leaves_every_file_whole(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = held(project), fixed(project)
    began = time.monotonic()
    subprocess.run(command(*FIX), env=SURROUNDINGS, stdout=subprocess.DEVNULL, check=True)
    lasts = time.monotonic() - began
    chance = random.Random(8)
    for _ in range(KILLS):
        put_back(project, before)
        with subprocess.Popen(command(*FIX), env=SURROUNDINGS, stdout=subprocess.DEVNULL) as running:
            time.sleep(chance.uniform(0, lasts))
            running.kill()
        check_whole(project, before, after)
        check_next_run(project, after, capsys)


@pytest.mark.slow
def test_a_fix_that_is_killed_while_it_writes_leaves_every_file_whole(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = held(project), fixed(project)
    put_back(project, before)
    last = moments(project, *FIX)
    put_back(project, before)
    progress = set()
    for number in range(last, 1, -3):
        ended = disturbed(project, number, signal.SIGKILL, *FIX)
        assert ended.returncode == -signal.SIGKILL
        progress.add(check_whole(project, before, after))
        check_next_run(project, after, capsys)
        put_back(project, before)
    assert len(progress) > len(NAMES) / 2, "kills did not come while files were written"


def test_what_a_killed_fix_left_behind_is_removed_after_an_hour(project: Path) -> None:
    old, new, foreign = (project / name for name in (".a.py.x.pipelint-part", ".b.py.x.pipelint-part", ".a.py.swp"))
    for file in (old, new, foreign):
        file.write_text("half")
        os.utime(file, (time.time() - 3700,) * 2)
    new.touch()
    assert main([*FIX]) == 0
    assert (old.exists(), new.exists(), foreign.exists()) == (False, True, True)


@pytest.mark.slow
def test_a_cache_whose_run_is_killed_at_any_moment_answers_right(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(project)
    assert main([*FILL, "--no-cache"]) == 1
    expected = capsys.readouterr().out
    began = time.monotonic()
    run_in(project, *FILL)
    lasts = time.monotonic() - began
    chance = random.Random(8)
    for number in range(KILLS):
        if number % 5 == 0:
            put_back(project, before)
        with subprocess.Popen(command(*FILL), env=SURROUNDINGS, stdout=subprocess.DEVNULL) as running:
            time.sleep(chance.uniform(0, lasts))
            running.kill()
        assert {name: text for name, text in held(project).items() if not name.startswith(".pipelint_cache")} == before
        assert main([*FILL]) == 1
        said = capsys.readouterr()
        assert (said.out, said.err) == (expected, "")


@pytest.mark.slow
def test_a_cache_whose_run_is_killed_while_it_is_written_answers_right(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*FILL, "--no-cache"]) == 1
    expected = capsys.readouterr().out
    last = moments(project, *FILL)
    for number in range(last, last - 10, -1):
        shutil.rmtree(project / ".pipelint_cache")
        assert disturbed(project, number, signal.SIGKILL, *FILL).returncode == -signal.SIGKILL
        assert main([*FILL]) == 1
        said = capsys.readouterr()
        assert (said.out, said.err) == (expected, "")


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_interrupted_says_so_in_a_line_and_leaves_nothing(project: Path, which: signal.Signals) -> None:
    before, after = held(project), fixed(project)
    last = moments(project, *FIX)
    put_back(project, before)
    for number in (1, last // 2, last - 20, last - 3):
        ended = disturbed(project, number, which, *FIX)
        assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "pipelint: interrupted\n")
        found = held(project)
        assert found.keys() == before.keys(), "no part is left"
        assert all(found[name] in (before[name], after[name]) for name in found)
        put_back(project, before)


def _state(process: int) -> str:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return listed.stdout.strip()[:1]


@pytest.mark.sdk
def test_an_ended_run_ends_what_compiles_for_it(project: Path) -> None:
    (project / "slow.py").write_text("import os, time\nprint('pid', os.getpid(), flush=True)\ntime.sleep(600)\n")
    started = command("compile", "slow.py:pipeline")
    with subprocess.Popen(started, env=SURROUNDINGS, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        child = next(int(line.split()[1]) for line in running.stderr if line.startswith("pid "))
        running.terminate()
        assert running.stderr.read() == "pipelint: interrupted\n"
    assert running.returncode == 2
    patience = time.monotonic() + 20
    while (state := _state(child)) not in ("", "Z") and time.monotonic() < patience:
        time.sleep(0.1)
    assert state in ("", "Z"), "it has ended, whether or not somebody has asked how"


def test_runs_that_meet_in_one_cache_find_what_they_would_alone(project: Path) -> None:
    expected = run_in(project, *FILL, "--no-cache").stdout
    for meeting in range(4):
        running = [
            subprocess.Popen(
                command(*FILL), env=SURROUNDINGS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(3)
        ]
        for one in running:
            out, err = one.communicate()
            assert (one.returncode, out, err) == (1, expected, "")
        if meeting % 2:
            (project / NAMES[0]).touch()
    warm = run_in(project, *FILL)
    assert (warm.stdout, warm.stderr) == (expected, "")
    assert not list((project / ".pipelint_cache").glob("*.part"))
