"""Which step of the one pipeline is which of the other: by name, or by all that it is but its name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from pipelint.changes.tokens import condition_tokens, tokens
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Literal, Value

_ARMS = {"if_steps": "the if branch of", "else_steps": "the else branch of", "body": "the body of"}


@record(eq=False)
class Placed:
    """A step, and where it stands: in the ``arm`` of the step ``container``; both are empty texts at the top.

    ``number`` counts the steps of one name, from 0: there should be one. A placed step equals only itself, because to
    compare steps is to walk all that they hold, to any depth.
    """

    step: Step
    arm: str = ""
    container: str = ""
    number: int = 0

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f'{self.arm} "{self.container}"' if self.arm else ""


@record
class Pair:
    """A step before and after; None where it was not there before, or is there no longer."""

    old: Placed | None
    new: Placed | None


class Matching:
    """The ``pairs`` of two pipelines, in the order of the new one, then those of the old one that are gone.

    ``names`` has the new name of each step of the old pipeline that is in both, whether it was renamed or not.
    """

    def __init__(self, old: Pipeline, new: Pipeline) -> None:
        before, after = placed(old), placed(new)
        by_name = {(one.step.name, one.number): one for one in before}
        partner = {id(one): by_name.pop((one.step.name, one.number), None) for one in after}
        self.names = {one.step.name: one.step.name for one in partner.values() if one is not None}
        left = list(by_name.values())
        fresh = [one for one in after if partner[id(one)] is None]
        for gone, come in [*self._renamed(left, fresh), *self._nameless(left, fresh)]:
            partner[id(come)] = gone
        matched = {id(one) for one in partner.values()}
        self.pairs = (
            *(Pair(partner[id(one)], one) for one in after),
            *(Pair(one, None) for one in before if id(one) not in matched),
        )

    def naming(self, name: str) -> str:
        """Return the name that a step of the old pipeline has in the new one; its own where that has it not."""
        return self.names.get(name, name)

    def _renamed(self, gone: list[Placed], come: list[Placed]) -> Iterable[tuple[Placed, Placed]]:
        """Take the steps that differ in their names alone out of the two lists, and yield them.

        Those that they read must be matched before they are, so it is asked again as long as one was found.
        """
        kinds: dict[Hashable, int] = {}
        before, after = ([_Content(one, kinds) for one in many] for many in (gone, come))
        while True:
            known = {name: name for name in self.names.values()}
            free: dict[Hashable, list[_Content]] = {}
            for key, one in _keys(after, known):
                free.setdefault(key, []).append(one)
            found = [(one, free[key].pop(0)) for key, one in _keys(before, self.names) if free.get(key)]
            for one, other in found:
                before.remove(one)
                after.remove(other)
                gone.remove(one.placed)
                come.remove(other.placed)
                self.names[one.placed.step.name] = other.placed.step.name
                yield one.placed, other.placed
            if not found:
                return

    def _nameless(self, gone: list[Placed], come: list[Placed]) -> Iterable[tuple[Placed, Placed]]:
        """Yield the steps whose names the source does not tell with those of the same type and place, in order."""
        for one in list(gone):
            other = next((each for each in come if _may_be(one, each)), None)
            if other is not None:
                come.remove(other)
                self.names[one.step.name] = other.step.name
                yield one, other


def _may_be(one: Placed, other: Placed) -> bool:
    known = one.step.name_known and other.step.name_known
    return not known and one.step.type == other.step.type and one.arm == other.arm


def placed(pipeline: Pipeline) -> list[Placed]:
    """Return every step of ``pipeline`` with its place, parents before children."""
    found: list[Placed] = []
    numbers: dict[str, int] = {}
    pending = [(step, "", "") for step in reversed(pipeline.steps)]
    while pending:
        step, arm, container = pending.pop()
        numbers[step.name] = numbers.get(step.name, -1) + 1
        found.append(Placed(step, arm, container, numbers[step.name]))
        inner = [(each, words, step.name) for name, words in _ARMS.items() for each in getattr(step, name)]
        pending.extend(reversed(inner))
    return found


class _Content:
    """All that a step is but its name, with the steps that it names apart: those may have been renamed, too."""

    def __init__(self, placed: Placed, kinds: dict[Hashable, int]) -> None:
        step = placed.step
        self.placed = placed
        self._read: list[str] = []
        content = (step.type, *self._values(step), *(condition_tokens(one, self._mark) for one in step.conditions))
        self._kind = kinds.setdefault((content, placed.arm), len(kinds))  # a number is compared faster than the content
        self._waits = {(one.step, one.trigger) for one in step.depends_on}

    def _mark(self, name: str) -> str:
        """Note that the step ``name`` is read; nothing of the name stays in the content."""
        self._read.append(name)
        return "step"

    def _values(self, step: Step) -> Iterable[Hashable]:
        files = sorted(step.property_files, key=lambda one: _text(one.name))
        outputs = sorted(step.outputs, key=lambda one: _text(one.name))
        of_files = (value for one in files for value in (one.name, one.output_name, one.path))
        of_outputs = (value for one in outputs for value in (one.name, one.type))
        for value in (step.arguments, step.attributes, *step.unplaced, *of_files, *of_outputs):
            yield tokens(value, self._mark)

    def key(self, names: Mapping[str, str], unmatched: set[str]) -> Hashable | None:
        """Return what two steps have in common that differ in their names alone.

        None while the step reads one that is among the ``unmatched``.
        """
        waits = [name for name, _ in self._waits]
        if any(name in unmatched and name not in names for name in (*self._read, *waits)):
            return None
        container = self.placed.container
        return (
            self._kind,
            tuple(names.get(name, name) for name in self._read),
            frozenset((names.get(name, name), trigger) for name, trigger in self._waits),
            None if container in unmatched and container not in names else names.get(container, container),
        )


def _keys(contents: Sequence[_Content], names: Mapping[str, str]) -> Iterator[tuple[Hashable, _Content]]:
    """Yield each of ``contents`` that can be matched by now with its key."""
    unmatched = {one.placed.step.name for one in contents}
    for one in contents:
        key = one.key(names, unmatched)
        if key is not None:
            yield key, one


def _text(value: Value) -> str:
    return str(value.value) if isinstance(value, Literal) else ""
