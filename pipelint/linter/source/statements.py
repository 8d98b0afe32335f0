"""Statements: assignments, definitions, and control flow where both ways are walked when the test is unknown."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

import libcst as cst

from pipelint.linter.source import facts
from pipelint.linter.source.binding import bind, extend, items_of
from pipelint.linter.source.class_calls import is_record
from pipelint.linter.source.expressions import fold
from pipelint.linter.source.functions import defaults, sdk_step_decorator
from pipelint.linter.source.imports import IMPORTS, only_imports
from pipelint.linter.source.interpreter import LOOP_BOUND, Flow, Interpreter, StatementHandler
from pipelint.linter.source.objects import (
    ClassObject,
    DictObject,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    merge,
    same,
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
    if isinstance(node.operator, cst.AddAssign) and isinstance(before, Literal) and isinstance(value, Literal):
        after = fold(run, node.value, operator.add, before.value, value.value)
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
    calls = [item.decorator for item in node.decorators]
    decorators = [run.evaluate(one.func if isinstance(one, cst.Call) else one, frame) for one in calls]
    made = ClassObject(node.name.value, members, bases, _annotated(node), is_record(decorators, bases))
    first = len(run.functions)
    body = node.body
    if isinstance(body, cst.IndentedBlock):
        run.execute(body.body, members)
    own = {id(value) for value in members.variables.values()}
    for value in members.variables.values():
        if isinstance(value, FunctionObject) and value.owner is None:
            value.owner = made
    run.functions[first:] = [
        (function, made if id(function) in own else owner) for function, owner in run.functions[first:]
    ]
    frame.variables[node.name.value] = made
    return Flow.NEXT


def _annotated(node: cst.ClassDef) -> tuple[str, ...]:
    """Return the names that the body of a class annotates, in order."""
    lines = [line for line in node.body.body if isinstance(line, cst.SimpleStatementLine)]
    small = [one for line in lines for one in line.body if isinstance(one, cst.AnnAssign)]
    return tuple(one.target.value for one in small if isinstance(one.target, cst.Name))


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
    """``while``: unrolled as long as its test holds and something changes; then walked once, as happening perhaps."""
    before: dict[str, Literal] | None = None
    for _ in range(LOOP_BOUND):
        known = truth(run.evaluate(node.test, frame))
        if known is False:
            return _otherwise(run, node.orelse, frame)
        now = {name: value for name, value in frame.variables.items() if isinstance(value, Literal)}
        if known is None or _is_constant(node.test) or (before is not None and _as_before(now, before)):
            break
        before = now
        flow = run.execute(_block(node.body), frame)
        if flow is Flow.BREAK:
            return Flow.NEXT
        if flow in (Flow.RETURN, Flow.RAISE):
            return flow
    _perhaps(run, node.body, frame)
    return Flow.NEXT


def _is_constant(test: cst.BaseExpression) -> bool:
    return isinstance(test, cst.Integer) or (isinstance(test, cst.Name) and test.value == "True")


def _as_before(now: dict[str, Literal], before: dict[str, Literal]) -> bool:
    """Tell whether the scalars of a scope are what they were: then a loop that waits for one would never end."""
    return now.keys() == before.keys() and all(same(value, before[name]) for name, value in now.items())


def _perhaps(run: Interpreter, body: cst.BaseSuite, frame: Frame) -> None:
    either(run, frame, lambda: run.execute(_block(body), frame), lambda: Flow.NEXT)


def match(run: Interpreter, node: cst.Match, frame: Frame) -> Flow:
    """``match``: the case of a known value, or every case that may be the one."""
    return _cases(run, node.cases, run.evaluate(node.subject, frame), frame)


def _cases(run: Interpreter, cases: Sequence[cst.MatchCase], subject: Object, frame: Frame) -> Flow:
    if not cases:
        return Flow.NEXT
    body, others = _block(cases[0].body), cases[1:]
    fits = _fits(run, cases[0], subject, frame)
    if fits is None:
        return either(run, frame, lambda: run.execute(body, frame), lambda: _cases(run, others, subject, frame))
    return run.execute(body, frame) if fits else _cases(run, others, subject, frame)


def _fits(run: Interpreter, case: cst.MatchCase, subject: Object, frame: Frame) -> bool | None:
    """Tell whether ``case`` is that of ``subject``; None where that is not known."""
    pattern = case.pattern
    if case.guard is not None:
        return None
    if isinstance(pattern, cst.MatchAs) and pattern.pattern is None and pattern.name is None:
        return True
    patterns = [one.pattern for one in pattern.patterns] if isinstance(pattern, cst.MatchOr) else [pattern]
    values = [run.evaluate(one.value, frame) for one in patterns if isinstance(one, cst.MatchValue)]
    if len(values) < len(patterns) or not all(isinstance(one, Literal) for one in (subject, *values)):
        return None
    return any(same(subject, one) for one in values)


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
    cst.Global: claim,
    cst.Nonlocal: claim,
    cst.Break: leave(Flow.BREAK),
    cst.Continue: leave(Flow.CONTINUE),
}
