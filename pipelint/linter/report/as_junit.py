"""JUnit's XML, as Jenkins and others read it (https://github.com/testmoapp/junitxml): a test case for each finding.

A file without findings is a case that passed, so that a clean run is no empty report.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO
from xml.etree import ElementTree as ET

from pipelint.findings import Finding, Severity
from pipelint.linter.engine import Result
from pipelint.linter.report.as_text import finding_text, place_text
from pipelint.linter.report.frames import SourceLines
from pipelint.pipeline.plain_text import clean


def write(result: Result, stream: TextIO, source: SourceLines) -> None:
    """Write the suites: one for each file with findings, or one that says that there are none."""
    source.hide_secrets(result.findings)
    suites = ET.Element("testsuites", name="pipelint")
    by_file: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_file.setdefault(finding.span.file, []).append(finding)
    for file, findings in by_file.items():
        _suite(suites, file, findings, source)
    if not by_file:
        ET.SubElement(_suite(suites, "pipelint", (), source), "testcase", name="no findings", classname="pipelint")
    for name in ("tests", "failures"):
        suites.set(name, str(sum(int(suite.get(name, 0)) for suite in suites)))
    ET.indent(suites)
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n")


def _suite(parent: ET.Element, file: str, findings: Iterable[Finding], source: SourceLines) -> ET.Element:
    """Add the suite of one file; advice is a case that passed with something to say."""
    cases = list(findings)
    failures = sum(one.severity is not Severity.INFO for one in cases)
    suite = ET.SubElement(parent, "testsuite", name=clean(file), tests=str(len(cases) or 1), failures=str(failures))
    for finding in cases:
        name = f"{finding.code} {finding.name} at {place_text(finding.span)}"
        case = ET.SubElement(suite, "testcase", name=name, classname=clean(file))
        if finding.severity is Severity.INFO:
            ET.SubElement(case, "system-out").text = finding_text(finding, source)
        else:
            told = ET.SubElement(case, "failure", type=finding.severity.value, message=clean(finding.message))
            told.text = finding_text(finding, source)
    return suite
