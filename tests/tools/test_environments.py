"""A Python is found where it is, and only one that starts and has the version is taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tools.environments import NoPython, find_python, main

OWN = f"{sys.version_info.major}.{sys.version_info.minor}"


def script(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_the_running_python_is_found_first() -> None:
    assert find_python(OWN) == sys.executable


def test_one_of_pyenv_is_found_where_the_command_only_stands_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "shims/python3.99", "echo 'python3.99: command not found' >&2; exit 127")
    kept = script(tmp_path / "versions/3.99.1/bin/python", "echo 3.99")
    monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert find_python("3.99") == kept


def test_where_there_is_none_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    with pytest.raises(NoPython):
        find_python("3.99")
    assert main(["make", "lowest", str(tmp_path / "folder"), "more"]) == 2
    assert main(["find", "3.99"]) == 1
    assert capsys.readouterr().err.endswith(
        "no Python 3.99 was found, neither as python3.99 nor among those of pyenv; install one\n"
    )
