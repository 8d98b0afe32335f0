"""What to compile and with which arguments, as the command line gives it: parsed, and nothing of it imported."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelint.compiling.errors import NotCompilable
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import did_you_mean

FORMS = "FILE.py:NAME or package.module:NAME, where NAME is a function or a variable"


@record
class Target:
    """A function or a variable of a file (``file``) or of a module (``module``); one of the two is None."""

    text: str
    file: str | None
    module: str | None
    name: str


def parse_target(text: str) -> Target:
    """Return what ``text`` stands for.

    Raises:
        NotCompilable: it has neither form, or there is no such file.
    """
    where, colon, name = text.rpartition(":")
    if not colon or not where:
        raise NotCompilable(f'"{text}" does not say what to compile: expected {FORMS}')
    if not name.isidentifier():
        raise NotCompilable(f'"{name}" in "{text}" is no name of a function or variable: expected {FORMS}')
    if where.endswith(".py"):
        _require_file(where)
        return Target(text, where, None, name)
    if not all(part.isidentifier() for part in where.split(".")):
        raise NotCompilable(f'"{where}" in "{text}" is neither a .py file nor a module: expected {FORMS}')
    return Target(text, None, where, name)


def _require_file(file: str) -> None:
    path = Path(file)
    try:
        if os.path.isfile(path):
            return
        siblings = sorted(sibling.name for sibling in path.parent.glob("*.py") if os.path.isfile(sibling))
    except (OSError, ValueError):  # ValueError: the path holds a null character
        siblings = []
    guess = did_you_mean(path.name, siblings)
    raise NotCompilable(f'there is no file "{file}";{guess}' if guess else f'there is no file "{file}"')


def parse_arguments(texts: Iterable[str]) -> Mapping[str, Any]:
    """Return the arguments that ``name=value`` texts give; a value that is JSON is parsed, any other is a string.

    ``n=3`` is a number, ``n="3"`` and ``n=three`` are strings, ``n=null`` is None.

    Raises:
        NotCompilable: a text has no ``=`` or no name, or a name is given twice.
    """
    arguments: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise NotCompilable(f'--arg takes NAME=VALUE, not "{text}"')
        if name in arguments:
            raise NotCompilable(f'--arg gives "{name}" twice')
        arguments[name] = _value(value)
    return arguments


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return text


def _refuse_constant(name: str) -> None:
    """``NaN`` and ``Infinity`` are no JSON, whatever Python's parser says."""
    raise ValueError(name)
