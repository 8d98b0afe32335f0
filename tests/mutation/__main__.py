"""All mutants of the sample projects, or of some: ``make mutation``, ``python -m tests.mutation v2_words v3_churn``."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .judging import PROJECTS, Figures, judged


def main(names: Sequence[str]) -> int:
    """Check them all, or those of the projects called so; print figures, and return 1 where anything crashed."""
    whole = Figures()
    began = time.process_time()
    with TemporaryDirectory() as folder:
        for project in (one for one in PROJECTS if not names or one.name in names):
            figures = judged(project, Path(folder))
            whole.add(figures)
            print(f"{project.name}: {figures.checked.total():,}, {len(figures.crashes)} crashes")
            print("".join(f"  {crash}\n" for crash in figures.crashes), end="", flush=True)
    for kind, number in sorted(whole.checked.items()):
        print(f"{number:9,} {kind}")
    seconds, name = whole.slowest
    took = f"{time.process_time() - began:,.0f} s of processor time"
    print(f"{whole.checked.total():9,} in {took}, {len(whole.crashes)} crashes")
    print(f"the slowest took {seconds:.1f} s: {name}")
    return int(bool(whole.crashes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
