"""One fault, seen twice: in source and in what it compiles to, or by a rule and by the schema of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipelint.findings import Finding, Severity

# Up to here a message names the fault; what follows (a guess, the legal set) depends on how much could be read.
_END_OF_FAULT = r"[;?(]|\. "
_NAME = r'"([^"]*)"'


def unsaid(findings: Iterable[Finding], said: Sequence[Finding]) -> list[Finding]:
    """Return those of ``findings`` whose fault is not among those already ``said``.

    A fault is the same where the code is, and either the words are (source writes once what several steps share) or the
    step and the names in quotes (source can say more precisely what is wrong with them).
    """
    known = {fault for finding in said for fault in _faults(finding)}
    return [finding for finding in findings if known.isdisjoint(_faults(finding))]


def _faults(finding: Finding) -> Iterator[tuple[object, ...]]:
    words = re.split(_END_OF_FAULT, finding.message, maxsplit=1)[0]
    yield finding.code, words
    names = frozenset(re.findall(_NAME, words))
    if names:
        yield finding.code, finding.step, names


def better_said(findings: Iterable[Finding], judged: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` without what is wrong with the form of a value of which a rule has ``judged`` the meaning.

    The same value is at the same JSON Pointer, or within the other, as long as neither is a whole step or parameter.
    """
    judged_at = {finding.span.pointer for finding in judged if finding.severity is not Severity.INFO}
    pointers = [pointer for pointer in judged_at if pointer and not re.search(_WHOLE, pointer)]
    return [one for one in findings if one.code not in _OF_FORM or not _touches(one.span.pointer, pointers)]


_OF_FORM = frozenset({"SMP020", "SMP021"})
_WHOLE = r"/(Parameters|Steps|IfSteps|ElseSteps|ForEachBody)/[0-9]+$"


def _touches(pointer: str | None, others: Iterable[str]) -> bool:
    if pointer is None or re.search(_WHOLE, pointer):
        return False
    return any(f"{pointer}/".startswith(f"{other}/") or f"{other}/".startswith(f"{pointer}/") for other in others)
