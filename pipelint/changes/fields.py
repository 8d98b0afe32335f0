"""Where two values differ: field by field, to the depth where people would say that a field changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipelint.changes.changes import FieldChange
from pipelint.changes.lists import SETS, is_flat, named_items
from pipelint.changes.stamps import only_difference
from pipelint.changes.tokens import Naming, tokens
from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.record import record
from pipelint.pipeline.secrets import hidden
from pipelint.pipeline.values import (
    Index,
    Key,
    ListValue,
    Literal,
    Member,
    PathPart,
    Record,
    Unknown,
    Value,
    walk,
)

_DEEPEST = 100
"""Keys of the longest path; what lies deeper is told at its ancestor. The longest of the fixtures has 14."""


@record
class _Two:
    """The values at ``path`` on the two sides; ``open`` says that one may be there though nobody told it."""

    path: tuple[PathPart, ...]
    old: Value | None
    new: Value | None
    open: bool = False

    @property
    def key(self) -> str:
        """The key that the values stand under, for those that are lists."""
        last = self.path[-1] if self.path else None
        return last.name if isinstance(last, Member) else ""


class Fields:
    """Compares values. ``naming`` says what stands for the names of steps in the old ones.

    ``lenient`` is for a source that is compared with a definition: what the source does not tell is then no difference,
    and is counted in ``not_compared``.
    """

    def __init__(self, naming: Naming, lenient: bool) -> None:
        self.not_compared = 0
        self._naming = naming
        self._lenient = lenient

    def same(self, old: Value, new: Value, key: str = "") -> bool:
        """Tell whether two values that stand under ``key`` mean the same."""
        return tokens(old, self._naming, key) == tokens(new, str, key)

    def differences(
        self, old: Value | None, new: Value | None, *path: PathPart, called: str = ""
    ) -> Iterator[FieldChange]:
        """Yield every field that differs between two values at ``path``; None is nothing at all.

        ``called`` is the name of what they belong to, where that tells a secret: a parameter's.
        """
        pending = [_Two(path, old, new)]
        while pending:
            here = pending.pop()
            inner = self._inside(here)
            if inner is not None:
                pending.extend(reversed(inner))
            elif self._differs(here):
                yield _change(here, called)

    def _inside(self, two: _Two) -> list[_Two] | None:
        """Return what to compare in place of two containers; None where they are compared as a whole."""
        if len(two.path) >= _DEEPEST:
            return None
        if isinstance(two.old, Record) and isinstance(two.new, Record):
            return [
                self._two(two, Member(key), two.old.entries.get(key), two.new.entries.get(key))
                for key in {**two.old.entries, **two.new.entries}
            ]
        if isinstance(two.old, ListValue) and isinstance(two.new, ListValue):
            return self._inside_lists(two, two.old, two.new)
        return None

    def _inside_lists(self, two: _Two, old: ListValue, new: ListValue) -> list[_Two] | None:
        before, after = named_items(two.key, old), named_items(two.key, new)
        if before is not None and after is not None:
            return [self._two(two, Key(name), before.get(name), after.get(name)) for name in {**before, **after}]
        flat = is_flat(old) and is_flat(new)
        if two.key in SETS and flat:
            return None
        if len(old.items) == len(new.items):
            both = zip(old.items, new.items, strict=True)
            return [self._two(two, Index(number), *items) for number, items in enumerate(both)]
        if flat and not (self._lenient and not (old.complete and new.complete)):
            return None
        return self._aligned(two, old, new)

    def _aligned(self, two: _Two, old: ListValue, new: ListValue) -> list[_Two]:
        """Pair the items of two lists: those that are alike at the beginning and at the end, then the others in order.

        What is left over of the longer one was added or removed.
        """
        before, after = old.items, new.items
        start = 0
        while start < min(len(before), len(after)) and self.same(before[start], after[start]):
            start += 1
        end = 0
        while end < min(len(before), len(after)) - start and self.same(before[-1 - end], after[-1 - end]):
            end += 1
        before, after = before[start : len(before) - end], after[start : len(after) - end]
        return [self._two(two, Index(start + number), *both) for number, both in enumerate(zip_longest(before, after))]

    def _two(self, around: _Two, part: PathPart, old: Value | None, new: Value | None) -> _Two:
        """Return the values at ``part`` in two containers."""
        lacking = around.old if old is None else around.new if new is None else None
        may_be = isinstance(lacking, (Record, ListValue)) and not lacking.complete
        return _Two((*around.path, part), old, new, self._lenient and may_be)

    def _differs(self, two: _Two) -> bool:
        if two.old is None or two.new is None:
            there = two.new if two.old is None else two.old
            if two.open:
                self.not_compared += 1
            return there is not None and not two.open and not (self._lenient and _is_nothing(there))
        if self._lenient and any(isinstance(part, Unknown) for one in (two.old, two.new) for part in walk(one)):
            self.not_compared += 1
            return False
        return not self.same(two.old, two.new, two.key)


def _is_nothing(value: Value) -> bool:
    """Tell whether ``value`` is what an SDK writes for nothing at all."""
    return all(isinstance(part, (Record, ListValue)) or part == Literal(None) for part in walk(value))


def told(value: Value, *names: str) -> str:
    """Return ``value`` in the words that people read, but for what looks like a secret; it is called ``names``.

    A comparison is posted where more people read it than read the code.
    """
    literals = [part.value for part in walk(value) if isinstance(part, Literal)]
    secrets = (shown for text in literals for name in names or ("",) if (shown := hidden(text, name)) is not None)
    return next(secrets, None) or expression_text(value)


def _change(two: _Two, called: str) -> FieldChange:
    there = [one for one in (two.old, two.new) if one is not None]
    unknown = any(isinstance(part, Unknown) for one in there for part in walk(one))
    last = two.path[-1] if two.path else None
    names = (called, last.name or "") if isinstance(last, (Member, Key)) else (called,)
    texts = [None if one is None else told(one, *names) for one in (two.old, two.new)]
    return field_change(two.path, texts, certain=not unknown)


def field_change(path: tuple[PathPart, ...], texts: Sequence[str | None], certain: bool = True) -> FieldChange:
    """Return the change of the field at ``path`` from the first of two texts to the second."""
    old, new = texts
    only = only_difference(old, new) if old is not None and new is not None else ()
    return FieldChange(path, old, new, only, certain)
