"""Operators: arithmetic, comparisons, ``and``/``or``/``not`` and the conditional expression."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import libcst as cst

from pipelint.linter.source import facts, paths, stamps, texts
from pipelint.linter.source.interpreter import LOOP_BOUND, ExpressionHandler, Interpreter
from pipelint.linter.source.object_logic import same, truth
from pipelint.linter.source.objects import (
    LIST_BOUND,
    DictObject,
    ExternalName,
    Frame,
    ListObject,
    Object,
    UserInstance,
)
from pipelint.linter.source.texts import TEXT_BOUND
from pipelint.linter.source.unknowns import PathObject, StampText, UnknownText
from pipelint.pipeline.values import Literal, Unknown

_ARITHMETIC: dict[type[cst.CSTNode], Callable[[Any, Any], Any]] = {
    cst.Add: operator.add,
    cst.AddAssign: operator.add,
    cst.Subtract: operator.sub,
    cst.SubtractAssign: operator.sub,
    cst.Multiply: operator.mul,
    cst.MultiplyAssign: operator.mul,
    cst.Divide: operator.truediv,
    cst.DivideAssign: operator.truediv,
    cst.FloorDivide: operator.floordiv,
    cst.FloorDivideAssign: operator.floordiv,
    cst.Modulo: operator.mod,
    cst.ModuloAssign: operator.mod,
    cst.Power: operator.pow,
    cst.PowerAssign: operator.pow,
}
_LARGEST_POWER = 64


def binary(run: Interpreter, node: cst.BinaryOperation, frame: Frame) -> Object:
    """``a + b`` and the like."""
    left, right = run.evaluate(node.left, frame), run.evaluate(node.right, frame)
    facts.calculated(run, node, left, right)
    return calculate(run, node, type(node.operator), left, right)


def calculate(
    run: Interpreter, node: cst.BaseExpression, how: type[cst.CSTNode], left: Object, right: Object
) -> Object:
    """Apply an operator; ``node`` is the place of the result."""
    lasting = isinstance(left, StampText) and isinstance(right, StampText) and how is cst.Subtract  # a span of time
    stamp = stamps.carried(run, (left, right), node) if how in _ARITHMETIC and not lasting else None
    if stamp is not None and not isinstance(left, ListObject):
        return stamp
    add = how in (cst.Add, cst.AddAssign)
    if add and isinstance(left, ListObject) and isinstance(right, ListObject):
        items = [*left.items, *right.items]
        joined = left.complete and right.complete and len(items) <= LIST_BOUND
        return ListObject(items[:LIST_BOUND], joined, run.depth, run.origin(node), left.kind)
    if how is cst.BitOr and isinstance(left, DictObject) and isinstance(right, DictObject):
        return _united(run, node, left, right)
    if how in (cst.Divide, cst.DivideAssign) and isinstance(left, PathObject):
        return paths.joined(run, node, left, [right])
    if how is cst.Multiply and isinstance(left, ListObject) and isinstance(right, Literal):
        return _repeated(run, node, left, right)
    if how is cst.Modulo and isinstance(left, Literal) and isinstance(left.value, str):
        text = texts.percent(run, node, left.value, right)
        return text or UnknownText("text with an unknown part", run.origin(node))
    apply = _ARITHMETIC.get(how)
    if apply is None or not isinstance(left, Literal) or not isinstance(right, Literal):
        is_text = any(isinstance(one, Literal) and isinstance(one.value, str) for one in (left, right))
        made = UnknownText if add and is_text else Unknown
        return made("the result of an operator on an unknown value", run.origin(node))
    return facts.carried(run, fold(run, node, apply, left.value, right.value), (left, right))


def _united(run: Interpreter, node: cst.BaseExpression, left: DictObject, right: DictObject) -> DictObject:
    made = DictObject(dict(left.entries), left.complete, run.depth, run.origin(node))
    if not right.complete:
        made.overlay("perhaps replaced by that of another dict")
    made.entries.update(right.entries)
    return made


def _repeated(run: Interpreter, node: cst.BaseExpression, items: ListObject, times: Literal) -> Object:
    if not isinstance(times.value, int) or len(items.items) * times.value > LOOP_BOUND:
        return Unknown("a list repeated too often", run.origin(node))
    return ListObject(items.items * times.value, items.complete, run.depth, run.origin(node))


def fold(run: Interpreter, node: cst.BaseExpression, apply: Callable[..., Any], *values: Any) -> Object:
    """Apply a function of scalars; unknown where it raises or the result would be huge."""
    if apply in (operator.mul, operator.pow, operator.mod) and any(map(is_huge, values)):
        return Unknown("a huge value", run.origin(node))
    if apply is operator.mul and any(isinstance(value, str) for value in values):
        apply = _repeat_text
    if apply is operator.pow and any(isinstance(value, int) and abs(value) > _LARGEST_POWER for value in values):
        return Unknown("a huge value", run.origin(node))
    try:
        result = apply(*values)
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return Unknown("an operation that Python would refuse", run.origin(node))
    if is_huge(result):
        return Unknown("a huge value", run.origin(node))
    if result is None or isinstance(result, (str, int, float, bool)):
        return Literal(result, run.origin(node))
    return Unknown("a value that is no scalar", run.origin(node))


def is_huge(value: object) -> bool:
    """Tell whether ``value`` is longer than what is followed: Python itself refuses to spell 4300 digits."""
    return len(value) > TEXT_BOUND if isinstance(value, str) else isinstance(value, int) and value.bit_length() > 1_024


def _repeat_text(left: Any, right: Any) -> str:
    text, times = (left, right) if isinstance(left, str) else (right, left)
    if isinstance(times, int) and len(text) * times > TEXT_BOUND:
        raise ValueError(times)
    return str(text * times)


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
    if isinstance(left, UserInstance) and isinstance(right, UserInstance):
        return _compare_choices(how, left, right)
    left, right = _plain(left), _plain(right)
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


def _plain(value: Object) -> Object:
    return value.plain if isinstance(value, UserInstance) and value.plain is not None else value


def _compare_choices(how: cst.BaseCompOp, left: UserInstance, right: UserInstance) -> bool | None:
    """Compare two members of enumerations; other instances may compare as they like."""
    if not all(one in one.cls.choices.values() for one in (left, right)):
        return None
    if isinstance(how, (cst.Is, cst.Equal)):
        return left is right
    return left is not right if isinstance(how, (cst.IsNot, cst.NotEqual)) else None


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


OPERATORS: dict[type[cst.CSTNode], ExpressionHandler] = {
    cst.BinaryOperation: binary,
    cst.UnaryOperation: unary,
    cst.BooleanOperation: boolean,
    cst.Comparison: comparison,
    cst.IfExp: conditional,
}
