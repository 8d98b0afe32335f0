"""SARIF 2.1.0, the format of code scanning services (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).

Columns count Unicode code points. Files are named relative to the working directory, which is where a service takes
the repository to begin.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from pipelint import __version__
from pipelint.findings import Finding, Fix, Severity, Span
from pipelint.linter.engine import Result
from pipelint.linter.fingerprint import fingerprints
from pipelint.linter.report import catalogue
from pipelint.linter.report.frames import SourceLines
from pipelint.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write the report as one SARIF log with one run."""
    json.dump(log(result), stream, indent=2)
    stream.write("\n")


def log(result: Result) -> dict[str, Any]:
    """Return the log as plain data."""
    every = (*result.findings, *(result.known or ()))
    codes = sorted({finding.code for finding in every})
    driver = {
        "name": "pipelint",
        "version": __version__,
        "rules": [_rule(code, result.own_rules) for code in codes],
    }
    results = [_result(one, told, codes) for one, told in zip(every, fingerprints(every), strict=True)]
    if result.known is not None:
        for number, one in enumerate(results):
            one["baselineState"] = "new" if number < len(result.findings) else "unchanged"
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": result.whole}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, own_rules: Sequence[type[Rule]]) -> dict[str, Any]:
    entry = catalogue.find(code, own_rules)
    if entry is None:  # cannot be: every finding has a code of the catalogue
        return {"id": code}
    page = "\n".join(catalogue.page(entry))
    described: dict[str, Any] = {
        "id": code,
        "name": entry.name,
        "shortDescription": {"text": entry.summary},
        "fullDescription": {"text": page},
        "help": {"text": page, "markdown": "\n".join(catalogue.markdown(entry))},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }
    reference = catalogue.url(entry)
    return described if reference is None else {**described, "helpUri": reference}


def _result(finding: Finding, fingerprint: str, codes: Sequence[str]) -> dict[str, Any]:
    text = finding.message if finding.help is None else f"{finding.message}\n{finding.help}"
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding.span, finding)],
        "partialFingerprints": {"pipelint/v1": fingerprint},
    }
    if finding.related:
        found["relatedLocations"] = [
            {**_location(related.span), "id": number, "message": {"text": related.message}}
            for number, related in enumerate(finding.related, 1)
        ]
    fix = finding.fix
    if fix is not None and all(edit.cell is None for edit in fix.edits):  # the file of a notebook holds JSON
        found["fixes"] = [_fix(fix)]
    return found


def _fix(fix: Fix) -> dict[str, Any]:
    title = fix.title if fix.safe else f"{fix.title} (unsafe: look at it before you take it)"
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": _uri(fix.file)}, "replacements": replacements}
    return {"description": {"text": title}, "artifactChanges": [change]}


def _location(span: Span, finding: Finding | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(span.file)}}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    if span.line is not None:
        physical["region"] = {name: number for name, number in region.items() if number is not None}
    logical = []
    if span.pointer is not None:
        logical.append({"fullyQualifiedName": span.pointer, "kind": "value"})
    if finding is not None and finding.step is not None:
        logical.append({"name": finding.step, "kind": "member"})
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
