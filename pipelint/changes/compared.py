"""What is told of a comparison: which pipelines were compared, and what came of each."""

from __future__ import annotations

from pipelint.changes.changes import Changes, Kind
from pipelint.changes.pairing import pipeline_name
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record


@record
class ComparedPipeline:
    """A pipeline as it was and as it is, None on a side that has it not; ``changes`` are of one that is on both."""

    old: Pipeline | None
    new: Pipeline | None
    changes: Changes

    @property
    def name(self) -> str | None:
        """Its name on the newer side that tells it."""
        names = (pipeline_name(one) for one in (self.new, self.old) if one is not None)
        return next((name for name in names if name is not None), None)

    @property
    def kind(self) -> Kind:
        """What became of the pipeline itself; one that is on both sides is changed, however little."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def steps(self) -> int:
        """How many steps it has, where it is newer."""
        there = self.new or self.old
        return 0 if there is None else len(list(there.all_steps()))


@record
class Comparison:
    """The pipelines of two sides, which are called ``old`` and ``new``; ``notes`` say what was not understood there."""

    old: str
    new: str
    pipelines: tuple[ComparedPipeline, ...]
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(one.kind != "changed" or one.changes for one in self.pipelines)
