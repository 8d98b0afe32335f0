"""What conditions that must all hold say of one another: that they never do, or the same twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan

from pipelint.pipeline.model import Comparison, Condition, Membership, Negation
from pipelint.pipeline.record import record
from pipelint.pipeline.storage import fixed_text
from pipelint.pipeline.values import (
    ExecutionVariable,
    JsonGet,
    ListValue,
    Literal,
    ParameterReference,
    PropertyFileReference,
    Scalar,
    StepReference,
    Value,
)

MIRRORED = {
    "Equals": "Equals",
    "GreaterThan": "LessThan",
    "GreaterThanOrEqualTo": "LessThanOrEqualTo",
    "LessThan": "GreaterThan",
    "LessThanOrEqualTo": "GreaterThanOrEqualTo",
}
"""The comparison that says the same with its operands exchanged."""


def spelled(value: Value) -> str | None:
    """Spell a value that is the same wherever it is spelled so; None for what is not known, and what may change."""
    if isinstance(value, Literal):
        return repr(value.value)
    if isinstance(value, (ParameterReference, ExecutionVariable, StepReference)):
        return None if "[…]" in str(value) or value == ExecutionVariable("CurrentDateTime") else str(value)
    if isinstance(value, JsonGet) and isinstance(value.path, Literal):
        source = value.source
        if isinstance(source, PropertyFileReference):
            return f"{value.path.value} of {source}" if source.step and source.name else None
        file = fixed_text(source)
        return f"{value.path.value} of {file}" if file is not None else None
    return None


def repetitions(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """Yield each of ``conditions`` that says just what one before it says."""
    seen = set()
    for condition in conditions:
        said = _said(condition)
        if said is not None and said in seen:
            yield condition
        seen.add(said)


def _said(condition: Condition) -> tuple[object, ...] | None:
    """Return what ``condition`` says, the same for all that say the same; None where it is not wholly known."""
    negations = 0
    while isinstance(condition, Negation):
        negations += 1
        condition = condition.condition
    if isinstance(condition, Comparison):
        parts = [condition.left, condition.right]
        kind = condition.type
    elif isinstance(condition, Membership) and isinstance(condition.values, ListValue) and condition.values.complete:
        parts = [condition.query, *condition.values.items]
        kind = "In"
    else:
        return None
    texts = tuple(map(spelled, parts))
    return None if None in texts else (negations, kind, texts)


@record
class Bound:
    """A comparison of ``subject`` with a literal: which one, as it reads with the subject on its left."""

    condition: Comparison
    subject: str
    type: str
    limit: Scalar

    @property
    def is_number(self) -> bool:
        """True when the subject is compared with a number."""
        return isinstance(self.limit, (int, float)) and not isinstance(self.limit, bool)

    @property
    def number(self) -> float:
        """That number."""
        return self.limit if isinstance(self.limit, (int, float)) else nan

    @property
    def is_strict(self) -> bool:
        """True when the limit itself is excluded."""
        return self.type in ("GreaterThan", "LessThan")


def contradictions(conditions: Sequence[Condition]) -> Iterator[tuple[Bound, Bound]]:
    """Yield the first two comparisons of each subject that never both hold, in written order.

    Compared are numbers with numbers, and texts and truth values that the subject should be equal to: whether one kind
    is converted into another is not documented.
    """
    by_subject: dict[str, list[Bound]] = {}
    for condition in conditions:
        bound = _bound(condition) if isinstance(condition, Comparison) else None
        if bound is not None:
            by_subject.setdefault(bound.subject, []).append(bound)
    for bounds in by_subject.values():
        found = _apart([bound for bound in bounds if bound.is_number]) or _unequal(bounds)
        if found is not None:
            yield found


def _bound(condition: Comparison) -> Bound | None:
    for value, limit, kind in (
        (condition.left, condition.right, condition.type),
        (condition.right, condition.left, MIRRORED.get(condition.type, "")),
    ):
        subject = None if isinstance(value, Literal) else spelled(value)
        if subject is not None and isinstance(limit, Literal) and kind in MIRRORED:
            return Bound(condition, subject, kind, limit.value)
    return None


def _apart(bounds: Sequence[Bound]) -> tuple[Bound, Bound] | None:
    """Return the first two of ``bounds``, all of numbers, that leave no number between them."""
    least: Bound | None = None
    most: Bound | None = None
    for bound in bounds:
        # Of those from below the greatest counts, of those from above the smallest; of equal ones the strict one.
        if not bound.type.startswith("Less") and (
            least is None or (bound.number, bound.is_strict) > (least.number, least.is_strict)
        ):
            least = bound
        if not bound.type.startswith("Greater") and (
            most is None or (-bound.number, bound.is_strict) > (-most.number, most.is_strict)
        ):
            most = bound
        if least and most and (least.number, least.is_strict or most.is_strict) > (most.number, False):
            return (most, least) if bound is least else (least, most)
    return None


def _unequal(bounds: Sequence[Bound]) -> tuple[Bound, Bound] | None:
    """Return the first two of ``bounds`` that want the subject to equal two texts, or two truth values."""
    first: dict[type, Bound] = {}
    for bound in bounds:
        if bound.type == "Equals" and isinstance(bound.limit, (str, bool)):
            other = first.setdefault(type(bound.limit), bound)
            if other.limit != bound.limit:
                return other, bound
    return None
