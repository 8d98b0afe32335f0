"""The problems of files, of the command line and of pipelint itself, as data: the codes that begin with SMP0.

Unlike a rule, such a problem is no judgement on a pipeline: it says that something could not be checked. So these stay
on whatever is selected, until one is ignored by its code.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.findings import Finding, Span
from pipelint.linter.problems.kind import Problem
from pipelint.linter.problems.of_changes import OF_CHANGES
from pipelint.linter.problems.of_configuration import OF_CONFIGURATION
from pipelint.linter.problems.of_files import OF_FILES
from pipelint.linter.problems.of_runs import OF_RUNS

_TABLES = (OF_FILES, OF_RUNS, OF_CONFIGURATION, OF_CHANGES)

PROBLEMS: Mapping[str, Problem] = {
    one.code: one for one in sorted((one for table in _TABLES for one in table), key=lambda one: one.code)
}

FAILURES = ("SMP005", "SMP012", "SMP022")
"""What pipelint itself did not do: where one of these is said, there may be more to find."""


def out_of_memory(doing: str, file: str) -> Finding:
    """Return the finding for a file of which something could not be done because memory ran out."""
    return problem("SMP022", f"there was not enough memory {doing}", Span(file))


def problem(code: str, message: str, span: Span, help: str | None = None) -> Finding:  # noqa: A002 - the finding's word
    """Return the finding of the problem ``code``; ``help`` replaces the table's way out where a better one is known."""
    kind = PROBLEMS[code]
    return Finding(code, kind.name, kind.severity, message, span, help=help or kind.help)
