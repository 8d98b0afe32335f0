"""What can be wrong with the files, the call or pipelint itself, as a table: the codes SMP001 to SMP011.

These are no rules: nothing of a pipeline is judged. They are findings all the same, so that one report says everything
and no file is passed over in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelint.findings import Finding, Severity, Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem. ``explanation`` says what it means, ``way_out`` what to do about it."""

    code: str
    name: str
    severity: Severity
    explanation: str
    way_out: str


PROBLEMS = {
    problem.code: problem
    for problem in (
        Problem(
            "SMP001",
            "unreadable-file",
            Severity.ERROR,
            "A path that was named does not exist, may not be read, or is of a kind that holds no pipeline.",
            "Check the path and its permissions; pipelint reads .py, .ipynb and .json files and folders of them.",
        ),
        Problem(
            "SMP002",
            "python-syntax",
            Severity.ERROR,
            "A file is not Python 3, so nothing in it was checked.",
            "Mend the syntax, or leave the file out of the call.",
        ),
        Problem(
            "SMP003",
            "json-syntax",
            Severity.ERROR,
            "A definition is broken or truncated JSON, so nothing in it was checked.",
            "Write the definition again with pipeline.definition(), which always yields whole JSON.",
        ),
        Problem(
            "SMP004",
            "not-a-definition",
            Severity.ERROR,
            "A JSON file that was named is no pipeline definition: an object with Version and a list of Steps.",
            "Name a file that holds what pipeline.definition() returns.",
        ),
        Problem(
            "SMP005",
            "rule-crash",
            Severity.ERROR,
            "A rule failed on this file. The other rules and files were checked all the same.",
            "This is a fault of the rule, not of the file: please report it; --ignore with its code leaves it out.",
        ),
        Problem(
            "SMP006",
            "nothing-recognised",
            Severity.INFO,
            "No pipeline was recognised in any of the files, so nothing was checked. That is not the same as clean.",
            "Name the files that build the pipeline; --require-pipeline turns this into exit status 3.",
        ),
        Problem(
            "SMP007",
            "unknown-code",
            Severity.ERROR,
            "A rule code on the command line is the code of no rule, nor the beginning of one.",
            'Run "pipelint rules" for the list.',
        ),
        Problem(
            "SMP008",
            "wrong-encoding",
            Severity.ERROR,
            "A file is not UTF-8, nor in the encoding that it declares.",
            "Save the file as UTF-8, or declare its encoding in the first line: # -*- coding: latin-1 -*-",
        ),
        Problem(
            "SMP009",
            "not-understood",
            Severity.INFO,
            "A pipeline was recognised, but part of it cannot be known without running the code. Rules that would need "
            "that part stay silent.",
            "Lint the compiled definition as well: it has no unknowns.",
        ),
        Problem(
            "SMP010",
            "notebook-syntax",
            Severity.ERROR,
            "A notebook is broken JSON or of a format other than nbformat 4, so nothing in it was checked.",
            "Open and save the notebook with a current Jupyter.",
        ),
        Problem(
            "SMP011",
            "wrong-usage",
            Severity.ERROR,
            "The command line has an option, command or value that pipelint does not know.",
            'Run "pipelint --help".',
        ),
    )
}


def problem(code: str, message: str, span: Span, help: str | None = None) -> Finding:  # noqa: A002 - the report's own word
    """Return the finding of a problem; ``help`` replaces the way out that the table gives."""
    known = PROBLEMS[code]
    return Finding(code, known.name, known.severity, message, span, help=help or known.way_out)
