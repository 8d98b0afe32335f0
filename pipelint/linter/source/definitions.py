"""``def`` and ``class``: what they bind, decorators applied."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from pipelint.linter.source.class_calls import choices_of, is_record
from pipelint.linter.source.flow import Flow
from pipelint.linter.source.functions import Arguments, call_function, defaults, sdk_step_decorator
from pipelint.linter.source.interpreter import Interpreter, StatementHandler
from pipelint.linter.source.objects import ClassObject, ExternalName, Frame, FunctionObject, Object
from pipelint.pipeline.values import Unknown

_PASSED_THROUGH = frozenset(
    """
    builtins.staticmethod builtins.classmethod builtins.property
    functools.wraps functools.lru_cache functools.cache functools.cached_property
    contextlib.contextmanager abc.abstractmethod abc.abstractproperty atexit.register
    typing.final typing.overload typing.override typing.no_type_check typing_extensions.override
    typing_extensions.deprecated warnings.deprecated typeguard.typechecked beartype.beartype
    pydantic.validate_call pydantic.validate_arguments
    tenacity.retry retry.retry retrying.retry backoff.on_exception backoff.on_predicate
    """.split()
)
"""Decorators that leave a function what it is, as far as the result of a call goes."""

_UNANALYSED = frozenset({"pydantic", "attr", "attrs"})  # packages whose decorators of methods check or convert fields


def define_function(run: Interpreter, node: cst.FunctionDef, frame: Frame) -> Flow:
    """``def``: remembered, and walked when it is called, or on its own when nothing calls it."""
    scope = frame
    while scope.kind == "class" and scope.parent is not None:  # a method does not see the names of its class
        scope = scope.parent
    function = FunctionObject(node, node.name.value, scope, defaults(run, node.params, frame))
    function.sdk_step = sdk_step_decorator(run, node, frame)
    if not any(known.node is node for known, _ in run.functions):
        run.functions.append((function, None))
    accessor = _accessor(node)
    if accessor is None:
        frame.variables[node.name.value] = _decorated(run, function, node.decorators, frame)
    elif accessor == "setter" and isinstance(known := frame.variables.get(node.name.value), FunctionObject):
        known.setter = function
    return Flow.NEXT


def _accessor(node: cst.FunctionDef) -> str | None:
    """Return ``setter`` where ``@name.setter`` decorates a function ``name``; likewise ``deleter``."""
    for item in node.decorators:
        one = item.decorator
        if isinstance(one, cst.Attribute) and isinstance(one.value, cst.Name) and one.value.value == node.name.value:
            return one.attr.value
    return None


def _decorated(run: Interpreter, function: FunctionObject, decorators: Sequence[cst.Decorator], frame: Frame) -> Object:
    """Return what the decorators make of a function; unknown where one of them is not known to leave it alone."""
    if run.machine is not None and decorators and (answer := run.machine.decorated(run, function, frame)) is not None:
        return answer
    made: Object = function
    for item in reversed(decorators) if function.sdk_step is None else ():
        node = item.decorator
        called = run.evaluate(node.func if isinstance(node, cst.Call) else node, frame)
        if isinstance(called, ExternalName) and (
            called.dotted in _PASSED_THROUGH or called.package in _UNANALYSED or called.last == "command"
        ):
            continue
        decorator = run.evaluate(node, frame) if isinstance(node, cst.Call) else called
        if isinstance(decorator, FunctionObject) and isinstance(made, FunctionObject):
            made = call_function(run, decorator, Arguments([made]), None)
            continue
        name = called.dotted if isinstance(called, ExternalName) else "something"
        reason = f"`{function.name}` is decorated by `{name}`, and what that makes of it is not known"
        return Unknown(reason, run.origin(node))
    return made


def define_class(run: Interpreter, node: cst.ClassDef, frame: Frame) -> Flow:
    """``class``: its body is walked at once, in a scope of its own."""
    members = Frame(parent=frame, kind="class")
    bases = tuple(run.evaluate(base.value, frame) for base in node.bases)
    calls = [item.decorator for item in node.decorators]
    decorators = [run.evaluate(one.func if isinstance(one, cst.Call) else one, frame) for one in calls]
    made = ClassObject(node.name.value, members, bases, (), is_record(decorators, bases))
    first = len(run.functions)
    run.execute(node.body.body, members)
    own = {id(value.node) for value in members.variables.values() if isinstance(value, FunctionObject)}
    for function, _ in run.functions[first:]:
        if id(function.node) in own and function.owner is None:
            function.owner = made
    run.functions[first:] = [
        (function, made if function.owner is made else owner) for function, owner in run.functions[first:]
    ]
    made.fields = _annotated(run, node, members)
    made.choices = choices_of(run, made)
    frame.variables[node.name.value] = made
    return Flow.NEXT


def _annotated(run: Interpreter, node: cst.ClassDef, members: Frame) -> tuple[str, ...]:
    """Return the names that the body of a class annotates as fields, in order."""
    lines = [line for line in node.body.body if isinstance(line, cst.SimpleStatementLine)]
    small = [one for line in lines for one in line.body if isinstance(one, cst.AnnAssign)]
    fields = [one for one in small if not _is_class_variable(run, one, members)]
    return tuple(one.target.value for one in fields if isinstance(one.target, cst.Name))


def _is_class_variable(run: Interpreter, node: cst.AnnAssign, members: Frame) -> bool:
    annotation = node.annotation.annotation
    outer = annotation.value if isinstance(annotation, cst.Subscript) else annotation
    if not isinstance(outer, (cst.Name, cst.Attribute)):
        return False
    found = run.evaluate(outer, members)
    return isinstance(found, ExternalName) and found.dotted == "typing.ClassVar"


DEFINITIONS: dict[type[cst.CSTNode], StatementHandler] = {
    cst.FunctionDef: define_function,
    cst.ClassDef: define_class,
}
