"""Which files are passed over: what the configuration excludes, and what git does not keep.

Patterns are those of a .gitignore (https://git-scm.com/docs/gitignore), matched by pathspec, which is imported with the
first of them.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cache
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
        self._known: dict[str, tuple[tuple[GitIgnoreSpec, str], ...] | None] = {}

    def excludes(self, path: str) -> bool:
        """Tell whether the configuration excludes ``path``, or a folder that it is in."""
        return bool(self._patterns) and fits(self._patterns, path, self._folder)

    def leaves_out(self, folder: str, name: str) -> bool:
        """Tell whether ``name``, which was found in ``folder``, is passed over; the folder itself was not."""
        return (bool(self._patterns) and self.excludes(f"{folder}/{name}")) or (
            self._respects_git and self._git_ignores(folder, name)
        )

    def _git_ignores(self, folder: str, name: str) -> bool:
        """Tell what the nearest .gitignore with an opinion says."""
        for spec, way in self._specs(folder) or ():
            said = spec.check_file(way + name).include
            if said is not None:
                return said
        return False

    def _specs(self, folder: str) -> tuple[tuple[GitIgnoreSpec, str], ...] | None:
        """Return each .gitignore that speaks of what is in ``folder``, with the way from there; the nearest first.

        They are those up to where the repository begins; None outside of one.
        """
        if folder not in self._known:
            above, name = os.path.split(folder)
            outer: tuple[tuple[GitIgnoreSpec, str], ...] | None = None
            if os.path.exists(f"{folder}/.git"):
                outer = ()
            elif name:
                outer = self._specs(above)
            if outer is not None:
                own = _ignore_file(f"{folder}/{_IGNORE_FILE}")
                outer = tuple((spec, f"{way}{name}/") for spec, way in outer)
                outer = outer if own is None else ((own, ""), *outer)
            self._known[folder] = outer
        return self._known[folder]


def fits(patterns: Iterable[str], path: str, folder: str) -> bool:
    """Tell whether one of ``patterns``, which begin in ``folder``, fits ``path`` or a folder that it is in."""
    relative = os.path.relpath(path, folder)
    if relative.startswith(os.pardir):
        return False
    return _compiled(tuple(patterns)).match_file(relative + path[len(path.rstrip("/")) :])


def codes_for(by_pattern: Mapping[str, tuple[str, ...]], path: str, folder: str) -> tuple[str, ...]:
    """Return the codes that stand by the patterns that fit ``path``."""
    return tuple(code for pattern, codes in by_pattern.items() if fits((pattern,), path, folder) for code in codes)


def makes_sense(pattern: str) -> bool:
    """Tell whether ``pattern`` can be matched with paths: not one that ends with ``\\``, or has a range such as z-a."""
    try:
        _compiled((pattern,))
    except (ValueError, re.error):
        return False
    return True


@cache
def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Return the patterns, compiled. Raises ValueError or re.error, see :func:`makes_sense`."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of re: what a later Python may make of [[a]
        return GitIgnoreSpec.from_lines(patterns)


def _ignore_file(file: str) -> GitIgnoreSpec | None:
    """Return the patterns of a .gitignore; None where there is none. One that cannot be read leaves nothing out.

    As git does, it does not follow a link that stands in its place.
    """
    if os.path.islink(file):  # noqa: PTH114
        return None
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:  # noqa: PTH123
            text = stream.read()
    except OSError:
        return None
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    try:
        return _compiled(tuple(lines))
    except (ValueError, re.error):
        return _compiled(tuple(filter(makes_sense, lines)))  # what makes no sense fits nothing, as for git
