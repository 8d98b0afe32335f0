"""How a fault gets into a project: in a copy of its folder, which is then linted as its users lint it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelint.findings import Finding
from pipelint.linter.engine import check
from tests.faults.every_rule import EVERY_RULE
from tests.faults.source.fault import Edit, Fault
from tools.projects import PROJECTS, Project

Place = tuple[str, "int | None", "int | None"]
"""A file of the project; of a notebook the cell, counted from 0; and the line in either, counted from 1."""


@cache
def found_in(base: str) -> tuple[Finding, ...]:
    """Return the findings of the project ``base`` as it is."""
    return found_with(base, ())[0]


def found_with(
    base: str, edits: Sequence[Edit], fault: Fault | None = None
) -> tuple[tuple[Finding, ...], Place | None]:
    """Make the edits in a copy of a project; return its findings, and the place where ``fault`` is to be found."""
    project = PROJECTS[base]
    with TemporaryDirectory() as temporary:
        copy = Path(shutil.copytree(project.folder, Path(temporary) / base, ignore=_compiled))
        for edit in edits:
            make(edit, copy / (edit.file or project.file))
        found = check([str(copy)], EVERY_RULE).findings
        place = None if fault is None else _place(copy, project, fault)
    return tuple(found), place


def place_of(finding: Finding, base: str) -> Place:
    """Return where ``finding`` begins, with its file as the project calls it."""
    parts = Path(finding.span.file).parts
    file = "/".join(parts[parts.index(base) + 1 :])
    span = finding.span
    return (file, span.cell, span.cell_line) if file.endswith(".ipynb") else (file, None, span.line)


def _compiled(folder: str, names: list[str]) -> list[str]:
    """Leave out what the project compiles to, which is no part of its source."""
    return [name for name in names if name in ("definition.json", "__pycache__")]


def make(edit: Edit, path: Path) -> None:
    """Make ``edit`` in the file ``path``."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        path.write_text(_edited(text, edit), encoding="utf-8")
        return
    notebook = json.loads(text)
    (cell,) = (cell for cell in notebook["cells"] if edit.old in "".join(cell["source"]))
    cell["source"] = _edited("".join(cell["source"]), edit).splitlines(keepends=True)
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def _edited(text: str, edit: Edit) -> str:
    if text.count(edit.old) != 1:
        raise ValueError(f"{edit.old!r} stands {text.count(edit.old)} times in the file, not once")
    return text.replace(edit.old, edit.new)


def _place(folder: Path, project: Project, fault: Fault) -> Place:
    file = fault.place or project.file
    text = (folder / file).read_text(encoding="utf-8")
    if not file.endswith(".ipynb"):
        return file, None, _line(text, fault.at)
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    ((number, source),) = ((number, source) for number, source in enumerate(cells) if fault.at in source)
    return file, number, _line(source, fault.at)


def _line(text: str, at: str) -> int:
    if text.count(at) != 1:
        raise ValueError(f"{at!r} stands {text.count(at)} times, not once")
    return text.count("\n", 0, text.index(at)) + 1
