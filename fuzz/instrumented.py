"""A turn under atheris: which inputs are worth another change is told by the code that they reach."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random

import atheris

with atheris.instrument_imports(include=["pipelint"], enable_loader_override=False):
    import pipelint

    for module in walk_packages(pipelint.__path__, "pipelint."):
        if not module.name.startswith(
            ("pipelint.__main__", "pipelint.compiling.child", "pipelint.harness.plugin", "pipelint.server")
        ):
            import_module(module.name)

from fuzz.seeds import stored
from fuzz.target import LARGEST, all_targets
from fuzz.turn import Turn

SLOWER = 4
"""How much slower code may be that notes where it goes."""

SHORT, MANY = 60, 20
"""A turn of so few seconds begins with so many seeds: to look where all of them go takes longer."""

HANGS = 600
"""Seconds of the clock on the wall after which libFuzzer ends what is not Python, and so hears no alarm."""


def main() -> None:
    """Fuzz one target: ``python -m fuzz.instrumented TARGET WORK SECONDS EMPTY``; does not return."""
    name, place, seconds, empty = sys.argv[1:5]
    target, work = all_targets()[name], Path(place)
    turn = Turn(target, work, Path(empty), SLOWER)
    for folder in ("inputs", "seeds"):
        (work / folder).mkdir(exist_ok=True)
    begin = turn.seeds if float(seconds) > SHORT else turn.seeds[:MANY]  # the others are parts for other inputs
    for data in [*begin, *(file.read_bytes() for file in stored(name))]:
        (work / "seeds" / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    words = work / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words if word), encoding="ascii")

    def other(data: bytes, largest: int, seed: int) -> bytes:
        """Return another input made of ``data``: by what its format is made of, or by libFuzzer, which knows bytes."""
        random = Random(seed)
        if random.random() < 0.2:
            made: bytes = atheris.Mutate(data, largest)
            return made
        return turn.other(data, random)[:largest]

    arguments = [
        sys.argv[0],
        str(work / "inputs"),
        str(work / "seeds"),
        f"-dict={words}",
        f"-max_len={LARGEST}",
        f"-max_total_time={seconds}",
        f"-timeout={HANGS}",
        f"-report_slow_units={HANGS}",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={work / 'crashes'}{os.sep}",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, turn.run, custom_mutator=other, internal_libfuzzer=True)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(chr(one) if chr(one).isalnum() else f"\\x{one:02X}" for one in word.encode())


if __name__ == "__main__":
    main()
