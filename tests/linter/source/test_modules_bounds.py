"""Imports that cannot be followed: each says why, nothing outside the project is opened, nothing goes on for long."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.opened import opened_below

from .projects import STEPS, flow, places, reasons, write

IMPORT = "from steps import prepare"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    write(folder, {"pyproject.toml": "", "flow.py": flow(IMPORT)})
    return folder


FOLLOWED = [("SMP501", "flow.py", 3, 35)]


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("def prepare(:\n", "steps.py cannot be read as Python: invalid syntax (line 1)"),
        ("x = '\0'\n", "steps.py cannot be read as Python: it holds null bytes"),
        ("x = " + "(" * 300 + ")" * 300, "steps.py cannot be read as Python: too many nested parentheses (line 1)"),
        ("prepare_ = None\n", "`prepare` is not set in steps.py"),
        ("", "`prepare` is not set in steps.py"),
        ("# " + "x" * 600_000, "steps.py is longer than 512 KiB and was not opened"),
        ("x = [0]\n" + "x += [1 for y in range(200)]\n" * 1500 + STEPS,
         "`prepare` is not set in steps.py: the module is too long or too deep to be followed to its end"),
    ],
    ids=["syntax", "null", "nested", "not set", "empty", "long", "much work"],
)  # fmt: skip
def test_a_module_that_does_not_help_says_why(steps: str, reason: str, project: Path) -> None:
    write(project, {"steps.py": steps})
    assert reasons("flow.py") == [reason]


@pytest.mark.parametrize(
    ("imports", "prepare", "reason"),
    [
        ("import missing", "missing.prepare", "the result of `missing.prepare(…)`"),
        ("from missing import prepare", "prepare", "the result of `missing.prepare(…)`"),
        ("from .missing import prepare", "prepare", "the result of `.missing.prepare(…)`"),
        ("from .. import prepare", "prepare", "it stands outside the project"),
        ("from ...a.b import prepare", "prepare", "it stands outside the project"),
        ("import importlib\nsteps = importlib.import_module('steps')", "steps.prepare",
         "the result of `importlib.import_module(…)`"),
    ],
)  # fmt: skip
def test_what_is_not_in_the_project_stays_unknown(imports: str, prepare: str, reason: str, project: Path) -> None:
    write(project, {"flow.py": flow(imports, prepare), "steps.py": STEPS})
    assert reasons("flow.py") == [reason]


def test_two_modules_of_one_name_leave_it_unknown(project: Path) -> None:
    write(project, {"flow.py": "", "flows/flow.py": flow(IMPORT), "flows/steps.py": STEPS, "steps.py": STEPS})
    assert reasons("flows/flow.py") == ["two modules of the project answer to `steps`"]


def test_modules_that_import_each_other(project: Path) -> None:
    write(
        project, {"steps.py": "import flow\nimport other\n" + STEPS, "other.py": "import steps\nfrom flow import x\n"}
    )
    assert places("flow.py") == FOLLOWED


def test_a_name_that_is_not_yet_set_in_a_circle_of_imports(project: Path) -> None:
    write(project, {"steps.py": "from other import prepare\nlate = None\n", "other.py": "from steps import late\n"})
    write(project, {"other.py": "from steps import late\nprepare = late\n"})
    assert reasons("flow.py") == ["`late` is not set yet in steps.py when modules that import each other need it"]


def test_a_file_that_imports_itself(project: Path) -> None:
    write(project, {"flow.py": flow("import flow\nfrom steps import prepare"), "steps.py": STEPS})
    assert places("flow.py") == [("SMP501", "flow.py", 4, 35)]


def test_functions_of_two_modules_that_call_each_other(project: Path) -> None:
    steps = "import other\ndef prepare(kind):\n    return other.prepare(kind)\n"
    write(project, {"steps.py": steps, "other.py": steps.replace("other", "steps")})
    assert reasons("flow.py") == ["`prepare` calls itself too often, or is nested too deep"]


@pytest.mark.parametrize(
    ("trick", "reason"),
    [
        ("sys.path.insert(0, '..')", "flow.py changes sys.path, so which `steps` is imported cannot be told"),
        ("sys.path[:0] = ['..']", "flow.py changes sys.path, so which `steps` is imported cannot be told"),
        ("sys.path += ['..']", "flow.py changes sys.path, so which `steps` is imported cannot be told"),
    ],
)
def test_a_changed_path_leaves_names_unknown(trick: str, reason: str, project: Path) -> None:
    write(project, {"flow.py": flow(f"import sys\n{trick}\n{IMPORT}"), "steps.py": STEPS})
    assert reasons("flow.py") == [reason]


def test_a_folder_added_at_the_end_of_the_path_hides_nothing(project: Path) -> None:
    trick = "import sys\nsys.path.append('parts')\n"
    write(project, {"flow.py": flow(trick + IMPORT), "steps.py": STEPS})
    assert places("flow.py") == [("SMP501", "flow.py", 5, 35)]
    write(project, {"flow.py": flow(trick + "from bits import prepare"), "parts/bits.py": STEPS})
    assert reasons("flow.py") == ["the result of `bits.prepare(…)`; flow.py changes sys.path"]


def test_relative_imports_do_not_look_at_the_path(project: Path) -> None:
    write(project, {"flow.py": flow("import sys\nsys.path.insert(0, '..')\nfrom .steps import prepare")})
    write(project, {"steps.py": STEPS})
    assert places("flow.py") == [("SMP501", "flow.py", 5, 35)]


OUTSIDE = {
    "a module above": ("from ..steps import prepare", None),
    "a link to a module": (IMPORT, ("../outside/steps.py", "steps.py")),
    "a link to a folder": ("from shop.steps import prepare", ("../outside", "shop")),
    "a link in a package": ("from shop.steps import prepare", ("../../outside/steps.py", "shop/steps.py")),
    "a link to a package's own code": ("from shop import prepare", ("../../outside/steps.py", "shop/__init__.py")),
    "a link to another link": (IMPORT, ("link.py", "steps.py")),
    "src as a link": (IMPORT, ("../outside", "src")),
}


@pytest.mark.parametrize(("imports", "link"), OUTSIDE.values(), ids=OUTSIDE)
def test_nothing_outside_the_project_is_opened(imports: str, link: tuple[str, str] | None, project: Path) -> None:
    write(project.parent, {"outside/steps.py": STEPS, "outside/__init__.py": "", "steps.py": STEPS})
    write(project, {"flow.py": flow(imports), "shop/other.py": ""})
    (project / "link.py").symlink_to("../outside/steps.py")
    if link is not None:
        if link[1] == "shop":
            (project / "shop" / "other.py").unlink()
            (project / "shop").rmdir()
        (project / link[1]).symlink_to(link[0])
    with opened_below(project.parent) as opened:
        assert len(reasons("flow.py")) == 1
    assert opened == [project.resolve() / "flow.py"]


def test_links_inside_the_project_are_followed(project: Path) -> None:
    write(project, {"parts/bits.py": STEPS})
    (project / "steps.py").symlink_to("parts/bits.py")
    assert places("flow.py") == FOLLOWED


def test_a_project_that_is_reached_through_a_link(project: Path) -> None:
    write(project, {"steps.py": STEPS})
    (project.parent / "link").symlink_to("project")
    assert places("../link/flow.py") == [("SMP501", "../link/flow.py", 3, 35)]


def test_links_that_lead_in_a_circle_and_what_is_no_file(project: Path) -> None:
    (project / "steps.py").symlink_to("steps.py")
    assert reasons("flow.py") == ["steps.py cannot be opened: Too many levels of symbolic links"]
    (project / "steps.py").unlink()
    os.mkfifo(project / "steps.py")
    assert reasons("flow.py") == ["steps.py is no regular file"]


def test_a_long_line_of_modules_is_followed_to_its_bound(project: Path) -> None:
    line = {f"m{number}.py": f"from m{number + 1} import prepare\n" for number in range(30)}
    write(project, {"flow.py": flow("from m0 import prepare"), **line, "m30.py": STEPS})
    assert reasons("flow.py") == ["more than 20 modules import each other in turn; `m20` was not opened"]


def test_many_modules_are_followed_to_their_bound(project: Path) -> None:
    many = "".join(f"import m{number}\n" for number in range(100))
    write(project, {"flow.py": flow(many + IMPORT), **{f"m{number}.py": "" for number in range(100)}})
    write(project, {"steps.py": STEPS})
    assert reasons("flow.py") == ["more than 60 modules are imported; `steps` was not opened"]


def test_long_modules_are_followed_to_their_bound(project: Path) -> None:
    long = "# " + "x" * 400_000
    write(project, {"flow.py": flow("import a, b, c\n" + IMPORT), "a.py": long, "b.py": long, "c.py": long})
    write(project, {"steps.py": STEPS})
    assert reasons("flow.py") == ["more than 1024 KiB of modules are imported; `steps` was not followed"]
