"""Which files are looked at, in which order, and what is said of those that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelint.linter.exclusion import Exclusion
from pipelint.linter.inputs import Input, find_inputs
from pipelint.linter.settings import Settings


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def files(*paths: str) -> list[str]:
    inputs, findings = find_inputs(paths, Exclusion(Settings()))
    assert findings == []
    return [one.file for one in inputs]


def test_folders_are_walked_in_the_order_of_names_files_before_folders() -> None:
    touch("b.py", "a/z.py", "a/b/c.ipynb", "a/B.PY", "d.json", "c.txt", "README.md", "noSuffix")
    assert files(".") == ["b.py", "d.json", "a/B.PY", "a/z.py", "a/b/c.ipynb"]


def test_what_is_not_the_projects_own_is_passed_over() -> None:
    touch(
        "venv/pyvenv.cfg",
        "venv/lib/p.py",
        "cached/CACHEDIR.TAG",
        "cached/p.py",
        ".git/p.py",
        ".ipynb_checkpoints/p.ipynb",
        "node_modules/p.py",
        "a/__pycache__/p.py",
        "layer/site-packages/p.py",
        "cdk.out/p.json",
        "build/own.py",
    )
    assert files(".") == ["build/own.py"]


def test_a_folder_the_user_names_is_walked_whatever_it_is() -> None:
    touch("venv/pyvenv.cfg", "venv/p.py", ".hidden/p.py", "node_modules/p.py")
    assert files("venv", ".hidden", "node_modules") == ["venv/p.py", ".hidden/p.py", "node_modules/p.py"]


def test_links_to_folders_are_not_followed_and_links_to_files_are() -> None:
    touch("real/p.py")
    Path("loop").symlink_to(".", target_is_directory=True)
    Path("linked.py").symlink_to("real/p.py")
    Path("dangling.py").symlink_to("nowhere.py")
    assert files(".") == ["linked.py", "real/p.py"]


def test_a_link_to_itself_does_not_hide_its_neighbours() -> None:
    touch("p.py")
    Path("a.py").symlink_to("a.py")
    assert files(".") == ["a.py", "p.py"]
    with pytest.raises(OSError, match="symbolic links"):
        find_inputs(["a.py"], Exclusion(Settings()))[0][0].read()


def test_a_file_named_twice_is_read_once_and_counts_as_named() -> None:
    touch("a/p.py", "a/q.py")
    for paths in (["a", "a/p.py"], ["a/p.py", "a", "./a/../a/p.py"]):
        inputs, _ = find_inputs(paths, Exclusion(Settings()))
        assert sorted((one.file, one.explicit) for one in inputs) == [("a/p.py", True), ("a/q.py", False)]


def test_files_outside_of_the_working_directory_are_shown_relative_to_it(project: Path) -> None:
    touch("a/p.py", "b/q.py")
    os.chdir("b")
    assert files(str(project / "a"), str(project / "b" / "q.py")) == ["../a/p.py", "q.py"]


def test_huge_json_files_in_folders_are_not_opened() -> None:
    for name, size in (("large.json", 16 * 1024 * 1024), ("huge.json", 16 * 1024 * 1024 + 1)):
        with Path(name).open("wb") as file:
            file.truncate(size)
    assert files(".") == ["large.json"]
    assert files("huge.json") == ["huge.json"]


def test_a_folder_that_cannot_be_listed_is_said_and_the_others_are_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    touch("closed/p.py", "open/p.py")
    scan = os.scandir

    def refuse(folder: Path) -> object:  # root may list everything, so the refusal is simulated
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    inputs, findings = find_inputs(["."], Exclusion(Settings()))
    assert [one.file for one in inputs] == ["open/p.py"]
    assert [(one.code, one.span.file, one.message) for one in findings] == [
        ("SMP001", "closed", "cannot read: permission denied")
    ]


def test_a_null_character_in_a_path_is_no_crash() -> None:
    ((found,), findings) = find_inputs(["a\0b.py"], Exclusion(Settings()))
    assert findings == []
    with pytest.raises(ValueError, match="null"):
        found.read()


@pytest.mark.parametrize(
    ("file", "data", "kind"),
    [
        ("p.py", b"{", "python"),
        ("P.JSON", b"x", "definition"),
        ("p.ipynb", b"", "notebook"),
        ("<stdin>", b"\xef\xbb\xbf\n {}", "definition"),
        ("<stdin>", b"[1]", "definition"),
        ("script", b"import os", "python"),
        ("script", b"", "python"),
    ],
)
def test_the_kind_is_told_by_the_suffix_and_without_one_by_the_first_bracket(file: str, data: bytes, kind: str) -> None:
    assert Input(file, True, data=data).kind(data) == kind
