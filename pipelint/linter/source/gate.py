"""The narrow way in: which Python files are worth a libcst parse.

Bytes without ``sagemaker`` build no pipeline. For the rest, ``ast`` (a tenth of libcst's cost) looks at the imports and
says which functions are called by name, so that those nobody calls can be walked first.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from pipelint.linter.memory import reserve
from pipelint.pipeline.record import record

_BUILDERS = ("workflow", "mlops")
_BYTES_OF_SYNTAX = 700
"""Memory that a tree of ``ast`` takes for each byte of code, at most."""


@record
class Imported:
    """A module that an import statement names, with ``level`` dots in front, and the names it takes from there."""

    level: int
    module: str
    names: tuple[str, ...] = ()


@record
class Outline:
    """What a first look at a file tells: whether it imports what builds pipelines, and what it imports."""

    builds_pipelines: bool
    imports: tuple[Imported, ...]


def syntax(data: bytes, file: str) -> ast.Module:
    """Parse a file with ``ast``; nothing that it refuses may reach libcst, whose parser deep nesting brings down.

    Raises SyntaxError, ValueError for null bytes, RecursionError for absurd nesting, MemoryError.
    """
    reserve(len(data) * _BYTES_OF_SYNTAX)
    with unwarned():
        try:
            return ast.parse(data, file)
        except MemoryError as error:  # there was enough: so Python's parser says that its own stack is full
            raise RecursionError(str(error)) from error


def parses(text: str) -> bool:
    """Tell whether a text is Python."""
    try:
        with unwarned():
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


@contextmanager
def unwarned() -> Iterator[None]:
    """Keep Python from warning of what it compiles: invalid escapes in the user's strings are not ours to report."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def outline(tree: ast.Module, data: bytes) -> Outline:
    """Look at the imports of a Python file, ``data`` being what it holds."""
    builds = False
    imports: list[Imported] = []
    for node in _statements(tree):
        if isinstance(node, ast.ImportFrom):
            builds = builds or _builds(node.module or "", node.names)
            imports.append(Imported(node.level, node.module or "", tuple(alias.name for alias in node.names)))
        elif isinstance(node, ast.Import):
            builds = builds or any(_builds(alias.name, []) or alias.name == "sagemaker" for alias in node.names)
            imports.extend(Imported(0, alias.name) for alias in node.names)
    uses = any(word.encode() in data for word in _BUILDERS)
    return Outline(builds and uses, tuple(imports))


def too_deep(tree: ast.Module) -> int | None:
    """Return the line of an expression that is nested deeper than libcst can read in time, or None.

    Its parser takes the square of how deep an expression is nested, in memory or in time: of 2000 subscripts of one
    another 4 seconds, of 2000 lambdas in one another 740 MB. A sum of a thousand terms takes 0.2 s.
    """
    level = list(_statements(tree))
    statements = set(level)
    depth = work = 0
    while level:
        level = [part for one in level for part in ast.iter_child_nodes(one) if part not in statements]
        depth += 1
        if depth > _SHALLOW:
            work += depth * len(level)
            if work > _MOST_WORK:
                return next(one.lineno for one in level if isinstance(one, ast.expr))
    return None


_SHALLOW = 100  # what people write is nested less deep, and costs nothing
_MOST_WORK = 2_000_000


def called_names(tree: ast.Module) -> frozenset[str]:
    """Return the names of the functions and methods that are called anywhere in a file."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {function.id for function in functions if isinstance(function, ast.Name)}
    return frozenset(names | {function.attr for function in functions if isinstance(function, ast.Attribute)})


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield all statements of a file, and what else holds some; a tenth of what ``ast.walk`` visits."""
    pending: list[ast.AST] = [tree]
    while pending:
        here = pending.pop()
        yield here
        for part in _BLOCKS:
            pending += getattr(here, part, ())


_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def _builds(module: str, names: list[ast.alias]) -> bool:
    parts = module.split(".")
    if parts[0] != "sagemaker":
        return False
    return any(word in parts for word in _BUILDERS) or any(alias.name in _BUILDERS for alias in names)
