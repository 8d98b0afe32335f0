"""The code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from typing import Any, TextIO

from pipelint.findings import Finding, Severity
from pipelint.linter.engine import Result
from pipelint.linter.fingerprint import fingerprints
from pipelint.linter.report.frames import SourceLines

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def write(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write the list of findings."""
    told = zip(result.findings, fingerprints(result.findings), strict=True)
    json.dump([_issue(finding, fingerprint) for finding, fingerprint in told], stream, indent=2)
    stream.write("\n")


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": f"{finding.code}: {finding.message}",
        "check_name": finding.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.span.file.replace("\\", "/"), "lines": {"begin": finding.span.line or 1}},
    }
