"""A turn without atheris, on any system: inputs made at random, three times as many, of what they are made of."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from time import monotonic, time_ns

from fuzz.target import LARGEST, all_targets
from fuzz.turn import Turn


def main() -> None:
    """Fuzz one target: ``python -m fuzz.plain TARGET WORK SECONDS EMPTY``."""
    name, work, seconds, empty = sys.argv[1:5]
    turn = Turn(all_targets()[name], Path(work), Path(empty))
    seed = time_ns()
    print(f"seed {seed}", file=sys.stderr)
    random, end = Random(seed), monotonic() + float(seconds)
    while monotonic() < end:
        data = random.choice(turn.seeds)
        for _ in range(random.choice((1, 1, 2, 4, 8))):
            data = turn.other(data, random)[:LARGEST]
        turn.run(data)
    turn.note()


if __name__ == "__main__":
    main()
