"""What ``@step`` functions are called with, and what they read of the code around them.

The SDK pickles a function and its arguments while it compiles the pipeline, and refuses to pickle a pipeline variable:
only one that is passed as an argument, as it is, reaches the job as its value (remote_function/core/serialization.py).
"""

from __future__ import annotations

import symtable
from collections.abc import Iterator

import libcst as cst

from pipelint.linter.source.deep import with_room
from pipelint.linter.source.facts import Fact, is_variable
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, FunctionObject, ListObject, Object, SdkObject
from pipelint.pipeline.values import Literal, Origin

_NOT_TAKEN = frozenset({"join", "json_get"})
"""Variables that no argument may be (workflow/function_step.py:553-563)."""


def function_facts(run: Interpreter) -> Iterator[Fact]:
    """Yield what is to be said of the calls of ``@step`` functions that surely happen."""
    for made, function in run.step_functions:
        if made.certain:
            yield from _arguments(made)
            if isinstance(function.node, cst.FunctionDef) and function.node.decorators:
                yield from _closure(made, function, function.node)


def _arguments(made: SdkObject) -> Iterator[Fact]:
    given = made.argument("arguments")
    for value in given.items if isinstance(given, ListObject) else ():
        if isinstance(value, SdkObject) and value.cls.kind in _NOT_TAKEN:
            yield "function-argument", value, _called(made), value.origin
        elif isinstance(value, (ListObject, DictObject)):
            nested = next(filter(_is_pickled_never, _inside(value)), None)
            if nested is not None:
                yield "nested-argument", nested, _called(made), _place(nested, value.origin or made.origin)


def _inside(container: Object) -> Iterator[Object]:
    """Yield what stands in a list or dict, at any depth; each container once."""
    pending: list[Object] = [container]
    seen: set[int] = set()
    while pending:
        here = pending.pop()
        if isinstance(here, (ListObject, DictObject)):
            if id(here) not in seen:
                seen.add(id(here))
                pending += here.items if isinstance(here, ListObject) else here.entries.values()
        else:
            yield here


def _closure(made: SdkObject, function: FunctionObject, node: cst.FunctionDef) -> Iterator[Fact]:
    """Tell which variables the function reads of the code around it, or has as a default."""
    for name, default in function.defaults.items():
        if _is_pickled_never(default):
            yield "closure", default, name, _place(default, made.origin)
    for name in _read_from_outside(node):
        value = function.scope.lookup(name)
        if value is not None and _is_pickled_never(value):
            yield "closure", value, name, Origin(function.scope.module().document, _first(node.body, name) or node.name)


def _is_pickled_never(value: Object) -> bool:
    if isinstance(value, SdkObject) and value.cls.kind in _NOT_TAKEN:
        return False  # pickled as the Python object it is, without a word
    return is_variable(value)


def _read_from_outside(node: cst.FunctionDef) -> list[str]:
    """Return the names that a function, or one inside it, reads and does not bind; none where Python cannot tell."""
    code = with_room(lambda: cst.Module([node.with_changes(decorators=())]).code)
    try:
        tables: list[symtable.SymbolTable] = [symtable.symtable(code, "<function>", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []  # written for a later Python than this one
    tables = [inner for table in tables for inner in table.get_children()]
    found: dict[str, None] = {}
    while tables:
        table = tables.pop()
        found |= dict.fromkeys(one.get_name() for one in table.get_symbols() if one.is_global() and one.is_referenced())
        tables += table.get_children()
    return list(found)


def _first(body: cst.CSTNode, name: str) -> cst.Name | None:
    """Return where ``name`` is first used, attributes and keywords of the same name aside."""
    pending = [body]
    while pending:
        here = pending.pop()
        if isinstance(here, cst.Name) and here.value == name:
            return here
        inner = [here.value] if isinstance(here, (cst.Attribute, cst.Arg)) else here.children
        pending += reversed(inner)
    return None


def _called(made: SdkObject) -> str:
    name = made.argument("name")
    return name.value if isinstance(name, Literal) and isinstance(name.value, str) else ""


def _place(value: Object, otherwise: Origin) -> Origin:
    return getattr(value, "origin", None) or otherwise
