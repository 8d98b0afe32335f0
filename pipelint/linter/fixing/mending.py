"""Fix what can be fixed, in memory: check, make the fixes, check again, until there is nothing left to fix.

A fix is kept where the files, read once more, prove it: its finding is gone, there is no other one, and all pipelines
and steps are still seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pipelint.findings import Edit, Finding
from pipelint.linter.contents import Contents, real
from pipelint.linter.engine import Result
from pipelint.linter.fixing.applying import NotApplicable, applied
from pipelint.linter.fixing.choosing import Key, chosen, key
from pipelint.linter.problems import problem
from pipelint.pipeline.record import record

PASSES = 100
"""How often is fixed and checked at most; each time all fixes are made that do not touch each other."""


@record
class Mended:
    """What came of it.

    ``before`` is what was found first, ``result`` what is left. ``contents`` are the files as they should be now.
    """

    before: Result
    result: Result
    contents: Contents
    fixed: tuple[Finding, ...]


def mend(check: Callable[[Contents], Result], unsafe: bool) -> Mended:
    """Fix what ``check`` finds, with ``unsafe`` also where it is not certain what was meant. Nothing is written."""
    contents = Contents()
    before = result = check(contents)
    fixed: list[Finding] = []
    refused: dict[Key, Finding] = {}
    for _ in range(PASSES):
        wanted = chosen(result.findings, unsafe, refused)
        if not wanted:
            break
        attempt = _attempt(check, contents, result, wanted)
        if attempt is None and len(wanted) > 1:  # one of them is to blame: see what the first does by itself
            del wanted[1:]
            attempt = _attempt(check, contents, result, wanted)
        if attempt is None:
            refused[key(wanted[0])] = _not_made(wanted[0])
            continue
        contents, result = attempt
        fixed += wanted
    left = {key(finding) for finding in result.findings}
    told = (said for refusal, said in refused.items() if refusal in left)
    return Mended(before, result.with_findings(told), contents, tuple(fixed))


def _attempt(
    check: Callable[[Contents], Result], contents: Contents, result: Result, wanted: Sequence[Finding]
) -> tuple[Contents, Result] | None:
    """Make the fixes of ``wanted``; None where that does not prove right."""
    try:
        changed = contents.with_changes(_made(contents, wanted))
    except NotApplicable:
        return None
    after = check(changed)
    return (changed, after) if _is_better(result, after, wanted) else None


def _made(contents: Contents, wanted: Iterable[Finding]) -> dict[str, bytes]:
    """Return what the files hold with the fixes of ``wanted``."""
    edits: dict[str, list[Edit]] = {}
    for finding in wanted:
        if finding.fix is not None:
            edits.setdefault(real(finding.fix.file), []).extend(finding.fix.edits)
    return {file: applied(contents.now(file), of_file) for file, of_file in edits.items()}


def _is_better(before: Result, after: Result, fixed: Iterable[Finding]) -> bool:
    """Tell whether the fixed findings are gone, no other is there, and as much is understood as before."""
    gone = Counter((finding.code, finding.span.file) for finding in fixed)
    then, now = _counted(before), _counted(after)
    understood = (
        after.summary.pipelines == before.summary.pipelines
        and after.summary.steps == before.summary.steps
        and after.summary.gaps <= before.summary.gaps
    )
    return understood and all(now[one] <= then[one] - gone[one] for one in now | gone)


def _counted(result: Result) -> Counter[tuple[str, str]]:
    return Counter((finding.code, finding.span.file) for finding in (*result.findings, *(result.known or ())))


def _not_made(finding: Finding) -> Finding:
    message = f"the fix of {finding.code} was not made: read again, the file does not prove that it mends this alone"
    return problem("SMP055", message, finding.span)
