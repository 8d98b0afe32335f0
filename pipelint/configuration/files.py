"""Where the configuration stands: the nearest file above the working directory that speaks to pipelint."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelint.findings import Finding, Span
from pipelint.linter.inputs import shown
from pipelint.linter.problems import problem
from pipelint.pipeline.record import field, record

OWN = "pipelint.toml"
SHARED = "pyproject.toml"
_MAY_SPEAK = rb"""\btool["']?[ \t]*\.[ \t]*["']?pipelint\b|^[ \t]*(?:\[[ \t]*)?["']?tool["']?[ \t]*[\]=]"""
"""What stands in a file with a table ``tool.pipelint``: both names, or the table ``tool`` that it may be in."""


class ConfigurationError(Exception):
    """The configuration cannot be used; ``findings`` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(*(finding.message for finding in findings))
        self.findings = findings


@record
class Configuration:
    """The settings that a file holds, as they stand there.

    ``folder`` is where its patterns and paths begin. ``file`` is None where there is no file, and every setting is
    pipelint's own.
    """

    folder: Path
    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return how a message calls the file."""
        return shown(self.file) if self.file is not None else "the defaults"


def nearest(start: Path) -> Configuration:
    """Return the configuration of the folder ``start``, or else of the nearest folder above that has one.

    The search ends where a repository begins. In one folder ``pipelint.toml`` comes before ``pyproject.toml``, which
    counts only where it has a table ``[tool.pipelint]``. Raises :class:`ConfigurationError`.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        for name in (OWN, SHARED):
            if os.path.isfile(folder / name):
                found = _read(folder / name)
                if found is not None:
                    return found
        if os.path.exists(folder / ".git"):
            break
    return Configuration(start)


def named(file: Path) -> Configuration:
    """Return the configuration in ``file``, which the user named. Raises :class:`ConfigurationError`."""
    found = _read(file.absolute())
    if found is None:
        message = "the file has no table [tool.pipelint]"
        raise ConfigurationError([problem("SMP040", message, Span(shown(file)))])
    return found


def _read(file: Path) -> Configuration | None:
    """Return what ``file`` says to pipelint, None when it is a ``pyproject.toml`` that says nothing."""
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: the path holds a null character
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigurationError([problem("SMP040", f"cannot read: {reason}", Span(shown(file)))]) from None
    if file.name == SHARED and not re.search(_MAY_SPEAK, data, re.MULTILINE):
        return None  # most of these files are long, and reading one takes as long as reading a hundred lines of code
    content = _parsed(data, file)
    tool = content.get("tool")
    shared = tool.get("pipelint") if isinstance(tool, dict) else None
    values = shared if file.name == SHARED else content
    if values is None:
        return None
    if not isinstance(values, dict):
        message = "tool.pipelint is no table: write its settings below [tool.pipelint]"
        raise ConfigurationError([problem("SMP040", message, Span(shown(file)))])
    if _holds_too_large(values):
        raise ConfigurationError([problem("SMP040", f"cannot read as TOML: {_TOO_LARGE}", Span(shown(file)))])
    return Configuration(file.parent, file, values)


def _parsed(data: bytes, file: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"cannot read as TOML: {_reason(error)}"
        raise ConfigurationError([problem("SMP040", message, Span(shown(file)))]) from None


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"it is not UTF-8: {error.reason} at byte {error.start}"
    if type(error) is ValueError:  # none of TOML's own: int() refuses more than sys.get_int_max_str_digits() digits
        return _TOO_LARGE
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


_TOO_LARGE = "it holds a whole number of more than 64 bits, and TOML has none"


def _holds_too_large(values: Mapping[str, Any]) -> bool:
    """Tell whether a number is too large for TOML (https://toml.io/en/v1.0.0#integer), though Python reads it."""
    pending: list[object] = [values]
    while pending:
        here = pending.pop()
        if isinstance(here, int) and here.bit_length() > 64:
            return True
        pending += here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
    return False
