"""Checking a mutant in the place of its file, and what may not come of it."""

from __future__ import annotations

import ast
import gc
import shutil
import signal
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipelint.configuration.files import ConfigurationError, nearest
from pipelint.configuration.settings import settings as configured
from pipelint.linter.engine import check
from pipelint.linter.problems import FAILURES
from pipelint.linter.settings import Choice, Settings

from .mutants import cuts, deletions

FIXTURES = Path(__file__).parents[2] / "fixtures"
PROJECTS = (
    *(FIXTURES / name for name in ("sample_project", "broken_project", "legacy_project", "own_rules_project")),
    *sorted(path for path in (FIXTURES / "projects").iterdir() if path.is_dir()),
)
SUFFIXES = frozenset({".py", ".ipynb", ".json", ".yaml", ".yml", ".toml", ".cfg"})
HANGS = 60
"""Seconds of processor time after which a check is given up."""

_COLLECTED = 200
_ALL = Settings((Choice("mutation", select=("SMP",)),))


@dataclass
class Figures:
    """What came of the mutants: how many of each kind were checked, what crashed, and the slowest check in seconds."""

    checked: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, other: Figures) -> None:
        """Count what ``other`` counts, too."""
        self.checked += other.checked
        self.crashes += other.crashes
        self.slowest = max(self.slowest, other.slowest)


def files_of(project: Path) -> list[Path]:
    """Return the files of a project that pipelint reads or may read, from its folder."""
    found = sorted(project.rglob("*"))
    return [path.relative_to(project) for path in found if path.suffix in SUFFIXES and "__pycache__" not in path.parts]


def judged(project: Path, work: Path, stride: int = 1) -> Figures:
    """Check every mutant, or each in a ``stride``, of every file of a copy of ``project`` in the folder ``work``."""
    copied = work / project.name
    shutil.copytree(project, copied, ignore=shutil.ignore_patterns("__pycache__", ".pipelint_cache"))
    figures = Figures()
    for file in files_of(project):
        figures.add(_of_file(copied, file, stride))
    return figures


def _of_file(project: Path, file: Path, stride: int) -> Figures:
    place = project / file
    data = place.read_bytes()
    figures = Figures()
    kinds = {"cut": cuts(data), "without a part": deletions(data, file.suffix)}
    for kind, mutants in kinds.items():
        for number, mutant in enumerate(islice(mutants, 0, None, stride)):
            place.write_bytes(mutant)
            if number % _COLLECTED == 0:
                gc.collect()  # a check lets the collector rest, which is made for one check in a process
            name = f"{project.name}/{file} {kind} {number * stride}"
            began = time.process_time()
            figures.crashes += (f"{name}: {crash}" for crash in _crashes(project, place, mutant))
            figures.slowest = max(figures.slowest, (time.process_time() - began, name))
            figures.checked[f"{file.suffix} {kind}"] += 1
    place.write_bytes(data)
    return figures


def _crashes(project: Path, file: Path, mutant: bytes) -> Iterator[str]:
    """Check a mutant with its project; alone where the others cannot tell it from any other broken file."""
    alone = file.suffix in (".json", ".ipynb") or (file.suffix == ".py" and not _parses(mutant))
    try:
        with _patience():
            found = check([str(file if alone else project)], _settings(project, file))
    except ConfigurationError:
        return  # which is said, and nothing is checked
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
        return
    yield from (f"{one.code} {one.message}" for one in found.findings if one.code in FAILURES)


def _settings(project: Path, file: Path) -> Settings:
    if file.name not in ("pyproject.toml", "pipelint.toml"):
        return _ALL
    return configured(nearest(project), Choice("mutation", select=("SMP",)))


def _parses(data: bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(data)
    except (SyntaxError, ValueError):
        return False
    return True


@contextmanager
def _patience() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise TimeoutError(f"not done after {HANGS} seconds")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
