"""Imports inside a project: every layout and every form of the statement, and what is not looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Settings

from .projects import STEPS, flow, places, reasons, write

PACKAGE = {"shop/__init__.py": "", "shop/steps.py": STEPS}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def followed(file: str, imports: str, prepare: str = "prepare") -> list[tuple[str, str, int, int]]:
    """Return the one finding there is where the call in ``flow(imports, prepare)`` is followed."""
    line = 2 + imports.count("\n") + 1
    return [("SMP501", file, line, len(f'Pipeline(name="p", steps=[{prepare}(') + 1)]


FORMS = {
    "from a module": ("from steps import prepare", "prepare", {"steps.py": STEPS}),
    "under another name": ("from steps import prepare as first", "first", {"steps.py": STEPS}),
    "a whole module": ("import steps", "steps.prepare", {"steps.py": STEPS}),
    "a whole module under another name": ("import steps as s", "s.prepare", {"steps.py": STEPS}),
    "from a package": ("from shop.steps import prepare", "prepare", PACKAGE),
    "a module from a package": ("from shop import steps", "steps.prepare", PACKAGE),
    "a module of a package": ("import shop.steps", "shop.steps.prepare", PACKAGE),
    "a module of a package under another name": ("import shop.steps as s", "s.prepare", PACKAGE),
    "a package without __init__.py": ("from shop.steps import prepare", "prepare", {"shop/steps.py": STEPS}),
    "a module of a package without __init__.py": ("import shop.steps", "shop.steps.prepare", {"shop/steps.py": STEPS}),
    "handed on by a package": (
        "from shop import prepare",
        "prepare",
        {"shop/__init__.py": "from .steps import prepare\n", "shop/steps.py": STEPS},
    ),
    "handed on by a package, twice": (
        "import shop",
        "shop.prepare",
        {
            "shop/__init__.py": "from shop.inner import *\n",
            "shop/inner/__init__.py": "from ..steps import prepare\n",
            "shop/steps.py": STEPS,
        },
    ),
    "all names": ("from steps import *", "prepare", {"steps.py": STEPS}),
    "all names of a list": ("from steps import *", "_prepare", {"steps.py": "__all__ = ['_prepare']\n"
                            + STEPS.replace("def prepare", "def _prepare")}),
    "a module that a list names": (
        "from shop import *", "steps.prepare", {"shop/__init__.py": '__all__ = ["steps"]\n', "shop/steps.py": STEPS}
    ),
    "in src": ("from shop.steps import prepare", "prepare", {f"src/{name}": text for name, text in PACKAGE.items()}),
    "in a function": (
        "def late(kind):\n    from steps import prepare\n    return prepare(kind)",
        "late",
        {"steps.py": STEPS},
    ),
    "where it is there": (
        "try:\n    from steps import prepare\nexcept ImportError:\n    prepare = None",
        "prepare",
        {"steps.py": STEPS},
    ),
    "where one of two layouts is there": (
        "try:\n    from .steps import prepare\nexcept ImportError:\n    from steps import prepare",
        "prepare",
        {"steps.py": STEPS},
    ),
    "in a type checker's block besides": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from other import prepare\n"
        "else:\n    from steps import prepare",
        "prepare",
        {"steps.py": STEPS, "other.py": "prepare = None\n"},
    ),
    "with the module's own globals": (
        "from steps import prepare\nROLE = None",
        "prepare",
        {"steps.py": "from config import NAME\n" + STEPS.replace('"Prepare"', "NAME"), "config.py": "NAME = 'Prepare'"},
    ),
    "a module that replaces a name of another": (
        "import steps, config\nconfig.make = steps.prepare",
        "config.make",
        {"steps.py": STEPS, "config.py": "make = None\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("imports", "prepare", "files"), FORMS.values(), ids=FORMS)
def test_a_form_of_import(imports: str, prepare: str, files: dict[str, str], project: Path) -> None:
    write(project, {"flow.py": flow(imports, prepare), **files})
    result = check(["."], Settings())
    found = [(one.code, one.span.file, one.span.line, one.span.column, one.step) for one in result.findings]
    assert found == [(*followed("flow.py", imports, prepare)[0], "Prepare")]
    assert (result.summary.pipelines, result.summary.steps, result.summary.gaps) == (1, 1, 0)


LAYOUTS = {
    "a script beside its module": ("flows/run.py", "from steps import prepare", {"flows/steps.py": STEPS}),
    "a script that names the root's package": ("flows/run.py", "from shop.steps import prepare", PACKAGE),
    "a sibling in a package": ("shop/run.py", "from .steps import prepare", PACKAGE),
    "a sibling module": ("shop/run.py", "from . import steps\nprepare = steps.prepare", PACKAGE),
    "a package above": (
        "shop/flows/run.py",
        "from ..steps import prepare",
        {**PACKAGE, "shop/flows/__init__.py": ""},
    ),
    "a package beside": (
        "shop/flows/run.py",
        "from ..parts.steps import prepare",
        {"shop/parts/steps.py": STEPS},
    ),
    "the package it is in, wherever that stands": (
        "apps/one/shop/flows/run.py",
        "from shop.steps import prepare",
        {"apps/one/shop/flows/__init__.py": "", **{f"apps/one/{name}": text for name, text in PACKAGE.items()}},
    ),
}


@pytest.mark.parametrize(("file", "imports", "files"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("named", [".", "file"])
def test_a_layout(file: str, imports: str, files: dict[str, str], named: str, project: Path) -> None:
    write(project, {"pyproject.toml": "", file: flow(imports), **files})
    assert places("." if named == "." else file) == followed(file, imports)


@pytest.mark.parametrize("marker", ["pyproject.toml", "setup.py", "setup.cfg", ".git/HEAD"])
def test_a_project_begins_where_its_marker_stands(marker: str, project: Path) -> None:
    write(project, {marker: "", "flows/run.py": flow("from steps import prepare"), "steps.py": STEPS})
    assert places("flows") == followed("flows/run.py", "from steps import prepare")


def test_without_a_marker_the_folder_that_was_named_is_the_project(project: Path) -> None:
    write(project, {"flows/run.py": flow("from steps import prepare"), "steps.py": STEPS})
    assert places(".") == followed("flows/run.py", "from steps import prepare")
    assert reasons("flows") == ["the result of `steps.prepare(…)`"]
    assert reasons("flows/run.py") == ["the result of `steps.prepare(…)`"]


def test_a_nearer_marker_hides_what_stands_above(project: Path) -> None:
    write(project, {"setup.py": "", "one/setup.py": "", "one/run.py": flow("from steps import prepare")})
    write(project, {"steps.py": STEPS})
    assert reasons("one") == ["the result of `steps.prepare(…)`"]


def test_a_notebook_imports_from_its_folder(project: Path) -> None:
    source = flow("from steps import prepare").replace("\n", "\\n").replace('"', '\\"')
    notebook = '{"nbformat": 4, "cells": [\n{"cell_type": "code", "source":\n"' + source + '"}]}'
    steps = STEPS.replace("1, instance_type", '1, "ml.m5.large"')
    write(project, {"run.ipynb": notebook, "steps.py": steps})
    result = check(["run.ipynb"], Settings())
    assert [(one.code, one.span.file, one.span.line, one.span.cell) for one in result.findings] == [
        ("SMP501", "steps.py", 6, None)
    ]


def test_names_that_a_star_does_not_bring(project: Path) -> None:
    hidden = STEPS.replace("def prepare", "def _prepare")
    write(project, {"flow.py": flow("from steps import *", "_prepare"), "steps.py": hidden})
    assert reasons("flow.py") == ["`_prepare` is not set anywhere in this file"]
    write(project, {"flow.py": flow("from steps import *"), "steps.py": "__all__ = []\n" + STEPS})
    assert reasons("flow.py") == ["`prepare` is not set anywhere in this file"]


def test_a_star_of_the_sdk_brings_its_classes(project: Path) -> None:
    code = flow("from steps import prepare").replace("import Pipeline", "import *")
    write(project, {"flow.py": code, "steps.py": STEPS.replace("import ProcessingStep", "import *")})
    assert places(".") == followed("flow.py", "from steps import prepare")


@pytest.mark.parametrize("shadow", ["sagemaker.py", "sagemaker/__init__.py", "sagemaker/workflow/pipeline.py"])
def test_the_sdk_is_the_sdk_whatever_stands_beside_it(shadow: str, project: Path) -> None:
    write(project, {shadow: "Pipeline = None\n", "flow.py": flow("from steps import prepare"), "steps.py": STEPS})
    assert places("flow.py") == followed("flow.py", "from steps import prepare")


def test_the_standard_library_is_not_looked_for_in_the_project(project: Path) -> None:
    join = "import os\nfrom steps import prepare\nkind = os.path.join('a', 'b')"
    write(project, {"flow.py": flow(join), "steps.py": STEPS, "os.py": "path = None\n"})
    assert places("flow.py") == followed("flow.py", join)


def test_an_imported_module_is_not_the_main_one(project: Path) -> None:
    steps = STEPS + 'if __name__ == "__main__":\n    prepare = None\nif __name__ != "steps":\n    prepare = None\n'
    write(project, {"flow.py": flow("from steps import prepare"), "steps.py": steps})
    assert places("flow.py") == followed("flow.py", "from steps import prepare")
