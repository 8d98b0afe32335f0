"""A cache that came with a project is not believed, and nothing in it is ever executed."""

from __future__ import annotations

import json
import os
import pickle
import stat
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from tests.cli.samples import FAULTY, MESSAGE

from .audited import STARTS_PROCESSES, WAYS, Audited, audited

FOUND = f"faulty.py:5:43: warning SMP501 [hard-coded-instance-type] {MESSAGE}"
CHECK = [*WAYS["console script"], "--format", "concise"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    (folder / "faulty.py").write_text(FAULTY)
    return folder


def kept(project: Path) -> Path:
    """Check the project, and return the file in which it was kept what was found out."""
    assert audited(CHECK, project).ended.stdout.splitlines()[0] == FOUND
    (file,) = (project / ".pipelint_cache").glob("*.json")
    return file


def change(file: Path, found: list[Any]) -> None:
    """Put other findings into what was kept, with a checksum that fits."""
    identity, rows, groups = json.loads(file.read_text().partition("\n")[2])
    groups[0][0][0][5][1] = found
    text = json.dumps([identity, rows, groups])
    file.write_text(f"{crc32(text.encode()):08x}\n{text}")


def finding(file: str, line: int) -> list[Any]:
    return ["SMP501", "name", "error", "planted", [file, line, 1, None, None, None, None, None], *[None] * 4, [], None]


def test_what_the_users_own_run_has_kept_is_believed(project: Path, tmp_path: Path) -> None:
    """So that the next test says something: the form of what is planted is right, and what it says is shown."""
    (tmp_path / "secret").write_text("the password\n")
    change(kept(project), [finding("../secret", 1)])
    run = audited(WAYS["console script"], project)
    assert run.ended.stdout.splitlines()[:2] == ["../secret:1:1: error SMP501 [name] planted", "    1 | the password"]


@pytest.mark.parametrize("planted", [[], [finding("../secret", 1)]], ids=["nothing found", "a line of another file"])
def test_what_somebody_else_has_kept_is_not_believed(project: Path, tmp_path: Path, planted: list[Any]) -> None:
    (tmp_path / "secret").write_text("the password\n")
    change(kept(project), planted)
    run = audited(CHECK, project, environment={"XDG_CACHE_HOME": str(tmp_path / "mine")})
    assert run.ended.stdout.splitlines()[0] == FOUND
    assert str(tmp_path / "secret") not in run.opened()


def test_the_token_is_for_the_user_alone(project: Path, tmp_path: Path) -> None:
    kept(project)
    (token,) = (tmp_path / "home" / ".cache" / "pipelint").iterdir()
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    before = token.read_text()
    kept(project)
    assert (token.read_text(), len(before)) == (before, 32)


@pytest.mark.parametrize("spoilt", ["", "x", "\0" * 32 + "y"])
def test_a_spoilt_token_is_made_anew(project: Path, tmp_path: Path, spoilt: str) -> None:
    kept(project)
    token = tmp_path / "home" / ".cache" / "pipelint" / "token"
    token.write_text(spoilt)
    assert audited(CHECK, project).ended.stdout.splitlines()[0] == FOUND
    assert len(token.read_text()) == 32


def test_without_a_place_for_the_token_nothing_is_kept(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = audited(CHECK, project, environment={"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert (run.ended.stdout.splitlines()[0], run.ended.stderr) == (FOUND, "")
    assert not (project / ".pipelint_cache").exists()


def test_the_token_is_never_looked_for_in_the_project(project: Path, tmp_path: Path) -> None:
    run = audited(CHECK, project, environment={"XDG_CACHE_HOME": "inside"})
    assert run.ended.stdout.splitlines()[0] == FOUND
    assert not (project / "inside").exists()
    assert (tmp_path / "home" / ".cache" / "pipelint" / "token").exists()


class _Planted:
    def __init__(self, proof: Path) -> None:
        self._proof = proof

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self._proof),)


def test_nothing_in_a_cache_is_executed(project: Path, tmp_path: Path) -> None:
    file = kept(project)
    proof = tmp_path / "proof"
    code = f"__import__('os').mkdir({str(proof)!r})"
    contents = [
        pickle.dumps(_Planted(proof)),
        b"%08x\n%b" % (crc32(pickle.dumps(_Planted(proof))), pickle.dumps(_Planted(proof))),
        f"{crc32(code.encode()):08x}\n{code}".encode(),
        f"{crc32(b'[' * 100_000):08x}\n{'[' * 100_000}".encode(),
    ]
    for content in contents:
        file.write_bytes(content)
        (file.parent / "sitecustomize.py").write_text(code)
        run: Audited = audited(CHECK, project)
        assert run.ended.stdout.splitlines()[0] == FOUND
        assert run.of(*STARTS_PROCESSES, "pickle.", "socket.") == []
        assert not [name for name, _ in run.executed() if Path(name).is_relative_to(project)]
        assert not proof.exists()
