"""Configuration files of the project that the code reads by a known path: JSON, YAML and TOML.

A relative path is looked for where the project begins, from where people run their scripts, and beside the script.
Nothing outside the project is opened. What stands in a file has the place of the call that loads it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import libcst as cst

from pipelint.linter.disk import Unreadable
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object
from pipelint.linter.source.operators import is_huge
from pipelint.linter.source.paths import path_of
from pipelint.linter.source.project import Project
from pipelint.linter.source.unknowns import OpenFile, PathObject
from pipelint.pipeline.values import Literal, Origin, Scalar, Unknown

Function = Callable[[Interpreter, cst.Call, Sequence[Object], Mapping[str, Object]], "Object | None"]
Parse = Callable[[str], object]

LARGEST_VALUE = 20_000
"""How many values of a configuration are read, those that YAML repeats by name counted each time."""


class _TooMuch(Exception):
    """Raised where a configuration holds more values than are read."""


def contents(run: Interpreter, path: str, node: cst.CSTNode) -> Object:
    """Return the text of a file of the project; unknown, with the reason, where it cannot be read."""
    project = run.modules.project
    if project is None:
        return Unknown(f"`{path}` is read from a project that is not known", run.origin(node))
    found = _candidates(project, path)
    if len(found) != 1:
        several = "two files of the project answer to" if found else "the project has no file"
        return Unknown(f"{several} `{Path(path).name}`", run.origin(node))
    try:
        return Literal(project.sources.disk.data(found[0]).decode("utf-8-sig"), run.origin(node))
    except Unreadable as reason:
        return Unknown(f"`{Path(path).name}` {reason}", run.origin(node))
    except UnicodeDecodeError:
        return Unknown(f"`{Path(path).name}` is not UTF-8", run.origin(node))


def _candidates(project: Project, path: str) -> list[Path]:
    try:
        places = {project.sources.disk.real(folder / path): folder / path for folder in (project.root, project.folder)}
        return [place for place in places.values() if project.holds(place) and project.sources.disk.is_file(place)]
    except (OSError, ValueError):  # a name that is too long, or holds a null character
        return []


def from_data(run: Interpreter, data: object, origin: Origin) -> Object:
    """Return what plain data stands for."""
    left = [LARGEST_VALUE]

    def made(value: object) -> Object:
        left[0] -= 1
        if left[0] < 0:
            raise _TooMuch
        if isinstance(value, dict):
            known = all(key is None or isinstance(key, (str, int, float)) for key in value)
            entries: dict[Scalar, Object] = {key: made(one) for key, one in value.items()} if known else {}
            return DictObject(entries, known, run.depth, origin)
        if isinstance(value, list):
            return ListObject([made(one) for one in value], True, run.depth, origin)
        if isinstance(value, int) and is_huge(value):
            return Unknown("a huge value", origin)
        if value is None or isinstance(value, (str, int, float)):
            return Literal(value, origin)
        return Unknown(f"a {type(value).__name__}, which is no plain data", origin)

    try:
        return made(data)
    except (_TooMuch, RecursionError):
        return Unknown("data that is too long or too deep to be read", origin)


def _toml(text: str) -> object:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)


def _yaml(text: str) -> object:
    yaml = import_module("yaml")  # PyYAML is not needed for anything else, and brings no types
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error).partition("\n")[0]) from error


def _parsed(run: Interpreter, node: cst.Call, text: Object, parse: Parse, language: str) -> Object | None:
    if not isinstance(text, Literal) or not isinstance(text.value, str):
        return text if isinstance(text, Unknown) else None
    try:
        return from_data(run, parse(text.value), run.origin(node))
    except ImportError as error:
        return Unknown(f"{language} cannot be read here: {error.name} is not installed", run.origin(node))
    except (ValueError, RecursionError) as error:
        return Unknown(f"{language} that cannot be read: {error}", run.origin(node))


def _load(parse: Parse, language: str, by_name: bool = False) -> Function:
    """Make a function that reads an open file, or a file by its name, or else a text."""

    def function(
        run: Interpreter, node: cst.Call, positional: Sequence[Object], _: Mapping[str, Object]
    ) -> Object | None:
        given = positional[0] if positional else None
        path = path_of(given) if given is not None and (by_name or isinstance(given, PathObject)) else None
        if isinstance(given, OpenFile):
            given = contents(run, given.path, node)
        elif path is not None:
            given = contents(run, path[0], node)
        return _parsed(run, node, given, parse, language) if given is not None else None

    return function


def method(run: Interpreter, node: cst.Call, value: PathObject | OpenFile, name: str) -> Object | None:
    """Call a method of a path or an open file that reads it; None for any other."""
    reads = ("read_text", "read_bytes") if isinstance(value, PathObject) else ("read",)
    return contents(run, value.path, node) if name in reads else None


FUNCTIONS: dict[str, Function] = {
    "json.load": _load(json.loads, "JSON"),
    "json.loads": _load(json.loads, "JSON"),
    "yaml.safe_load": _load(_yaml, "YAML"),
    "yaml.full_load": _load(_yaml, "YAML"),
    "yaml.load": _load(_yaml, "YAML"),
    "tomllib.load": _load(_toml, "TOML"),
    "tomllib.loads": _load(_toml, "TOML"),
    "tomli.load": _load(_toml, "TOML"),
    "tomli.loads": _load(_toml, "TOML"),
    "toml.load": _load(_toml, "TOML", by_name=True),
    "toml.loads": _load(_toml, "TOML"),
}
