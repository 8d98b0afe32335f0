"""One fault, seen twice: in the source of a pipeline, and in the definition that it compiles to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipelint.findings import Finding

# Up to here a message names the fault; what follows (a guess, the legal set) depends on how much could be read.
_END_OF_FAULT = re.compile(r"[;?(]|\. ")
_NAME = re.compile(r'"([^"]*)"')


def unsaid(findings: Iterable[Finding], said: Sequence[Finding]) -> list[Finding]:
    """Return those of ``findings`` whose fault is not among those already ``said``.

    A fault is the same where the code is, and either the words are (source writes once what several steps share) or the
    step and the names in quotes (source can say more precisely what is wrong with them).
    """
    known = {fault for finding in said for fault in _faults(finding)}
    return [finding for finding in findings if known.isdisjoint(_faults(finding))]


def _faults(finding: Finding) -> Iterator[tuple[object, ...]]:
    words = _END_OF_FAULT.split(finding.message, maxsplit=1)[0]
    yield finding.code, words
    names = frozenset(_NAME.findall(words))
    if names:
        yield finding.code, finding.step, names
