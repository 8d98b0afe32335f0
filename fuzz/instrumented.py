"""One turn of one target under atheris, in a process of its own: ``python -m fuzz.instrumented``.

A crash is written down and the turn goes on; what ends the process itself (a segmentation fault, a loop in code that is
not Python) is written down by libFuzzer, and whoever started the turn goes on with the next.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from time import monotonic, process_time

import atheris

with atheris.instrument_imports(include=["pipelint"], enable_loader_override=False):
    import pipelint

    for module in walk_packages(pipelint.__path__, "pipelint."):
        if not module.name.startswith(("pipelint.__main__", "pipelint.harness.plugin", "pipelint.compiling.child")):
            import_module(module.name)

from fuzz.guard import SECONDS, TooSlow, attempt
from fuzz.seeds import stored
from fuzz.target import LARGEST, Target, all_targets

SLOWER = 4
"""How much slower code may be that notes where it goes; what is too slow here is tried again without."""

SELDOM = 8
"""One input in so many goes through all that a target does."""

_OFTEN = 2.0  # seconds between two notes of how far the turn has come


class Turn:
    """What happens in one turn, noted in the folder ``work``."""

    def __init__(self, target: Target, work: Path, folder: Path) -> None:
        self._target, self._work, self._folder = target, work, folder
        self._seeds = list(target.seeds())
        self._executions, self._slowest, self._crashes = 0, 0.0, 0
        self._known = {one.name.partition("-")[0] for one in (work / "crashes").iterdir()}
        self._begin = self._noted = monotonic()
        self._processor_begin = process_time()

    def run(self, data: bytes) -> None:
        """Try one input."""
        try:
            took = attempt(self._target, data, self._folder, SECONDS * SLOWER, self._executions % SELDOM == 0)
        except (Exception, TooSlow) as error:
            self._crash(data, error)
            took = 0.0
        self._executions += 1
        if took > self._slowest:
            self._slowest = took
            (self._work / "slowest").write_bytes(data)
        if monotonic() - self._noted > _OFTEN:
            self.note()

    def other(self, data: bytes, largest: int, seed: int) -> bytes:
        """Return another input made of ``data``: by what its format is made of, or by libFuzzer, which knows bytes."""
        random = Random(seed)
        if random.random() < 0.2:
            made: bytes = atheris.Mutate(data, largest)
            return made
        start = data if len(data) > 8 and random.random() < 0.98 else random.choice(self._seeds)
        return self._target.mutate(start, random, self._seeds)[:largest]

    def note(self) -> None:
        """Write down how far the turn has come."""
        self._noted = monotonic()
        told = {
            "executions": self._executions,
            "seconds": self._noted - self._begin,
            "processor seconds": process_time() - self._processor_begin,
            "slowest": self._slowest,
            "crashes": self._crashes,
        }
        file = self._work / "turn.json"
        file.with_suffix(".new").write_text(json.dumps(told), encoding="utf-8")
        file.with_suffix(".new").replace(file)

    def _crash(self, data: bytes, error: BaseException) -> None:
        """Write ``data`` down, unless one was that failed in the same place."""
        place = hashlib.sha256(_place(error).encode()).hexdigest()[:12]
        if place in self._known:
            return
        self._known.add(place)
        self._crashes += 1
        digest = hashlib.sha256(data).hexdigest()[:12]
        (self._work / "crashes" / f"{place}-{digest}").write_bytes(data)
        traceback.print_exception(error, file=sys.stderr)


def _place(error: BaseException) -> str:
    """Say where an error came from, so that two of one fault are told as one."""
    if type(error).__name__ == "Failed":
        return str(error)
    frames = list(traceback.extract_tb(error.__traceback__))
    if isinstance(error, TooSlow):  # the clock rings anywhere
        frames = frames[:6]
    return " ".join([type(error).__name__, *(f"{Path(one.filename).name}:{one.name}" for one in frames[-6:])])


def main() -> None:
    """Fuzz one target for some seconds, in a folder that is empty; does not return."""
    name, place, seconds, empty = sys.argv[1:5]
    target, work = all_targets()[name], Path(place)
    for folder in ("crashes", "inputs", "seeds"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    for data in [*target.seeds(), *(file.read_bytes() for file in stored(name))]:
        (work / "seeds" / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    words = work / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words if word), encoding="ascii")
    turn = Turn(target, work, Path(empty))
    arguments = [
        sys.argv[0],
        str(work / "inputs"),
        str(work / "seeds"),
        f"-dict={words}",
        f"-max_len={LARGEST}",
        f"-max_total_time={seconds}",
        f"-timeout={int(SECONDS * SLOWER * 6)}",  # of the wall clock: for what the alarm cannot stop
        "-rss_limit_mb=4096",
        f"-artifact_prefix={work / 'crashes'}{os.sep}",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, turn.run, custom_mutator=turn.other, internal_libfuzzer=True)
    turn.note()
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(chr(one) if chr(one).isalnum() else f"\\x{one:02X}" for one in word.encode())


if __name__ == "__main__":
    main()
