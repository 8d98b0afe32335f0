"""The project that the tests of the command line run in."""

from __future__ import annotations

from pathlib import Path

import pytest

from .samples import CLEAN, DEFINITION, FAULTY


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "faulty.py").write_text(FAULTY)
    (tmp_path / "clean.py").write_text(CLEAN)
    (tmp_path / "definition.json").write_text(DEFINITION)
    return tmp_path
