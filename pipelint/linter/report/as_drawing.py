"""Pipelines with what is found in them, as drawings."""

from __future__ import annotations

from pipelint.drawing.drawing import Drawing
from pipelint.drawing.of_pipeline import drawing_of
from pipelint.linter.by_pipeline import Found
from pipelint.linter.report.as_text import below_the_message
from pipelint.linter.report.frames import SourceLines
from pipelint.pipeline.values import Literal


def name_of(found: Found) -> str:
    """Return the name of a pipeline; that of its file where it has none, as in a definition."""
    name = found.pipeline.name
    return str(name.value) if isinstance(name, Literal) else found.reading.file


def drawing_of_found(found: Found, source: SourceLines | None = None) -> Drawing:
    """Return the drawing of a pipeline. Each finding is told of with its place, the line of code, and the way out."""
    lines = source or SourceLines()
    lines.hide_secrets(found.findings)
    return drawing_of(found.pipeline, name_of(found), found.findings, lambda one: below_the_message(one, lines))
