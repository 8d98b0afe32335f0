"""The parent's side: start the child, wait for its answer, and never import what the user wrote."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelint.compiling import OUTCOME, REQUEST
from pipelint.compiling.errors import CodeFailed, NotCompilable, too_slow
from pipelint.compiling.target import Target
from pipelint.pipeline.record import fields, record

TIMEOUT = 120.0
"""Seconds that a compilation may take."""

_GRACE = 5.0  # seconds that the child has to end itself and say where it was, before it is ended from outside

# The interpreter would put the working directory first on its path, where a file of the user's may hide a module that
# the child needs. pipelint's own folder comes last: where it is installed, it is on the path already.
_START = """\
import sys
sys.path[:] = [*filter(None, sys.path), sys.argv[1]]
from pipelint.compiling.child import main
main()
"""
_PIPELINT = Path(__file__).parent.parent.parent

Places = Mapping[str, tuple[str, int]]
"""File and line, counted from 1, by the name of what was made there."""


@record
class Compiled:
    """A compiled pipeline: ``definition`` is the JSON text, ``name`` the pipeline's; the rest is where it was made."""

    definition: str
    name: str | None
    pipeline: tuple[str, int] | None
    steps: Places
    parameters: Places


def compile_target(
    target: Target,
    arguments: Mapping[str, Any],
    timeout: float = TIMEOUT,
    hash_seed: int | None = None,
    within: str | None = None,
) -> Compiled:
    """Compile ``target`` in a process of its own, offline, with the interpreter that runs pipelint.

    What the user's code prints goes to standard error. ``arguments`` are those of the target's function, JSON values
    by name. ``timeout`` is in seconds. ``hash_seed`` decides in which order the process walks sets of strings.
    ``within`` is the folder that the code runs in, by default the working directory.

    Raises:
        NotCompilable: the target is no pipeline, needs arguments, or nothing is installed to compile it.
        CodeFailed: the user's code raised, took too long, or ended its process.
    """
    asked = {name: getattr(target, name) for name in fields(target)}
    try:
        outcome = _answer({"target": asked, "arguments": arguments, "timeout": timeout}, timeout, hash_seed, within)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotCompilable(f"a folder for temporary files, or a process, cannot be made: {reason}") from None
    if "not_compilable" in outcome:
        raise NotCompilable(outcome["not_compilable"])
    if "failed" in outcome:
        raise CodeFailed(**outcome["failed"])
    return Compiled(
        definition=outcome["definition"],
        name=outcome["name"],
        pipeline=tuple(outcome["pipeline"]) if outcome["pipeline"] else None,
        steps=_places(outcome["steps"]),
        parameters=_places(outcome["parameters"]),
    )


def _answer(request: Mapping[str, Any], timeout: float, hash_seed: int | None, within: str | None) -> dict[str, Any]:
    """Return what the child answers to ``request``; raises :class:`CodeFailed`, and OSError where none can be asked."""
    with tempfile.TemporaryDirectory(prefix="pipelint-", ignore_cleanup_errors=True) as folder:
        (Path(folder) / REQUEST).write_text(json.dumps(request), encoding="utf-8")
        ended = _run(folder, timeout + _GRACE, _environment(folder, hash_seed), within)
        try:
            found: dict[str, Any] = json.loads((Path(folder) / OUTCOME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise too_slow(timeout) if ended is None else CodeFailed(_ending(ended)) from None
        return found


def _places(content: Mapping[str, Any]) -> Places:
    """Make tuples again of what JSON has made lists of."""
    return {name: (file, line) for name, (file, line) in content.items()}


def _run(folder: str, seconds: float, environment: Mapping[str, str], within: str | None) -> int | None:
    """Run the child in the folder ``within`` and return its exit status; None when it was ended from outside."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", _START, str(_PIPELINT), folder],
        stdin=subprocess.DEVNULL,
        stdout=_standard_error(),
        stderr=_standard_error(),
        env=environment,
        cwd=within,
        start_new_session=True,  # so that it can be ended together with what it started
    ) as child:
        try:
            return child.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if child.returncode is None:  # time ran out, or the user interrupted
                _kill(child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _standard_error() -> int:
    """Return the file descriptor of this process's standard error, or of nothing where the caller closed it."""
    try:
        os.fstat(2)
    except OSError:
        return subprocess.DEVNULL
    return 2


def _environment(folder: str, hash_seed: int | None) -> dict[str, str]:
    """Return the environment of the child: without credentials, and with a temporary folder that is removed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder))
    environment["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"  # one for every object of SDK v2
    if hash_seed is not None:
        environment["PYTHONHASHSEED"] = str(hash_seed)
    return environment


def _ending(status: int) -> str:
    how = f"signal {-status}" if status < 0 else f"exit status {status}"
    return f"its process ended with {how} before the pipeline was compiled"
