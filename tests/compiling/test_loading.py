"""Finding what a target names: in files, packages and modules."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipelint.compiling.errors import NotCompilable
from pipelint.compiling.loading import home_of, load
from pipelint.compiling.target import Target, parse_target


@pytest.fixture(autouse=True)
def _own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give back to the tests' process what loading changes; a child keeps it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def write(path: str, content: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)


def loaded(text: str) -> object:
    target = parse_target(text)
    home_of(target)
    return load(target)


def test_a_file_sees_its_neighbours_and_the_working_directory() -> None:
    write("flows/steps_i.py", "near = 1\n")
    write("shared_i/__init__.py", "far = 2\n")
    write("flows/flow.py", "from steps_i import near\nfrom shared_i import far\nboth = (near, far, __name__)\n")
    assert loaded("flows/flow.py:both") == (1, 2, "flow")


def test_a_file_in_a_package_may_import_relatively() -> None:
    write("project/flows_i/__init__.py", "")
    write("project/flows_i/names.py", "name = 'near'\n")
    write("project/flows_i/train/__init__.py", "")
    write("project/flows_i/train/flow.py", "from ..names import name\nfound = (name, __name__)\n")
    assert loaded("project/flows_i/train/flow.py:found") == ("near", "flows_i.train.flow")


def test_a_package_itself() -> None:
    write("flows_j/__init__.py", "from .names import name\n")
    write("flows_j/names.py", "name = 'near'\n")
    assert loaded("flows_j/__init__.py:name") == "near"


@pytest.mark.parametrize("file", ["json.py", "my-flow.py", "2nd.py"])
def test_a_file_may_have_any_name(file: str) -> None:
    write(file, "value = __file__\n")
    assert Path(str(loaded(f"{file}:value"))) == Path(file).absolute()


def test_a_module_of_the_working_directory() -> None:
    write("flows_k/train.py", "value = 7\n")
    assert loaded("flows_k.train:value") == 7


def test_the_main_guard_is_not_entered() -> None:
    write("flow.py", "value = 1\nif __name__ == '__main__':\n    raise AssertionError\n")
    assert loaded("flow.py:value") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("flow.py:biuld", 'flow.py has no function or variable "biuld"; did you mean "build"?'),
        ("flow.py:zzz", 'flow.py has no function or variable "zzz"'),
        ("flow:zzz", 'flow has no function or variable "zzz"'),
        ("nowhere_i:build", 'there is no module "nowhere_i" in the working directory or installed'),
        ("json.nowhere:build", 'there is no module "json.nowhere" in the working directory or installed'),
    ],
)
def test_what_is_not_there(text: str, message: str) -> None:
    write("flow.py", "def build(): ...\n")
    with pytest.raises(NotCompilable) as caught:
        loaded(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["flow.py:build", "flow:build"])
def test_what_the_file_itself_fails_to_import_is_its_own_error(text: str) -> None:
    write("flow.py", "import nowhere_i\n")
    with pytest.raises(ModuleNotFoundError, match="nowhere_i"):
        loaded(text)


def test_a_package_hidden_by_another_is_said() -> None:
    write("project/json/__init__.py", "")
    write("project/json/flow.py", "build = 1\n")
    with pytest.raises(NotCompilable) as caught:
        loaded("project/json/flow.py:build")
    assert str(caught.value) == 'the package "json" around flow.py hides behind another of that name'


def test_the_home_of_the_users_code() -> None:
    write("project/flows_l/__init__.py", "")
    write("project/flows_l/flow.py", "")
    here = Path.cwd()
    assert home_of(parse_target("project/flows_l/flow.py:x")) == here / "project"
    sys.path.insert(0, str(here / "project"))
    assert home_of(Target("", None, "flows_l.flow", "x")) == here / "project" / "flows_l"
    assert home_of(Target("", None, "nowhere_i", "x")) == here
    write("single_i.py", "")
    assert home_of(Target("", None, "single_i", "x")) == here / "single_i.py"
