"""Calls: the SDK's classes make objects, the user's functions are followed, a few builtins are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import libcst as cst

from pipelint.linter.source import builtin_calls, facts, sdk_calls
from pipelint.linter.source.binding import extend, items_of
from pipelint.linter.source.interpreter import CALL_DEPTH, Flow, Interpreter
from pipelint.linter.source.objects import (
    BoundMethod,
    ClassObject,
    DictObject,
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    PlainSession,
    PropertiesObject,
    SdkObject,
    UnknownText,
    UserInstance,
    same,
)
from pipelint.linter.source.sdk.classes import CLASSES, SdkClass, find_class, find_method
from pipelint.linter.source.sdk.steps import FUNCTION
from pipelint.pipeline.values import Literal, Unknown

HARMLESS = frozenset(
    "builtins os sys json logging boto3 botocore sagemaker datetime time pathlib pprint IPython re uuid copy".split()
)
"""Packages whose functions do not change the lists and dicts they are given."""

TEXT_FUNCTIONS = frozenset("builtins.str os.path.join posixpath.join os.path.abspath os.fspath".split())
"""Functions that yield a text whatever they are given."""

PLAIN_SESSIONS = frozenset({"sagemaker.Session", "sagemaker.session.Session"})


@dataclass(slots=True)
class Arguments:
    """The evaluated arguments of a call; ``open`` when there may be more, unpacked from something unknown."""

    positional: list[Object] = field(default_factory=list)
    named: dict[str, Object] = field(default_factory=dict)
    open: bool = False

    def all(self) -> Iterator[Object]:
        """Yield every argument."""
        yield from self.positional
        yield from self.named.values()


def arguments_of(run: Interpreter, node: cst.Call, frame: Frame) -> Arguments:
    """Evaluate the arguments of a call."""
    made = Arguments()
    for argument in node.args:
        value = run.evaluate(argument.value, frame)
        if argument.star == "*":
            items, complete = items_of(value)
            made.positional.extend(items)
            made.open = made.open or not complete
        elif argument.star == "**":
            if isinstance(value, DictObject):
                made.named.update({str(key): item for key, item in value.entries.items()})
            made.open = made.open or not isinstance(value, DictObject) or not value.complete
        elif argument.keyword is not None:
            made.named[argument.keyword.value] = value
        else:
            made.positional.append(value)
    return made


def call(run: Interpreter, node: cst.Call, frame: Frame) -> Object:
    """``function(arguments)``."""
    function = run.evaluate(node.func, frame)
    arguments = arguments_of(run, node, frame)
    if isinstance(function, ExternalName):
        return _call_external(run, function, arguments, node)
    if isinstance(function, FunctionObject):
        return call_function(run, function, arguments, node)
    if isinstance(function, ClassObject):
        return _instantiate(run, function, arguments, node)
    if isinstance(function, BoundMethod):
        return _call_method(run, function, arguments, node)
    if isinstance(function, SdkObject) and function.cls.kind == "step_decorator":
        return _call_decorator(run, function, arguments, node)
    if isinstance(function, PropertiesObject) and function.path and str(function.path[-1]) == ".to_string":
        return _as_text(run, PropertiesObject(function.step, function.path[:-1], function.origin), node)
    request = sdk_calls.of_session(run, node, arguments.positional, arguments.named, arguments.open)
    if request is not None:
        return request
    _escape(arguments)
    reason = function.reason if isinstance(function, Unknown) else "the result of a call that cannot be followed"
    return Unknown(reason, run.origin(node))


def _call_external(run: Interpreter, function: ExternalName, arguments: Arguments, node: cst.Call) -> Object:
    cls = find_class(function.dotted)
    if cls is None and function.package == "sagemaker" and function.last.endswith("Step"):
        cls = SdkClass(function.last, "step", ("name",))
    if cls is not None:
        return sdk_calls.finished(make(run, cls, function.dotted, arguments, node))
    yielded = sdk_calls.function(function.dotted, arguments.positional)
    if yielded is not None:
        return yielded
    facts.given_to(run, function.dotted, arguments.positional, node)
    known = builtin_calls.FUNCTIONS.get(function.dotted)
    if known is not None:
        found = known(run, node, arguments.positional, arguments.named)
        if found is not None:
            return found
    if function.package not in HARMLESS:
        _escape(arguments)
    name = function.dotted.removeprefix("builtins.")
    made = UnknownText if function.dotted in TEXT_FUNCTIONS else Unknown
    made = PlainSession if function.dotted in PLAIN_SESSIONS else made
    return made(f"the result of `{name}(…)`{function.note}", run.origin(node))


def make(
    run: Interpreter,
    cls: SdkClass,
    dotted: str,
    arguments: Arguments,
    node: cst.Call,
    receiver: SdkObject | None = None,
) -> SdkObject:
    """Make an object of the SDK and remember it."""
    named = dict(zip(cls.signature, arguments.positional, strict=False))
    named.update(arguments.named)
    made = SdkObject(cls, dotted, named, run.origin(node.func), arguments.open, receiver, {}, run.depth == 0, run.depth)
    run.created.append(made)
    return made


def _escape(arguments: Arguments) -> None:
    """Give up on what an unknown function may have changed."""
    for value in arguments.all():
        if isinstance(value, (ListObject, DictObject)):
            value.complete = False


def _call_method(run: Interpreter, method: BoundMethod, arguments: Arguments, node: cst.Call) -> Object:
    receiver = method.receiver
    if method.function is not None:
        static = _is_static(method.function)
        bound = arguments if static else Arguments([receiver, *arguments.positional], arguments.named, arguments.open)
        return call_function(run, method.function, bound, node)
    if isinstance(receiver, SdkObject):
        return _call_sdk_method(run, receiver, method.name, arguments, node)
    facts.put_into_text(run, receiver, method.name, arguments.all(), node)
    found = builtin_calls.method(run, node, receiver, method.name, arguments.positional, arguments.named)
    if found is not None:
        return found
    _escape(arguments)
    return Unknown(f"the result of `.{method.name}(…)`", run.origin(node))


def _is_static(function: FunctionObject) -> bool:
    decorators = function.node.decorators if isinstance(function.node, cst.FunctionDef) else ()
    return any(isinstance(item.decorator, cst.Name) and item.decorator.value == "staticmethod" for item in decorators)


def _call_sdk_method(run: Interpreter, receiver: SdkObject, name: str, arguments: Arguments, node: cst.Call) -> Object:
    cls = find_method(receiver.cls, name)
    if cls is not None:
        return make(run, cls, f"{receiver.dotted}.{name}", arguments, node, receiver)
    yielded = sdk_calls.method(run, receiver, name, arguments.positional, arguments.named, node)
    if yielded is not None:
        return yielded
    if name == "to_string":
        same_text = receiver.cls.name in ("ParameterString", "Join")
        return receiver if same_text else _as_text(run, receiver, node)
    if name == "add_depends_on" and arguments.positional:
        _add_depends_on(run, receiver, arguments.positional[0])
    elif name == "set_hyperparameters":
        _set_hyperparameters(run, receiver, arguments)
        facts.changed(run, receiver, "hyperparameters", node)
    return Unknown(f"the result of `{receiver.cls.name}.{name}(…)`", run.origin(node))


def _as_text(run: Interpreter, value: Object, node: cst.Call) -> SdkObject:
    """Return what ``to_string()`` makes: a join of the one value (sagemaker/workflow/entities.py:104-108)."""
    arguments = Arguments([Literal(""), ListObject([value], True, run.depth)])
    return make(run, CLASSES["Join"], "sagemaker.workflow.functions.Join", arguments, node)


def _add_depends_on(run: Interpreter, step: SdkObject, value: Object) -> None:
    before = step.argument("depends_on")
    if before is None or (isinstance(before, Literal) and before.value is None):
        before = ListObject([], True, step.depth)
    if isinstance(before, ListObject):
        after = ListObject(list(before.items), before.complete, before.depth, before.origin)
        extend(run, after, value)
        step.attributes["depends_on"] = after


def _set_hyperparameters(run: Interpreter, estimator: SdkObject, arguments: Arguments) -> None:
    before = estimator.argument("hyperparameters")
    known = dict(before.entries) if isinstance(before, DictObject) else {}
    complete = before is None or (isinstance(before, DictObject) and before.complete)
    certain = run.depth <= estimator.depth and not arguments.open
    known.update(arguments.named)
    estimator.attributes["hyperparameters"] = DictObject(known, complete and certain, estimator.depth)


def _instantiate(run: Interpreter, cls: ClassObject, arguments: Arguments, node: cst.Call) -> Object:
    made = UserInstance(cls, {}, run.depth)
    initialiser = cls.find("__init__")
    if isinstance(initialiser, FunctionObject):
        call_function(run, initialiser, Arguments([made, *arguments.positional], arguments.named, arguments.open), node)
    return made


def defaults(run: Interpreter, parameters: cst.Parameters, frame: Frame) -> dict[str, Object]:
    """Evaluate default arguments where Python does: when the function is defined."""
    every = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
    return {one.name.value: run.evaluate(one.default, frame) for one in every if one.default is not None}


def call_function(run: Interpreter, function: FunctionObject, arguments: Arguments, node: cst.CSTNode | None) -> Object:
    """Follow a call into a function of the user's and return what it returns."""
    identity = id(function.node)
    run.called.add(identity)
    if function.sdk_step is not None and isinstance(node, cst.Call):
        return _call_step_function(run, function.sdk_step, function, arguments, node)
    if len(run.active) >= CALL_DEPTH or identity in run.active:
        return Unknown(f"`{function.name}` calls itself or is nested too deep")
    frame = Frame(parent=function.scope)
    bind_parameters(run, function, arguments, frame)
    run.active.append(identity)
    try:
        with run.inside(frame):
            if isinstance(function.node, cst.Lambda):
                return run.evaluate(function.node.body, frame)
            flow = run.execute(function.node.body.body, frame)
    finally:
        run.active.pop()
    if function.node.asynchronous is not None:
        return Unknown(f"the result of the coroutine `{function.name}`")
    if flow is Flow.NEXT:
        frame.returned.append(Literal(None))
    return _join_returned(function, frame.returned)


def _join_returned(function: FunctionObject, returned: list[Object]) -> Object:
    if not returned:
        return Unknown(f"`{function.name}` does not return")
    first = returned[0]
    if all(same(first, other) for other in returned[1:]):
        return first
    return Unknown(f"`{function.name}` returns different things")


def _call_step_function(
    run: Interpreter, decorator: SdkObject, function: FunctionObject | None, arguments: Arguments, node: cst.Call
) -> SdkObject:
    """Make the step that calling a ``@step`` function stands for; its name is random unless the decorator gives one."""
    made = SdkObject(
        FUNCTION, decorator.dotted, dict(decorator.arguments), run.origin(node.func), decorator.open, depth=run.depth
    )
    made.certain = run.depth == 0
    made.arguments["arguments"] = ListObject(list(arguments.all()), not arguments.open)
    if "name" not in made.arguments:
        called = f"`{function.name}`" if function is not None else "a function"
        made.arguments["name"] = Unknown(f"the SDK names the step of {called} at random")
    run.created.append(made)
    return made


def _call_decorator(run: Interpreter, decorator: SdkObject, arguments: Arguments, node: cst.Call) -> Object:
    """``step(function, name="a")(1)`` makes a step; ``step(name="a")(function)`` decorates a function."""
    target = decorator.arguments.get("_func")
    if target is not None:
        options = {name: value for name, value in decorator.arguments.items() if name != "_func"}
        known = target if isinstance(target, FunctionObject) else None
        return _call_step_function(run, replace(decorator, arguments=options), known, arguments, node)
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
        frame.variables[parameters.star_arg.name.value] = ListObject(rest, not arguments.open, run.depth)
    if parameters.star_kwarg is not None:
        collected = DictObject({}, not arguments.open, run.depth)
        collected.entries.update(extra)
        frame.variables[parameters.star_kwarg.name.value] = collected


def _missing(function: FunctionObject, name: str, arguments: Arguments) -> Object:
    if arguments.open:
        return Unknown(f"argument `{name}` of `{function.name}` may come from an unpacked value")
    found = function.defaults.get(name)
    return found if found is not None else Unknown(f"argument `{name}` of `{function.name}` has no default")
