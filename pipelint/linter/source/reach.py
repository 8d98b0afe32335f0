"""Whether a file that imports nothing of the SDK that builds pipelines does so with what it imports from its project.

A script that calls ``build_pipeline(...)`` of another module, or derives from a class there, has no need to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelint.linter.source.gate import Imported, Outline
from pipelint.linter.source.project import Ambiguous, Location, Project

DEPTH = 3
"""How many modules may stand between a file and the one that imports the SDK: re-exports of packages, mostly."""


def reaches_builder(found: Outline, project: Project, depth: int = DEPTH) -> bool:
    """Tell whether a module that ``found`` imports builds pipelines, by itself or by what it imports in turn."""
    return _reaches(found, project.folder, project, depth, set())


def _reaches(found: Outline, folder: Path, project: Project, depth: int, seen: set[Path]) -> bool:
    for file in _files(found, folder, project):
        if file in seen:
            continue
        seen.add(file)
        inner = project.sources.outline(file)
        if inner is None:
            continue
        if inner.builds_pipelines or (depth > 1 and _reaches(inner, file.parent, project, depth - 1, seen)):
            return True
    return False


def _files(found: Outline, folder: Path, project: Project) -> Iterator[Path]:
    """Yield the files of the project that an import statement may open."""
    for imported in found.imports:
        location = _locate(imported, folder, project)
        if location is None:
            continue
        inner = (_below(project, location, [name]) for name in imported.names)
        yield from (one.file for one in (location, *inner) if one is not None and one.file is not None)


def _locate(imported: Imported, folder: Path, project: Project) -> Location | None:
    parts = imported.module.split(".") if imported.module else []
    if not imported.level:
        top = _find(project, parts[0])
        return _below(project, top, parts[1:]) if top is not None else None
    above = project.above(folder, imported.level - 1)
    return _below(project, project.package(above), parts) if above is not None else None


def _find(project: Project, name: str) -> Location | None:
    try:
        return project.find(name)
    except Ambiguous:
        return None


def _below(project: Project, location: Location, parts: list[str]) -> Location | None:
    try:
        return project.below(location, parts)
    except Ambiguous:
        return None
