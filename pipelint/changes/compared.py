"""What is told of a comparison: which pipelines were compared, and what came of each."""

from __future__ import annotations

from pipelint.changes.changes import Changes, Kind
from pipelint.pipeline.record import record


@record
class ComparedPipeline:
    """A pipeline by its ``name``, None where nothing tells it. Of one that is on one side alone there are no changes.

    ``steps`` are how many it has, on the side where it is newer.
    """

    name: str | None
    kind: Kind
    steps: int
    changes: Changes


@record
class Comparison:
    """The pipelines of two sides, which are called ``old`` and ``new``; ``notes`` say what was not understood there."""

    old: str
    new: str
    pipelines: tuple[ComparedPipeline, ...]
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(one.kind != "changed" or one.changes for one in self.pipelines)
