"""Compile the projects under ``fixtures/projects`` with the SDK that is installed, v2 or v3.

Each keeps what it compiles to as ``definition.json``. The tests read the project as source and compare the model with
the one of the definition. Cells of a notebook are run in their order, without magics and shell lines.

Needs an environment with ``pip install -e '.[offline,sagemaker2]'`` or ``sagemaker3``; run from the repository's root:

    python -m tools.compile_projects
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from pipelint.compiling.stubs import bind
from pipelint.harness import offline_session
from tools.blanking import blanked, installed
from tools.projects import PROJECTS, Project

_WRITE = "%%writefile "
_PYTHON_CELLS = ("%%time", "%%capture")
_ASSIGNED = re.compile(r"^(\w+ = )!.*$")


def projects(sdk: str) -> list[Project]:
    """Return the projects written for an SDK."""
    return [project for project in PROJECTS.values() if project.sdk == sdk]


def compile_project(project: Project) -> str:
    """Return the definition that a project compiles to, in a copy of its folder: the SDK leaves files of its own."""
    with TemporaryDirectory() as temporary, offline_session() as session:
        copy = Path(shutil.copytree(project.folder, Path(temporary).resolve() / project.name))
        with built(project, copy, session) as pipeline:
            definition = pipeline.definition()
        return blanked(definition, str(copy.parent))


@contextmanager
def built(project: Project, copy: Path, session: Any) -> Iterator[Any]:
    """Run the code of a project in ``copy``, a copy of its folder; yields its Pipeline, while ``copy`` is worked in."""
    with _in(copy):
        module = sys.modules["pipeline"] = ModuleType("pipeline")  # dataclasses look their module up
        names = module.__dict__
        names["__file__"] = str(copy / project.file)
        exec(compile(program(copy / project.file), project.file, "exec"), names)
        if project.function is None:
            yield names[project.variable or "pipeline"]
        else:
            function = names[project.function]
            bound = bind(function, {}, session)
            yield function(*bound.args, **bound.kwargs)


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    """Be in ``folder`` and import from it, as a user who runs a script there."""
    before, modules = Path.cwd(), set(sys.modules)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        os.chdir(before)
        sys.path.remove(str(folder))
        for name in set(sys.modules) - modules:  # two projects may have modules of one name
            if str(getattr(sys.modules[name], "__file__", None)).startswith(str(folder)):
                del sys.modules[name]


def program(path: Path) -> str:
    """Return the code of a file; of a notebook its cells in order, those that write files done at once."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    kept = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        python = not source.startswith("%%") or source.startswith(_PYTHON_CELLS)
        if cell["cell_type"] != "code" or not python:
            if source.startswith(_WRITE):
                name, _, content = source.removeprefix(_WRITE).partition("\n")
                written = path.parent / name.strip()
                written.parent.mkdir(parents=True, exist_ok=True)
                written.write_text(content, encoding="utf-8")
            continue
        lines = [_ASSIGNED.sub(r"\1[]", line) for line in source.splitlines()]
        kept += [line for line in lines if not line.startswith(("%", "!")) and not line.endswith("?")]
    return "\n".join(kept)


def main() -> None:
    """Write the definitions of all projects for the SDK that is installed."""
    for project in projects(installed()):
        project.definition.write_text(compile_project(project), encoding="utf-8")
        sys.stdout.write(f"wrote {project.definition}\n")


if __name__ == "__main__":
    main()
