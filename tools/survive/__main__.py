"""The command line of the run over other people's code; see the package."""

from __future__ import annotations

import argparse
import heapq
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.survive.running import Outcome, outcomes

_SLOW = 10.0
_SHOWN = 5
_PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Read every file of the folders, print what came of it, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.survive", description="Read other people's code, and survive."
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a clone, or a folder of clones")
    parser.add_argument("--forced", action="store_true", help="let every file build a pipeline of its own names")
    options = parser.parse_args(arguments)
    count: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    failed = False
    for one in _until_interrupted(outcomes(options.folders, options.forced)):
        count.update({one.kind: 1, "pipelines": one.pipelines, "rules run": one.judged, "refused": one.refused})
        slowest = heapq.nlargest(_SHOWN, [*slowest, (one.seconds, one.file)])
        for crash in one.crashes:
            print(f"{one.file}: {crash}", flush=True)
        failed = failed or bool(one.crashes) or one.seconds > _SLOW
        count["crashes"] += len(one.crashes)
        count["seconds"] += round(one.seconds * 1000)
    judged = f" {count['rules run']:,} times a rule," if options.forced else ""  # else those with something to judge
    print(
        f"{count['python']:,} Python files, {count['notebook']:,} notebooks and {count['definition']:,} definitions in"
        f" {count['seconds'] / 1000:.0f} s of processor time: {count['pipelines']:,} pipelines,"
        f"{judged} {count['refused']:,} files that cannot be parsed,"
        f" {count['crashes']} crashes"
    )
    for seconds, file in slowest:
        print(f"{seconds:7.2f} s  {file}")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MIB:,.0f} MiB of memory")
    return int(failed)


def _until_interrupted(found: Iterator[Outcome]) -> Iterator[Outcome]:
    try:
        for number, one in enumerate(found, 1):
            if number % 1000 == 0:
                print(f"{number:,} files", file=sys.stderr, flush=True)
            yield one
    except KeyboardInterrupt:
        print("interrupted; until then:", flush=True)


if __name__ == "__main__":
    sys.exit(main())
