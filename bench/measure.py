"""Processor time and peak memory of whole processes, two commands in turn, so that what disturbs one disturbs both."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TIMES = 7

# Starts the command from a process of its own, as small as can be: the peak memory of a process is never less than what
# the one held that started it. Python may keep the compiled code of modules, as it does where pipelint is installed.
_START = """
import os, sys
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent), 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""

# ru_maxrss counts bytes on macOS, and KiB elsewhere (man getrusage).
_PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


class CommandFailed(RuntimeError):
    """A measured command ended otherwise than it should: its figures would say nothing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process used: ``cpu`` seconds of the processor, user and system; ``peak`` MiB of memory."""

    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The least that two commands used, which ran in turn: what disturbs a run only ever adds to it."""

    first: Usage
    second: Usage

    @property
    def cpu_ratio(self) -> float:
        """How much processor time the first needs for each second of the other."""
        return self.first.cpu / self.second.cpu

    @property
    def memory_ratio(self) -> float:
        """How much memory the first needs at its peak for each byte of the other."""
        return self.first.peak / self.second.peak


def compare(first: Sequence[str], second: Sequence[str], times: int = TIMES, folder: Path | None = None) -> Comparison:
    """Run the two commands in turn, each ``times`` times; raises :class:`CommandFailed` unless all end with 0."""
    for command in (first, second):
        usage(command, folder)  # reads the files from disk, compiles the modules and fills the caches, once
    pairs = [(usage(first, folder), usage(second, folder)) for _ in range(times)]
    return Comparison(_least([one for one, _ in pairs]), _least([other for _, other in pairs]))


def usage(command: Sequence[str], folder: Path | None = None) -> Usage:
    """Run ``command`` once, in ``folder``, and return what it used; what it prints is thrown away."""
    started = (sys.executable, "-I", "-S", "-c", _START, *command)
    ended = subprocess.run(started, capture_output=True, text=True, check=True, cwd=folder)
    status, cpu, peak = ended.stdout.split()
    if status != "0":
        raise CommandFailed(f"`{shlex.join(command)}` ended with status {status}:\n{ended.stderr}")
    return Usage(float(cpu), int(peak) / _PER_MIB)


def _least(runs: Sequence[Usage]) -> Usage:
    return Usage(min(run.cpu for run in runs), min(run.peak for run in runs))
