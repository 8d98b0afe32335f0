"""Running the tests that are about an SDK with one version of it."""

from __future__ import annotations

import ast
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.environments import ROOT, make
from tools.sdk_matrix.versions import Version

# Of the tests marked sdk those whose outcome is the SDK's: not how fixes are made, nor how compiling is fenced.
SELECTION = (
    "tests/sdk/test_drift.py",
    "tests/sdk/test_results.py",
    "tests/sdk/test_restrictions.py",
    "tests/sdk/test_signatures.py",
    "tests/harness/test_sdk_pipelines.py",
    "tests/harness/test_local_executor.py",
)
NOT_SELECTED = "not generated"
"""150 pipelines made at random, which take as long as all the rest."""

COMPILES = "test_a_program_compiles"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests said: how many ``passed``, those that ``failed``, and why others were ``left_out``, one by one."""

    passed: int
    compiled: int
    failed: Sequence[str]
    left_out: Sequence[str]


def prepare(version: Version, folder: Path) -> Path:
    """Return the Python of the environment of a version in ``folder``; it is made where pyproject.toml is newer."""
    stamp = folder / ".made"
    if not stamp.exists() or stamp.stat().st_mtime < (ROOT / "pyproject.toml").stat().st_mtime:
        make(version.environment, folder)
        stamp.touch()
    return folder / "bin" / "python"


def run(python: Path) -> Outcome:
    """Run the tests with ``python``; what they print goes to standard output."""
    with TemporaryDirectory() as temporary:
        report = Path(temporary, "report.xml")
        command = [str(python), "-m", "pytest", "-m", "sdk", "-k", NOT_SELECTED, "-n", "2", "--quiet"]
        subprocess.run([*command, f"--junit-xml={report}", *SELECTION], cwd=ROOT, check=False)
        return read(report.read_text(encoding="utf-8") if report.exists() else "<testsuites />")


def read(report: str) -> Outcome:
    """Return what a report of pytest, a JUnit document, says. One without any test is a failure."""
    failed, left_out, passed, compiled = [], [], 0, 0
    for case in ElementTree.fromstring(report).iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(case.get("name", ""))
        elif skipped is not None:
            left_out.append(_reason(skipped))
        else:
            passed += 1
            compiled += case.get("name", "").startswith(COMPILES)
    return Outcome(passed, compiled, failed if passed or failed else ["no test was run"], left_out)


def _reason(skipped: ElementTree.Element) -> str:
    message = skipped.get("message", "")
    if message != "collection skipped":
        return message
    _, _, told = ast.literal_eval(skipped.text or "")  # pytest writes (file, line, reason) of a file that is left out
    return str(told).removeprefix("Skipped: ")
