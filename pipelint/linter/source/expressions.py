"""Expressions: one small function a syntax node, found through the table at the end."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source import access, calls, containers, facts, functions, paths, stamps, texts
from pipelint.linter.source.binding import extend
from pipelint.linter.source.gate import unwarned
from pipelint.linter.source.interpreter import ExpressionHandler, Interpreter
from pipelint.linter.source.objects import (
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    SdkObject,
    UserInstance,
)
from pipelint.linter.source.operators import OPERATORS, is_huge
from pipelint.linter.source.texts import TEXT_BOUND
from pipelint.linter.source.unknowns import UnknownText
from pipelint.pipeline.values import Literal, Unknown

BUILTINS = frozenset(
    """
    len range enumerate zip list tuple dict set frozenset str int float bool sorted reversed print isinstance
    getattr setattr hasattr open min max sum any all map filter type super abs round repr vars iter next id
    property staticmethod classmethod object exit quit
    """.split()
)


def name(run: Interpreter, node: cst.Name, frame: Frame) -> Object:
    """A name: a constant, something bound, a builtin, or unknown."""
    if node.value in _CONSTANTS:
        return Literal(_CONSTANTS[node.value], run.origin(node))
    found = frame.lookup(node.value)
    if found is not None:
        return found.used_at(run.origin(node)) if isinstance(found, SdkObject) else found
    own_file = paths.own_file(run, frame, node) if node.value == "__file__" else None
    if own_file is not None:
        return own_file
    if node.value in BUILTINS:
        return ExternalName(f"builtins.{node.value}", run.origin(node))
    return Unknown(f"`{node.value}` is not set anywhere in this file", run.origin(node))


_CONSTANTS = {"True": True, "False": False, "None": None}


def number(run: Interpreter, node: cst.Integer | cst.Float, _: Frame) -> Object:
    """A number written out."""
    text = node.value  # libcst's own way, `evaluated_value`, compiles it
    value = float(text) if isinstance(node, cst.Float) else int(text, 0)
    return Unknown("a huge value", run.origin(node)) if is_huge(value) else Literal(value, run.origin(node))


def string(run: Interpreter, node: cst.SimpleString | cst.ConcatenatedString, frame: Frame) -> Object:
    """A string written out, or several side by side."""
    if isinstance(node, cst.ConcatenatedString):
        pieces = [run.evaluate(node.left, frame), run.evaluate(node.right, frame)]
        return _concatenate(run, node, pieces)
    text = node.value
    plain = text[0] in "'\"" and "\\" not in text and not text.startswith(('"""', "'''"))
    value = text[1:-1] if plain else _compiled(node)
    if isinstance(value, str):
        return Literal(value, run.origin(node))
    return Unknown("a bytes value", run.origin(node))


def _compiled(node: cst.SimpleString) -> str | bytes:
    with unwarned():
        return node.evaluated_value


def formatted_string(run: Interpreter, node: cst.FormattedString, frame: Frame) -> Object:
    """An f-string: text when every part is known and plainly formatted."""
    pieces: list[Object] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            pieces.append(Literal(part.value.replace("{{", "{").replace("}}", "}")))
        elif isinstance(part, cst.FormattedStringExpression):
            value = paths.as_text(run, run.evaluate(part.expression, frame), part.expression)
            if isinstance(value, UserInstance):
                value = _shown_instance(run, value, part.expression)
            facts.made_text(run, value, "an f-string", part.expression, part.conversion in ("r", "a"))
            if part.equal is not None:
                pieces.append(Unknown("an expression that is shown with its text"))
            if part.conversion or part.format_spec:
                shown = _shown(run, part, value, frame) or stamps.found([value])
                value = shown or Unknown("a formatted value", run.origin(node))
            pieces.append(value)
    return _concatenate(run, node, pieces)


def _shown_instance(run: Interpreter, value: UserInstance, node: cst.BaseExpression) -> Object:
    """Return the text of an instance: that of a ``StrEnum``; other enumerations depend on the version of Python."""
    bases = [base.dotted for base in value.cls.bases if isinstance(base, ExternalName)]
    if value.plain is not None and "enum.StrEnum" in bases:
        return value.plain
    return UnknownText(f"the text of an instance of {value.cls.name}", run.origin(node))


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
    stamp = stamps.carried(run, pieces, node)
    if stamp is not None:
        return stamp
    text = ""
    for piece in pieces:
        if not isinstance(piece, Literal) or len(text) > TEXT_BOUND:
            reason = piece.reason if isinstance(piece, Unknown) else "a part that is no plain text"
            return UnknownText(f"text with an unknown part: {reason}", run.origin(node))
        text += str(piece.value)
    return facts.carried(run, Literal(text, run.origin(node)), pieces)


def anonymous_function(run: Interpreter, node: cst.Lambda, frame: Frame) -> Object:
    """``lambda``."""
    return FunctionObject(node, "<lambda>", frame, functions.defaults(run, node.params, frame))


def walrus(run: Interpreter, node: cst.NamedExpr, frame: Frame) -> Object:
    """``name := value``; inside a comprehension it binds a name outside."""
    value = run.evaluate(node.value, frame)
    home = frame
    while home.kind == "comprehension" and home.parent is not None:
        home = home.parent
    if isinstance(node.target, cst.Name):
        home.variables[node.target.value] = value
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
    **OPERATORS,
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
