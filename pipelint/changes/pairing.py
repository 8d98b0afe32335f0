"""Which pipeline of the one side is which of the other: by name, or because it is the only one."""

from __future__ import annotations

from collections.abc import Sequence

from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal


def pipeline_name(pipeline: Pipeline) -> str | None:
    """Return the name of ``pipeline``; None where nothing tells it, as in a definition."""
    name = pipeline.name
    return name.value if isinstance(name, Literal) and isinstance(name.value, str) else None


def pairs(old: Sequence[Pipeline], new: Sequence[Pipeline]) -> list[tuple[Pipeline | None, Pipeline | None]]:
    """Return the pipelines of both sides in pairs, in the order of the new ones; None where one has no other.

    Those of one name are one. What is left is one, too, where each side has a single one left.
    """
    left = list(old)
    found: list[tuple[Pipeline | None, Pipeline | None]] = []
    for one in new:
        name = pipeline_name(one)
        other = next((each for each in left if name is not None and pipeline_name(each) == name), None)
        left = [each for each in left if each is not other]
        found.append((other, one))
    alone = [number for number, (other, _) in enumerate(found) if other is None]
    if len(alone) == 1 and len(left) == 1:
        found[alone[0]] = (left.pop(), found[alone[0]][1])
    return found + [(one, None) for one in left]
