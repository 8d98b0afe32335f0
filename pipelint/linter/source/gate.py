"""The narrow way in: which Python files are worth a libcst parse.

Bytes without ``sagemaker`` build no pipeline. For the rest, ``ast`` (a tenth of libcst's cost) looks at the imports and
says which functions are called by name, so that those nobody calls can be walked first.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import Any

from pipelint.pipeline.record import record

WORD = b"sagemaker"
_BUILDERS = ("workflow", "mlops")


@record
class Imported:
    """A module that an import statement names, with ``level`` dots in front, and the names it takes from there."""

    level: int
    module: str
    names: tuple[str, ...] = ()


@record
class Outline:
    """What a first look at a file tells: whether it imports what builds pipelines, what it calls and imports."""

    builds_pipelines: bool
    called_names: frozenset[str]
    imports: tuple[Imported, ...]


def syntax(data: bytes, file: str) -> ast.Module:
    """Parse a file with ``ast``; nothing that it refuses may reach libcst, whose parser deep nesting brings down.

    Raises SyntaxError, ValueError for null bytes, RecursionError and MemoryError for absurd nesting.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in the user's strings are not ours to report
        return ast.parse(data, file)


def outline(data: bytes, file: str) -> Outline:
    """Look at the imports and calls of a Python file; raises what :func:`syntax` does."""
    tree = syntax(data, file)
    builds = False
    called: set[str] = set()
    imports: list[Imported] = []
    for node in _walk(tree):
        if isinstance(node, ast.ImportFrom):
            builds = builds or _builds(node.module or "", node.names)
            imports.append(Imported(node.level, node.module or "", tuple(alias.name for alias in node.names)))
        elif isinstance(node, ast.Import):
            builds = builds or any(_builds(alias.name, []) or alias.name == "sagemaker" for alias in node.names)
            imports.extend(Imported(0, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                called.add(node.func.id)
            elif isinstance(node.func, ast.Attribute):
                called.add(node.func.attr)
    uses = any(word.encode() in data for word in _BUILDERS)
    return Outline(builds and uses, frozenset(called), tuple(imports))


def _walk(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes of a tree that may hold imports or calls; ``ast.walk`` visits three times as many."""
    pending: list[Any] = [tree]
    while pending:
        here = pending.pop()
        if type(here) is list:
            pending += here
        elif isinstance(here, ast.AST) and type(here) not in _LEAVES:
            yield here
            pending += [getattr(here, name, None) for name in here._fields]


_LEAVES = frozenset((ast.Name, ast.Constant, ast.Load, ast.Store, ast.alias, ast.arg))


def _builds(module: str, names: list[ast.alias]) -> bool:
    parts = module.split(".")
    if parts[0] != "sagemaker":
        return False
    return any(word in parts for word in _BUILDERS) or any(alias.name in _BUILDERS for alias in names)
