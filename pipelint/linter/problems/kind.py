"""What a problem is."""

from __future__ import annotations

from pipelint.findings import Severity
from pipelint.pipeline.record import record


@record
class Problem:
    """One kind of problem: ``summary`` in a sentence, ``explanation`` in a paragraph, and ``help``, the way out."""

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    help: str
