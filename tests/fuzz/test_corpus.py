"""What once crashed does not crash any more; every input is named after its fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.guard import attempt
from fuzz.seeds import CORPUS, stored
from fuzz.target import all_targets

TARGETS = all_targets()


@pytest.mark.parametrize(
    ("target", "file"),
    [pytest.param(name, file, id=f"{name}-{file.stem}") for name in TARGETS for file in stored(name)],
)
def test_what_once_crashed_does_not_any_more(target: str, file: Path, tmp_path: Path) -> None:
    attempt(TARGETS[target], file.read_bytes(), tmp_path)


def test_every_folder_of_inputs_is_that_of_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} <= set(TARGETS)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_what_somebody_wrote_does_not_crash(target: str, tmp_path: Path) -> None:
    """Every fourth of the seeds; others are checked by the tests of the fixtures they come from."""
    for data in list(TARGETS[target].seeds())[::4]:
        attempt(TARGETS[target], data, tmp_path)
