"""Control flow: one way where a test is decided, else both ways, joined."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source import facts
from pipelint.linter.source.binding import bind
from pipelint.linter.source.flow import Flow
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.imports import only_imports
from pipelint.linter.source.interpreter import Interpreter, StatementHandler
from pipelint.linter.source.loops import loop, repeat
from pipelint.linter.source.object_logic import truth
from pipelint.linter.source.objects import (
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    UserInstance,
)
from pipelint.linter.source.patterns import fits
from pipelint.linter.source.unknowns import Handle
from pipelint.linter.source.worlds import either
from pipelint.pipeline.values import Literal, Unknown


def branch(run: Interpreter, node: cst.If, frame: Frame) -> Flow:
    """``if``."""
    test = run.evaluate(node.test, frame)
    facts.tested(run, test, "if", node.test)
    known = truth(test)
    other = node.orelse
    if known is True:
        return run.execute(node.body.body, frame)
    if known is False:
        return _otherwise(run, other, frame)
    return either(run, frame, lambda: run.execute(node.body.body, frame), lambda: _otherwise(run, other, frame))


def _otherwise(run: Interpreter, node: cst.If | cst.Else | None, frame: Frame) -> Flow:
    if node is None:
        return Flow.NEXT
    return branch(run, node, frame) if isinstance(node, cst.If) else run.execute(node.body.body, frame)


def attempt(run: Interpreter, node: cst.Try | cst.TryStar, frame: Frame) -> Flow:
    """``try``: the body, or the body cut short and a handler; then ``finally``."""
    missing = run.modules.missing
    run.guarded += bool(node.handlers)
    flow = run.execute(node.body.body, frame)
    run.guarded -= bool(node.handlers)
    if flow is Flow.NEXT and node.orelse is not None:
        flow = run.execute(node.orelse.body.body, frame)
    found = only_imports(node.body.body) and run.modules.missing == missing
    for handler in () if found else node.handlers:
        flow = _handle(run, handler, flow, frame)
    if node.finalbody is not None:
        last = run.execute(node.finalbody.body.body, frame)
        flow = last if last is not Flow.NEXT else flow
    return flow


def _handle(run: Interpreter, handler: cst.ExceptHandler | cst.ExceptStarHandler, flow: Flow, frame: Frame) -> Flow:
    if handler.name is not None:
        bind(run, handler.name.name, Unknown("an exception", run.origin(handler.name.name)), frame)
    return either(run, frame, lambda: flow, lambda: _handled(run, handler.body.body, frame))


def _handled(run: Interpreter, body: Sequence[cst.CSTNode], frame: Frame) -> Flow:
    """Walk a handler. One that leaves its block is as good as one that raises: what follows is for when all is well."""
    parted = len(frame.parted)
    flow = run.execute(body, frame)
    del frame.parted[parted:]
    return flow if flow is Flow.NEXT else Flow.RAISE


def context(run: Interpreter, node: cst.With, frame: Frame) -> Flow:
    """``with``."""
    for item in node.items:
        value = run.evaluate(item.item, frame)
        entered = _entered(run, value, item.item)
        if item.asname is not None:
            bind(run, item.asname.name, entered, frame)
    return run.execute(node.body.body, frame)


def _entered(run: Interpreter, value: Object, node: cst.BaseExpression) -> Object:
    """Return what a context manager binds; a list is what the function of a ``contextmanager`` yields."""
    method = value.cls.find("__enter__") if isinstance(value, UserInstance) else None
    if isinstance(method, FunctionObject) and isinstance(node, cst.Call):
        return run.apply(method, Arguments([value]), node)
    if isinstance(value, ListObject) and len(value.items) == 1 and value.complete:
        return value.items[0]
    if isinstance(value, Handle):
        return value
    reason = value.reason if isinstance(value, Unknown) else "what a context manager yields"
    return Unknown(reason, run.origin(node))


def match(run: Interpreter, node: cst.Match, frame: Frame) -> Flow:
    """``match``."""
    return _first_case(run, node.cases, run.evaluate(node.subject, frame), frame)


def _first_case(run: Interpreter, cases: Sequence[cst.MatchCase], subject: Object, frame: Frame) -> Flow:
    for position, case in enumerate(cases):
        known = fits(run, case.pattern, subject, frame)
        if case.guard is not None and known is not False:
            guard = truth(run.evaluate(case.guard, frame))
            known = guard if known or guard is False else None
        if known:
            return run.execute(case.body.body, frame)
        if known is None:
            return _case_or(run, case.body.body, cases[position + 1 :], subject, frame)
    return Flow.NEXT


def _case_or(
    run: Interpreter,
    body: Sequence[cst.CSTNode],
    rest: Sequence[cst.MatchCase],
    subject: Object,
    frame: Frame,
) -> Flow:
    return either(run, frame, lambda: run.execute(body, frame), lambda: _first_case(run, rest, subject, frame))


_EXITS = frozenset({"sys.exit", "builtins.exit", "builtins.quit", "os._exit", "os.abort"})


def expression(run: Interpreter, node: cst.Expr, frame: Frame) -> Flow:
    """An expression for its effect; a call that ends the program ends its block like ``raise``."""
    run.evaluate(node.value, frame)
    if isinstance(node.value, cst.Call) and isinstance(node.value.func, (cst.Name, cst.Attribute)):
        last = node.value.func.attr if isinstance(node.value.func, cst.Attribute) else node.value.func
        if any(name.endswith(f".{last.value}") for name in _EXITS):
            function = run.evaluate(node.value.func, frame)
            return Flow.RAISE if isinstance(function, ExternalName) and function.dotted in _EXITS else Flow.NEXT
    return Flow.NEXT


def returned(run: Interpreter, node: cst.Return, frame: Frame) -> Flow:
    """``return``."""
    value = run.evaluate(node.value, frame) if node.value is not None else Literal(None)
    frame.returned.append(value)
    return Flow.RETURN


def raised(run: Interpreter, node: cst.Raise, frame: Frame) -> Flow:
    """``raise``."""
    if node.exc is not None:
        run.evaluate(node.exc, frame)
    return Flow.RAISE


def _leave(flow: Flow) -> StatementHandler:
    """Make the handler of a statement that only leaves its block."""
    return lambda run, node, frame: flow


CONTROL_FLOW: dict[type[cst.CSTNode], StatementHandler] = {
    cst.Expr: expression,
    cst.Return: returned,
    cst.Raise: raised,
    cst.If: branch,
    cst.Try: attempt,
    cst.TryStar: attempt,
    cst.With: context,
    cst.For: loop,
    cst.While: repeat,
    cst.Match: match,
    cst.Break: _leave(Flow.BREAK),
    cst.Continue: _leave(Flow.CONTINUE),
}
