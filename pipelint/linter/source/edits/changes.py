"""Each kind of change, carried out on the text of a module; :class:`Uncertain` where it cannot surely be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from pipelint.linter.source.edits import certainty
from pipelint.linter.source.edits.layout import Layout, Piece
from pipelint.linter.source.edits.syntax import Syntax
from pipelint.linter.source.sdk.classes import find_class
from pipelint.pipeline.record import record
from pipelint.pipeline.values import Origin, Scalar
from pipelint.rules import repair

_PRIMARY = (cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.SimpleString, cst.List, cst.Dict)
_NUMBERS = (cst.Integer, cst.Float)


class Uncertain(Exception):
    """Raised where a change might do something else than is wanted: then there is no fix."""


@record(eq=False)
class Module:
    """The module that is changed.

    ``document`` is its file, and ``exported`` tells that others import it. ``pipelines`` is how many it builds.
    """

    document: str
    syntax: Syntax
    layout: Layout
    exported: bool
    pipelines: int

    def node(self, origin: Origin) -> cst.CSTNode:
        """Return the node that ``origin`` is; raises :class:`Uncertain` for one of another file."""
        if origin.document != self.document or not isinstance(origin.place, cst.CSTNode):
            raise Uncertain
        if id(origin.place) not in self.syntax.order:  # what the evaluator made up stands nowhere
            raise Uncertain
        return origin.place

    def call(self, maker: Origin) -> cst.Call:
        """Return the call of the SDK that made an object, once."""
        node = self.node(maker)
        call = certainty.maker_call(self.syntax, node)
        if call is None or not certainty.is_sdk(self.syntax, call.func) or certainty.repeats(self.syntax, call):
            raise Uncertain
        return call

    def argument(self, call: cst.Call, name: str) -> cst.Arg | None:
        """Return what is passed as ``name``; None where nothing is. Raises where some arguments are unpacked."""
        found = find_class(certainty.sdk_name(self.syntax, call.func))
        for position, one in enumerate(call.args):
            if one.star:
                raise Uncertain
            if one.keyword is not None and one.keyword.value == name:
                return one
            if one.keyword is None and found is not None and found.signature[position : position + 1] == (name,):
                return one
        if found is None or name not in found.signature:
            raise Uncertain
        return None

    def replaced(self, node: cst.CSTNode, text: str) -> Piece:
        """Return what puts ``text`` in the place of an expression; parentheses around it stay."""
        return Piece(*self.layout.inner(node), text)


def _expression(module: Module, at: repair.Place) -> tuple[cst.BaseExpression, bool]:
    """Return the expression at a place, and whether it is an argument of a call of the SDK itself."""
    if isinstance(at, repair.ArgumentOf):
        found = module.argument(module.call(at.maker), at.name)
        if found is None:
            raise Uncertain
        return found.value, True
    node = module.node(at)
    node = certainty.maker_call(module.syntax, node) or node
    if not isinstance(node, cst.BaseExpression):
        raise Uncertain
    parent = module.syntax.parents.get(id(node))
    call = module.syntax.parents.get(id(parent)) if isinstance(parent, cst.Arg) else None
    return node, isinstance(call, cst.Call) and certainty.is_sdk(module.syntax, call.func)


def _around(module: Module, change: repair.Around) -> list[Piece]:
    node, direct = _expression(module, change.at)
    if not direct or not certainty.is_settled(module.syntax, node):
        raise Uncertain
    start, end = module.layout.inner(node)
    return [Piece(start, start, change.before), Piece(end, end, change.after)]


def _behind(module: Module, change: repair.Behind) -> list[Piece]:
    node, direct = _expression(module, change.at)
    if not certainty.is_settled(module.syntax, node):
        raise Uncertain
    if not direct and not certainty.goes_to_sdk(module.syntax, node, once=False, exported=module.exported):
        raise Uncertain
    start, end = module.layout.inner(node)
    if isinstance(node, _PRIMARY):
        return [Piece(end, end, change.text)]
    return [Piece(start, start, "("), Piece(end, end, f"){change.text}")]


def _rewritten(module: Module, change: repair.Rewritten) -> list[Piece]:
    node, _ = _expression(module, change.at)
    if not certainty.goes_to_sdk(module.syntax, node, once=True, exported=module.exported):
        raise Uncertain
    return [module.replaced(node, _spelled(change.value, node))]


def _spelled(value: Scalar, instead_of: cst.BaseExpression) -> str:
    """Spell a scalar as Python, a text in the quotes of the one that stood there."""
    quote = '"'
    if isinstance(instead_of, cst.SimpleString):
        if instead_of.prefix or instead_of.quote not in ("'", '"'):
            raise Uncertain
        quote = instead_of.quote
    elif not _is_plain(instead_of):
        raise Uncertain
    if not isinstance(value, str):
        return repr(value)
    if not value.isprintable() or not value.isascii():
        raise Uncertain
    return quote + value.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


def _is_plain(node: cst.BaseExpression) -> bool:
    """Tell whether ``node`` writes a number or a truth value out."""
    if isinstance(node, cst.UnaryOperation):
        return isinstance(node.operator, cst.Minus) and isinstance(node.expression, _NUMBERS)
    return isinstance(node, _NUMBERS) or (isinstance(node, cst.Name) and node.value in ("True", "False"))


def _member_renamed(module: Module, change: repair.MemberRenamed) -> list[Piece]:
    node, _ = _expression(module, change.at)
    if isinstance(node, cst.Subscript):
        node = node.value
    if not isinstance(node, cst.Attribute) or not certainty.is_settled(module.syntax, node.value):
        raise Uncertain
    return [module.replaced(node.attr, change.name)]


def _keyword_renamed(module: Module, change: repair.KeywordRenamed) -> list[Piece]:
    found = module.argument(module.call(change.at.maker), change.at.name)
    if found is None or found.keyword is None:
        raise Uncertain
    return [module.replaced(found.keyword, change.name)]


def _instead(module: Module, change: repair.Instead) -> list[Piece]:
    node = module.node(change.at)
    if not isinstance(node, (cst.Name, cst.Attribute)) or not certainty.is_settled(module.syntax, node):
        raise Uncertain
    if not certainty.goes_to_sdk(module.syntax, node, once=False, exported=module.exported):
        raise Uncertain
    name = certainty.name_of(module.syntax, module.node(change.maker), node)
    if name is None:
        raise Uncertain
    return [module.replaced(node, f"{name}{change.text}")]


def _added(module: Module, change: repair.Added) -> list[Piece]:
    call = module.call(change.maker)
    item = certainty.name_of(module.syntax, module.node(change.item), call)
    if item is None:
        raise Uncertain
    return appended_to(module, call, change.argument, item)


def appended_to(module: Module, call: cst.Call, argument: str, item: str) -> list[Piece]:
    """Return what adds the name ``item`` to the list that ``call`` gets as ``argument``."""
    given = module.argument(call, argument)
    if given is None:
        return module.layout.appended(call, f"{argument}=[{item}]")
    if isinstance(given.value, cst.List):
        return module.layout.appended(given.value, item)
    if isinstance(given.value, cst.Name) and given.value.value == "None":
        return [module.replaced(given.value, f"[{item}]")]
    if not isinstance(given.value, (cst.Name, cst.Attribute)) or given.star:
        raise Uncertain
    start, end = module.layout.inner(given.value)
    return [Piece(start, start, "[*"), Piece(end, end, f", {item}]")]


CARRIED_OUT: dict[type, Callable[[Module, Any], list[Piece]]] = {
    repair.Around: _around,
    repair.Behind: _behind,
    repair.Rewritten: _rewritten,
    repair.MemberRenamed: _member_renamed,
    repair.KeywordRenamed: _keyword_renamed,
    repair.Instead: _instead,
    repair.Added: _added,
}
"""What carries out each kind of change."""
