"""Ask the Python Packaging Advisory Database about every distribution that is installed in an environment.

python -m tools.audit FOLDER   exit with 1 where one has a known vulnerability, or with 3 where not all could be asked

FOLDER is an environment. The answers come from PyPI's JSON API, by pip-audit; that leaves out what it gets no answer
for and calls it a success, which is told apart here. Needs ``pip install -e '.[supply]'``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

OURS = "pipelint"
"""What is not asked about: it is the package itself."""

VULNERABLE, NOT_ASKED = 1, 3


def summary(report: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Return the exit status and the lines to print for a report of pip-audit, as its ``--format json`` writes it."""
    asked_of = [one for one in report["dependencies"] if one["name"] != OURS]
    found = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for one in asked_of
        for fault in one.get("vulns", [])
    ]
    left_out = [one["name"] for one in asked_of if "skip_reason" in one]
    answered = len(asked_of) - len(left_out)
    lines = [
        *found,
        f"{answered} of {len(asked_of)} distributions were audited, {len(found)} vulnerabilities are known",
    ]
    if left_out:
        lines.append(f"NOT AUDITED, for want of an answer: {', '.join(left_out)}")
    return VULNERABLE if found else NOT_ASKED if left_out or not asked_of else 0, lines


def main(arguments: Sequence[str]) -> int:
    """Audit an environment; returns the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    (packages,) = Path(arguments[0]).glob("lib/python3.*/site-packages")
    command = [sys.executable, "-m", "pip_audit", "--path", str(packages), "--vulnerability-service", "pypi"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "30"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if not ended.stdout.startswith("{"):
        print(f"NOT AUDITED: pip-audit got no answer\n{ended.stderr[-2000:]}")
        return NOT_ASKED
    status, lines = summary(json.loads(ended.stdout))
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
