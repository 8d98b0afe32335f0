"""Files and folders that vanish, change, loop, wait for ever, or are larger than memory."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.samples import SURROUNDINGS, run
from tests.opened import watched

from .faults import NAMES, command, mounted, run_in, write_project

MIB = 1024 * 1024


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _delete(file: Path) -> None:
    file.unlink()


def _make_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _make_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _make_a_loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


MEANWHILE = {
    "deleted": (_delete, "error SMP001 [unreadable-file] cannot read: no such file or directory"),
    "a folder now": (_make_a_folder, "error SMP001 [unreadable-file] cannot read: it is a folder, not a regular file"),
    "a pipe now": (_make_a_pipe, "error SMP001 [unreadable-file] cannot read: it is a named pipe, not a regular file"),
    "a loop now": (_make_a_loop, "error SMP001 [unreadable-file] cannot read: too many levels of symbolic links"),
    "cut off": (_cut, "error SMP002 [python-syntax] cannot read as Python: "),
}


@pytest.mark.parametrize("cached", [False, True])
@pytest.mark.parametrize(("change", "said"), MEANWHILE.values(), ids=MEANWHILE)
def test_a_file_that_changes_between_being_found_and_being_read(
    project: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None], said: str, cached: bool
) -> None:
    victim = project / NAMES[3]

    def strike(path: Path) -> None:
        if path.name == NAMES[0] and victim.is_file() and not victim.is_symlink() and victim.stat().st_size > 100:
            change(victim)

    with watched(strike):
        status, out, err = run(capsys, ".", "--format", "concise", *([] if cached else ["--no-cache"]))
    assert (status, err) == (1, [])
    about = [line for line in out if line.startswith(f"{NAMES[3]}:")]
    assert len(about) == 1 and said in about[0]
    assert sum("SMP501" in line for line in out) == len(NAMES) - 1


def test_a_file_that_becomes_a_pipe_as_it_is_opened_is_not_waited_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def strike(path: Path) -> None:
        if path.name == NAMES[3] and path.is_file():
            _make_a_pipe(path)

    with watched(strike):
        status, out, _ = run(capsys, ".", "--format", "concise", "--no-cache")
    assert status == 1
    assert sum("SMP501" in line for line in out) == len(NAMES) - 1


def test_a_file_that_is_deleted_while_it_is_fixed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def strike(path: Path) -> None:
        if path.name.endswith(".pipelint-part"):
            (project / NAMES[3]).unlink(missing_ok=True)

    with watched(strike):
        status, out, _ = run(capsys, ".", "--fix", "--unsafe-fixes", "--format", "concise")
    assert status == 1
    assert f"{NAMES[3]}: error SMP054 [fix-not-written] cannot write the fixes: no such file or directory" in out
    assert not (project / NAMES[3]).exists(), "what somebody has deleted is not brought back"
    assert sorted(path.name for path in project.iterdir()) == sorted({*NAMES, "pyproject.toml"} - {NAMES[3]})


def test_a_folder_that_vanishes_and_one_that_is_forbidden(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gone", "mine"):
        (project / name).mkdir()
    listed = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "gone":
            (project / "gone").rmdir()
        if Path(path).name == "mine":  # root may list everything, so the refusal is simulated
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    status, out, err = run(capsys, ".", "--format", "concise", "--no-cache")
    assert (status, err) == (1, [])
    assert [line for line in out if "SMP501" not in line][:2] == [
        "gone: error SMP001 [unreadable-file] cannot read: no such file or directory",
        "mine: error SMP001 [unreadable-file] cannot read: permission denied",
    ]
    assert sum("SMP501" in line for line in out) == len(NAMES)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to become somebody else")
def test_what_may_not_be_read_is_said_and_the_rest_is_checked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (".", "--format", "concise", "--no-cache")
    run(capsys, *arguments)  # what it needs of Python is loaded while it may be read
    (project / NAMES[2]).chmod(0)
    (project / "mine").mkdir(mode=0)
    for above in (project, *project.parents[:2]):
        above.chmod(0o755)
    try:
        os.seteuid(65534)
        status, out, err = run(capsys, *arguments)
    finally:
        os.seteuid(0)
    assert (status, err) == (1, [])
    assert [line for line in out if "SMP001" in line] == [
        f"{NAMES[2]}: error SMP001 [unreadable-file] cannot read: permission denied",
        "mine: error SMP001 [unreadable-file] cannot read: permission denied",
    ]
    assert sum("SMP501" in line for line in out) == len(NAMES) - 1


def test_links_that_lead_in_circles(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "itself.py").symlink_to("itself.py")
    (project / "one.py").symlink_to("other.py")
    (project / "other.py").symlink_to("one.py")
    (project / "inner").mkdir()
    (project / "inner" / "outer").symlink_to(project)
    status, out, _ = run(capsys, ".", "--format", "concise", "--no-cache")
    assert status == 1
    assert [line for line in out if "SMP501" not in line][:-1] == [
        f"{name}: error SMP001 [unreadable-file] cannot read: too many levels of symbolic links"
        for name in ("itself.py", "one.py", "other.py")
    ]
    assert sum("SMP501" in line for line in out) == len(NAMES)


# Starts a command from a process of its own: the peak memory of a process is never less than what the one held that
# started it, and tests hold much.
_MEASURED = """\
import os, sys
started = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(started, 0)
print(used.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def test_a_socket_is_not_opened(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("talk.py")
        status, out, _ = run(capsys, "talk.py", NAMES[0], "--format", "concise", "--no-cache")
    assert (status, out[1]) == (
        1,
        "talk.py: error SMP001 [unreadable-file] cannot read: it is a socket, not a regular file",
    )


def measured(folder: Path, *arguments: str) -> tuple[int, str, float]:
    """Run pipelint; return its exit status, what it printed, and its peak memory in MiB."""
    start = [sys.executable, "-I", "-S", "-c", _MEASURED, *command(*arguments)]
    ended = subprocess.run(start, cwd=folder, env=SURROUNDINGS, text=True, check=False, capture_output=True)
    *said, peak = ended.stderr.splitlines()
    assert said == []
    return ended.returncode, ended.stdout, int(peak) / 1024


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs sparse files and Linux's measure of memory")
@pytest.mark.parametrize(
    ("suffix", "most"), [(".py", 16 * MIB), (".json", 16 * MIB), (".ipynb", 100 * MIB)], ids=lambda one: str(one)
)
def test_a_file_of_a_gibibyte_is_said_and_takes_no_memory(project: Path, suffix: str, most: int) -> None:
    for file in (project / f"large{suffix}", project / f"named{suffix}"):
        with file.open("wb") as stream:
            stream.write(b"import sagemaker\n" if file.stem == "named" and suffix == ".py" else b"")
            stream.truncate(1024 * MIB)
    said = f"error SMP017 [too-large] the file has 1,073,741,824 bytes; at most {most:,} are read"
    for number in range(2):  # the second time there is a cache
        status, out, peak = measured(project, f"large{suffix}", *NAMES, "--format", "concise")
        assert (status, out.splitlines()[-2]) == (1, f"large{suffix}: {said}"), number
        assert out.count("SMP501") == len(NAMES)
        assert peak < 80
    status, out, peak = measured(project, ".", "--format", "concise")
    assert (status, out.count("SMP501")) == (1, len(NAMES))
    assert [line for line in out.splitlines() if "SMP017" in line] == ([f"named.py: {said}"] if suffix == ".py" else [])
    assert peak < 80


def test_a_file_is_read_up_to_a_size(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = '{"Version": "2020-12-01", "Metadata": {}, "Parameters": [], "Steps": []}'
    (project / "most.json").write_text(definition.ljust(16 * MIB))
    (project / "more.json").write_text(definition.ljust(16 * MIB + 1))
    _, out, _ = run(capsys, "most.json", "more.json", "--format", "json", "--no-cache")
    report = json.loads("\n".join(out))
    assert [(one["file"], one["code"], one["message"]) for one in report["findings"]] == [
        ("more.json", "SMP017", "the file has 16,777,217 bytes; at most 16,777,216 are read")
    ]
    assert report["summary"]["pipelines"] == 1


def test_standard_input_without_an_end_is_read_up_to_a_size(project: Path) -> None:
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
        ended = run_in(project, "-", "--stdin-filename", "flow.py", "--format", "concise", stdin=endless.stdout)
        endless.kill()
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[0] == (
        "flow.py: error SMP017 [too-large] the file has 104,857,601 bytes; at most 16,777,216 are read"
    )


def test_a_folder_five_hundred_deep(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deep = project.joinpath(*["d"] * 500)
    deep.mkdir(parents=True)
    shutil.copy(NAMES[0], deep / "deep.py")
    status, out, err = run(capsys, ".", "--format", "concise")
    assert (status, err) == (1, [])
    assert sum("SMP501" in line for line in out) == len(NAMES) + 1
    assert out[0].startswith(f"{'d/' * 500}deep.py:")


@pytest.mark.slow
def test_a_hundred_thousand_files_in_a_folder(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "500m") as folder:
        write_project(folder)
        for number in range(100_000):
            (folder / f"empty_{number}.py").touch()
        status, out, peak = measured(folder, "--format", "concise", "--no-cache")
        assert (status, out.count("SMP501")) == (1, len(NAMES))
        assert out.splitlines()[-1].startswith(
            f"{len(NAMES)} warnings in {100_000 + len(NAMES):,} files".replace(",", "")
        )
        assert peak < 300


def test_a_working_directory_that_was_removed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = project / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    said = "the working directory was removed: go to another one, and run pipelint there. See `pipelint --help`."
    for arguments in ([], [str(project)], ["config"], ["init"], ["--config", str(project / "pyproject.toml")]):
        assert run(capsys, *arguments) == (2, [], [f"pipelint: error SMP011 [wrong-usage] {said}"])
