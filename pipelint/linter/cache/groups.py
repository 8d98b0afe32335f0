"""Files that are answered together, and whether what was found out about them still holds.

Readings are compared with each other where they share code (:mod:`pipelint.linter.borrowing`), so files that share any
are one group, with everything that their readings asked of the disk. It holds as long as all answers are the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

from pipelint.linter.cache.fingerprints import Fingerprints, Stamp, digest
from pipelint.linter.disk import Disk, Question
from pipelint.linter.inputs import Input
from pipelint.pipeline.record import record, replace

Key = tuple[str, bool, str]
"""What an outcome is of: the file as it is shown, whether it was named, and the folder that it was found in."""

Row = list[Any]
"""A question and the answer, as JSON; of a file that was opened, its digest and its stamp."""


@record
class Member:
    """One file of a group: what it held, by its digest and its stamp, and its outcome as JSON."""

    key: Key
    digest: str
    stamp: Stamp | None
    outcome: Any


@record
class Group:
    """Files that were answered together, the numbers of the rows they depend on, and the code that they share.

    ``shared`` are real paths of files, those of the members left out.
    """

    members: tuple[Member, ...]
    rows: tuple[int, ...]
    shared: frozenset[str]


def key(found: Input) -> Key:
    """Return what the outcome of an input is kept by."""
    return (found.file, found.explicit, found.within or "")


def own(found: Input, disk: Disk) -> str:
    """Return what the code of an input is told by among what others share."""
    return disk.real(os.path.abspath(found.path))  # noqa: PTH100 - links are followed by the disk


class Present:
    """What is there now: the inputs of this run, the disk, and what files hold; ``rows`` are what was known before.

    ``restamped`` tells whether a stamp was found that can be trusted from now on.
    """

    def __init__(self, inputs: Sequence[Input], disk: Disk, rows: list[Row]) -> None:
        self.disk = disk
        self.prints = Fingerprints()
        self.rows = rows
        self.restamped = False
        self._inputs = {key(found): found for found in inputs}
        self._same: dict[int, bool] = {}
        self._noted: dict[Question, int] = {}

    def of_now(self, group: Group) -> Group | None:
        """Return ``group`` with the stamps of now if its readings would find nothing else than they did, else None."""
        members = [now for member in group.members if (now := self._of_now(member)) is not None]
        if len(members) < len(group.members) or not all(map(self._is_same, group.rows)):
            return None
        return replace(group, members=tuple(members)) if self.restamped else group

    def _of_now(self, member: Member) -> Member | None:
        found = self._inputs.get(member.key)
        if found is None or not self.prints.same(found.path, member.digest, member.stamp):
            return None
        stamp = self.prints.lasting(found.path)
        if stamp == member.stamp:
            return member
        self.restamped = True
        return replace(member, stamp=stamp)

    def _is_same(self, number: int) -> bool:
        if number not in self._same:
            self._same[number] = self._asked_again(self.rows[number])
        return self._same[number]

    def _asked_again(self, row: Row) -> bool:
        *question, answer = row
        if question[0] != "data" or not isinstance(answer, list):
            return bool(_plain(self.disk.answer(tuple(question))) == answer)
        if not self.prints.same(question[1], *answer):
            return False
        stamp = self.prints.lasting(question[1])
        if stamp != answer[1]:
            self.restamped = True
            answer[1] = stamp
        return True

    def note(self, question: Question) -> int:
        """Return the number of the row for a question that a reading has asked."""
        if question not in self._noted:
            given = self.disk.answer(question)
            answer = [digest(given), self.prints.lasting(question[1])] if isinstance(given, bytes) else _plain(given)
            self._noted[question] = len(self.rows)
            self.rows.append([*question, answer])
        return self._noted[question]


def _plain(answer: object) -> Any:
    return sorted(answer) if isinstance(answer, frozenset) else answer


def parted(shared: Sequence[Iterable[str]]) -> list[list[int]]:
    """Part the positions of ``shared`` so that those which have a text in common are together."""
    first: dict[str, int] = {}
    leader = list(range(len(shared)))

    def led(position: int) -> int:
        while leader[position] != position:
            position = leader[position]
        return position

    for position, texts in enumerate(shared):
        for text in texts:
            one, other = sorted((led(first.setdefault(text, position)), led(position)))
            leader[other] = one
    parts: dict[int, list[int]] = {}
    for position in range(len(shared)):
        parts.setdefault(led(position), []).append(position)
    return list(parts.values())
