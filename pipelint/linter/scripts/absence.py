"""Whether the file that a step runs is nowhere in the project.

The SDK looks for a relative path from the folder that the pipeline is compiled in, which nobody knows. So a file is
only called missing where it would lie in none of the folders that this may be.
"""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from typing import Any

from pipelint.linter.source.project import Project
from pipelint.pipeline.scripts import LocalCode

_MAKES = rb"open\(|write|copy|copyfile|download|save|unzip|extract|wget|curl|\b(?:cp|mv|git|aws)\b"
"""What a line holds that may make the file it names."""


def absence(code: LocalCode, project: Project) -> dict[str, Any]:
    """Return what is to be changed of ``code`` where the project has no such file."""
    name = posixpath.basename(code.path)
    try:
        if not name or _is_somewhere(code, project) or _is_made(name, project):
            return {}
        folder = Path(code.path).parent if code.anchored else project.folder / posixpath.dirname(code.path)
        neighbours = project.sources.disk.names(folder) if project.holds(folder) else frozenset()
    except (OSError, ValueError):  # a name that is too long, or holds a null character
        return {}
    return {"missing": True, "neighbours": tuple(sorted(neighbours))}


def _is_somewhere(code: LocalCode, project: Project) -> bool:
    """Tell whether the file exists, or may exist where nothing may be looked for."""
    if code.anchored:
        path = Path(code.path)
        return not project.holds(path) or project.sources.disk.exists(path)
    if not project.sources.disk.is_root(project.root):
        return True  # the project may be larger than what is known of it
    path_of_file = posixpath.normpath(code.path)
    if path_of_file.startswith((".." + posixpath.sep, posixpath.sep)):
        return True
    return project.sources.disk.is_below(project.root, path_of_file)


def _is_made(name: str, project: Project) -> bool:
    """Tell whether the file may be made by the code that builds the pipeline, or by a cell of the notebook."""
    if any(posixpath.basename(written) == name for written in project.written):
        return True
    lines = project.file.read_bytes().splitlines() if os.path.isfile(project.file) else []
    return any(name.encode() in line and re.search(_MAKES, line) for line in lines)
