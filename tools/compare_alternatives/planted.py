"""The planted projects on the disk: each fault in a copy of its project, and each project clean."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.source.fault import Fault
from tests.faults.source.planting import make
from tests.faults.source.table import FAULTS
from tools.compile_projects import projects
from tools.projects import Project


@dataclass(frozen=True)
class Planted:
    """A copy of ``project`` in ``folder``, with ``fault`` in it; None for the clean one."""

    project: Project
    folder: Path
    fault: Fault | None


@contextmanager
def planted_projects(sdk: str) -> Iterator[list[Planted]]:
    """Write every clean project of an SDK, and a copy with each fault, in folders that are removed in the end."""
    with TemporaryDirectory() as temporary:
        above = Path(temporary).resolve()
        every = {project.name: project for project in projects(sdk)}
        copies = [_copied(above, project, None) for project in every.values()]
        copies += [_copied(above, every[fault.base], fault) for fault in FAULTS if fault.base in every]
        yield copies


def _copied(above: Path, project: Project, fault: Fault | None) -> Planted:
    folder = above / f"p{len(list(above.iterdir())):04}" / project.name
    ignored = shutil.ignore_patterns("definition.json", "project.json", "__pycache__")
    shutil.copytree(project.folder, folder, ignore=ignored)
    for edit in fault.edits if fault is not None else ():
        make(edit, folder / (edit.file or project.file))
    return Planted(project, folder, fault)
