"""Which fixes are made together: those that are wanted, and do not touch each other."""

from __future__ import annotations

from collections.abc import Container, Iterable

from pipelint.findings import Edit, Finding
from pipelint.linter.contents import real

Key = tuple[str, str, str, int | None]
"""Code, file, message and line of a finding."""


def key(finding: Finding) -> Key:
    """Return what a finding is told by as long as its file is not edited above it."""
    return finding.code, finding.span.file, finding.message, finding.span.line


def chosen(findings: Iterable[Finding], unsafe: bool, refused: Container[Key]) -> list[Finding]:
    """Return the findings to fix at once: of two fixes that touch, the first; the others' turn comes after that."""
    taken: dict[str, list[Edit]] = {}
    found = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe) or key(finding) in refused:
            continue
        here = taken.setdefault(real(fix.file), [])
        if not any(_touch(one, two) for one in fix.edits for two in here):
            here.extend(fix.edits)
            found.append(finding)
    return found


def _touch(one: Edit, two: Edit) -> bool:
    """Tell whether two edits change the same text, or text side by side."""
    if one.cell != two.cell:
        return False
    return (one.line, one.column) <= (two.end_line, two.end_column) and (two.line, two.column) <= (
        one.end_line,
        one.end_column,
    )
