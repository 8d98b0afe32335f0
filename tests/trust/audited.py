"""pipelint as a process of its own, as users start it, and what the interpreter says that the process did."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pipelint

WAYS = {
    "console script": [str(Path(sys.executable).parent / "pipelint")],
    "module": [sys.executable, "-m", "pipelint"],
}
"""The ways to start pipelint."""

_HOOK = Path(__file__).parent / "hook"
_SOURCE = Path(pipelint.__file__).parent.parent

STARTS_PROCESSES = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "pty.",
)
_CHANGES = {"os.remove": (0,), "os.rmdir": (0,), "os.mkdir": (0,), "os.truncate": (0,), "os.chmod": (0,),
            "os.chown": (0,), "os.utime": (0,), "os.rename": (0, 1), "os.link": (1,), "os.symlink": (1,)}  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Event = tuple[str, str, tuple[Any, ...]]
"""Its name (https://docs.python.org/3/library/audit_events.html), the working directory at that time, its arguments."""


@dataclass(frozen=True)
class Audited:
    """How a process ended, and the events of it and of the processes that it started."""

    ended: subprocess.CompletedProcess[str]
    events: tuple[Event, ...]

    def of(self, *beginnings: str) -> list[Event]:
        """Return the events whose names begin so."""
        return [event for event in self.events if event[0].startswith(beginnings)]

    def executed(self) -> Iterator[tuple[str, bool]]:
        """Yield the file of each piece of code that ran, and whether a planted name is in it."""
        for _, here, (file, planted, *_) in self.of("exec"):
            yield file if file.startswith("<") else _place(here, file), planted

    def opened(self) -> set[str]:
        """Return the files that were opened, links followed."""
        return {_place(here, arguments[0]) for _, here, arguments in self.of("open") if isinstance(arguments[0], str)}

    def listed(self) -> set[str]:
        """Return the folders that were listed, links followed."""
        return {_place(here, arguments[0]) for _, here, arguments in self.of("os.listdir", "os.scandir")}

    def changed(self) -> set[str]:
        """Return what was opened for writing, made, renamed or removed, links followed."""
        found = set()
        for name, here, arguments in self.events:
            if name == "open" and isinstance(arguments[0], str) and arguments[2] & _WRITES:
                found.add(_place(here, arguments[0]))
            found |= {_place(here, arguments[position]) for position in _CHANGES.get(name, ())}
        return found - {os.devnull}


def _place(here: str, path: str) -> str:
    return os.path.realpath(Path(here) / path)


def audited(
    command: Sequence[str], folder: Path, stdin: str = "", environment: Mapping[str, str] | None = None
) -> Audited:
    """Run ``command`` in ``folder``, as somebody whose home is empty, and return what it did."""
    log = folder.parent / "audit.log"
    log.unlink(missing_ok=True)
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    surroundings = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(_HOOK), str(_SOURCE)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AUDIT_LOG": str(log),
        **(environment or {}),
    }
    ended = subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, text=True, check=False, env=surroundings
    )
    events = tuple(ast.literal_eval(line) for line in log.read_text(encoding="utf-8").splitlines())
    assert events, "the hook was not installed"
    return Audited(ended, events)
