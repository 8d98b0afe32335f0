"""Expressions: one small function a syntax node, found through the table at the end."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from pipelint.linter.source import access, calls, containers, facts, functions, texts
from pipelint.linter.source.binding import extend
from pipelint.linter.source.interpreter import LOOP_BOUND, ExpressionHandler, Interpreter
from pipelint.linter.source.objects import (
    DictObject,
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    SdkObject,
    UnknownText,
    same,
    truth,
)
from pipelint.linter.source.texts import TEXT_BOUND
from pipelint.pipeline.values import Literal, Unknown

BUILTINS = frozenset(
    """
    len range enumerate zip list tuple dict set frozenset str int float bool sorted reversed print isinstance
    getattr setattr hasattr open min max sum any all map filter type super abs round repr vars iter next id
    """.split()
)


def name(run: Interpreter, node: cst.Name, frame: Frame) -> Object:
    """A name: a constant, something bound, a builtin, or unknown."""
    if node.value in _CONSTANTS:
        return Literal(_CONSTANTS[node.value], run.origin(node))
    found = frame.lookup(node.value)
    if found is not None:
        return found.used_at(run.origin(node)) if isinstance(found, SdkObject) else found
    if node.value in BUILTINS:
        return ExternalName(f"builtins.{node.value}", run.origin(node))
    return Unknown(f"`{node.value}` is not set anywhere in this file", run.origin(node))


_CONSTANTS = {"True": True, "False": False, "None": None}


def number(run: Interpreter, node: cst.Integer | cst.Float, _: Frame) -> Object:
    """A number written out."""
    return Literal(node.evaluated_value, run.origin(node))


def string(run: Interpreter, node: cst.SimpleString | cst.ConcatenatedString, frame: Frame) -> Object:
    """A string written out, or several side by side."""
    if isinstance(node, cst.ConcatenatedString):
        pieces = [run.evaluate(node.left, frame), run.evaluate(node.right, frame)]
        return _concatenate(run, node, pieces)
    value = node.evaluated_value
    if isinstance(value, str):
        return Literal(value, run.origin(node))
    return Unknown("a bytes value", run.origin(node))


def formatted_string(run: Interpreter, node: cst.FormattedString, frame: Frame) -> Object:
    """An f-string: text when every part is known and plainly formatted."""
    pieces: list[Object] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            pieces.append(Literal(part.value.replace("{{", "{").replace("}}", "}")))
        elif isinstance(part, cst.FormattedStringExpression):
            value = run.evaluate(part.expression, frame)
            facts.made_text(run, value, "an f-string", part.expression, part.conversion in ("r", "a"))
            if part.conversion or part.format_spec:
                value = _shown(run, part, value, frame) or Unknown("a formatted value", run.origin(node))
            pieces.append(value)
    return _concatenate(run, node, pieces)


def _shown(run: Interpreter, node: cst.FormattedStringExpression, value: Object, frame: Frame) -> Object | None:
    """Return ``value`` as its conversion and its format show it; None where that is not known."""
    spec = ""
    for part in node.format_spec or ():
        if isinstance(part, cst.FormattedStringText):
            spec += part.value
            continue
        inner = run.evaluate(part.expression, frame) if isinstance(part, cst.FormattedStringExpression) else None
        if not isinstance(inner, Literal):
            return None
        spec += str(inner.value)
    return texts.formatted(run, node, value, node.conversion, spec)


def _concatenate(run: Interpreter, node: cst.BaseExpression, pieces: Sequence[Object]) -> Object:
    text = ""
    for piece in pieces:
        if not isinstance(piece, Literal) or len(text) > TEXT_BOUND:
            reason = piece.reason if isinstance(piece, Unknown) else "a part that is no plain text"
            return UnknownText(f"text with an unknown part: {reason}", run.origin(node))
        text += str(piece.value)
    return facts.carried(run, Literal(text, run.origin(node)), pieces)


_ARITHMETIC: dict[type[cst.BaseBinaryOp], Callable[[Any, Any], Any]] = {
    cst.Add: operator.add,
    cst.Subtract: operator.sub,
    cst.Multiply: operator.mul,
    cst.Divide: operator.truediv,
    cst.FloorDivide: operator.floordiv,
    cst.Modulo: operator.mod,
}


def binary(run: Interpreter, node: cst.BinaryOperation, frame: Frame) -> Object:
    """Arithmetic on known scalars, and the concatenation of lists."""
    left, right = run.evaluate(node.left, frame), run.evaluate(node.right, frame)
    facts.calculated(run, node, left, right)
    if isinstance(node.operator, cst.Add) and isinstance(left, ListObject) and isinstance(right, ListObject):
        joined = left.complete and right.complete
        return ListObject([*left.items, *right.items], joined, run.depth, run.origin(node))
    if isinstance(node.operator, cst.BitOr) and isinstance(left, DictObject) and isinstance(right, DictObject):
        both = {**left.entries, **right.entries}
        return DictObject(both, left.complete and right.complete, run.depth, run.origin(node))
    if isinstance(node.operator, cst.Multiply) and isinstance(left, ListObject) and isinstance(right, Literal):
        return _repeated(run, node, left, right)
    if isinstance(node.operator, cst.Modulo) and isinstance(left, Literal) and isinstance(left.value, str):
        text = texts.percent(run, node, left.value, right)
        return text or Unknown("text with an unknown part", run.origin(node))
    apply = _ARITHMETIC.get(type(node.operator))
    if apply is None or not isinstance(left, Literal) or not isinstance(right, Literal):
        return Unknown("the result of an operator on an unknown value", run.origin(node))
    return facts.carried(run, fold(run, node, apply, left.value, right.value), (left, right))


def _repeated(run: Interpreter, node: cst.BinaryOperation, items: ListObject, times: Literal) -> Object:
    if not isinstance(times.value, int) or len(items.items) * times.value > LOOP_BOUND:
        return Unknown("a list repeated too often", run.origin(node))
    return ListObject(items.items * times.value, items.complete, run.depth, run.origin(node))


def fold(run: Interpreter, node: cst.BaseExpression, apply: Callable[..., Any], *values: Any) -> Object:
    """Apply a function of scalars; unknown where it raises or the result would be huge."""
    if apply is operator.mul and any(isinstance(value, (str, int)) and _size(value) > TEXT_BOUND for value in values):
        return Unknown("a huge value", run.origin(node))
    try:
        result = apply(*values)
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return Unknown("an operation that Python would refuse", run.origin(node))
    if result is None or isinstance(result, (str, int, float, bool)):
        return Literal(result, run.origin(node))
    return Unknown("a value that is no scalar", run.origin(node))


def _size(value: str | int) -> int:
    return len(value) if isinstance(value, str) else abs(value)


def unary(run: Interpreter, node: cst.UnaryOperation, frame: Frame) -> Object:
    """``not`` and the sign of a number."""
    value = run.evaluate(node.expression, frame)
    if isinstance(node.operator, cst.Not):
        facts.tested(run, value, "not", node.expression)
        known = truth(value)
        return Unknown("`not` of an unknown value", run.origin(node)) if known is None else Literal(not known)
    if isinstance(node.operator, cst.Minus) and isinstance(value, Literal):
        return fold(run, node, operator.neg, value.value)
    return Unknown("the result of an operator on an unknown value", run.origin(node))


def boolean(run: Interpreter, node: cst.BooleanOperation, frame: Frame) -> Object:
    """``and`` and ``or``, which yield one of their operands."""
    left = run.evaluate(node.left, frame)
    facts.tested(run, left, "or" if isinstance(node.operator, cst.Or) else "and", node.left)
    known = truth(left)
    wanted = isinstance(node.operator, cst.Or)
    if known is None:
        with run.speculating():
            run.evaluate(node.right, frame)
        return Unknown("`and`/`or` of an unknown value", run.origin(node))
    return left if known is wanted else run.evaluate(node.right, frame)


def comparison(run: Interpreter, node: cst.Comparison, frame: Frame) -> Object:
    """A comparison of known things; a chain is its comparisons, all of them."""
    left = run.evaluate(node.left, frame)
    rights = [run.evaluate(target.comparator, frame) for target in node.comparisons]
    facts.compared(run, node, [left, *rights])
    answers = [
        _compare(target.operator, first, second)
        for target, first, second in zip(node.comparisons, [left, *rights], rights, strict=False)
    ]
    if False in answers or None not in answers:
        return Literal(False not in answers, run.origin(node))
    return Unknown("a comparison with an unknown value", run.origin(node))


_ORDERINGS: dict[type[cst.BaseCompOp], Callable[[Any, Any], Any]] = {
    cst.LessThan: operator.lt,
    cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt,
    cst.GreaterThanEqual: operator.ge,
}


def _compare(how: cst.BaseCompOp, left: Object, right: Object) -> bool | None:
    if isinstance(left, (Unknown, ExternalName)) or isinstance(right, (Unknown, ExternalName)):
        return None
    if isinstance(how, (cst.Is, cst.IsNot)) and isinstance(right, Literal) and right.value is None:
        is_none = isinstance(left, Literal) and left.value is None
        return is_none if isinstance(how, cst.Is) else not is_none
    if isinstance(how, (cst.In, cst.NotIn)) and isinstance(left, Literal):
        contained = _contains(right, left)
        return contained if contained is None or isinstance(how, cst.In) else not contained
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    if isinstance(how, (cst.Equal, cst.NotEqual)):
        return (left.value == right.value) is isinstance(how, cst.Equal)
    order = _ORDERINGS.get(type(how))
    try:
        return bool(order(left.value, right.value)) if order is not None else None
    except TypeError:
        return None


def _contains(container: Object, item: Literal) -> bool | None:
    if isinstance(container, Literal) and isinstance(container.value, str) and isinstance(item.value, str):
        return item.value in container.value
    if isinstance(container, DictObject) and container.complete:
        return item.value in container.entries
    if isinstance(container, ListObject) and container.complete:
        if any(same(one, item) for one in container.items):
            return True
        return False if all(isinstance(one, Literal) for one in container.items) else None
    return None


def conditional(run: Interpreter, node: cst.IfExp, frame: Frame) -> Object:
    """``a if test else b``."""
    test = run.evaluate(node.test, frame)
    facts.tested(run, test, "if", node.test)
    known = truth(test)
    if known is not None:
        return run.evaluate(node.body if known else node.orelse, frame)
    with run.speculating():
        first, second = run.evaluate(node.body, frame), run.evaluate(node.orelse, frame)
    return first if same(first, second) else Unknown("one of two values, by a test that cannot be decided")


def anonymous_function(run: Interpreter, node: cst.Lambda, frame: Frame) -> Object:
    """``lambda``."""
    return FunctionObject(node, "<lambda>", frame, functions.defaults(run, node.params, frame))


def walrus(run: Interpreter, node: cst.NamedExpr, frame: Frame) -> Object:
    """``name := value``."""
    value = run.evaluate(node.value, frame)
    if isinstance(node.target, cst.Name):
        frame.variables[node.target.value] = value
    return value


def awaited(run: Interpreter, node: cst.Await, frame: Frame) -> Object:
    """``await value``."""
    return run.evaluate(node.expression, frame)


def yielded(run: Interpreter, node: cst.Yield, frame: Frame) -> Object:
    """``yield value`` and ``yield from values``: gathered in the order in which they happen."""
    home: Frame | None = frame
    while home is not None and home.yielded is None:
        home = home.parent
    if home is None or home.yielded is None:
        return Unknown("what a generator is sent", run.origin(node))
    target = home.yielded
    if isinstance(node.value, cst.From):
        extend(run, target, run.evaluate(node.value.item, frame))
    elif node.value is not None:
        extend(run, target, ListObject([run.evaluate(node.value, frame)]))
    return Unknown("what a generator is sent", run.origin(node))


EXPRESSIONS: dict[type[cst.CSTNode], ExpressionHandler] = {
    cst.Name: name,
    cst.Integer: number,
    cst.Float: number,
    cst.SimpleString: string,
    cst.ConcatenatedString: string,
    cst.FormattedString: formatted_string,
    cst.BinaryOperation: binary,
    cst.UnaryOperation: unary,
    cst.BooleanOperation: boolean,
    cst.Comparison: comparison,
    cst.IfExp: conditional,
    cst.Lambda: anonymous_function,
    cst.NamedExpr: walrus,
    cst.Await: awaited,
    cst.Yield: yielded,
    cst.List: containers.sequence,
    cst.Tuple: containers.sequence,
    cst.Set: containers.sequence,
    cst.Dict: containers.mapping,
    cst.ListComp: containers.comprehension,
    cst.SetComp: containers.comprehension,
    cst.GeneratorExp: containers.comprehension,
    cst.DictComp: containers.dict_comprehension,
    cst.Attribute: access.attribute,
    cst.Subscript: access.subscript,
    cst.Call: calls.call,
}
