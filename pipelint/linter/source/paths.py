"""Paths: :mod:`os.path`, :mod:`pathlib` and ``__file__``, as far as they name files of the project.

They are those of POSIX: the SDK sends them to containers, and reads local ones with either kind of slash.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

import libcst as cst

from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import Frame, Object
from pipelint.linter.source.unknowns import FileText, OpenFile, PathObject, UnknownText
from pipelint.pipeline.values import Literal, Unknown

Function = Callable[[Interpreter, cst.Call, Sequence[Object], Mapping[str, Object]], "Object | None"]

_MACHINE = "it depends on where the project stands"


def own_file(run: Interpreter, frame: Frame, node: cst.BaseExpression) -> Object | None:
    """Return ``__file__``; None in a notebook, which has none."""
    document = frame.module().document
    return FileText(_MACHINE, run.origin(node), os.path.abspath(document)) if document.endswith(".py") else None  # noqa: PTH100


def path_of(value: Object) -> tuple[str, bool] | None:
    """Return the path that a value is, and whether it begins with where the project stands; None for any other."""
    if isinstance(value, FileText):
        return value.path, True
    if isinstance(value, PathObject):
        return value.path, value.anchored
    return (value.value, False) if isinstance(value, Literal) and isinstance(value.value, str) else None


def as_text(run: Interpreter, value: Object, node: cst.CSTNode) -> Object:
    """Return what ``str(value)`` is, of a path; anything else as it is."""
    return _text(run, value.path, value.anchored, node) if isinstance(value, PathObject) else value


def _text(run: Interpreter, path: str, anchored: bool, node: cst.CSTNode) -> Object:
    return FileText(_MACHINE, run.origin(node), path) if anchored else Literal(path, run.origin(node))


def _path(run: Interpreter, path: str, anchored: bool, node: cst.CSTNode) -> PathObject:
    return PathObject("a path", run.origin(node), str(PurePosixPath(path)), anchored)


def _together(parts: Sequence[Object]) -> tuple[str, bool] | None:
    """Join parts of a path, of which one that is absolute replaces those before it; None where one is not known."""
    known = [found for found in map(path_of, parts) if found is not None]
    if not known or len(known) < len(parts):
        return None
    anchored = False
    for path, is_anchored in known:
        anchored = is_anchored or (anchored and not path.startswith("/"))
    return posixpath.join(*(path for path, _ in known)), anchored


def joined(run: Interpreter, node: cst.BaseExpression, path: PathObject, parts: Sequence[Object]) -> Object:
    """``path / part`` and ``path.joinpath(*parts)``."""
    found = _together([path, *parts])
    return _path(run, *found, node) if found is not None else Unknown("a path with an unknown part", run.origin(node))


def attribute(run: Interpreter, value: PathObject, name: str, node: cst.CSTNode) -> Object | None:
    """Return ``path.name``; None for a method."""
    pure = PurePosixPath(value.path)
    if name in ("name", "stem", "suffix"):
        return Literal(getattr(pure, name), run.origin(node))
    return _path(run, str(pure.parent), value.anchored, node) if name == "parent" else None


def ancestor(run: Interpreter, value: PathObject, number: int, node: cst.CSTNode) -> Object | None:
    """Return ``path.parents[number]``; None where there is none."""
    above = PurePosixPath(value.path).parents
    return _path(run, str(above[number]), value.anchored, node) if 0 <= number < len(above) else None


def method(
    run: Interpreter, node: cst.Call, value: PathObject, name: str, positional: Sequence[Object]
) -> Object | None:
    """Call a method of a path that does not look at files; None when the result is not known."""
    if name in ("resolve", "absolute"):
        return _path(run, posixpath.normpath(value.path), True, node)
    if name == "joinpath":
        return joined(run, node, value, positional)
    if name == "as_posix":
        return as_text(run, value, node)
    if name == "open":
        return OpenFile("an open file", run.origin(node), value.path)
    argument = positional[0] if len(positional) == 1 else None
    if name in ("with_suffix", "with_name", "with_stem") and isinstance(argument, Literal):
        try:
            changed = getattr(PurePosixPath(value.path), name)(argument.value)
        except (ValueError, TypeError, AttributeError):
            return None
        return _path(run, str(changed), value.anchored, node)
    return None


def _make_path(run: Interpreter, node: cst.Call, positional: Sequence[Object], _: Mapping[str, Object]) -> Object:
    found = _together(positional) if positional else (".", False)
    return _path(run, *found, node) if found is not None else Unknown("a path with an unknown part", run.origin(node))


def _join(run: Interpreter, node: cst.Call, positional: Sequence[Object], _: Mapping[str, Object]) -> Object | None:
    found = _together(positional)
    return _text(run, *found, node) if found is not None else None


def _changed(change: Callable[[str], str], anchors: bool = False) -> Function:
    """Make a function of one path; ``anchors`` says that its result begins with where the project stands."""

    def function(
        run: Interpreter, node: cst.Call, positional: Sequence[Object], _: Mapping[str, Object]
    ) -> Object | None:
        found = path_of(positional[0]) if len(positional) == 1 else None
        return _text(run, change(found[0]), found[1] or anchors, node) if found is not None else None

    return function


def _basename(run: Interpreter, node: cst.Call, positional: Sequence[Object], _: Mapping[str, Object]) -> Object | None:
    found = path_of(positional[0]) if len(positional) == 1 else None
    return Literal(posixpath.basename(found[0]), run.origin(node)) if found is not None else None


def _open(run: Interpreter, node: cst.Call, positional: Sequence[Object], named: Mapping[str, Object]) -> Object | None:
    given = positional[0] if positional else named.get("file")
    mode = positional[1] if len(positional) > 1 else named.get("mode", Literal("r"))
    found = path_of(given) if given is not None else None
    if found is None or not isinstance(mode, Literal) or mode.value not in ("r", "rt", "rb"):
        return None
    return OpenFile("an open file", run.origin(node), found[0])


def _to_text(run: Interpreter, node: cst.Call, positional: Sequence[Object], _: Mapping[str, Object]) -> Object | None:
    value = positional[0] if len(positional) == 1 else None
    if isinstance(value, (PathObject, FileText)):
        return as_text(run, value, node)
    if isinstance(value, UnknownText):
        return value
    return Literal(str(value.value), run.origin(node)) if isinstance(value, Literal) else None


FUNCTIONS: dict[str, Function] = {
    "builtins.open": _open,
    "builtins.str": _to_text,
    "os.fspath": _to_text,
    "os.path.join": _join,
    "posixpath.join": _join,
    "os.path.basename": _basename,
    "os.path.dirname": _changed(posixpath.dirname),
    "os.path.normpath": _changed(posixpath.normpath),
    "os.path.abspath": _changed(posixpath.normpath, anchors=True),
    "os.path.realpath": _changed(posixpath.normpath, anchors=True),
    "pathlib.Path": _make_path,
    "pathlib.PurePath": _make_path,
    "pathlib.PurePosixPath": _make_path,
    "pathlib.PosixPath": _make_path,
}
