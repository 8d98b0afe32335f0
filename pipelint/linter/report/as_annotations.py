"""Annotations of GitHub Actions: workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TextIO

from pipelint.findings import Finding, Severity
from pipelint.linter.engine import Result
from pipelint.linter.report.frames import SourceLines

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(result: Result, stream: TextIO, _: SourceLines) -> None:
    """Write a command for each finding, and nothing else: GitHub shows what is no command as output."""
    stream.writelines(f"{_command(finding)}\n" for finding in result.findings)


def _command(finding: Finding) -> str:
    span = finding.span
    properties = {"file": span.file.replace("\\", "/"), "line": span.line, "endLine": span.end_line}
    if span.end_line in (None, span.line):  # GitHub wants no columns where there are several lines
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{finding.code} {finding.name}"
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    text = finding.message if finding.help is None else f"{finding.message}\n{finding.help}"
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
