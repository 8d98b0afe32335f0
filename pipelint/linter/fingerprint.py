"""What makes a finding the same finding after an edit: everything but its line."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from pipelint.findings import Finding

Key = tuple[str, str, str, str, str]
"""Code, file, pipeline, step and the shape of the message."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_END_OF_FAULT = re.compile(r"[;(]|\. ")  # a guess and the legal set follow, which change with other parts of the file


def key(finding: Finding) -> Key:
    """Return what ``finding`` is told by: it survives moved lines, other numbers and another legal set."""
    words = _END_OF_FAULT.split(finding.message, maxsplit=1)[0]
    file = finding.span.file.replace("\\", "/")
    return finding.code, file, finding.pipeline or "", finding.step or "", _NUMBER.sub("#", words).strip()


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a fingerprint for each of ``findings``, no two of them alike: 32 hexadecimal digits."""
    seen: Counter[Key] = Counter()
    made = []
    for finding in findings:
        told = key(finding)
        text = "\0".join((*told, str(seen[told])))
        seen[told] += 1
        made.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return made
