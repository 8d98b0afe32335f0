"""Conditions in the words that people read them in."""

from __future__ import annotations

from typing import Union

from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation, UnknownCondition


def condition_text(condition: Condition) -> str:
    """Return ``condition`` as one line, as the traces of the harness spell it: ``Parameters.N GreaterThan 3``.

    Without recursion, as ``Not`` and ``Or`` may be nested deeper than Python walks.
    """
    found: list[str] = []
    pending: list[Union[str, Condition]] = [condition]
    while pending:
        here = pending.pop()
        if isinstance(here, Negation):
            pending += (")", here.condition, "Not(")
        elif isinstance(here, Disjunction):
            pending.append(")")
            for number, inner in reversed(list(enumerate(here.conditions))):
                pending += (inner, ", ") if number else (inner,)
            pending.append("Or(")
        else:
            found.append(here if isinstance(here, str) else _plain_text(here))
    return "".join(found)


def _plain_text(condition: Union[Comparison, Membership, UnknownCondition]) -> str:
    if isinstance(condition, Comparison):
        return f"{expression_text(condition.left)} {condition.type} {expression_text(condition.right)}"
    if isinstance(condition, Membership):
        return f"{expression_text(condition.query)} In {expression_text(condition.values)}"
    return f"<unknown: {condition.type}>"
