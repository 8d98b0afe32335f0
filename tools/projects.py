"""The projects under ``fixtures/projects``: each a folder as a user would have it, with a ``project.json`` about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "projects"


@dataclass(frozen=True, slots=True)
class Project:
    """One project: ``file``, a path in its folder, builds a pipeline with the SDK ``sdk``, ``v2`` or ``v3``.

    The pipeline is what the function ``function`` of the file returns, or its variable ``variable``.
    """

    name: str
    sdk: str
    file: str
    function: str | None = None
    variable: str | None = None

    @property
    def folder(self) -> Path:
        """Where the project stands."""
        return FOLDER / self.name

    @property
    def definition(self) -> Path:
        """What the SDK compiles of it; ``tools/compile_projects.py`` writes it."""
        return self.folder / "definition.json"


def read_project(folder: Path) -> Project:
    """Return the project in ``folder``."""
    return Project(folder.name, **json.loads((folder / "project.json").read_bytes()))


PROJECTS: dict[str, Project] = {
    file.parent.name: read_project(file.parent) for file in sorted(FOLDER.glob("*/project.json"))
}
