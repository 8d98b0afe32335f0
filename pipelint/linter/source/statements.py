"""Statements: assignments and what else changes names; definitions and control flow stand in rooms of their own."""

from __future__ import annotations

import libcst as cst

from pipelint.linter.source.binding import bind, extend
from pipelint.linter.source.control_flow import CONTROL_FLOW
from pipelint.linter.source.definitions import DEFINITIONS
from pipelint.linter.source.imports import IMPORTS
from pipelint.linter.source.interpreter import Flow, Interpreter, StatementHandler
from pipelint.linter.source.methods import update
from pipelint.linter.source.objects import DictObject, Frame, ListObject
from pipelint.linter.source.operators import calculate
from pipelint.pipeline.values import Literal


def simple_line(run: Interpreter, node: cst.SimpleStatementLine, frame: Frame) -> Flow:
    """The small statements of one line."""
    return run.execute(node.body, frame)


def assign(run: Interpreter, node: cst.Assign, frame: Frame) -> Flow:
    """``a = b = value``."""
    value = run.evaluate(node.value, frame)
    for target in node.targets:
        bind(run, target.target, value, frame)
    return Flow.NEXT


def annotated_assign(run: Interpreter, node: cst.AnnAssign, frame: Frame) -> Flow:
    """``a: T = value``."""
    if node.value is not None:
        bind(run, node.target, run.evaluate(node.value, frame), frame)
    return Flow.NEXT


def augmented_assign(run: Interpreter, node: cst.AugAssign, frame: Frame) -> Flow:
    """``a += value``: lists and dicts change in place, all else is calculated."""
    value = run.evaluate(node.value, frame)
    before = run.evaluate(node.target, frame)
    if isinstance(node.operator, cst.AddAssign) and isinstance(before, ListObject) and before.kind == "list":
        extend(run, before, value)
        return Flow.NEXT
    if isinstance(node.operator, cst.BitOrAssign) and isinstance(before, DictObject):
        update(run, before, value)
        return Flow.NEXT
    bind(run, node.target, calculate(run, node.value, type(node.operator), before, value), frame)
    return Flow.NEXT


def delete(run: Interpreter, node: cst.Del, frame: Frame) -> Flow:
    """``del name`` and ``del container[key]``."""
    targets = [one.value for one in node.target.elements] if isinstance(node.target, cst.Tuple) else [node.target]
    for target in targets:
        if isinstance(target, cst.Name):
            frame.variables.pop(target.value, None)
        elif isinstance(target, cst.Subscript):
            _delete_item(run, target, frame)
    return Flow.NEXT


def _delete_item(run: Interpreter, target: cst.Subscript, frame: Frame) -> None:
    owner = run.evaluate(target.value, frame)
    index = target.slice[0].slice if len(target.slice) == 1 else None
    key = run.evaluate(index.value, frame) if isinstance(index, cst.Index) else None
    if not isinstance(owner, (DictObject, ListObject)):
        return
    certain = isinstance(key, Literal) and run.depth <= owner.depth
    if certain and isinstance(owner, DictObject) and isinstance(key, Literal):
        owner.entries.pop(key.value, None)
    elif certain and isinstance(owner, ListObject) and owner.complete and isinstance(key, Literal):
        if isinstance(key.value, int) and -len(owner.items) <= key.value < len(owner.items):
            owner.items.pop(key.value)
    else:
        owner.complete = False


def claim(run: Interpreter, node: cst.Global | cst.Nonlocal, frame: Frame) -> Flow:
    """``global`` and ``nonlocal``: what is assigned to these names is assigned out there."""
    for item in node.names:
        name = item.name.value
        home: Frame | None = frame.module() if isinstance(node, cst.Global) else frame.parent
        while isinstance(node, cst.Nonlocal) and home is not None and name not in home.variables:
            home = home.parent
        if home is not None:
            frame.elsewhere[name] = home
    return Flow.NEXT


STATEMENTS: dict[type[cst.CSTNode], StatementHandler] = {
    **IMPORTS,
    **DEFINITIONS,
    **CONTROL_FLOW,
    cst.SimpleStatementLine: simple_line,
    cst.Assign: assign,
    cst.AnnAssign: annotated_assign,
    cst.AugAssign: augmented_assign,
    cst.Del: delete,
    cst.Global: claim,
    cst.Nonlocal: claim,
}
