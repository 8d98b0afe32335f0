"""A disk that is full, or may not be written to: said in a line, and what was there before is as it was."""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .faults import NAMES, fill, held, limited, mounted, run_in, write_project

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the means of Linux")

Cramped = tuple[Path, str, "Callable[[], None] | None"]


@pytest.fixture(params=["a full disk", "a limit on files"])
def cramped(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cramped]:
    """A project in which nothing more can be written, what is said of it, and what limits a process there."""
    if request.param == "a limit on files":
        write_project(tmp_path)
        yield tmp_path, "file too large", limited(resource.RLIMIT_FSIZE, 0)
        return
    with mounted(tmp_path / "disk", "200k") as folder:
        write_project(folder)
        (folder / "report.txt").write_text("the report of yesterday\n")
        (folder / "pipelint-baseline.json").write_text('{"version": 1, "findings": []}\n')
        fill(folder)
        yield folder, "no space left on device", None


def test_fixes_that_cannot_be_written_are_said_and_no_file_is_touched(cramped: Cramped) -> None:
    folder, reason, limit = cramped
    before = held(folder)
    ended = run_in(folder, "--fix", "--unsafe-fixes", "--format", "concise", preexec_fn=limit)
    assert (ended.returncode, ended.stderr) == (1, "")
    said = [line for line in ended.stdout.splitlines() if "SMP054" in line]
    assert said == [f"{name}: error SMP054 [fix-not-written] cannot write the fixes: {reason}" for name in NAMES]
    assert ended.stdout.count("SMP501") == len(NAMES), "what is left is what was there"
    assert held(folder) == before


@pytest.mark.parametrize("named", [False, True])
def test_a_cache_that_cannot_be_written_is_said_and_all_is_found(cramped: Cramped, named: bool) -> None:
    folder, reason, limit = cramped
    before = held(folder)
    option, which = (("--cache-dir", "kept"), "--cache-dir kept") if named else ((), "the cache .pipelint_cache")
    ended = run_in(folder, "--format", "concise", *option, preexec_fn=limit)
    assert ended.stderr == f"pipelint: {which} cannot be written: {reason}: nothing is kept\n"
    without = run_in(folder, "--format", "concise", "--no-cache")
    assert (ended.returncode, ended.stdout) == (without.returncode, without.stdout)
    assert (without.returncode, without.stderr, without.stdout.count("SMP501")) == (1, "", len(NAMES))
    assert held(folder) == before


def test_a_report_that_cannot_be_written_leaves_that_of_yesterday(cramped: Cramped) -> None:
    folder, reason, limit = cramped
    before = held(folder)
    ended = run_in(folder, "--no-cache", "--output", "report.txt", preexec_fn=limit)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.lower() == (
        f"pipelint: error smp013 [report-not-written] cannot write the report to report.txt: {reason}. make room on the"
        " disk, or name a file in a folder that exists and may be written to.\n"
    )
    assert held(folder) == before


def test_a_baseline_that_cannot_be_written_leaves_the_one_that_is_there(cramped: Cramped) -> None:
    folder, reason, limit = cramped
    before = held(folder)
    ended = run_in(folder, "--no-cache", "--write-baseline", preexec_fn=limit)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"error smp013 [report-not-written] cannot write the baseline pipelint-baseline.json: {reason}" in (
        ended.stderr.lower()
    )
    assert held(folder) == before


def test_init_leaves_no_file_that_it_could_not_write(cramped: Cramped) -> None:
    folder, reason, limit = cramped
    before = held(folder)
    ended = run_in(folder, "init", preexec_fn=limit)
    assert ended.returncode == 2
    assert f"error SMP013 [report-not-written] cannot write pipelint.toml: {reason}" in ended.stderr
    assert held(folder) == before


def test_where_there_is_no_room_for_temporary_files_nothing_is_compiled(tmp_path: Path) -> None:
    write_project(tmp_path)
    ended = run_in(tmp_path, "compile", "flow_0.py:pipeline", preexec_fn=limited(resource.RLIMIT_FSIZE, 0))
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith(
        "pipelint: error SMP031 [not-compilable] a folder for temporary files, or a process, cannot be made: "
        "No usable temporary directory found in ["
    )


def test_what_was_full_is_written_when_there_is_room(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "200k") as folder:
        write_project(folder)
        fill(folder)
        run_in(folder, "--format", "concise")
        (folder / "filling").unlink()
        ended = run_in(folder, "--format", "concise")
        assert (ended.returncode, ended.stderr) == (1, "")
        assert sorted(path.suffix for path in (folder / ".pipelint_cache").iterdir()) == ["", ".TAG", ".json"]
        assert run_in(folder, "--fix", "--unsafe-fixes").returncode == 0


def test_a_disk_that_may_only_be_read(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as folder:
        write_project(folder)
        expected = run_in(folder, "--format", "concise", "--no-cache").stdout
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        ended = run_in(folder, "--format", "concise")
        assert (ended.returncode, ended.stdout) == (1, expected)
        assert ended.stderr == (
            "pipelint: the cache .pipelint_cache cannot be written: read-only file system: nothing is kept\n"
        )
        fixed = run_in(folder, "--fix", "--unsafe-fixes", "--format", "concise")
        assert (fixed.returncode, fixed.stderr) == (1, "")
        assert fixed.stdout.count("SMP054 [fix-not-written] cannot write the fixes: ") == len(NAMES)


def test_a_file_in_the_place_of_the_cache_is_left_alone(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / ".pipelint_cache").write_text("mine")
    ended = run_in(tmp_path, "--format", "concise")
    assert (ended.returncode, ended.stdout.count("SMP501")) == (1, len(NAMES))
    assert ended.stderr == "pipelint: the cache .pipelint_cache is no folder: nothing is kept\n"
    assert (tmp_path / ".pipelint_cache").read_text() == "mine"


def test_a_report_takes_the_place_of_another_whole_with_its_permissions(tmp_path: Path) -> None:
    write_project(tmp_path)
    report = tmp_path / "report.json"
    report.write_text("x" * 100_000)
    report.chmod(0o640)
    (tmp_path / "link.json").symlink_to("report.json")
    assert run_in(tmp_path, "--format", "json", "--output", "link.json").returncode == 1
    assert len(json.loads(report.read_text())["findings"]) == len(NAMES)
    assert (report.stat().st_mode & 0o777, (tmp_path / "link.json").is_symlink()) == (0o640, True)


def test_a_report_may_go_to_a_device_or_a_pipe(tmp_path: Path) -> None:
    write_project(tmp_path)
    ended = run_in(tmp_path, "--format", "concise", "--output", "/dev/stdout")
    assert (ended.returncode, ended.stdout.count("SMP501")) == (1, len(NAMES))
    full = run_in(tmp_path, "--output", "/dev/full")
    assert full.returncode == 2
    assert "cannot write the report to /dev/full: No space left on device" in full.stderr
