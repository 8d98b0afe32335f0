"""What the findings of a run depend on besides the files: the settings, pipelint itself, Python, and some packages."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

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


def identity(settings: Settings, token: str = "") -> str:
    """Return all that findings depend on, as one text; raises OSError where a rule of the project cannot be read.

    ``token`` is part of it, so that only who knows it can write what is believed.

    An installed pipelint is told by its version; a checkout, which may be worked on, by when its files were changed.
    """
    installed = any(part in _INSTALLED for part in _OWN.parts)
    parts = {
        "format": FORMAT,
        "token": token,
        "pipelint": __version__ if installed else _changes(str(_OWN)),
        "python": sys.version,
        "packages": sorted(_versions()),
        "folder": os.getcwd(),  # noqa: PTH109 - findings name files as seen from here
        "choices": [[one.select, one.extend_select, one.ignore] for one in settings.choices],
        "roots": [str(root) for root in settings.roots],
        "toolkits": [settings.toolkits.writers, settings.toolkits.readers, settings.toolkits.pure],
        "options": settings.options,
        "rules": list(_code_of(settings.own_rules)),
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


def _code_of(rules: Sequence[type[Rule]]) -> Iterator[list[str]]:
    """Yield the names and the digests of the code of a project's own rules: of all files beside what was imported.

    What else such a rule may read is not known.
    """
    packages = {rule.__module__.partition(".")[0] for rule in rules}
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in packages]
    files = [getattr(module, "__file__", None) for module in modules]
    for folder in sorted({Path(file).parent for file in files if file is not None}):
        for file in sorted(folder.glob("*.py")):
            yield [str(file), digest(file.read_bytes())]
