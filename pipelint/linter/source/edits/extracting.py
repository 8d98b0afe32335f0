"""A literal made a parameter of the pipeline: created where all see it, imported, used, and declared."""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source.edits import certainty
from pipelint.linter.source.edits.changes import Module, Uncertain, appended_to
from pipelint.linter.source.edits.layout import Piece
from pipelint.linter.source.edits.syntax import Syntax, dotted_name
from pipelint.rules.repair import Extracted

_MODULES = {"v2": "sagemaker.workflow.parameters", "v3": "sagemaker.core.workflow.parameters"}
_IMAGES = frozenset({"image_uri", "training_image"})
_WITHOUT_IMAGES = frozenset({"Processor", "ScriptProcessor", "Estimator", "Transformer", "Compute"})
"""Classes that need no instance type to find an image: the SDK refuses a parameter there (issue 3141)."""
_BLOCKS = (cst.Module, cst.IndentedBlock)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def extracted(module: Module, change: Extracted) -> list[Piece]:
    """Return the edits; raises :class:`Uncertain`."""
    literal = module.node(change.at)
    pipeline = module.call(change.pipeline)
    if not isinstance(literal, (cst.SimpleString, cst.Integer)) or module.exported or module.pipelines != 1:
        raise Uncertain
    if not certainty.goes_to_sdk(module.syntax, literal, once=False, exported=False) and not _is_default(
        module, literal
    ):
        raise Uncertain
    if change.finds_image and not all(_takes_parameter(module, call) for call in _sinks(module.syntax, literal)):
        raise Uncertain
    class_name, imports = _imported(module, pipeline, change.parameter_class)
    made = f'{class_name}(name="{change.name}", default_value={module.layout.code(literal)})'
    constant = _constant(module.syntax, literal, pipeline)
    if constant is not None:
        return [*imports, module.replaced(literal, made), *appended_to(module, pipeline, "parameters", constant)]
    variable = _free_name(module.syntax, change.name)
    statement = _first(module.syntax, literal, pipeline)
    created = module.layout.before(statement, f"{variable} = {made}")
    used = module.replaced(literal, variable)
    return [*imports, created, used, *appended_to(module, pipeline, "parameters", variable)]


def _constant(syntax: Syntax, literal: cst.BaseExpression, pipeline: cst.Call) -> str | None:
    """Return the name that the literal is assigned to, where that may as well be the parameter's."""
    statement = syntax.parents[id(literal)]
    if not isinstance(statement, cst.Assign):
        return None
    (target,) = (one.target for one in statement.targets)
    if not isinstance(target, cst.Name):
        raise Uncertain
    found = syntax.binding(target.value, statement)
    if found is None or not certainty.is_visible(syntax, found, target.value, pipeline):
        raise Uncertain
    return target.value


def _is_default(module: Module, literal: cst.BaseExpression) -> bool:
    """Tell whether the literal is the default of an argument that its function hands to the SDK and to nobody else."""
    parameter = module.syntax.parents[id(literal)]
    if not isinstance(parameter, cst.Param) or parameter.default is not literal:
        return False
    reads = _reads(module.syntax, parameter)
    return bool(reads) and all(certainty.goes_to_sdk(module.syntax, one, once=False, exported=False) for one in reads)


def _reads(syntax: Syntax, owner: cst.CSTNode) -> list[cst.Name]:
    """Return where the name is read that an assignment or an argument of a function binds."""
    target = owner.targets[0].target if isinstance(owner, cst.Assign) else getattr(owner, "name", None)
    if not isinstance(target, cst.Name):
        return []
    found = ((one, syntax.binding(target.value, one)) for one in syntax.reads.get(target.value, ()))
    return [one for one, binding in found if binding is not None and binding.node is owner]


def _sinks(syntax: Syntax, node: cst.CSTNode) -> list[cst.Call]:
    """Return the calls of the SDK that the value of ``node`` goes to."""
    parent = syntax.parents[id(node)]
    if isinstance(parent, cst.Arg):
        call = syntax.parents[id(parent)]
        return [call] if isinstance(call, cst.Call) else []
    if isinstance(parent, (cst.Assign, cst.Param)):
        return [call for read in _reads(syntax, parent) for call in _sinks(syntax, read)]
    raise Uncertain


def _takes_parameter(module: Module, call: cst.Call) -> bool:
    """Tell whether the SDK takes a parameter there: it does not where the instance type tells it which image to use."""
    name = certainty.sdk_name(module.syntax, call.func).rpartition(".")[2]
    return name in _WITHOUT_IMAGES or any(one.keyword is not None and one.keyword.value in _IMAGES for one in call.args)


def _first(syntax: Syntax, literal: cst.CSTNode, pipeline: cst.CSTNode) -> cst.CSTNode:
    """Return the statement before which the parameter is to be created, so that both places see it."""
    above = [one for one in _path(syntax, literal) if isinstance(one, _BLOCKS)]
    other = _path(syntax, pipeline)
    block = next(one for one in above if any(one is two for two in other))
    if isinstance(syntax.parents.get(id(block)), cst.ClassDef):
        raise Uncertain
    statements: Sequence[cst.CSTNode] = block.body if isinstance(block, _BLOCKS) else ()
    ways = (_path(syntax, literal), other)
    return next(one for one in statements if any(one is two for way in ways for two in way))


def _path(syntax: Syntax, node: cst.CSTNode) -> list[cst.CSTNode]:
    """Return ``node`` and all that it stands in, innermost first."""
    found = [node]
    while (parent := syntax.parents.get(id(found[-1]))) is not None:
        found.append(parent)
    return found


def _free_name(syntax: Syntax, name: str) -> str:
    """Return a name for the variable of a parameter called ``name``, which means nothing in the module yet."""
    words = "_".join(word.lower() for word in _WORDS.findall(name)) or "parameter"
    names = [words, f"{words}_parameter", *(f"{words}_{number}" for number in range(2, 100))]
    return next(one for one in names if one.isidentifier() and not syntax.is_bound(one))


def _imported(module: Module, pipeline: cst.Call, class_name: str) -> tuple[str, list[Piece]]:
    """Return by what name the class is reached, and the edits that import it."""
    syntax = module.syntax
    bound = syntax.binding(class_name, pipeline)
    if bound is not None and bound.scope is syntax.tree and bound.dotted.startswith("sagemaker."):
        return class_name, []
    if syntax.is_bound(class_name):
        raise Uncertain
    lines = [one for one in syntax.tree.body if isinstance(one, cst.SimpleStatementLine)]
    imports = [
        (line, node, dotted_name(node.module))
        for line in lines
        for node in line.body
        if isinstance(node, cst.ImportFrom) and node.module is not None and not node.relative
    ]
    of_sdk = [one for one in imports if one[2].startswith("sagemaker.")]
    if not of_sdk:
        raise Uncertain
    for _, node, name in of_sdk:
        if name in _MODULES.values() and not isinstance(node.names, cst.ImportStar):
            return class_name, module.layout.appended(node, class_name)
    v3 = certainty.sdk_name(syntax, pipeline.func).startswith(("sagemaker.mlops.", "sagemaker.core."))
    wanted = _MODULES["v3" if v3 else "v2"]
    text = f"from {wanted} import {class_name}"
    after = next((line for line, _, name in of_sdk if name > wanted), None)
    if after is not None:
        return class_name, [module.layout.before(after, text)]
    return class_name, [module.layout.behind(of_sdk[-1][0], text)]
