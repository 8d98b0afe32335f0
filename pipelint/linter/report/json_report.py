"""The JSON report: one object, its keys a public contract."""

from __future__ import annotations

import json
from typing import Any

from pipelint.findings import Severity
from pipelint.linter.engine import Result


def render(result: Result) -> str:
    """Return the report: ``version``, ``summary`` and ``findings``."""
    return json.dumps(report(result), indent=2, ensure_ascii=False)


def report(result: Result) -> dict[str, Any]:
    """Return the report as plain data."""
    return {
        "version": 1,
        "summary": {
            "files": result.summary.files,
            "pipelines": result.summary.pipelines,
            "steps": result.summary.steps,
            "findings": {severity.value: result.count(severity) for severity in Severity},
        },
        "findings": [finding.to_dict() for finding in result.findings],
    }
