"""Findings that were there when pipelint came, kept in a file: only what is new is reported.

An entry is told by its code, file, pipeline, step and the shape of its message, and counted: it survives lines that
move and numbers that change. Problems with files and with pipelint itself (SMP0xx) are never kept: what they hide is
not known.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelint.findings import Finding, Span
from pipelint.linter.fingerprint import Key, key
from pipelint.linter.inputs import shown
from pipelint.linter.problems import PROBLEMS, problem
from pipelint.pipeline.record import record

VERSION = 1
STALE = "SMP052"
"""The code of the finding that says which entries are no longer found."""

NAME = "pipelint-baseline.json"
"""The file where none is named."""
_FIELDS = ("code", "file", "pipeline", "step", "message")
_SAID = 3  # entries that are named where some are stale


class BaselineError(Exception):
    """Raised when a baseline cannot be read; the words say why, to follow its name."""


@record
class Baseline:
    """How often each finding was there; ``file`` is where that stands, and its folder where paths begin."""

    file: Path
    counts: Mapping[Key, int]

    def parted(self, findings: Iterable[Finding], files: Iterable[str]) -> tuple[list[Finding], list[Finding]]:
        """Part ``findings`` into those that are new, with a finding for what is stale, and those that were there.

        ``files`` are those that were looked at: of others it cannot be said what is stale.
        """
        left = Counter(self.counts)
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in findings:
            told = _key(finding, self.file.parent)
            if finding.code not in PROBLEMS and left[told] > 0:
                left[told] -= 1
                known.append(finding)
            else:
                new.append(finding)
        looked_at = {_path(file, self.file.parent) for file in files}
        stale = [one for one in sorted(+left) if one[1] in looked_at or not os.path.exists(self.file.parent / one[1])]
        return ([*new, _stale(stale, self.file)] if stale else new), known


def content_of(file: Path) -> dict[str, Any]:
    """Return what stands in a baseline, of whatever version; raises :class:`BaselineError`."""
    try:
        content = json.loads(file.read_bytes())
    except OSError as error:
        hint = "; --write-baseline writes one" if isinstance(error, FileNotFoundError) else ""
        raise BaselineError(f"cannot be read: {error.strerror}{hint}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"is no JSON: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        raise BaselineError("is no baseline: an object with a list of findings was expected")
    return content


def read(file: Path) -> Baseline:
    """Read a baseline; raises :class:`BaselineError`."""
    content = content_of(file)
    if content.get("version") != VERSION:
        found = json.dumps(content.get("version"))
        raise BaselineError(f"is of version {found}, and this pipelint reads version {VERSION}: write it anew")
    return Baseline(file.absolute(), dict(map(_entry, content["findings"])))


def _entry(entry: Any) -> tuple[Key, int]:
    fields = [entry.get(name, "") for name in _FIELDS] if isinstance(entry, dict) else []
    count = entry.get("count", 1) if isinstance(entry, dict) else 0
    told = [one for one in fields if isinstance(one, str)]
    if len(told) < len(_FIELDS) or not isinstance(count, int) or not (told[0] and told[1]):
        raise BaselineError(f"has an entry that cannot be read: {json.dumps(entry)[:80]}")
    return (told[0], told[1], told[2], told[3], told[4]), count


def made_of(findings: Iterable[Finding], file: Path) -> Baseline:
    """Return the baseline at ``file`` that keeps ``findings``."""
    kept = (finding for finding in findings if finding.code not in PROBLEMS)
    return Baseline(file.absolute(), Counter(_key(finding, file.absolute().parent) for finding in kept))


def as_text(baseline: Baseline) -> str:
    """Return what stands in the file: an entry a line, in the order of files."""
    entries = sorted(baseline.counts.items(), key=lambda item: (item[0][1], item[0]))
    lines = []
    for told, count in entries:
        named: dict[str, str | int] = {name: one for name, one in zip(_FIELDS, told, strict=True) if one}
        lines.append(json.dumps(named if count == 1 else {**named, "count": count}))
    inside = ",\n    ".join(lines)
    findings = f"[\n    {inside}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'


def _key(finding: Finding, folder: Path) -> Key:
    code, file, pipeline, step, message = key(finding)
    return code, _path(file, folder), pipeline, step, message


def _path(file: str, folder: Path) -> str:
    """Return ``file`` as an entry has it: relative to the baseline."""
    try:
        return os.path.relpath(file, folder).replace("\\", "/")
    except ValueError:  # another drive on Windows
        return file.replace("\\", "/")


def _stale(keys: Sequence[Key], file: Path) -> Finding:
    said = [f"{code} in {path}{f' (step {step})' if step else ''}" for code, path, _, step, _ in keys[:_SAID]]
    more = f" and {len(keys) - _SAID} more" if len(keys) > _SAID else ""
    noun = "entry is" if len(keys) == 1 else "entries are"
    message = f"{len(keys)} {noun} no longer found: {', '.join(said)}{more}"
    return problem(STALE, message, Span(shown(file)))
