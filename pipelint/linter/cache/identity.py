"""What the findings of a run depend on besides the files: the settings, pipelint itself, Python, and some packages."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelint import __version__
from pipelint.linter.cache.fingerprints import digest
from pipelint.linter.settings import Settings
from pipelint.rules.rule import Rule

FORMAT = 1
"""Counts the forms in which the cache was written; one that is written otherwise is not read."""

_OWN = Path(__file__).parents[2]
_INSTALLED = ("site-packages", "dist-packages")
_PACKAGES = ("libcst", "jsonschema", "jsonpath_ng", "botocore", "pyyaml")
"""What may change a finding: parsers, and the service model of botocore."""


class Unkeyed(Exception):
    """Raised where it cannot be told what the findings depend on, so that none may be kept."""


def identity(settings: Settings) -> str:
    """Return all that findings depend on, as one text; raises :class:`Unkeyed`.

    An installed pipelint is told by its version; a checkout, which may be worked on, by when its files were changed.
    """
    installed = any(part in _INSTALLED for part in _OWN.parts)
    parts = {
        "format": FORMAT,
        "pipelint": __version__ if installed else _changes(str(_OWN)),
        "python": sys.version,
        "packages": sorted(_versions()),
        "folder": os.getcwd(),  # noqa: PTH109 - findings name files as seen from here
        "choices": [[one.select, one.extend_select, one.ignore] for one in settings.choices],
        "roots": [str(root) for root in settings.roots],
        "toolkits": [settings.toolkits.writers, settings.toolkits.readers, settings.toolkits.pure],
        "options": settings.options,
        "rules": [_file_of(rule) for rule in settings.own_rules],
    }
    return json.dumps(parts, sort_keys=True, default=str)


def _changes(folder: str) -> list[int]:
    """Return how many files stand below ``folder``, their bytes, and when the last of them was written to."""
    number, length, latest = 0, 0, 0
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    found = entry.stat()
                    number, length, latest = number + 1, length + found.st_size, max(latest, found.st_mtime_ns)
    return [number, length, latest]


def _versions() -> Iterator[str]:
    """Yield the names of the folders in which installers note the versions of packages, without reading them."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or os.curdir)  # noqa: PTH208 - the names are all that is needed
        except OSError:
            continue  # an archive, or nothing
        for name in names:
            package, _, version = name.lower().partition("-")
            if version.endswith((".dist-info", ".egg-info")) and package in _PACKAGES:
                yield name


def _file_of(rule: type[Rule]) -> list[Any]:
    file = getattr(sys.modules.get(rule.__module__), "__file__", None)
    if file is None:
        raise Unkeyed
    try:
        return [rule.code, rule.name, file, digest(Path(file).read_bytes())]
    except OSError:
        raise Unkeyed from None
