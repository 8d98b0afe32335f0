"""What a fuzz target is. Each file in ``fuzz/targets/`` holds one, as ``TARGET``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random

from fuzz import targets

LARGEST = 20_000
"""The most bytes of an input: what a file of this size costs is bounded by :data:`fuzz.guard.SECONDS`."""


@dataclass(frozen=True, slots=True)
class Target:
    """One way in.

    ``run`` drives pipelint with some bytes, in a folder that is its own; whatever it raises is a crash. So is what
    ``more`` raises, which goes on in that folder with what takes longer: the fuzzer does it for some inputs, a replay
    for all. ``seeds`` are inputs that somebody wrote. ``mutate`` makes another input of one, with parts of the seeds.
    ``words`` are what inputs are made of, for a fuzzer that knows only bytes.
    """

    name: str
    run: Callable[[bytes, Path], None]
    seeds: Callable[[], Iterator[bytes]]
    mutate: Callable[[bytes, Random, Sequence[bytes]], bytes]
    words: Sequence[str]
    more: Callable[[Path], None] = lambda folder: None


def all_targets() -> dict[str, Target]:
    """Return the target of every file in ``fuzz/targets/``, by name."""
    found: list[Target] = [import_module(one.name).TARGET for one in iter_modules(targets.__path__, "fuzz.targets.")]
    return {target.name: target for target in found}
