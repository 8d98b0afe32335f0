"""Run every benchmark, write docs/performance.md, and exit with 1 where a goal is missed: ``python -m bench``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.case import Skipped, all_cases
from bench.machine import machine
from bench.measure import CommandFailed, compare
from bench.page import is_met, measured, row, row_of_skipped

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def main() -> int:
    """Measure, print each figure as it comes, and write the page; return the exit status."""
    here = machine()  # before the benchmarks themselves load it
    rows = []
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for case in all_cases(Path(folder)):
            if isinstance(case, Skipped):
                rows.append(row_of_skipped(case))
                print(rows[-1], flush=True)
                continue
            try:
                figures = compare(case.first, case.second, folder=case.folder)
            except CommandFailed as error:
                print(f"{case.name}: {error}", file=sys.stderr)
                return 2
            rows.append(row(case, figures))
            print(rows[-1], flush=True)
            if not is_met(case, figures):
                missed.append(case.name)
    PAGE.write_text(measured(PAGE.read_text(encoding="utf-8"), rows, here), encoding="utf-8")
    if missed:
        print(f"goals missed: {'; '.join(missed)}", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
