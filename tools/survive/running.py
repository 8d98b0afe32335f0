"""Reading and judging one file after another, with the time that each takes."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from pipelint.findings import Finding
from pipelint.linter.borrowing import settle
from pipelint.linter.exclusion import Exclusion
from pipelint.linter.files import read_input
from pipelint.linter.inputs import Input, find_inputs
from pipelint.linter.judging import judge, told
from pipelint.linter.outcome import outcome_of
from pipelint.linter.settings import Choice, Settings
from pipelint.linter.source.sources import Sources
from pipelint.rules.registry import all_rules, policies
from pipelint.rules.rule import Rule
from tools.survive.forcing import forced

HANGS = 120
"""Seconds of processor time after which a file is given up."""

_CRASHES = ("SMP005", "SMP012")
_REFUSALS = ("SMP002", "SMP003", "SMP008", "SMP010")
OPTIONS = {rule.name: next(one.options for one in rule.examples) for rule in policies()}
"""Options for all policies, so that they look, too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file of a ``kind``: the processor time that it took in seconds, what crashed, what was found."""

    file: str
    kind: str
    seconds: float
    crashes: tuple[str, ...]
    pipelines: int = 0
    judged: int = 0
    refused: bool = False


class Hang(Exception):
    """Raised in a file that takes too long."""


def outcomes(folders: Sequence[Path], force: bool) -> Iterator[Outcome]:
    """Yield what comes of every file below ``folders``; with ``force`` each is made to build a pipeline."""
    signal.signal(signal.SIGPROF, _give_up)
    settings = Settings((Choice("survive", select=("SMP",)),), respect_gitignore=False, options=OPTIONS)
    for folder in folders:
        inputs, _ = find_inputs([str(folder)], Exclusion(settings))
        if force:
            code = (found for found in inputs if not found.file.endswith(".json"))
            yield from (_forced(found, number, settings) for number, found in enumerate(code))
        else:
            sources = Sources()
            yield from (_outcome(found, found.file, sources, settings, ()) for found in inputs)


def _forced(found: Input, number: int, settings: Settings) -> Outcome:
    """Let a file build a pipeline, in a folder of its own: what it imports has its own turn."""
    with TemporaryDirectory() as folder:
        alone = Path(folder, Path(found.path).name)
        try:
            data = found.read()
        except OSError:
            return Outcome(found.file, "unreadable", 0.0, ())
        alone.write_bytes(data)
        (alone.parent / "setup.cfg").touch()
        changed = forced(data, alone, number)
        one = Input(str(alone), True, str(alone), changed, str(alone.parent))
        return _outcome(one, found.file, Sources(), settings, (*all_rules(), *policies()))


def _outcome(one: Input, file: str, sources: Sources, settings: Settings, rules: Sequence[type[Rule]]) -> Outcome:
    """Read ``one`` and judge it: by all of ``rules``, or by those for which there is something in it."""
    began = time.process_time()
    reading = None
    findings: list[Finding] = []
    crashes = []
    try:
        with _patience():
            reading = read_input(one, sources)
            if reading is not None:
                settle([reading])
                findings += reading.findings if rules else outcome_of(reading, settings).findings
                findings += [each for made in reading.pipelines for each in judge(reading, made, rules, OPTIONS)]
    except (Exception, SystemExit) as error:
        crashes.append(f"{type(error).__name__} escaped: {told(error)}")
    crashes += dict.fromkeys(f"{each.code} {each.message}" for each in findings if each.code in _CRASHES)
    made = len(reading.pipelines) if reading is not None else 0
    refused = any(each.code in _REFUSALS for each in findings)
    kind = one.kind(b"") if reading is None else reading.kind
    return Outcome(file, kind, time.process_time() - began, tuple(crashes), made, made * len(rules), refused)


def _give_up(_: int, __: FrameType | None) -> None:
    raise Hang(f"not done after {HANGS} seconds")


@contextmanager
def _patience() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
