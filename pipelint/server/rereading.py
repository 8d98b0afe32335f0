"""The files of one project, read again only where something changed that their reading depends on.

What a reading depends on is what its file holds, and the answers of the disk to what it asked
(:mod:`pipelint.linter.disk`), as for the cache between runs. Readings that share code are settled and judged together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelint.findings import Finding, Severity
from pipelint.linter.borrowing import settle
from pipelint.linter.cache.fingerprints import Fingerprints, Stamp, digest
from pipelint.linter.cache.groups import Key, key, own, parted
from pipelint.linter.disk import Question
from pipelint.linter.files import read_input
from pipelint.linter.inputs import Input
from pipelint.linter.outcome import Outcome, outcome_of
from pipelint.linter.reading import Reading
from pipelint.linter.settings import Settings
from pipelint.linter.source.sources import Sources
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record, replace
from pipelint.server.documents import OpenFile
from pipelint.server.overlay import Overlay


@record(frozen=False, eq=False)
class Kept:
    """One reading, None of a file of no interest, and what it depends on.

    ``pipelines`` and ``findings`` are those before the reading was settled with others; ``outcome`` is that of the
    pipelines ``judged``, where they were, together with those of the numbers in ``group``. ``data`` is what a file
    with pipelines held. ``good`` is what was read last before the file could not be parsed.
    """

    number: int
    reading: Reading | None
    digest: str
    stamp: Stamp | None
    own: str
    asked: frozenset[Question]
    shared: frozenset[str]
    imported: frozenset[str]
    pipelines: tuple[Pipeline, ...] = ()
    findings: tuple[Finding, ...] = ()
    judged: tuple[Pipeline, ...] = ()
    outcome: Outcome | None = None
    group: tuple[int, ...] = ()
    was_imported: bool | None = None
    data: bytes | None = None
    good: Kept | None = None

    @property
    def is_broken(self) -> bool:
        """Tell whether the file cannot be parsed."""
        return any(finding.code in _BROKEN and finding.severity is Severity.ERROR for finding in self.findings)


_BROKEN = ("SMP002", "SMP003", "SMP004", "SMP010")


class Rereading:
    """The readings of the files of a project, as ``settings`` say; ``read_so_far`` counts how many were made."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._disk = Overlay({})
        self._sources = Sources(settings.roots, settings.toolkits, disk=self._disk)
        self._sources.for_editor = True
        self._inputs: dict[Key, Input] = {}
        self._keys: dict[str, Key] = {}
        self.read_so_far = 0
        self._kept: dict[Key, Kept] = {}
        self._stale: dict[Key, None] = {}

    def look(self, inputs: Sequence[Input], files: Mapping[str, OpenFile]) -> None:
        """Look at everything anew: these are the files now, and those that are open."""
        disk = Overlay(files)
        asked = {question for kept in self._kept.values() for question in kept.asked}
        changed = disk.differing(self._disk, asked)
        self._disk = self._sources.disk = disk
        self._inputs = {key(found): found for found in inputs}
        self._keys = {own(found, disk): one for one, found in self._inputs.items()}
        self._kept = {one: kept for one, kept in self._kept.items() if one in self._inputs}
        prints = Fingerprints()
        for one, found in self._inputs.items():
            kept = self._kept.get(one)
            if kept is None or not _holds(found, kept, prints):
                self._stale[one] = None
        self._stale = {one: None for one in self._stale if one in self._inputs}
        self._mark(changed)

    def put(self, real: str, file: OpenFile) -> None:
        """Take note that a file that is open holds another text."""
        self._mark(self._disk.put(real, file))
        one = self._keys.get(real)
        if one is not None:
            self._inputs[one] = replace(self._inputs[one], data=file.data)
            self._stale[one] = None

    def _mark(self, changed: set[Question]) -> None:
        if changed:
            self._stale.update((one, None) for one, kept in self._kept.items() if not changed.isdisjoint(kept.asked))

    def read_one(self, first: str | None = None) -> bool:
        """Read one of the files that have to be, ``first`` the one with that real path; False where none has to."""
        if not self._stale:
            return False
        wanted = self._keys.get(first or "")
        one = wanted if wanted is not None and wanted in self._stale else next(iter(self._stale))
        del self._stale[one]
        before = self._kept.get(one)
        self._kept[one] = now = self._read(self._inputs[one])
        if before is not None and now.is_broken:
            now.good = before.good if before.is_broken else before
        return True

    def _read(self, found: Input) -> Kept:
        disk, real = self._disk, own(found, self._disk)
        disk.asked, self._sources.shared, self._sources.imported = set(), {real}, set()
        stamp = Fingerprints().lasting(found.path) if found.data is None else None
        seen: list[bytes] = []
        reading = read_input(found, self._sources, seen=seen.append)
        self.read_so_far += 1
        kept = Kept(
            self.read_so_far,
            reading,
            digest(b"".join(seen)),
            stamp,
            real,
            frozenset(disk.asked),
            frozenset(self._sources.shared),
            frozenset(self._sources.imported),
        )
        if reading is not None:
            kept.data = seen[0] if reading.pipelines else None
            kept.pipelines, kept.findings = reading.pipelines, reading.findings
        return kept

    def outcomes(self) -> list[Outcome]:
        """Return the outcomes of all that was read, in the order of the files."""
        imported = {file for kept in self._kept.values() for file in kept.imported}
        for one, kept in list(self._kept.items()):
            if kept.was_imported not in (None, kept.own in imported):  # on which its fixes depend
                self._kept[one] = self._read(self._inputs[one])
        self._sources.imported = imported
        known = [self._kept[one] for one in self._inputs if one in self._kept]
        order = [kept for kept in known if kept.reading is not None]
        for positions in parted([kept.shared for kept in order]):
            self._judge([order[position] for position in positions])
        return [kept.outcome for kept in order if kept.outcome is not None]

    def _judge(self, together: Sequence[Kept]) -> None:
        """Settle readings that share code, and judge those that came out otherwise than before."""
        group = tuple(kept.number for kept in together)
        if all(kept.group == group for kept in together):
            return
        readings = [kept.reading for kept in together if kept.reading is not None]
        for kept, reading in zip(together, readings, strict=True):
            reading.pipelines, reading.findings = kept.pipelines, kept.findings
        settle(readings)
        for kept, reading in zip(together, readings, strict=True):
            if kept.outcome is None or not _alike(kept.judged, reading.pipelines):
                kept.outcome = outcome_of(reading, self.settings)
            kept.judged, kept.group = reading.pipelines, group
            kept.was_imported = kept.own in self._sources.imported

    def kept_of(self, real: str) -> list[Kept]:
        """Return the readings that the code of a file is part of, its own first."""
        found = [kept for kept in self._kept.values() if kept.reading is not None and real in kept.shared]
        return sorted(found, key=lambda kept: kept.own != real)

    def all_kept(self) -> list[Kept]:
        """Return all readings, in the order of the files."""
        return [self._kept[one] for one in self._inputs if one in self._kept]

    def input_of(self, real: str) -> Input | None:
        """Return the file with a real path, if it is one of the project's."""
        one = self._keys.get(real)
        return None if one is None else self._inputs[one]

    def reading_with(self, found: Input) -> Reading | None:
        """Return what a file would yield if it held something else; nothing of it is kept."""
        return read_input(found, self._sources.apart())


def _holds(found: Input, kept: Kept, prints: Fingerprints) -> bool:
    """Tell whether a file holds what was read."""
    if found.data is not None:
        return digest(found.data) == kept.digest
    return kept.digest != "" and prints.same(found.path, kept.digest, kept.stamp)


def _alike(before: Sequence[Pipeline], after: Sequence[Pipeline]) -> bool:
    """Tell whether pipelines of one reading that were settled twice came out the same."""
    if len(before) != len(after):
        return False
    return all(
        one is other or (_same(one.steps, other.steps) and _same(one.facts, other.facts) and one.origin is other.origin)
        for one, other in zip(before, after, strict=True)
    )


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
