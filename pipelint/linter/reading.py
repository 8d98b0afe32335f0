"""What reading one file yields, whichever kind of file it is."""

from __future__ import annotations

from collections.abc import Sequence

from pipelint.findings import Finding, Span
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Origin


class Reading:
    """The pipelines of one file, what was met while reading it, and the way from a place of the model to a line.

    ``kind`` is ``"python"``, ``"notebook"`` or ``"definition"``. This base knows no places: readers of a kind of file
    that has some override :meth:`prepare` and :meth:`span`.
    """

    def __init__(
        self, file: str, kind: str, pipelines: tuple[Pipeline, ...] = (), findings: tuple[Finding, ...] = ()
    ) -> None:
        self.file = file
        self.kind = kind
        self.pipelines = pipelines
        self.findings = findings

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Make ready to give the spans of ``origins``: computing many at once costs what computing one does."""

    def span(self, origin: Origin | None) -> Span:
        """Return the place of ``origin``; the file as a whole where none is known."""
        return Span(self.file)
