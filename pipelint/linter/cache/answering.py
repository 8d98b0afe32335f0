"""Outcomes of a run: from the cache where they still hold, from reading and judging for the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from pipelint.linter.cache.folder import Folder, NoCache
from pipelint.linter.cache.groups import Group, Key, Present, key, own
from pipelint.linter.cache.identity import identity
from pipelint.linter.cache.plain import Foreign, outcome
from pipelint.linter.disk import Disk
from pipelint.linter.inputs import Input
from pipelint.linter.settings import Settings

if TYPE_CHECKING:
    from pipelint.linter.files import Watch
    from pipelint.linter.outcome import Outcome


class Cache:
    """What earlier runs have found out, kept at ``path``; ``trouble`` says why nothing can be kept, where that is so.

    ``token`` is what these runs knew, and others did not; where it is None, nothing is believed and nothing kept.
    """

    def __init__(self, folder: Folder, token: str | None = "") -> None:
        self.trouble: str | None = None
        self.path = folder.path
        self._folder = folder
        self._token = token

    def outcomes(self, inputs: Sequence[Input], settings: Settings, watch: Watch) -> list[Outcome]:
        """Return the outcome of each input of interest, in their order."""
        try:
            known = "" if self._token is None else identity(settings, self._token)
        except OSError:  # no rule of the project may be out of sight
            known = ""
        rows, groups = self._folder.read(known) if known else ([], [])
        present = Present(inputs, Disk(), rows)
        hits = _Hits(groups, inputs, present)
        found = hits.outcomes
        made: list[Group] = []
        if left := [one for one in inputs if key(one) not in found]:
            from pipelint.linter.cache.fresh import Fresh

            fresh = Fresh(inputs, settings, present, watch)
            while left:
                fresh.read(left)
                left = hits.without(fresh.shared)
            found |= fresh.judged()
            made = list(fresh.groups())
        if known and (made or present.restamped):
            self._keep(known, present, [*made, *hits.groups], list(_others(groups, found.keys())))
        return [answer for one in inputs if (answer := found[key(one)]) is not None]

    def _keep(self, known: str, present: Present, groups: list[Group], others: list[Group]) -> None:
        try:
            self._folder.write(known, present.rows, groups, others)
        except NoCache as error:
            self.trouble = str(error)
        except MemoryError:
            self.trouble = "cannot be written: there was not enough memory"


class _Hits:
    """The groups that hold, and the ``outcomes`` of their members."""

    def __init__(self, groups: Sequence[Group], inputs: Sequence[Input], present: Present) -> None:
        self.groups: list[Group] = []
        self.outcomes: dict[Key, Outcome | None] = {}
        self._inputs = {key(found): found for found in inputs}
        self._disk = present.disk
        for group in groups:
            now = present.of_now(group)
            try:
                answered = {} if now is None else {one.key: outcome(one.outcome, one.key[0]) for one in now.members}
            except Foreign:
                continue
            if now is not None and self.outcomes.keys().isdisjoint(answered):
                self.groups.append(now)
                self.outcomes.update(answered)

    def without(self, shared: Set[str]) -> list[Input]:
        """Leave out the groups that share code with what is read anew, and return their files, to be read as well."""
        joined = [group for group in self.groups if not shared.isdisjoint(self._shared(group))]
        keys = [member.key for group in joined for member in group.members]
        self.groups = [group for group in self.groups if group not in joined] if joined else self.groups
        for one in keys:
            del self.outcomes[one]
        return [self._inputs[one] for one in keys]

    def _shared(self, group: Group) -> Iterator[str]:
        yield from group.shared
        yield from (own(self._inputs[member.key], self._disk) for member in group.members)


def _others(groups: Sequence[Group], answered: Set[Key]) -> Iterator[Group]:
    """Yield the groups of files that were not looked at in this run, and are still there."""
    for group in groups:
        keys = [member.key for member in group.members]
        if answered.isdisjoint(keys) and all(os.path.lexists(file) for file, _, _ in keys):
            yield group
