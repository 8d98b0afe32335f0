"""Conditions in the words that people read them in."""

from __future__ import annotations

from pipelint.pipeline.expression_text import expression_text
from pipelint.pipeline.model import Comparison, Condition, Disjunction, Membership, Negation


def condition_text(condition: Condition) -> str:
    """Return ``condition`` as one line, as the traces of the harness spell it: ``Parameters.N GreaterThan 3``."""
    if isinstance(condition, Comparison):
        return f"{expression_text(condition.left)} {condition.type} {expression_text(condition.right)}"
    if isinstance(condition, Membership):
        return f"{expression_text(condition.query)} In {expression_text(condition.values)}"
    if isinstance(condition, Negation):
        return f"Not({condition_text(condition.condition)})"
    if isinstance(condition, Disjunction):
        return f"Or({', '.join(map(condition_text, condition.conditions))})"
    return f"<unknown: {condition.type}>"
