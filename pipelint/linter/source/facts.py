"""What the code does with pipeline variables while it builds the pipeline, noted for the rules as it is walked.

A pipeline variable (a parameter, a property of a step, a join …) has a value only when the pipeline runs. Python asks
it for one all the same: some operations raise, others yield the same for every value
(sagemaker/workflow/entities.py:76-102 of sagemaker 2.257, sagemaker/core/helper/pipeline_variable.py of sagemaker-core
2.27). Nothing is noted under a test that cannot be decided: it may be one that keeps variables out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import (
    BoundMethod,
    ExternalName,
    Frame,
    ListObject,
    Object,
    PropertiesObject,
    SdkObject,
)
from pipelint.linter.source.sdk.attributes import OF_STEPS, PLAIN_PROPERTIES, STEP_PROPERTIES
from pipelint.linter.source.sdk.enumerations import EXECUTION_VARIABLES
from pipelint.linter.source.step_groups import is_function, is_group, is_step
from pipelint.pipeline.model import FactKind
from pipelint.pipeline.values import Literal, Origin

_VARIABLES = frozenset({"parameter", "join", "json_get", "execution_variable"})
_COMPARED: dict[type[cst.BaseCompOp], str] = {
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.In: "in",
    cst.NotIn: "not in",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
}
_OPERATORS: dict[type[cst.BaseBinaryOp], str] = {
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
}
# Functions that ask their arguments for text or a number, by what they do to a variable.
_ASKING: dict[str, FactKind] = {
    "builtins.str": "text",
    "builtins.format": "text",
    "os.path.join": "text",
    "posixpath.join": "text",
    "builtins.repr": "object",
    "builtins.ascii": "object",
    "builtins.int": "number",
    "builtins.float": "number",
}


Fact = tuple[FactKind, Object, str, Origin]
"""A :class:`~pipelint.pipeline.model.SourceFact` to be: its kind, its subject, how the source spells it, the place."""


def is_variable(value: Object) -> bool:
    """Tell whether ``value`` is certainly a pipeline variable."""
    if isinstance(value, PropertiesObject):
        return bool(value.path) and value.step.cls.name not in PLAIN_PROPERTIES
    if isinstance(value, ExternalName):
        owner, _, last = value.dotted.rpartition(".")
        return owner.endswith("ExecutionVariables") and last in EXECUTION_VARIABLES
    return isinstance(value, SdkObject) and (value.cls.kind in _VARIABLES or is_function(value))


def made_text(run: Interpreter, value: Object, spelled: str, node: cst.BaseExpression, shown: bool = False) -> None:
    """Note that text is made of ``value``; ``shown`` tells that it is the text of the object, as by ``repr``."""
    if isinstance(value, BoundMethod) and value.name == "expr" and is_variable(value.receiver):
        _note(run, "object", value.receiver, spelled, node)
    elif is_variable(value):
        _note(run, "object" if shown else "text", value, spelled, node)


def put_into_text(run: Interpreter, text: Object, method: str, values: Iterable[Object], node: cst.Call) -> None:
    """Note what ``format`` and ``join`` of a text are given."""
    if isinstance(text, Literal) and isinstance(text.value, str) and method in ("format", "join"):
        for value in values:
            for item in value.items if isinstance(value, ListObject) else (value,):
                made_text(run, item, f"str.{method}()", node)


def given_to(run: Interpreter, function: str, values: Sequence[Object], node: cst.Call) -> None:
    """Note what is given to a function of Python itself that asks for text or a number."""
    if function == "builtins.bool":
        for value in values[:1]:
            tested(run, value, "bool()", node)
    elif function in _ASKING:
        for value in filter(is_variable, values):
            _note(run, _ASKING[function], value, f"{function.removeprefix('builtins.')}()", node)


def calculated(run: Interpreter, node: cst.BinaryOperation, left: Object, right: Object) -> None:
    """Note that an operator is applied to a variable."""
    if isinstance(node.operator, cst.Modulo) and isinstance(left, Literal) and isinstance(left.value, str):
        for item in right.items if isinstance(right, ListObject) else (right,):
            made_text(run, item, '"%"', node.right)
        return
    for value, side in ((left, node.left), (right, node.right)):
        if is_variable(value) and isinstance(node.operator, cst.Add):
            _note(run, "text", value, '"+"', side)
        elif is_variable(value) and type(node.operator) in _OPERATORS:
            _note(run, "number", value, f'"{_OPERATORS[type(node.operator)]}"', side)


def compared(run: Interpreter, node: cst.Comparison, values: Sequence[Object]) -> None:
    """Note that a variable is compared with something that is known and is none itself."""
    for target, left, right in zip(node.comparisons, values, values[1:], strict=False):
        spelled = _COMPARED.get(type(target.operator))
        others = right.items if isinstance(right, ListObject) and spelled in ("in", "not in") else [right]
        if spelled and is_variable(left) and others and all(isinstance(one, Literal) for one in others):
            _note(run, "comparison", left, spelled, node)
        elif spelled and is_variable(right) and isinstance(left, Literal) and spelled not in ("in", "not in"):
            _note(run, "comparison", right, spelled, node)


def tested(run: Interpreter, value: Object, spelled: str, node: cst.BaseExpression) -> None:
    """Note that the truth of a Boolean parameter is asked for; of others it is a way to ask whether there is one."""
    if isinstance(value, SdkObject) and value.cls.name == "ParameterBoolean":
        _note(run, "test", value, spelled, node)


def changed(run: Interpreter, owner: Object, name: str, node: cst.CSTNode) -> None:
    """Note that an attribute of an object of the SDK is set; what it means shows when all is made."""
    if isinstance(owner, SdkObject) and run.depth == 0:
        run.changes.append((owner, name, run.origin(node), len(run.created)))


def quoted(run: Interpreter, owner: SdkObject, name: str, value: Object, node: cst.CSTNode) -> Object:
    """Return an attribute of ``owner`` as read at ``node``; the default of a parameter, or else a name, is noted."""
    if not isinstance(value, Literal) or name != ("default_value" if owner.cls.kind == "parameter" else "name"):
        return value
    read = Literal(value.value, run.origin(node))
    run.quoted[run.origin(node)] = owner
    return read


def carried(run: Interpreter, made: Object, pieces: Sequence[Object]) -> Object:
    """Return ``made``; that it holds the default of a parameter is noted, where one of ``pieces`` did."""
    if isinstance(made, Literal) and made.origin is not None:
        for piece in pieces:
            owner = run.quoted.get(piece.origin) if isinstance(piece, Literal) and piece.origin is not None else None
            if owner is not None and owner.cls.kind == "parameter":
                run.quoted[made.origin] = owner
    return made


def accessed(run: Interpreter, owner: SdkObject, name: str, node: cst.CSTNode) -> None:
    """Note that a step is asked for what only its properties have: no step has an attribute with a capital."""
    if is_step(owner) and name[:1].isupper() and owner.user_class is None:
        _note(run, "step-attribute", _name(owner), name, node)


def drilled(run: Interpreter, owner: PropertiesObject, name: str, node: cst.CSTNode) -> None:
    """Note that properties are asked for outputs by the name that only definitions have for them."""
    if owner.path:
        result_attribute(run, owner.step, name, node)
    if not owner.path and name == "OutputParameters" and owner.step.cls.name in STEP_PROPERTIES:
        _note(run, "step-attribute", _name(owner.step), f"properties.{name}", node)


def result_attribute(run: Interpreter, step: SdkObject, name: str, node: cst.CSTNode) -> None:
    """Note that an attribute is read of what a ``@step`` function returned, which has items alone.

    Not one that steps have: ``get_step`` gives the step of a result, and that is the same object here.
    """
    if is_function(step) and name not in OF_STEPS and not name.startswith("_"):
        _note(run, "result-attribute", _name(step), name, node)


def indexed(run: Interpreter, owner: Object, key: Object, node: cst.Subscript) -> None:
    """Note that the outputs of a step, which are a list, are asked for one by its name."""
    of_outputs = isinstance(node.value, cst.Attribute) and node.value.attr.value == "outputs"
    by_name = isinstance(key, Literal) and isinstance(key.value, str)
    if of_outputs and by_name and isinstance(owner, ListObject) and any(map(_is_output, owner.items)):
        _note(run, "output-by-name", key, "outputs", node)


def _is_output(item: Object) -> bool:
    return isinstance(item, SdkObject) and item.cls.kind == "output_parameter"


def method_called(run: Interpreter, owner: SdkObject, name: str, node: cst.CSTNode) -> None:
    """Note that a collection of SDK v2 is to wait: only steps can (sagemaker/workflow/step_collections.py:35)."""
    if name == "add_depends_on" and is_group(owner) and owner.user_class is None:
        _note(run, "collection-dependency", _name(owner), owner.cls.name, node)


def walked_over(run: Interpreter, value: Object, node: cst.BaseExpression) -> None:
    """Note that the result of a ``@step`` function is unpacked; it can be indexed, not walked over."""
    step = value.step if isinstance(value, PropertiesObject) else value
    if isinstance(step, SdkObject) and is_function(step):
        _note(run, "result-walked-over", _name(step), "", node)


def imported(run: Interpreter, dotted: str, node: cst.CSTNode, frame: Frame) -> None:
    """Note that a module of the SDK is imported where a file is run, not in a function; perhaps in a ``try``."""
    if run.depth == 0 and frame.parent is None and dotted.startswith("sagemaker."):
        run.imported.append((dotted, run.origin(node)))


def _name(step: SdkObject) -> Literal:
    name = step.argument("name")
    return name if isinstance(name, Literal) else Literal(None)


def _note(run: Interpreter, kind: FactKind, value: Object, spelled: str, node: cst.CSTNode) -> None:
    if run.depth == 0:
        run.facts.append((kind, value, spelled, run.origin(node)))
