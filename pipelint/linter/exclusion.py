"""Which files are passed over: what the configuration excludes, and what git does not keep.

Patterns are those of a .gitignore (https://git-scm.com/docs/gitignore), matched by pathspec, which is imported with the
first of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelint.linter.settings import Settings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE = ".gitignore"


class Exclusion:
    """The files and folders that a run passes over.

    Paths are given as absolute texts, folders with a slash at their end, as patterns tell the two apart.
    """

    def __init__(self, settings: Settings) -> None:
        self.force = settings.force_exclude
        self._folder = str(settings.folder.absolute())
        self._patterns = settings.exclude
        self._respects_git = settings.respect_gitignore
        self._ignored_in: dict[str, GitIgnoreSpec | None] = {}
        self._begins: dict[str, str | None] = {}

    def excludes(self, path: str) -> bool:
        """Tell whether the configuration excludes ``path``, or a folder that it is in."""
        return bool(self._patterns) and fits(self._patterns, path, self._folder)

    def leaves_out(self, path: str) -> bool:
        """Tell whether ``path``, which was found in a folder, is passed over; its folder itself was not."""
        return self.excludes(path) or (self._respects_git and self._git_ignores(path))

    def _git_ignores(self, path: str) -> bool:
        """Tell what the nearest .gitignore with an opinion says; the search ends where the repository begins."""
        folder = os.path.dirname(path.rstrip("/"))  # noqa: PTH120 - texts: thousands of files are asked about
        begins = self._repository(folder)
        while begins is not None:
            spec = self._spec(folder)
            if spec is not None:
                said = spec.check_file(os.path.relpath(path, folder) + path[len(path.rstrip("/")) :]).include
                if said is not None:
                    return said
            if folder == begins:
                break
            folder = os.path.dirname(folder)  # noqa: PTH120
        return False

    def _repository(self, folder: str) -> str | None:
        """Return where the repository that holds ``folder`` begins; None outside of one."""
        if folder not in self._begins:
            above = os.path.dirname(folder)  # noqa: PTH120
            if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
                self._begins[folder] = folder
            else:
                self._begins[folder] = None if above == folder else self._repository(above)
        return self._begins[folder]

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._ignored_in:
            self._ignored_in[folder] = _ignore_file(Path(folder, _IGNORE_FILE))
        return self._ignored_in[folder]


def fits(patterns: Iterable[str], path: str, folder: str) -> bool:
    """Tell whether one of ``patterns``, which begin in ``folder``, fits ``path`` or a folder that it is in."""
    relative = os.path.relpath(path, folder)
    if relative.startswith(os.pardir):
        return False
    return _compiled(tuple(patterns)).match_file(relative + path[len(path.rstrip("/")) :])


def codes_for(by_pattern: Mapping[str, tuple[str, ...]], path: str, folder: str) -> tuple[str, ...]:
    """Return the codes that stand by the patterns that fit ``path``."""
    return tuple(code for pattern, codes in by_pattern.items() if fits((pattern,), path, folder) for code in codes)


@cache
def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def _ignore_file(file: Path) -> GitIgnoreSpec | None:
    """Return the patterns of a .gitignore; None where there is none. One that cannot be read leaves nothing out."""
    try:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
