"""A run of the fuzzer: every target in turns, each turn a process of its own, until the time is over."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

TURN = 900.0
"""The most seconds of a turn: a process that runs for hours keeps what it has read, which is no leak of pipelint."""

SHORTEST = 5.0
"""A turn shorter than this finds nothing: it takes as long to begin."""

DEATHS = 10
"""How often the process of one turn may die of a crash before the turn is given up."""

UNEXPLAINED = 2
"""How often it may die and leave no input that did it; what it said is printed. The next time the run ends."""

_COVERAGE = re.compile(r"cov: (\d+) ft: (\d+)")


@dataclass
class Score:
    """What came of one target. ``crashes`` are inputs that fail when they are tried again, without instruments."""

    target: str
    executions: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0
    coverage: int = 0
    features: int = 0
    slowest: float = 0.0
    crashes: list[Path] = field(default_factory=list)
    not_again: list[Path] = field(default_factory=list)

    def row(self) -> str:
        """Return the line of the table."""
        rate = self.executions / self.processor_seconds if self.processor_seconds else 0.0
        return (
            f"{self.target:<14}{self.executions:>10,}{rate:>9.1f}{self.seconds:>9.0f}{self.processor_seconds:>11.0f}{self.coverage:>9,}"
            f"{self.features:>10,}{self.slowest:>9.2f}{len(self.crashes):>9}"
        )


HEADER = (
    f"{'target':<14}{'executions':>10}{'a second':>9}{'seconds':>9}{'processor':>11}{'coverage':>9}{'features':>10}"
    f"{'slowest':>9}{'crashes':>9}"
)
"""Executions are counted by the second of processor time; the slowest is in those seconds, too."""


def run(targets: Sequence[str], seconds: float, jobs: int, work: Path, module: str) -> list[Score]:
    """Fuzz ``targets`` for ``seconds`` altogether on each of ``jobs`` processors; print each turn as it ends.

    A turn is what ``module`` does, ``fuzz.instrumented`` or ``fuzz.plain``. What it takes to begin one, some seconds,
    is not counted.
    """
    rounds = max(1, round(seconds * jobs / (TURN * len(targets))))
    turn = max(SHORTEST, seconds * jobs / (rounds * len(targets)))
    scores = {target: Score(target) for target in targets}
    print(HEADER, flush=True)
    with ThreadPoolExecutor(jobs) as pool:
        for _ in range(rounds):
            for target in pool.map(lambda target: _turn(scores[target], turn, work / target, module), targets):
                print(scores[target].row(), flush=True)
    return list(scores.values())


def _turn(score: Score, seconds: float, work: Path, module: str) -> str:
    """Run one turn to its end, anew where its process dies of a crash; return the name of the target."""
    (work / "crashes").mkdir(parents=True, exist_ok=True)
    spent, unexplained = score.seconds, 0
    before = known = _crashes(work)
    for _ in range(DEATHS):
        left = seconds - (score.seconds - spent)
        if left < 1:
            break
        (work / "turn.json").unlink(missing_ok=True)
        command = [sys.executable, "-m", module, score.target, str(work), str(int(left))]
        with TemporaryDirectory(prefix="pipelint-fuzz-") as folder, (work / "log").open("w", encoding="utf-8") as log:
            ended = subprocess.run([*command, folder], stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
        _add(score, work)
        if ended.returncode == 0:
            break
        if known == (known := _crashes(work)):
            unexplained += 1
            said = "\n".join((work / "log").read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
            death = f"{' '.join(command)} ended with status {ended.returncode} and left no input that did it:\n{said}"
            if unexplained > UNEXPLAINED:
                raise RuntimeError(death)
            print(death, flush=True)
    else:
        print(f"{score.target}: a turn was given up after {DEATHS} deaths, {left:.0f} s before its end", flush=True)
    for file in sorted(_crashes(work).keys() - before.keys()):
        (score.crashes if _fails_again(score.target, file) else score.not_again).append(file)
    return score.target


def _crashes(work: Path) -> dict[Path, int]:
    """Return the inputs that crashed, and when each was written: one that crashes again is written again."""
    return {file: file.stat().st_mtime_ns for file in (work / "crashes").iterdir()}


def _add(score: Score, work: Path) -> None:
    """Add to ``score`` what a turn has noted."""
    if (work / "turn.json").exists():
        told = json.loads((work / "turn.json").read_text(encoding="utf-8"))
        score.executions += told["executions"]
        score.seconds += told["seconds"]
        score.processor_seconds += told["processor seconds"]
        score.slowest = max(score.slowest, told["slowest"])
    for coverage, features in _covered(work / "log"):
        score.coverage, score.features = max(score.coverage, coverage), max(score.features, features)


def _covered(log: Path) -> Iterator[tuple[int, int]]:
    for found in _COVERAGE.finditer(log.read_text(encoding="utf-8", errors="replace")):
        yield int(found[1]), int(found[2])


def _fails_again(target: str, file: Path) -> bool:
    command = [sys.executable, "-m", "fuzz", "replay", target, str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode != 0
