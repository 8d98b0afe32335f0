"""Which fixes are made together: those that are wanted, and do not touch each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from pipelint.findings import Edit, Finding, Fix
from pipelint.linter.contents import real

Key = tuple[str, str, str, int | None]
"""Code, file, message and line of a finding."""

Line = tuple[str, int | None, int]
"""A line of a file, its path with links followed, or of a cell of a notebook."""


def key(finding: Finding) -> Key:
    """Return what a finding is told by as long as its file is not edited above it."""
    return finding.code, finding.span.file, finding.message, finding.span.line


def chosen(findings: Iterable[Finding], unsafe: bool, refused: Container[Key]) -> list[Finding]:
    """Return the findings to fix at once: of two fixes that touch, the first; the others' turn comes after that."""
    taken: dict[Line, list[Edit]] = {}
    found = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe) or key(finding) in refused:
            continue
        lines = list(_lines(fix))
        if not any(_touch(one, two) for line, one in lines for two in taken.get(line, ())):
            for line, edit in lines:
                taken.setdefault(line, []).append(edit)
            found.append(finding)
    return found


def _lines(fix: Fix) -> Iterator[tuple[Line, Edit]]:
    """Yield the lines that a fix changes, as they are before it."""
    file = real(fix.file)
    for edit in fix.edits:
        yield from (((file, edit.cell, line), edit) for line in range(edit.line, edit.end_line + 1))


def edited_lines(fixes: Iterable[Fix]) -> set[Line]:
    """Return the lines that have changed once ``fixes`` are made."""
    found: set[Line] = set()
    edits = [(real(fix.file), edit) for fix in fixes for edit in fix.edits]
    moved: Counter[tuple[str, int | None]] = Counter()
    for file, edit in sorted(edits, key=lambda one: (one[1].line, one[1].column)):
        begin = edit.line + moved[file, edit.cell]
        added = edit.text.count("\n")
        found |= {(file, edit.cell, line) for line in range(begin, begin + added + 1)}
        moved[file, edit.cell] += added - (edit.end_line - edit.line)
    return found


def _touch(one: Edit, two: Edit) -> bool:
    """Tell whether two edits of a file, or of a cell, change the same text, or text side by side."""
    return (one.line, one.column) <= (two.end_line, two.end_column) and (two.line, two.column) <= (
        one.end_line,
        one.end_column,
    )
