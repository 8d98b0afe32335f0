"""What the cache cannot answer: read and judged as without a cache, noting what each reading has asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipelint.linter.borrowing import settle
from pipelint.linter.cache.fingerprints import digest
from pipelint.linter.cache.groups import Group, Key, Member, Present, key, own, parted
from pipelint.linter.cache.plain import of_outcome
from pipelint.linter.disk import Question
from pipelint.linter.files import read_input
from pipelint.linter.outcome import outcome_of
from pipelint.linter.source.sources import Sources
from pipelint.pipeline.record import record

if TYPE_CHECKING:
    from pipelint.linter.files import Watch
    from pipelint.linter.inputs import Input
    from pipelint.linter.outcome import Outcome
    from pipelint.linter.reading import Reading
    from pipelint.linter.settings import Settings


@record
class _Read:
    """One reading, None of a file of no interest, with the digest of what was read and what else it depends on."""

    reading: Reading | None
    digest: str
    asked: frozenset[Question]
    shared: frozenset[str]


class Fresh:
    """The files that are read in this run. ``shared`` are the real paths of all code that their readings share."""

    def __init__(self, inputs: Sequence[Input], settings: Settings, present: Present, watch: Watch) -> None:
        self.shared: set[str] = set()
        self._inputs = inputs
        self._settings = settings
        self._present = present
        self._watch = watch
        self._sources = Sources(settings.roots, settings.toolkits, disk=present.disk)
        self._read: dict[Key, _Read] = {}
        self._outcomes: dict[Key, Outcome | None] = {}

    def read(self, inputs: Sequence[Input]) -> None:
        """Read some files."""
        for found in self._watch("Reading", inputs):
            self._read[key(found)] = done = self._one(found)
            self.shared |= done.shared

    def _one(self, found: Input) -> _Read:
        disk = self._present.disk
        disk.asked, self._sources.shared = set(), {own(found, disk)}
        seen: list[bytes] = []
        reading = read_input(found, self._sources, seen=seen.append)
        return _Read(reading, digest(b"".join(seen)), frozenset(disk.asked), frozenset(self._sources.shared))

    def judged(self) -> dict[Key, Outcome | None]:
        """Judge what was read, in the order of the inputs, and return the outcomes."""
        order = [key(found) for found in self._inputs if key(found) in self._read]
        readings = {one: reading for one in order if (reading := self._read[one].reading) is not None}
        settle(list(readings.values()))
        self._outcomes = dict.fromkeys(order)
        for one, reading in self._watch("Checking", list(readings.items())):
            self._outcomes[one] = outcome_of(reading, self._settings)
        return self._outcomes

    def groups(self) -> Iterator[Group]:
        """Yield what can be kept of it: not where a file cannot be read, or pipelint failed."""
        inputs = [found for found in self._inputs if key(found) in self._read]
        for positions in parted([self._read[key(found)].shared for found in inputs]):
            together = [inputs[position] for position in positions]
            if all(map(self._can_be_kept, together)):
                done = [self._read[key(found)] for found in together]
                asked = sorted({question for one in done for question in one.asked})
                shared = {text for one in done for text in one.shared}
                shared -= {own(found, self._present.disk) for found in together}
                members = tuple(map(self._member, together))
                yield Group(members, tuple(map(self._present.note, asked)), frozenset(shared))

    def _member(self, found: Input) -> Member:
        stamp = self._present.prints.lasting(found.path)
        return Member(key(found), self._read[key(found)].digest, stamp, of_outcome(self._outcomes[key(found)]))

    def _can_be_kept(self, found: Input) -> bool:
        outcome = self._outcomes[key(found)]
        return outcome is None or (outcome.kind != "unreadable" and outcome.whole)
