"""Fix what can be fixed, in memory: check, make the fixes, check again, until there is nothing left to fix.

A fix is kept where the files, read once more, prove it: its finding is gone, no other one is where the edits are, and
all pipelines and steps are still seen. A finding elsewhere may come: what was hidden by the first one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pipelint.findings import Edit, Finding
from pipelint.linter.contents import Contents, real
from pipelint.linter.engine import Result
from pipelint.linter.fixing.applying import NotApplicable, applied
from pipelint.linter.fixing.choosing import Key, Line, chosen, edited_lines, key
from pipelint.linter.problems import PROBLEMS, problem
from pipelint.pipeline.record import record

ATTEMPTS = 200
"""How often is fixed and checked at most: first all fixes that do not touch each other, then what is left of them."""


@record
class Mended:
    """What came of it.

    ``before`` is what was found first, ``result`` what is left. ``contents`` are the files as they should be now.
    """

    before: Result
    result: Result
    contents: Contents
    fixed: tuple[Finding, ...]


Check = Callable[[Contents], Result]


def mend(check: Check, unsafe: bool, prove: Check | None = None) -> Mended:
    """Fix what ``check`` finds, with ``unsafe`` also where it is not certain what was meant. Nothing is written.

    ``prove`` looks at the files with all rules, where ``check`` has only some: what a fix does wrong, any may show.
    """
    contents = Contents()
    before = result = check(contents)
    proof = _Proof(prove)
    fixed: list[Finding] = []
    refused: dict[Key, Finding] = {}
    most = len(before.findings) + 1
    for _ in range(ATTEMPTS):
        wanted = chosen(result.findings, unsafe, refused)[:most]
        if not wanted:
            break
        attempt = _attempt(check, contents, result, wanted, proof)
        if attempt is not None:
            contents, result = attempt
            fixed += wanted
            most *= 2
        elif len(wanted) > 1:  # one of them is to blame: see what the first half does by itself
            most = len(wanted) // 2
        else:
            refused[key(wanted[0])] = _not_made(wanted[0])
    left = {key(finding) for finding in result.findings}
    told = (said for refusal, said in refused.items() if refusal in left)
    return Mended(before, result.with_findings(told), contents, tuple(fixed))


class _Proof:
    """Looks at files with all rules, before and after a fix."""

    def __init__(self, prove: Check | None) -> None:
        self._prove = prove
        self._seen: tuple[Contents, Result] | None = None

    def allows(self, before: Contents, after: Contents, fixed: Sequence[Finding]) -> bool:
        """Tell whether what takes ``before`` to ``after`` does nothing wrong that any rule shows."""
        if self._prove is None:
            return True
        if self._seen is None or self._seen[0] is not before:
            self._seen = before, self._prove(before)
        result = self._prove(after)
        if not _is_better(self._seen[1], result, fixed):
            return False
        self._seen = after, result
        return True


def _attempt(
    check: Check, contents: Contents, result: Result, wanted: Sequence[Finding], proof: _Proof
) -> tuple[Contents, Result] | None:
    """Make the fixes of ``wanted``; None where that does not prove right."""
    try:
        changed = contents.with_changes(_made(contents, wanted))
    except NotApplicable:
        return None
    after = check(changed)
    return (changed, after) if _is_better(result, after, wanted) and proof.allows(contents, changed, wanted) else None


def _made(contents: Contents, wanted: Iterable[Finding]) -> dict[str, bytes]:
    """Return what the files hold with the fixes of ``wanted``."""
    edits: dict[str, list[Edit]] = {}
    for finding in wanted:
        if finding.fix is not None:
            edits.setdefault(real(finding.fix.file), []).extend(finding.fix.edits)
    return {file: applied(contents.now(file), of_file) for file, of_file in edits.items()}


def _is_better(before: Result, after: Result, fixed: Sequence[Finding]) -> bool:
    """Tell whether the fixed findings are gone, nothing is wrong with what was edited, and as much is understood."""
    gone = Counter(map(_told, fixed))
    then, now = (Counter(map(_told, (*result.findings, *(result.known or ())))) for result in (before, after))
    if any(now[one] > then[one] - number for one, number in gone.items()):
        return False
    places = edited_lines(finding.fix for finding in fixed if finding.fix is not None)
    new = [finding for finding in after.findings if now[_told(finding)] > then[_told(finding)]]
    return (
        not any(finding.code in PROBLEMS or (finding.fix is None and _line(finding) in places) for finding in new)
        and after.summary.pipelines == before.summary.pipelines
        and after.summary.steps >= before.summary.steps
        and after.summary.gaps <= before.summary.gaps
    )


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.span.file, finding.message


def _line(finding: Finding) -> Line:
    span = finding.span
    in_cell = span.file.lower().endswith(".ipynb")
    return real(span.file), span.cell if in_cell else None, (span.cell_line if in_cell else span.line) or 0


def _not_made(finding: Finding) -> Finding:
    message = f"the fix of {finding.code} was not made: read again, the file does not prove that it mends this alone"
    return problem("SMP055", message, finding.span)
