"""Import statements: what the project holds is walked, what comes from elsewhere keeps its dotted name."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source import facts
from pipelint.linter.source.interpreter import Flow, Interpreter, StatementHandler
from pipelint.linter.source.objects import ExternalName, Frame, ListObject, ModuleObject, Object
from pipelint.linter.source.sdk.classes import CLASSES, find_class
from pipelint.pipeline.values import Literal, Unknown


def import_module(run: Interpreter, node: cst.Import, frame: Frame) -> Flow:
    """``import a.b`` and ``import a.b as c``."""
    for alias in node.names:
        dotted = _dotted(alias.name)
        first = dotted.partition(".")[0]
        facts.imported(run, dotted, node, frame)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            found = run.modules.absolute(run, dotted)
            frame.variables[alias.asname.name.value] = _module(run, found, dotted, alias)
        else:
            found = run.modules.chain(run, dotted)
            frame.variables[first] = _module(run, found, first, alias)
    return Flow.NEXT


def _module(run: Interpreter, found: ModuleObject | Unknown | None, dotted: str, alias: cst.ImportAlias) -> Object:
    if isinstance(found, ModuleObject):
        return found
    run.modules.missing += 1
    if isinstance(found, Unknown):
        return Unknown(found.reason, run.origin(alias))
    return ExternalName(dotted, run.origin(alias), run.modules.unfound_note)


def import_names(run: Interpreter, node: cst.ImportFrom, frame: Frame) -> Flow:
    """``from a import b as c``; what is relative and not in the project keeps its dots: it is nobody's public name."""
    level = len(node.relative)
    dotted = _dotted(node.module) if node.module is not None else ""
    found = run.modules.relative(run, level, dotted) if level else run.modules.absolute(run, dotted)
    if not level:
        facts.imported(run, dotted, node, frame)
    if isinstance(node.names, cst.ImportStar):
        _import_all(run, found, dotted if not level else "", frame)
        return Flow.NEXT
    for alias in node.names:
        bound = alias.asname.name if alias.asname is not None else alias.name
        name = _dotted(alias.name)
        if not isinstance(bound, cst.Name):
            continue
        if isinstance(found, ModuleObject):
            frame.variables[bound.value] = run.modules.member(run, found, name)
        else:
            frame.variables[bound.value] = _module(run, found, f"{'.' * level}{dotted}.{name}", alias)
    return Flow.NEXT


def _import_all(run: Interpreter, found: ModuleObject | Unknown | None, dotted: str, frame: Frame) -> None:
    """``from a import *``: the names in ``__all__``, or those without an underscore; of the SDK, the known classes."""
    if isinstance(found, ModuleObject):
        for name in _public(found):
            frame.variables[name] = run.modules.member(run, found, name)
        return
    run.modules.missing += 1
    for name in CLASSES:
        if find_class(f"{dotted}.{name}") is not None:
            frame.variables.setdefault(name, ExternalName(f"{dotted}.{name}"))


def _public(module: ModuleObject) -> Sequence[str]:
    listed = module.names.variables.get("__all__")
    if isinstance(listed, ListObject):
        names = [item.value for item in listed.items if isinstance(item, Literal)]
        return [name for name in names if isinstance(name, str)]
    return [name for name in module.names.variables if not name.startswith("_")]


def _dotted(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def only_imports(body: Sequence[cst.CSTNode]) -> bool:
    """Tell whether a block does nothing but import."""
    lines = [line.body if isinstance(line, cst.SimpleStatementLine) else () for line in body]
    return all(line and all(isinstance(one, (cst.Import, cst.ImportFrom)) for one in line) for line in lines)


IMPORTS: dict[type[cst.CSTNode], StatementHandler] = {
    cst.Import: import_module,
    cst.ImportFrom: import_names,
}
