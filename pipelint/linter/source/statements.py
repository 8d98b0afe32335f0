"""Statements: assignments, definitions, and control flow where both ways are walked when the test is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import libcst as cst

from pipelint.linter.source import facts
from pipelint.linter.source.binding import bind, extend, items_of
from pipelint.linter.source.calls import defaults, sdk_step_decorator
from pipelint.linter.source.imports import IMPORTS, only_imports
from pipelint.linter.source.interpreter import LOOP_BOUND, Flow, Interpreter, StatementHandler
from pipelint.linter.source.objects import (
    ClassObject,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    merge,
    truth,
)
from pipelint.pipeline.values import Literal, Unknown


def simple_line(run: Interpreter, node: cst.SimpleStatementLine, frame: Frame) -> Flow:
    """The small statements of one line."""
    return run.execute(node.body, frame)


def expression(run: Interpreter, node: cst.Expr, frame: Frame) -> Flow:
    """An expression for its effect."""
    run.evaluate(node.value, frame)
    return Flow.NEXT


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
    """``a += value``: a list grows in place, text is joined, all else is unknown."""
    value = run.evaluate(node.value, frame)
    before = run.evaluate(node.target, frame)
    if isinstance(node.operator, cst.AddAssign) and isinstance(before, ListObject):
        extend(run, before, value)
        return Flow.NEXT
    after: Object = Unknown("the result of an operator on an unknown value", run.origin(node.target))
    texts = [one.value for one in (before, value) if isinstance(one, Literal) and isinstance(one.value, str)]
    if isinstance(node.operator, cst.AddAssign) and len(texts) == 2:
        after = Literal("".join(texts), run.origin(node.value))
    bind(run, node.target, after, frame)
    return Flow.NEXT


def define_function(run: Interpreter, node: cst.FunctionDef, frame: Frame) -> Flow:
    """``def``: remembered, and walked when it is called, or on its own when nothing calls it."""
    function = FunctionObject(node, node.name.value, frame, defaults(run, node.params, frame))
    function.sdk_step = sdk_step_decorator(run, node, frame)
    frame.variables[node.name.value] = function
    if not any(known.node is node for known, _ in run.functions):
        run.functions.append((function, None))
    return Flow.NEXT


def define_class(run: Interpreter, node: cst.ClassDef, frame: Frame) -> Flow:
    """``class``: its body is walked at once, in a scope of its own."""
    members = Frame(parent=frame)
    bases = tuple(run.evaluate(base.value, frame) for base in node.bases)
    made = ClassObject(node.name.value, members, bases)
    first = len(run.functions)
    body = node.body
    if isinstance(body, cst.IndentedBlock):
        run.execute(body.body, members)
    own = {id(value) for value in members.variables.values()}
    run.functions[first:] = [
        (function, made if id(function) in own else owner) for function, owner in run.functions[first:]
    ]
    frame.variables[node.name.value] = made
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


def branch(run: Interpreter, node: cst.If, frame: Frame) -> Flow:
    """``if``: one way where the test is known, else both, joined."""
    test = run.evaluate(node.test, frame)
    facts.tested(run, test, "if", node.test)
    known = truth(test)
    other = node.orelse
    if known is True:
        return run.execute(_block(node.body), frame)
    if known is False:
        return _otherwise(run, other, frame)
    return either(run, frame, lambda: run.execute(_block(node.body), frame), lambda: _otherwise(run, other, frame))


def _otherwise(run: Interpreter, node: cst.If | cst.Else | None, frame: Frame) -> Flow:
    if node is None:
        return Flow.NEXT
    return branch(run, node, frame) if isinstance(node, cst.If) else run.execute(_block(node.body), frame)


def either(run: Interpreter, frame: Frame, first: Callable[[], Flow], second: Callable[[], Flow]) -> Flow:
    """Walk two ways of which one happens, and join the names each leaves behind."""
    before = dict(frame.variables)
    with run.speculating():
        flow_first = first()
        after_first = frame.variables
        frame.variables = before
        flow_second = second()
    if flow_first is Flow.NEXT and flow_second is Flow.NEXT:
        frame.variables = merge(after_first, frame.variables)
        return Flow.NEXT
    if flow_first is Flow.NEXT:
        frame.variables = after_first
        return Flow.NEXT
    return flow_second


def attempt(run: Interpreter, node: cst.Try | cst.TryStar, frame: Frame) -> Flow:
    """``try``: the body, or the body cut short and a handler; then ``finally``."""
    missing = run.modules.missing
    flow = run.execute(_block(node.body), frame)
    if flow is Flow.NEXT and node.orelse is not None:
        flow = run.execute(_block(node.orelse.body), frame)
    found = only_imports(_block(node.body)) and run.modules.missing == missing
    for handler in () if found else node.handlers:
        flow = _handle(run, handler, flow, frame)
    if node.finalbody is not None:
        last = run.execute(_block(node.finalbody.body), frame)
        flow = last if last is not Flow.NEXT else flow
    return flow


def _handle(run: Interpreter, handler: cst.ExceptHandler | cst.ExceptStarHandler, flow: Flow, frame: Frame) -> Flow:
    if handler.name is not None:
        bind(run, handler.name.name, Unknown("an exception", run.origin(handler.name.name)), frame)
    return either(run, frame, lambda: flow, lambda: run.execute(_block(handler.body), frame))


def context(run: Interpreter, node: cst.With, frame: Frame) -> Flow:
    """``with``: the names it binds are unknown."""
    for item in node.items:
        value = run.evaluate(item.item, frame)
        if item.asname is not None:
            reason = value.reason if isinstance(value, Unknown) else "what a context manager yields"
            bind(run, item.asname.name, Unknown(reason, run.origin(item.item)), frame)
    return run.execute(_block(node.body), frame)


def loop(run: Interpreter, node: cst.For, frame: Frame) -> Flow:
    """``for``: unrolled over known items; what is unknown is walked once, as happening perhaps."""
    items, complete = items_of(run.evaluate(node.iter, frame))
    if len(items) > LOOP_BOUND:
        items, complete = items[:LOOP_BOUND], False
    for item in items:
        bind(run, node.target, item, frame)
        flow = run.execute(_block(node.body), frame)
        if flow is Flow.BREAK:
            return Flow.NEXT
        if flow in (Flow.RETURN, Flow.RAISE):
            return flow
    if not complete:
        bind(run, node.target, Unknown("an item of an unknown sequence", run.origin(node.target)), frame)
        _perhaps(run, node.body, frame)
    return _otherwise(run, node.orelse, frame)


def repeat(run: Interpreter, node: cst.While, frame: Frame) -> Flow:
    """``while``: the body walked once, as happening perhaps."""
    if truth(run.evaluate(node.test, frame)) is not False:
        _perhaps(run, node.body, frame)
    return Flow.NEXT


def _perhaps(run: Interpreter, body: cst.BaseSuite, frame: Frame) -> None:
    either(run, frame, lambda: run.execute(_block(body), frame), lambda: Flow.NEXT)


def match(run: Interpreter, node: cst.Match, frame: Frame) -> Flow:
    """``match``: every case may be the one."""
    run.evaluate(node.subject, frame)
    for case in node.cases:
        _perhaps(run, case.body, frame)
    return Flow.NEXT


def delete(run: Interpreter, node: cst.Del, frame: Frame) -> Flow:
    """``del name``."""
    if isinstance(node.target, cst.Name):
        frame.variables.pop(node.target.value, None)
    return Flow.NEXT


def _block(suite: cst.BaseSuite) -> Sequence[cst.CSTNode]:
    return suite.body


def leave(flow: Flow) -> Callable[[Interpreter, cst.CSTNode, Frame], Flow]:
    """Make the handler of a statement that only leaves its block."""
    return lambda run, node, frame: flow


STATEMENTS: dict[type[cst.CSTNode], StatementHandler] = {
    **IMPORTS,
    cst.SimpleStatementLine: simple_line,
    cst.Expr: expression,
    cst.Assign: assign,
    cst.AnnAssign: annotated_assign,
    cst.AugAssign: augmented_assign,
    cst.FunctionDef: define_function,
    cst.ClassDef: define_class,
    cst.Return: returned,
    cst.Raise: raised,
    cst.If: branch,
    cst.Try: attempt,
    cst.TryStar: attempt,
    cst.With: context,
    cst.For: loop,
    cst.While: repeat,
    cst.Match: match,
    cst.Del: delete,
    cst.Break: leave(Flow.BREAK),
    cst.Continue: leave(Flow.CONTINUE),
}
