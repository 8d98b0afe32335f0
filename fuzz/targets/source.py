"""Python source of a pipeline, as a file that ``pipelint check`` is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from fuzz import doors, seeds
from fuzz.mutation import programs
from fuzz.target import Target

_WORDS = seeds.sdk_words()


def _run(data: bytes, folder: Path) -> None:
    file = folder / "pipeline.py"
    file.write_bytes(data)
    doors.check([file])


def _more(folder: Path) -> None:
    file = folder / "pipeline.py"
    doors.fix([file])
    doors.show([file])


def _seeds() -> Iterator[bytes]:
    yield from seeds.fixtures("**/*.py")


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    return programs.mutate(data, random, others, _WORDS)


TARGET = Target("source", _run, _seeds, _mutate, _WORDS, _more)
