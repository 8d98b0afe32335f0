"""What reading one file yields, whatever its kind; each reader subclasses this to say how it finds a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from pipelint.findings import Finding, Span
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Origin, Value

if TYPE_CHECKING:
    from pipelint.findings import Fix
    from pipelint.linter.suppression_comments import Comment
    from pipelint.rules.repair import Repair

Kind = Literal["python", "notebook", "definition", "unreadable"]

WORD = b"sagemaker"
"""What stands in every file of code that builds a pipeline."""


@record
class Mention:
    """An expression ``at`` a place that stands for a step or parameter that is ``made`` elsewhere, or for a ``value``.

    The value need not be in any pipeline: nothing may have been done with it yet.
    """

    at: Origin
    made: Origin | None = None
    value: Value | None = None


class Reading:
    """The pipelines of one file, and the problems met while reading it.

    ``file`` is the path as the report shows it. ``pipelines`` hold origins that only this reading can turn into lines
    and columns. Used as it is, without a subclass, it is the reading of a file in which nothing has a place of its own.

    ``assumed`` are those of the pipelines that were read with arguments that are not known, because nothing in the file
    calls the function that builds them. ``imported`` are those that an imported module built by itself.

    ``suppressions`` are the comments in the file that ask for silence. ``mentions`` tell what expressions mean, where
    that was asked for.
    """

    mentions: tuple[Mention, ...] = ()
    assumed: tuple[Pipeline, ...] = ()
    imported: tuple[Pipeline, ...] = ()
    suppressions: tuple[Comment, ...] = ()

    def __init__(
        self, file: str, kind: Kind, pipelines: tuple[Pipeline, ...] = (), findings: tuple[Finding, ...] = ()
    ) -> None:
        self.file = file
        self.kind: Kind = kind
        self.pipelines = pipelines
        self.findings = findings

    def replace(self, pipeline: Pipeline, by: Pipeline | None) -> None:
        """Put ``by`` in the place of one of the pipelines, or leave that out."""
        kept = ((by if one is pipeline else one) for one in self.pipelines)
        self.pipelines = tuple(one for one in kept if one is not None)

    def prepare(self, origins: Sequence[Origin]) -> None:
        """Compute the places of ``origins`` together, for readers to whom one walk for all is cheaper; optional."""

    def span(self, origin: Origin | None) -> Span:
        """Return the place of ``origin``, computed now if need be; the whole file where it has none."""
        return Span(self.file)

    def fix(self, repair: Repair) -> Fix | None:
        """Return the edits that carry ``repair`` out in the file; None where that is not certain, or not possible."""
        return None

    def comment_span(self, comment: Comment) -> Span:
        """Return the place of one of the suppressions."""
        return Span(self.file, comment.row, comment.column, comment.row, comment.end_column)
