"""What pipelint says: findings as plain, serialisable data. No syntax node and no open file is ever held by one."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pipelint.pipeline.record import fields, record


class Severity(str, Enum):
    """How sure and how bad: see ``rank`` for the order.

    ``ERROR``: the service or the run will fail, or the result is silently wrong. ``WARNING``: very likely a mistake, or
    it breaks reuse. ``INFO``: advice.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


@record
class Span:
    """A place in a file. Lines and columns count from 1; ``end_column`` is the column after the last character.

    In a notebook ``line`` is the line of the raw file, ``cell`` counts all cells from 0 and ``cell_line`` the lines of
    that cell from 1. ``pointer`` is the JSON Pointer (RFC 6901) of a place in a definition.
    """

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    cell: int | None = None
    cell_line: int | None = None
    pointer: str | None = None


@record
class Related:
    """A second place that explains a finding."""

    span: Span
    message: str


@record
class Edit:
    """Text that takes the place of what stands from ``line`` and ``column`` to before ``end_line`` and ``end_column``.

    Lines and columns count from 1, in characters. In a notebook they are those of the cell, ``cell`` counting all cells
    from 0; in any other file, cut into cells or not, those of the file.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    cell: int | None = None


@record
class Fix:
    """What mends a finding in its ``file``: ``title`` says what the ``edits`` do, which belong together.

    It is ``safe`` where the code then does what its author certainly meant, and nothing else changes.
    """

    title: str
    safe: bool
    file: str
    edits: tuple[Edit, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the fix as the JSON report prints it; the keys are a public contract."""
        return {
            "title": self.title,
            "safe": self.safe,
            "file": self.file,
            "edits": [{name: getattr(edit, name) for name in fields(edit)} for edit in self.edits],
        }


@record
class Finding:
    """One thing pipelint has to say about one place."""

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    pipeline: str | None = None
    step: str | None = None
    help: str | None = None
    url: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON report prints it; the keys are a public contract."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.span.file,
            "line": self.span.line,
            "column": self.span.column,
            "end_line": self.span.end_line,
            "end_column": self.span.end_column,
            "cell": self.span.cell,
            "cell_line": self.span.cell_line,
            "pointer": self.span.pointer,
            "pipeline": self.pipeline,
            "step": self.step,
            "help": self.help,
            "url": self.url,
            "fix": self.fix.to_dict() if self.fix is not None else None,
        }
