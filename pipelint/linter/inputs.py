"""Which files a call is about: the ones named, and those worth a look in the folders named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelint.findings import Finding, Span
from pipelint.linter.problems import problem

SUFFIXES = {".py": "python", ".ipynb": "notebook", ".json": "definition"}
SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "site-packages", "build", "dist"})
"""Folders of generated or foreign code, besides hidden ones and virtual environments."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. ``explicit`` when it was named itself, not found in a folder."""

    path: Path
    kind: str
    explicit: bool


def find_inputs(paths: Sequence[str]) -> tuple[list[Input], list[Finding]]:
    """Return the files that ``paths`` mean, each once, and what is wrong with the paths themselves."""
    found: dict[str, Input] = {}
    findings: list[Finding] = []
    for text in paths:
        path = Path(text)
        if path.is_dir():
            for item in _walk(path):
                found.setdefault(os.path.realpath(item.path), item)
        elif not path.is_file():
            what = "is no regular file" if path.exists() else "there is no such file or folder"
            findings.append(problem("SMP001", f"cannot read {text}: {what}", Span(text)))
        elif path.suffix not in SUFFIXES:
            message = f"cannot read {text}: .py, .ipynb or .json was expected"
            findings.append(problem("SMP001", message, Span(text)))
        else:
            found[os.path.realpath(path)] = Input(path, SUFFIXES[path.suffix], True)
    return list(found.values()), findings


def _walk(folder: Path) -> Iterator[Input]:
    """Yield the files of a folder in a fixed order; links to folders are not followed, so there are no loops."""
    for parent, folders, files in os.walk(folder, onerror=None):
        folders[:] = sorted(name for name in folders if not _is_skipped(Path(parent), name))
        for name in sorted(files):
            path = Path(parent, name)
            kind = SUFFIXES.get(path.suffix)
            if kind is not None and path.is_file():
                yield Input(path, kind, False)


def _is_skipped(parent: Path, name: str) -> bool:
    return name.startswith(".") or name in SKIPPED_FOLDERS or (parent / name / "pyvenv.cfg").exists()
