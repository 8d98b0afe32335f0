"""One turn of one target in a process of its own: what is tried, and how it is noted for whoever started the turn."""

from __future__ import annotations

import gc
import hashlib
import json
import sys
import traceback
from pathlib import Path
from random import Random
from time import monotonic, process_time

from fuzz.guard import SECONDS, TooSlow, attempt
from fuzz.target import Target

SELDOM = 8
"""One input in so many goes through all that a target does."""

COLLECTED = 200
"""One input in so many has the collector look at everything: a check lets it rest, as it is made for one a process."""

_OFTEN = 2.0  # seconds between two notes of how far the turn has come


class Turn:
    """What happens in one turn, noted in the folder ``work``; inputs are tried in the folder ``empty``.

    ``slower`` is how much more time an input may take than without what guides the fuzzer. What takes longer is a
    crash; whoever started the turn tries it again.
    """

    def __init__(self, target: Target, work: Path, empty: Path, slower: float = 1.0) -> None:
        self.seeds = list(target.seeds())
        self._target, self._work, self._folder = target, work, empty
        self._limit = SECONDS * slower
        self._executions, self._slowest, self._crashes = 0, 0.0, 0
        (work / "crashes").mkdir(parents=True, exist_ok=True)
        self._known = {one.name.partition("-")[0] for one in (work / "crashes").iterdir()}
        self._begin = self._noted = monotonic()
        self._processor_begin = process_time()
        self.note()

    def run(self, data: bytes) -> None:
        """Try one input; a crash is written down, and the turn goes on."""
        try:
            took = attempt(self._target, data, self._folder, self._limit, self._executions % SELDOM == 0)
        except (Exception, TooSlow) as error:
            self._crash(data, error)
            took = 0.0
        self._executions += 1
        if self._executions % COLLECTED == 0:
            gc.collect()
        if took > self._slowest:
            self._slowest = took
            (self._work / "slowest").write_bytes(data)
        if monotonic() - self._noted > _OFTEN:
            self.note()

    def other(self, data: bytes, random: Random) -> bytes:
        """Return another input made of ``data``, or of a seed, by what its format is made of."""
        start = data if len(data) > 8 and random.random() < 0.98 else random.choice(self.seeds)
        return self._target.mutate(start, random, self.seeds)

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
