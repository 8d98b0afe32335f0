"""Functions of the user's: followed with the arguments of a call, and what they return or yield."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import libcst as cst

from pipelint.linter.source.interpreter import CALL_DEPTH, Flow, Interpreter
from pipelint.linter.source.object_logic import same
from pipelint.linter.source.objects import (
    DictObject,
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    SdkObject,
)
from pipelint.linter.source.sdk.classes import find_class
from pipelint.linter.source.sdk.steps import FUNCTION
from pipelint.pipeline.record import field, record, replace
from pipelint.pipeline.values import Literal, Unknown


@record(frozen=False)
class Arguments:
    """The evaluated arguments of a call; ``open`` when there may be more, unpacked from something unknown."""

    positional: list[Object] = field(default_factory=list)
    named: dict[str, Object] = field(default_factory=dict)
    open: bool = False

    def all(self) -> Iterator[Object]:
        """Yield every argument."""
        yield from self.positional
        yield from self.named.values()


def defaults(run: Interpreter, parameters: cst.Parameters, frame: Frame) -> dict[str, Object]:
    """Evaluate default arguments where Python does: when the function is defined."""
    every = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
    return {one.name.value: run.evaluate(one.default, frame) for one in every if one.default is not None}


def call_function(run: Interpreter, function: FunctionObject, arguments: Arguments, node: cst.CSTNode | None) -> Object:
    """Follow a call into a function of the user's and return what it returns."""
    identity = id(function.node)
    run.called.add(identity)
    if function.sdk_step is not None and isinstance(node, cst.Call):
        return call_step_function(run, function.sdk_step, function, arguments, node)
    # Under a test that cannot be decided a function may call itself for ever, and in several ways at once.
    if len(run.active) >= CALL_DEPTH or (run.depth and identity in run.active):
        return Unknown(f"`{function.name}` calls itself too often, or is nested too deep")
    frame = Frame(parent=function.scope)
    bind_parameters(run, function, arguments, frame)
    if function.owner is not None and arguments.positional:
        frame.variables |= {"__class__": function.owner, "__receiver__": arguments.positional[0]}
    if _is_generator(run, function):
        frame.yielded = ListObject([], True, run.depth, kind="iterator")
    run.active.append(identity)
    try:
        with run.inside(frame):
            if isinstance(function.node, cst.Lambda):
                return run.evaluate(function.node.body, frame)
            flow = run.execute(function.node.body.body, frame)
    finally:
        run.active.pop()
    if frame.yielded is not None:
        frame.yielded.complete = frame.yielded.complete and flow is not Flow.RAISE
        return frame.yielded
    if flow is Flow.NEXT:
        frame.returned.append(Literal(None))
    return _join_returned(function, frame.returned)


def _is_generator(run: Interpreter, function: FunctionObject) -> bool:
    if function.scope.module().document not in run.modules.yielding:
        return False
    known = run.generators.get(id(function.node))
    if known is None:
        known = run.generators[id(function.node)] = _yields(function.node.body)
    return known


def _yields(body: cst.CSTNode) -> bool:
    """Tell whether ``body`` yields, functions inside it aside; walking ``children`` takes ten times as long."""
    pending: list[Any] = [body]
    while pending:
        here = pending.pop()
        kind: Any = type(here)  # isinstance() asks an abstract class, which takes longer than all the rest
        if kind is cst.Yield:
            return True
        if kind is list or kind is tuple:
            pending += here
        else:
            pending += [getattr(here, name) for name in _parts(kind)]
    return False


_SCOPES = (cst.FunctionDef, cst.Lambda, cst.ClassDef)


@cache
def _parts(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """Return the fields of a kind of node that hold code of the same scope, not spaces, commas and parentheses."""
    if not issubclass(kind, cst.CSTNode) or issubclass(kind, _SCOPES):
        return ()
    return tuple(one.name for one in fields(kind) if not re.search(_LAYOUT, one.name))


_LAYOUT = "whitespace|comma|paren|bracket|brace|lines|header|footer|operator|equal|semicolon"


def _join_returned(function: FunctionObject, returned: list[Object]) -> Object:
    if not returned:
        return Unknown(f"`{function.name}` does not return")
    first = returned[0]
    if all(same(first, other) for other in returned[1:]):
        return first
    return Unknown(f"`{function.name}` returns different things")


def call_step_function(
    run: Interpreter, decorator: SdkObject, function: FunctionObject | None, arguments: Arguments, node: cst.Call
) -> SdkObject:
    """Make the step that calling a ``@step`` function stands for; its name is random unless the decorator gives one."""
    made = SdkObject(
        FUNCTION, decorator.dotted, dict(decorator.arguments), run.origin(node.func), decorator.open, depth=run.depth
    )
    made.certain, made.world = run.depth == 0, run.world
    made.arguments["arguments"] = ListObject(list(arguments.all()), not arguments.open)
    if "name" not in made.arguments:
        called = f"`{function.name}`" if function is not None else "a function"
        made.arguments["name"] = Unknown(f"the SDK names the step of {called} at random")
    run.remember(made)
    if function is not None:
        run.step_functions.append((made, function))
    return made


def call_decorator(run: Interpreter, decorator: SdkObject, arguments: Arguments, node: cst.Call) -> Object:
    """``step(function, name="a")(1)`` makes a step; ``step(name="a")(function)`` decorates a function."""
    target = decorator.arguments.get("_func")
    if target is not None:
        options = {name: value for name, value in decorator.arguments.items() if name != "_func"}
        known = target if isinstance(target, FunctionObject) else None
        return call_step_function(run, replace(decorator, arguments=options), known, arguments, node)
    first = arguments.positional[0] if len(arguments.positional) == 1 else None
    if isinstance(first, FunctionObject):
        return replace(first, sdk_step=decorator)
    return replace(decorator, arguments={**decorator.arguments, "_func": first or Unknown("the function of a step")})


def sdk_step_decorator(run: Interpreter, node: cst.FunctionDef, frame: Frame) -> SdkObject | None:
    """Return the ``@step`` of the SDK that decorates a function, or None."""
    for decorator in node.decorators:
        value = run.evaluate(decorator.decorator, frame)
        if isinstance(value, SdkObject) and value.cls.kind == "step_decorator":
            return value
        if isinstance(value, ExternalName):
            cls = find_class(value.dotted)
            if cls is not None and cls.kind == "step_decorator":
                return SdkObject(cls, value.dotted, {}, run.origin(decorator.decorator))
    return None


def bind_parameters(run: Interpreter, function: FunctionObject, arguments: Arguments, frame: Frame) -> None:
    """Bind the parameters of a function to the arguments of a call, to defaults, or to unknown."""
    parameters = function.node.params
    positional = [one.name.value for one in (*parameters.posonly_params, *parameters.params)]
    keyword_only = [one.name.value for one in parameters.kwonly_params]
    frame.variables.update(zip(positional, arguments.positional, strict=False))
    extra = dict(arguments.named)
    for name in (*positional, *keyword_only):
        if name in extra:
            frame.variables[name] = extra.pop(name)
        elif name not in frame.variables:
            frame.variables[name] = _missing(function, name, arguments)
    if isinstance(parameters.star_arg, cst.Param):
        rest = arguments.positional[len(positional) :]
        frame.variables[parameters.star_arg.name.value] = ListObject(rest, not arguments.open, run.depth, kind="tuple")
    if parameters.star_kwarg is not None:
        collected = DictObject({}, not arguments.open, run.depth)
        collected.entries.update(extra)
        frame.variables[parameters.star_kwarg.name.value] = collected


def _missing(function: FunctionObject, name: str, arguments: Arguments) -> Object:
    if arguments.open:
        return Unknown(f"argument `{name}` of `{function.name}` may come from an unpacked value")
    found = function.defaults.get(name)
    return found if found is not None else Unknown(f"argument `{name}` of `{function.name}` has no default")
