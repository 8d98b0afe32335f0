"""A project of its own for each test, and an editor that has it open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .editor import Editor

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample project, without its tests; it has no fault."""
    folder = tmp_path / "project"
    shutil.copytree(FIXTURES / "sample_project", folder, ignore=shutil.ignore_patterns("tests", "nightly.py"))
    (folder / ".git").mkdir()
    return folder


@pytest.fixture
def start() -> Iterator[Callable[..., Editor]]:
    """Start editors, which are ended with the test. That their servers end as they should is a part of every test."""
    started: list[Editor] = []

    def begin(folder: Path | None, **options: Any) -> Editor:
        started.append(Editor(folder, **options))
        return started[-1]

    yield begin
    assert [one.end() for one in started] == [0] * len(started)


@pytest.fixture
def editor(project: Path, start: Callable[..., Editor]) -> Editor:
    return start(project)
