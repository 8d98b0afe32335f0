"""Judging the conditions of a Condition step, keeping every operand so that a trace can show why.

The order is that of the SDK's local mode (sagemaker/local/pipeline.py:339-365), the only one written down: first all
operands of all conditions are resolved, then the conditions are judged from the first to the last and the rest is left
unjudged once the outcome is certain. An empty list of conditions is true and an empty Or is false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Union

from pipelint.harness.compare import COMPARISONS, Coercion, compare, contains
from pipelint.harness.errors import MissingFake, UnsettledComparison
from pipelint.harness.execution import Read
from pipelint.harness.resolve import Resolver
from pipelint.harness.settings import Settings
from pipelint.pipeline.expression_text import expression_text, shortened
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.values import ListValue, Literal, Record, Value, walk


@record
class Operand:
    """One side of a comparison: as it stands in the definition, and what it came to.

    It is ``literal`` when it stands there written out, without any reference.
    """

    text: str
    value: Any
    literal: bool

    def __str__(self) -> str:
        return shortened(self.value) if self.literal else f"{self.text} = {shortened(self.value)}"


@record
class Judgement:
    """One condition and what became of it. ``outcome`` is None when it was never judged (short-circuit).

    ``parts`` are the conditions inside a Not or an Or; the others have two ``operands``.
    """

    type: str
    outcome: bool | None
    operands: tuple[Operand, ...] = ()
    parts: tuple[Judgement, ...] = ()

    def __str__(self) -> str:
        if self.operands:
            left, right = self.operands
            return f"{left} {self.type} {right}"
        return f"{self.type}({', '.join(map(str, self.parts))})"

    def to_dict(self) -> dict[str, Any]:
        """Return the judgement as plain data."""
        return {
            "type": self.type,
            "outcome": self.outcome,
            "operands": [{"text": operand.text, "value": operand.value} for operand in self.operands],
            "parts": [part.to_dict() for part in self.parts],
        }


@record
class _Leaf:
    type: str
    operands: tuple[Operand, Operand]
    reads: tuple[Read, ...]


@record
class _Group:
    type: str
    parts: tuple[_Tree, ...]


_Tree = Union[_Leaf, _Group]


@record
class Decision:
    """The branch a Condition step took, ``"if"`` or ``"else"``, and a sentence that says why."""

    branch: str
    because: str
    judgements: tuple[Judgement, ...]


def judge_step(step: Step, resolver: Resolver, settings: Settings) -> Decision:
    """Judge the conditions of ``step``: the if branch is taken when all of them hold.

    Raises:
        MissingFake: an operand is a value the harness invented: such a value may flow, but never decide a branch,
            unless the setting ``undecided`` says which one.
        UnsettledComparison: see :mod:`pipelint.harness.compare`.
        StepFails: an operand cannot be resolved, or local mode would fail the step.
    """
    trees = [_resolved(condition, resolver, (index,)) for index, condition in enumerate(step.conditions)]
    try:
        judgements = tuple(_judged_until(trees, False, step, settings.coercion))
    except MissingFake as missing:
        if settings.undecided == "refuse":
            raise
        branch = settings.undecided
        why = f'took the {branch} branch: no fake decides it, and undecided="{branch}" does ({missing})'
        return Decision(branch, why, tuple(map(_unjudged, trees)))
    decisive = next((judgement for judgement in judgements if judgement.outcome is False), None)
    branch = "if" if decisive is None else "else"
    why = f"{decisive} is false" if decisive else "all its conditions are true"
    return Decision(branch, f"took the {branch} branch: {why}", judgements)


def _resolved(condition: Condition, resolver: Resolver, place: tuple[str | int, ...]) -> _Tree:
    if isinstance(condition, Negation):
        return _Group("Not", (_resolved(condition.condition, resolver, (*place, "Condition")),))
    if isinstance(condition, Disjunction):
        parts = enumerate(condition.conditions)
        return _Group("Or", tuple(_resolved(part, resolver, (*place, "Conditions", index)) for index, part in parts))
    if isinstance(condition, Membership):
        return _leaf("In", ("QueryValue", condition.query), ("Values", condition.values), resolver, place)
    assert isinstance(condition, Comparison)  # noqa: S101 - preflight refuses conditions that could not be read
    return _leaf(condition.type, ("LeftValue", condition.left), ("RightValue", condition.right), resolver, place)


def _leaf(
    type_: str, left: tuple[str, Value], right: tuple[str, Value], resolver: Resolver, place: tuple[str | int, ...]
) -> _Leaf:
    before = len(resolver.reads)
    operands = tuple(
        Operand(expression_text(value), resolver.resolve(value, ("Conditions", *place, key)), _is_written_out(value))
        for key, value in (left, right)
    )
    return _Leaf(type_, (operands[0], operands[1]), tuple(resolver.reads[before:]))


def _is_written_out(value: Value) -> bool:
    return all(isinstance(part, (Literal, ListValue, Record)) for part in walk(value))


def _judged_until(trees: Iterable[_Tree], decisive: bool, step: Step, coercion: Coercion) -> Iterator[Judgement]:
    """Judge ``trees`` in order; once one comes to ``decisive``, the others stay unjudged."""
    decided = False
    for tree in trees:
        judgement = _unjudged(tree) if decided else _judged(tree, step, coercion)
        decided = decided or judgement.outcome is decisive
        yield judgement


def _judged(tree: _Tree, step: Step, coercion: Coercion) -> Judgement:
    if isinstance(tree, _Leaf):
        return Judgement(tree.type, _outcome(tree, step, coercion), tree.operands)
    if tree.type == "Not":
        part = _judged(tree.parts[0], step, coercion)
        return Judgement("Not", not part.outcome, parts=(part,))
    parts = tuple(_judged_until(tree.parts, True, step, coercion))
    return Judgement("Or", any(part.outcome for part in parts), parts=parts)


def _unjudged(tree: _Tree) -> Judgement:
    if isinstance(tree, _Leaf):
        return Judgement(tree.type, None, tree.operands)
    return Judgement(tree.type, None, parts=tuple(map(_unjudged, tree.parts)))


def _outcome(leaf: _Leaf, step: Step, coercion: Coercion) -> bool:
    for read in leaf.reads:
        if read.invented:
            raise MissingFake(
                f'condition step "{step.name}" decides on {read.reference}, which no fake gives: the harness made up '
                f"{read.value!r}, and a made-up value never decides a branch. {read.way_out}"
            )
    left, right = leaf.operands
    try:
        if leaf.type in COMPARISONS:
            return compare(leaf.type, left.value, right.value, coercion)
        return contains(right.value, left.value, coercion)
    except UnsettledComparison as error:
        raise UnsettledComparison(
            f'condition step "{step.name}": {error}. No AWS documentation says what the service makes of it. '
            f"Make both sides of one kind in {left} {leaf.type} {right}, "
            'or decide with Harness(..., coercion="numeric") or coercion="local_mode"'
        ) from None
