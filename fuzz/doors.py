"""How targets drive pipelint: what ``pipelint check`` does with files, with every report and every fix."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from pipelint.commands.check import _REPORTS
from pipelint.findings import Finding, Severity
from pipelint.linter import engine
from pipelint.linter.contents import Contents
from pipelint.linter.engine import Result
from pipelint.linter.files import read_files
from pipelint.linter.fixing.ignoring_files import with_comments
from pipelint.linter.fixing.mending import mend
from pipelint.linter.problems import FAILURES
from pipelint.linter.report.as_model import write_model
from pipelint.linter.report.as_wires import write_json, write_mermaid, write_text
from pipelint.linter.report.frames import SourceLines
from pipelint.linter.settings import Choice, Settings
from pipelint.pipeline.record import replace

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
EVERYTHING = Settings(choices=(Choice("fuzzing", extend_select=("SMP",)),))
"""All rules, also those that are off until they are selected."""


class Failed(Exception):
    """A finding says that pipelint itself failed."""


def check(paths: Sequence[Path], settings: Settings = EVERYTHING) -> Result:
    """Check the files and write every report. Raises Failed."""
    result = _sound(engine.check([str(path) for path in paths], settings))
    for place in _REPORTS.values():
        module, _, function = place.partition(".")
        getattr(import_module(f"pipelint.linter.report.{module}"), function)(result, io.StringIO(), SourceLines())
    return result


def fix(paths: Sequence[Path]) -> None:
    """Make every fix there is, in memory. Raises Failed."""
    names = [str(path) for path in paths]
    mend(lambda contents: _sound(engine.check(names, EVERYTHING, contents=contents)), unsafe=True)


def hold_back(paths: Sequence[Path]) -> None:
    """Write comments that hold back what is found, as ``--add-ignore`` does, and check again. Raises Failed."""
    names, contents = [str(path) for path in paths], Contents()
    result = _sound(engine.check(names, EVERYTHING, contents=contents))
    grave = [replace(one, fix=None) for one in result.findings if one.severity is not Severity.INFO]
    ignored = with_comments(grave, contents, "")
    _sound(engine.check(names, EVERYTHING, contents=contents.with_changes(ignored.changed)))


def show(paths: Sequence[Path]) -> None:
    """Show the model and the wires, as ``--explain-model`` and ``pipelint wires`` do."""
    _, readings, findings = read_files([str(path) for path in paths], EVERYTHING)
    _raise_failures(findings)
    write_model(readings, io.StringIO())
    for write in (write_text, write_mermaid, write_json):
        write(readings, io.StringIO())


def _sound(result: Result) -> Result:
    _raise_failures(result.findings)
    return result


def _raise_failures(findings: Sequence[Finding]) -> None:
    failures = [f"{one.code} {one.message}" for one in findings if one.code in FAILURES]
    if failures:
        raise Failed(failures[0])
