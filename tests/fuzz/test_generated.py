"""Inputs made of those in ``fixtures/``, by the ways in which the fuzzer changes them: none crashes."""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from fuzz.guard import attempt
from fuzz.target import LARGEST, all_targets

SECONDS = 8.0
"""How long each target is tried; what hypothesis draws after that is passed over."""

TARGETS = all_targets()
SEEDS = {name: list(target.seeds()) for name, target in TARGETS.items()}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_made_of_others_crashes(name: str, folder: Path) -> None:
    target, seeds, end = TARGETS[name], SEEDS[name], monotonic() + SECONDS

    @settings(max_examples=2000, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(seeds) - 1), st.integers(1, 4), st.integers(0, 2**32 - 1))
    def tried(which: int, changes: int, seed: int) -> None:
        if monotonic() > end:
            return
        data, random = seeds[which], Random(seed)
        for _ in range(changes):
            data = target.mutate(data, random, seeds)[:LARGEST]
        note(f"to be replayed: {data!r}")
        attempt(target, data, folder)

    tried()


@pytest.mark.parametrize("name", TARGETS)
def test_the_same_seed_makes_the_same_input(name: str) -> None:
    target, seeds = TARGETS[name], SEEDS[name]
    made = [[target.mutate(data, Random(number), seeds) for number, data in enumerate(seeds)] for _ in range(2)]
    assert made[0] == made[1]
    assert sum(one != data for one, data in zip(made[0], seeds, strict=True)) > len(seeds) * 0.7


def test_most_programs_made_of_others_are_programs_and_build_pipelines() -> None:
    made = [
        TARGETS["source"].mutate(data, Random(number), SEEDS["source"]) for number, data in enumerate(SEEDS["source"])
    ]
    assert sum(map(_is_program, made)) > len(made) * 0.75
    assert sum(b"sagemaker" in data for data in made) > len(made) * 0.5


def test_most_definitions_made_of_others_are_json() -> None:
    seeds = SEEDS["definitions"]
    made = [TARGETS["definitions"].mutate(data, Random(number), seeds) for number, data in enumerate(seeds)]
    assert sum(map(_is_json, made)) > len(made) * 0.75


def test_what_refers_to_itself_is_not_written_out() -> None:
    """Or what makes inputs takes more memory than there is, and the fuzzer ends without having tried any."""
    levels = [f"  A{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 8)]
    bomb = "\n".join(["# sample", "parameters:", "  A0: &a0 [1]", *levels]).encode()
    made = [TARGETS["scenarios"].mutate(bomb, Random(number), SEEDS["scenarios"]) for number in range(50)]
    assert max(map(len, made)) < 10 * LARGEST
    assert any(b"*a1" in data for data in made)


def _is_program(data: bytes) -> bool:
    try:
        ast.parse(data)
    except (SyntaxError, ValueError):
        return False
    return True


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
