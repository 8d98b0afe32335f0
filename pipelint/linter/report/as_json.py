"""The report for programs: one JSON object, whose keys are a public contract; ``version`` changes when they do."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, TextIO

from pipelint.findings import Severity
from pipelint.linter.engine import Result
from pipelint.linter.report.frames import SourceLines

VERSION = 1


def report(result: Result) -> dict[str, Any]:
    """Return the whole report as plain data.

    In the summary, ``files`` counts the files looked at by their kind, ``gaps`` the places that were not understood,
    ``findings`` the findings by severity, ``codes`` those by code, ``baseline`` those that it holds back, and ``fixed``
    those that were mended in this run.
    """
    summary = result.summary
    return {
        "version": VERSION,
        "summary": {
            "files": dict(summary.files),
            "pipelines": summary.pipelines,
            "steps": summary.steps,
            "gaps": summary.gaps,
            "findings": {severity.value: result.count(severity) for severity in Severity},
            "baseline": len(result.known or ()),
            "fixed": len(result.fixed),
            "codes": dict(sorted(Counter(finding.code for finding in result.findings).items())),
        },
        "findings": [finding.to_dict() for finding in result.findings],
    }


def write_lines(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write each finding as a JSON object on a line of its own, and last the summary."""
    whole = report(result)
    for finding in whole.pop("findings"):
        stream.write(json.dumps({"finding": finding}) + "\n")
    stream.write(json.dumps(whole) + "\n")


def write(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write the report to ``stream``; ASCII alone, so that no terminal or pipe can spoil it."""
    json.dump(report(result), stream, indent=2)
    stream.write("\n")
