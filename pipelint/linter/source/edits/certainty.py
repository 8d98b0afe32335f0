"""What a change must be certain of before it is made: that a place means one thing only, and that a name is there.

The evaluator has followed one way through the code. A change holds for all of them, and for what is not followed at
all: so an expression is changed only where its names are bound once and for all, and where its value goes straight to
the SDK.
"""

from __future__ import annotations

import libcst as cst

from pipelint.linter.source.edits.syntax import BUILTIN, Binding, Syntax, children, dotted_name

_LOOPS = (cst.For, cst.While, cst.BaseComp, cst.Lambda)
_BLOCKS = (cst.Module, cst.IndentedBlock)
_DEPTH_BOUND = 50
"""More names that stand for names, and lists in lists, than anybody writes."""


def is_settled(syntax: Syntax, node: cst.CSTNode, seen: frozenset[int] = frozenset()) -> bool:
    """Tell whether ``node`` means the same whenever it is evaluated: no name in it depends on a loop or a caller."""
    if id(node) in seen:
        return False
    if isinstance(node, cst.Name):
        found = syntax.binding(node.value, node)
        if found is None or found.kind in ("other", "parameter"):
            return False
        return found.value is None or is_settled(syntax, found.value, seen | {id(node)})
    if isinstance(node, cst.Attribute):
        return is_settled(syntax, node.value, seen)
    if isinstance(node, cst.Arg):
        return is_settled(syntax, node.value, seen)
    return not isinstance(node, (cst.BaseComp, cst.Lambda, cst.IfExp, cst.NamedExpr)) and all(
        is_settled(syntax, one, seen) for one in children(node)
    )


def is_sdk(syntax: Syntax, node: cst.BaseExpression, depth: int = 0) -> bool:
    """Tell whether ``node`` is surely of the SDK: imported from it, an attribute of such, or what a call of it made."""
    if isinstance(node, (cst.Attribute, cst.Subscript)):
        return is_sdk(syntax, node.value, depth)
    if isinstance(node, cst.Call):
        return is_sdk(syntax, node.func, depth)
    found = syntax.binding(node.value, node) if isinstance(node, cst.Name) else None
    if found is None or depth > _DEPTH_BOUND:
        return False
    if found.kind == "import":
        return found.dotted.partition(".")[0] == "sagemaker"
    return found.value is not None and is_sdk(syntax, found.value, depth + 1)


def sdk_name(syntax: Syntax, node: cst.BaseExpression) -> str:
    """Return the dotted name of what ``node`` takes from the SDK; empty for anything else."""
    dotted = dotted_name(node)
    first, _, rest = dotted.partition(".")
    found = syntax.binding(first, node) if first else None
    if found is None or found.kind != "import" or found.dotted.partition(".")[0] != "sagemaker":
        return ""
    return f"{found.dotted}.{rest}" if rest else found.dotted


def goes_to_sdk(syntax: Syntax, node: cst.CSTNode, once: bool, exported: bool) -> bool:
    """Tell whether the value of ``node``, in whatever lists and dicts, is an argument of the SDK and nothing else.

    A name in between must be bound once; with ``once`` also read once, and not be one that other files import
    (``exported``): then nobody but the SDK sees the value.
    """
    here = node
    for _ in range(_DEPTH_BOUND):
        parent = syntax.parents.get(id(here))
        if isinstance(parent, cst.Arg):
            call = syntax.parents.get(id(parent))
            return isinstance(call, cst.Call) and is_sdk(syntax, call.func)
        if isinstance(parent, cst.DictElement) and parent.key is here:
            return False
        if isinstance(parent, (cst.Assign, cst.AnnAssign)):
            read = _sole_read(syntax, parent, here, once, exported)
            if read is None:
                return False
            here = read
        elif isinstance(parent, (cst.BaseElement, cst.BaseDictElement, cst.List, cst.Tuple, cst.Dict)) or (
            isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, cst.Add) and here is not node
        ):
            here = parent
        else:
            return False
    return False


def _sole_read(
    syntax: Syntax, statement: cst.Assign | cst.AnnAssign, value: cst.CSTNode, once: bool, exported: bool
) -> cst.Name | None:
    """Return the place that reads the name that ``statement`` binds; None where that is not certain."""
    targets = [one.target for one in statement.targets] if isinstance(statement, cst.Assign) else [statement.target]
    if len(targets) != 1 or not isinstance(targets[0], cst.Name) or statement.value is not value:
        return None
    name = targets[0].value
    found = syntax.binding(name, statement)
    if found is None or found.node is not statement or isinstance(found.scope, cst.ClassDef):
        return None
    if once and exported and found.scope is syntax.tree:
        return None
    reads = [one for one in syntax.reads.get(name, ()) if syntax.binding(name, one) is found]
    sinks = [one for one in reads if goes_to_sdk(syntax, one, once, exported)] if len(reads) == 1 or not once else []
    return sinks[0] if sinks and len(sinks) == len(reads) else None


def is_visible(syntax: Syntax, found: Binding, name: str, at: cst.CSTNode) -> bool:
    """Tell whether ``name`` is surely bound to what ``found`` binds it to where ``at`` is evaluated."""
    if found is BUILTIN or syntax.binding(name, at) is not found:
        return False
    if syntax.order[id(found.node)] >= syntax.order[id(syntax.statement(at))]:
        return False
    block = syntax.above(found.node, _BLOCKS)
    if found.kind == "parameter":
        return syntax.scope(at) is found.scope
    here: cst.CSTNode | None = at
    while here is not None and here is not block:
        here = syntax.parents.get(id(here))
    return here is not None


def repeats(syntax: Syntax, node: cst.CSTNode) -> bool:
    """Tell whether ``node`` is in a loop, so that it makes several objects."""
    loop = syntax.above(node, _LOOPS)
    return loop is not None


def maker_call(syntax: Syntax, node: cst.CSTNode) -> cst.Call | None:
    """Return the call whose function is ``node``: origins of objects are the name of what made them."""
    parent = syntax.parents.get(id(node))
    return parent if isinstance(parent, cst.Call) and parent.func is node else None


def name_of(syntax: Syntax, node: cst.CSTNode, at: cst.CSTNode) -> str | None:
    """Return the name by which the object that ``node`` made, or uses, is reached at ``at``; None where it is not."""
    call = maker_call(syntax, node)
    if call is None:
        if not isinstance(node, (cst.Name, cst.Attribute)):
            return None
        dotted = dotted_name(node)
        first = dotted.partition(".")[0]
        found = syntax.binding(first, node) if first else None
        if found is None or not is_visible(syntax, found, first, at):
            return None
        in_call = found.kind == "parameter" and syntax.scope(node) is found.scope
        return dotted if is_settled(syntax, node) or (in_call and dotted == first) else None
    statement = syntax.parents.get(id(call))
    if not isinstance(statement, (cst.Assign, cst.AnnAssign)) or statement.value is not call:
        return None
    targets = [one.target for one in statement.targets] if isinstance(statement, cst.Assign) else [statement.target]
    for target in targets:
        if isinstance(target, cst.Name):
            found = syntax.binding(target.value, statement)
            if found is not None and found.node is statement and is_visible(syntax, found, target.value, at):
                return target.value
    return None
