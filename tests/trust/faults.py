"""What the tests of faults share: a project with something to fix, small disks, and processes that are disturbed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.samples import FAULTY, SURROUNDINGS

NAMES = tuple(f"flow_{number}.py" for number in range(6))

# Ends the process that it stands in, by a signal, at one of the moments at which it is about to touch the disk: what
# audit events tell (https://docs.python.org/3/library/audit_events.html). A run without a number counts the moments.
_DISTURBED = """\
import os, sys
number, which, below = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
sys.argv[1:] = sys.argv[4:]
seen = 0
def watch(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "os.scandir"):
        if any(below in str(one) for one in arguments[:2]):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), which)
sys.addaudithook(watch)
import pipelint.__main__ as program
ended = os._exit
def tell(status):
    if not number:
        print(f"moments: {seen}", file=sys.stderr, flush=True)
    ended(status)
os._exit = tell
program.run()
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipelint", *arguments]


def run_in(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command(*arguments), cwd=folder, env=SURROUNDINGS, text=True, check=False, **options)


def disturbed(folder: Path, number: int, which: signal.Signals, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pipelint, and send it a signal at the moment of that ``number``, counted from 1."""
    start = [sys.executable, "-c", _DISTURBED, str(number), str(int(which)), str(folder), *arguments]
    return subprocess.run(start, cwd=folder, env=SURROUNDINGS, text=True, check=False, capture_output=True)


def moments(folder: Path, *arguments: str) -> int:
    """Return at how many moments pipelint can be disturbed."""
    ended = disturbed(folder, 0, signal.SIGINT, *arguments)
    return int(ended.stderr.splitlines()[-1].removeprefix("moments: "))


def write_project(folder: Path, names: tuple[str, ...] = NAMES) -> None:
    """Write files that each have one finding, which ``--fix --unsafe-fixes`` mends."""
    for number, name in enumerate(names):
        (folder / name).write_text(FAULTY.replace("demo", f"demo{number}"))
    (folder / "pyproject.toml").touch()


def held(folder: Path) -> dict[str, str]:
    """Return what stands in a folder, hidden files too, and what it holds."""
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "filling"
    }


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of that ``size`` in memory; the test is skipped where that is not allowed."""
    folder.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("needs root, to mount a small disk")
    tried = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False)
    if tried.returncode:
        pytest.skip("may not mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(folder: Path) -> None:
    """Write until the disk of ``folder`` is full."""
    try:
        with (folder / "filling").open("wb", buffering=0) as stream:
            while stream.write(b" " * 512):
                pass
    except OSError:
        return


def limited(which: int, most: int) -> Callable[[], None]:
    """Return what limits a process before it starts."""
    return lambda: resource.setrlimit(which, (most, most))
