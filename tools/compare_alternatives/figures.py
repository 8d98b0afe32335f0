"""The figures of a comparison: how many of the planted faults each alternative tells, class by class."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipelint.findings import Finding, Severity
from tests.faults.source.table import CLASSES

FILE = Path(__file__).with_name("figures.json")


@dataclass
class Figures:
    """What was measured in one environment, or of one kind of input.

    ``planted`` counts the faults by class, in words. ``found`` counts, for each alternative, those that it tells;
    ``alarms`` the clean bases that it says something of, where nothing is to be said. ``versions`` are those of the
    programs; ``notes`` are sentences about what was seen.
    """

    bases: int
    planted: dict[str, int]
    found: dict[str, dict[str, int]] = field(default_factory=dict)
    alarms: dict[str, int] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, alternative: str, kinds: Iterable[str], alarms: int) -> None:
        """Note the classes of the faults that ``alternative`` tells, one for each fault, and its false alarms."""
        self.found[alternative] = counted(kinds)
        self.alarms[alternative] = alarms


def counted(kinds: Iterable[str]) -> dict[str, int]:
    """Return how many faults there are of each class, in words: numbered ones in their order, then the others.

    The words are what the figures are kept by, because the numbers are those of a table that grows.
    """
    in_order = sorted(Counter(kinds).items(), key=lambda item: (not item[0].isdigit(), item[0].zfill(3)))
    return {CLASSES.get(kind, kind): number for kind, number in in_order}


def alarms(of_bases: Iterable[Sequence[Finding]]) -> int:
    """Return of how many clean bases pipelint says that they have an error; each is given by its findings."""
    return sum(any(one.severity is Severity.ERROR for one in findings) for findings in of_bases)


def read(file: Path = FILE) -> dict[str, Figures]:
    """Return the figures that were kept, by what they are of: ``source v2``, ``source v3``, ``definitions``."""
    content: Mapping[str, Mapping[str, object]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {name: Figures(**values) for name, values in content.items()}  # type: ignore[arg-type]


def keep(measured: Mapping[str, Figures], file: Path = FILE) -> dict[str, Figures]:
    """Put ``measured`` in the place of the figures of those names, and return all."""
    every = {**read(file), **measured}
    content = {name: asdict(every[name]) for name in sorted(every)}
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return every
