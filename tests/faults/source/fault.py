"""What a planted fault is, and what a clean variant: a project, and the edits that make it of the project."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` in the place of ``old``, which stands once in ``file``; without a file, in the base's own.

    In a notebook the text is that of one cell.
    """

    old: str
    new: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: ``edits`` plant it in the project ``base``; then ``code`` is found once, on the line of ``at``.

    ``kind`` is its class, a key of :data:`tests.faults.source.table.CLASSES`. ``at`` is a text that stands once in the
    file ``at_file``, by default the file of the last edit, when the fault is planted. ``brings`` are the codes of
    further errors that the same edit is. ``missed`` says why pipelint does not find it, where it does not.
    """

    kind: str
    what: str
    base: str
    edits: tuple[Edit, ...]
    code: str
    at: str
    severity: str = "error"
    brings: tuple[str, ...] = ()
    at_file: str | None = None
    missed: str = ""

    @property
    def place(self) -> str | None:
        """The file in which the fault is to be found; None for the base's own."""
        return self.at_file if self.at_file is not None else self.edits[-1].file


@dataclass(frozen=True, slots=True)
class Variant:
    """Code without a fault that looks as if it had one; ``warns`` are the codes of warnings that it may bring."""

    what: str
    base: str
    edits: tuple[Edit, ...]
    warns: tuple[str, ...] = ()
