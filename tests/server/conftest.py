"""A project of its own for each test, and an editor that has it open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .editor import Editor

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def _copied(folder: Path) -> Path:
    shutil.copytree(FIXTURES / "sample_project", folder, ignore=shutil.ignore_patterns("tests", "nightly.py"))
    (folder / ".git").mkdir()
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample project, without its tests; it has no fault."""
    return _copied(tmp_path / "project")


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sample project for all tests of a module, which ask and change nothing but what is open."""
    return _copied(tmp_path_factory.mktemp("shared") / "project")


@pytest.fixture(scope="module")
def shared_editor(shared_project: Path) -> Iterator[Editor]:
    editor = Editor(shared_project)
    yield editor
    assert editor.end() == 0


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
