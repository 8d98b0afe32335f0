"""The syntax of one module looked at from below: what a node stands in, and what a name is bound to at a place."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Literal, Union

import libcst as cst

from pipelint.pipeline.record import record

Scope = Union[cst.Module, cst.FunctionDef, cst.Lambda, cst.ClassDef, cst.BaseComp]
BindingKind = Literal["assignment", "import", "definition", "parameter", "other"]

_LAYOUT = ("whitespace", "leading_lines", "lines_after", "header", "footer", "trailing_whitespace", "lpar", "rpar")
_fields: dict[type, tuple[str, ...]] = {}


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield the nodes directly inside ``node``, but for blanks, comments and parentheses."""
    kind = type(node)
    if kind not in _fields:
        _fields[kind] = tuple(name for name in kind.__dataclass_fields__ if not name.startswith(_LAYOUT))
    for name in _fields[kind]:
        value = getattr(node, name)
        if isinstance(value, cst.CSTNode):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from (one for one in value if isinstance(one, cst.CSTNode))


@record(eq=False)
class Binding:
    """One place that binds a name in ``scope``: the statement ``node``, and the ``value`` of a plain assignment.

    ``dotted`` is what an import means.
    """

    kind: BindingKind
    scope: Scope
    node: cst.CSTNode
    value: cst.BaseExpression | None = None
    dotted: str = ""


BUILTIN = Binding("definition", cst.Module([]), cst.Module([]))
"""What a name of Python itself is bound to."""


class Syntax:
    """One module; built by one walk over its nodes.

    ``reads`` has the nodes that read each name. Nodes are told by their ``id``.
    """

    def __init__(self, tree: cst.Module) -> None:
        self.tree = tree
        self.parents: dict[int, cst.CSTNode] = {}
        self.order: dict[int, int] = {}
        self.reads: dict[str, list[cst.Name]] = {}
        self._bound: dict[int, dict[str, list[Binding]]] = {}
        self._walk()

    def _walk(self) -> None:
        pending: list[cst.CSTNode] = [self.tree]
        found: list[cst.CSTNode] = []
        while pending:
            node = pending.pop()
            self.order[id(node)] = len(found)
            found.append(node)
            inside = list(children(node))
            for one in inside:
                self.parents[id(one)] = node
            pending.extend(reversed(inside))
        for node in found:
            self._bind(node)
            if isinstance(node, cst.Name) and self._is_read(node):
                self.reads.setdefault(node.value, []).append(node)

    def _is_read(self, node: cst.Name) -> bool:
        parent = self.parents.get(id(node))
        if isinstance(parent, cst.Attribute):
            return parent.attr is not node
        if isinstance(parent, (cst.Arg, cst.NamedExpr)):
            return node is parent.value
        return not isinstance(parent, (cst.Param, cst.FunctionDef, cst.ClassDef, cst.AssignTarget, cst.ImportAlias))

    def _bind(self, node: cst.CSTNode) -> None:
        """Note what ``node`` binds."""
        if isinstance(node, (cst.Assign, cst.AnnAssign)):
            targets = [one.target for one in node.targets] if isinstance(node, cst.Assign) else [node.target]
            for target in targets if node.value is not None else ():
                plain = isinstance(target, cst.Name)
                self._bind_names(target, "assignment" if plain else "other", node, node.value if plain else None)
        elif isinstance(node, (cst.AugAssign, cst.For, cst.CompFor, cst.NamedExpr, cst.Del)):
            self._bind_names(node.target, "other", node)
        elif isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            self._add(node.name.value, Binding("definition", self.scope(node), node))
        elif isinstance(node, cst.Param):
            owner = self.above(node, (cst.FunctionDef, cst.Lambda))
            if isinstance(owner, (cst.FunctionDef, cst.Lambda)):
                self._add(node.name.value, Binding("parameter", owner, node))
        elif isinstance(node, (cst.Import, cst.ImportFrom)):
            self._import(node)
        elif isinstance(node, (cst.Global, cst.Nonlocal)):
            for item in node.names:
                for scope in (self.tree, self.scope(node)):
                    self._add(item.name.value, Binding("other", scope, node))
        elif isinstance(node, (cst.MatchAs, cst.MatchStar)) and node.name is not None:
            self._bind_names(node.name, "other", node)
        elif isinstance(node, cst.MatchMapping) and node.rest is not None:
            self._bind_names(node.rest, "other", node)
        elif isinstance(node, cst.AsName) and not isinstance(self.parents.get(id(node)), cst.ImportAlias):
            self._bind_names(node.name, "other", node)

    def _import(self, node: cst.Import | cst.ImportFrom) -> None:
        if isinstance(node.names, cst.ImportStar):
            self._add("*", Binding("other", self.scope(node), node))
            return
        within = ""
        if isinstance(node, cst.ImportFrom):
            within = "." * len(node.relative) + (dotted_name(node.module) if node.module is not None else "") + "."
        for alias in node.names:
            name = dotted_name(alias.name)
            if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
                bound, means = alias.asname.name.value, within + name
            else:
                bound = name.partition(".")[0]
                means = within + (name if within else bound)
            self._add(bound, Binding("import", self.scope(node), node, dotted=means))

    def _bind_names(
        self, target: cst.CSTNode, kind: BindingKind, node: cst.CSTNode, value: cst.BaseExpression | None = None
    ) -> None:
        if isinstance(target, cst.Name):
            scope = self.scope(node)
            while isinstance(node, cst.NamedExpr) and isinstance(scope, cst.BaseComp):
                scope = self.scope(scope)
            self._add(target.value, Binding(kind, scope, node, value))
        elif isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._bind_names(element.value, "other", node)

    def _add(self, name: str, binding: Binding) -> None:
        self._bound.setdefault(id(binding.scope), {}).setdefault(name, []).append(binding)

    def above(self, node: cst.CSTNode, kinds: tuple[type[cst.CSTNode], ...]) -> cst.CSTNode | None:
        """Return the nearest node of ``kinds`` that ``node`` stands in."""
        here = self.parents.get(id(node))
        while here is not None and not isinstance(here, kinds):
            here = self.parents.get(id(here))
        return here

    def scope(self, node: cst.CSTNode) -> Scope:
        """Return the scope that ``node`` is evaluated in; a definition's own name belongs outside of it."""
        child, here = node, self.parents.get(id(node))
        while here is not None:
            if isinstance(here, (cst.FunctionDef, cst.ClassDef, cst.Lambda)) and child is here.body:
                return here
            if isinstance(here, cst.BaseComp):
                return here
            child, here = here, self.parents.get(id(here))
        return self.tree

    def statement(self, node: cst.CSTNode) -> cst.CSTNode:
        """Return the statement that ``node`` is in: a line, or a compound one."""
        here = node
        while not isinstance(here, (cst.SimpleStatementLine, cst.BaseCompoundStatement, cst.Module)):
            here = self.parents[id(here)]
        return here

    def binding(self, name: str, at: cst.CSTNode) -> Binding | None:
        """Return what ``name`` is bound to at ``at``; None where that is not one certain place."""
        scope: Scope | None = self.scope(at)
        first = scope
        while scope is not None:
            names = self._bound.get(id(scope), {})
            if "*" in names:
                return None
            if name in names and (scope is first or not isinstance(scope, cst.ClassDef)):
                return names[name][0] if len(names[name]) == 1 else None
            scope = None if scope is self.tree else self.scope(scope)
        return BUILTIN if hasattr(builtins, name) else None

    def is_bound(self, name: str) -> bool:
        """Tell whether the module binds or reads ``name`` anywhere."""
        return name in self.reads or hasattr(builtins, name) or any(name in names for names in self._bound.values())


def dotted_name(node: cst.BaseExpression) -> str:
    """Return ``a.b.c`` as text; empty for what is no such name."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute) and (owner := dotted_name(node.value)):
        return f"{owner}.{node.attr.value}"
    return ""
