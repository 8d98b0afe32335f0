"""Run the tests that are about an SDK with every version of the table, and write docs/compatibility.md.

python -m tools.sdk_matrix FOLDER [VERSION …]   environments are made in FOLDER; exit with 1 where a test fails
python -m tools.sdk_matrix --check              run nothing; exit with 1 where the page has not the table of drift.py

With versions, such as 2.90.0, only these are run, and the page stays as it is. Run from the repository's root, in an
environment with ``pip install -e '.[supply]'``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.machine import computer
from tools.environments import ROOT, NoPython
from tools.sdk_matrix.page import differences, measured, row, written
from tools.sdk_matrix.running import Outcome, prepare, run
from tools.sdk_matrix.versions import VERSIONS, Version

PAGE = ROOT / "docs" / "compatibility.md"


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; returns the exit status."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    page = PAGE.read_text(encoding="utf-8")
    if arguments[0] == "--check":
        return 0 if written(page, "differences", differences()) == page else 1
    folder, *asked = arguments
    outcomes: dict[Version, Outcome] = {}
    for version in VERSIONS:
        if asked and version.number not in asked:
            continue
        print(f"\n=== sagemaker {version.number} on Python {version.python}", flush=True)
        try:
            python = prepare(version, Path(folder).resolve() / f"sdk-{version.number}")
        except (NoPython, subprocess.CalledProcessError) as error:
            outcomes[version] = Outcome(0, 0, [f"no environment: {error}"], [])
        else:
            outcomes[version] = run(python)
        print(row(version, outcomes[version]), flush=True)
    if not asked:
        machine = {"Date": date.today().isoformat(), **computer()}
        page = written(page, "measured", measured(outcomes, machine))
        PAGE.write_text(written(page, "differences", differences()), encoding="utf-8")
    return 1 if any(outcome.failed for outcome in outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
