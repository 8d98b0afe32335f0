"""Calls: the SDK's classes make objects, the user's functions are followed, a few builtins are known."""

from __future__ import annotations

import libcst as cst

from pipelint.linter.source import builtin_calls, facts, job_facts, python_calls, sdk_calls, stamps
from pipelint.linter.source.binding import extend, items_of
from pipelint.linter.source.by_position import by_position
from pipelint.linter.source.class_calls import fill, instantiate, is_decorated
from pipelint.linter.source.functions import Arguments, call_decorator, call_function
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import (
    BoundMethod,
    ClassObject,
    DictObject,
    ExternalName,
    Frame,
    FunctionObject,
    ListObject,
    Object,
    Partial,
    PropertiesObject,
    SdkObject,
    SuperObject,
    UserInstance,
)
from pipelint.linter.source.sdk.classes import CLASSES, SdkClass, find_class, find_method
from pipelint.linter.source.unknowns import PlainSession, StampText, UnknownText
from pipelint.pipeline.values import Literal, Unknown

HARMLESS = frozenset(
    "builtins os sys json logging boto3 botocore sagemaker datetime time pathlib pprint IPython re uuid copy".split()
)
"""Packages whose functions do not change the lists and dicts they are given."""

TEXT_FUNCTIONS = frozenset(
    "builtins.str os.path.join posixpath.join os.path.abspath os.path.realpath os.fspath json.dumps".split()
)
"""Functions that yield a text whatever they are given."""

ITEMS_A_UNIT = 8
"""How many items of its arguments a function of Python may look at for one unit of fuel."""

PLAIN_SESSIONS = frozenset({"sagemaker.Session", "sagemaker.session.Session"})


def arguments_of(run: Interpreter, node: cst.Call, frame: Frame) -> Arguments:
    """Evaluate the arguments of a call."""
    made = Arguments()
    for argument in node.args:
        value = run.evaluate(argument.value, frame)
        if argument.star == "*":
            facts.walked_over(run, value, argument.value)
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
    if isinstance(function, ExternalName) and function.dotted == "builtins.super":
        return _super(run, node, frame)
    return apply(run, function, arguments_of(run, node, frame), node)


def _super(run: Interpreter, node: cst.Call, frame: Frame) -> Object:
    cls, receiver = frame.lookup("__class__"), frame.lookup("__receiver__")
    if isinstance(cls, ClassObject) and receiver is not None:
        return SuperObject(cls, receiver)
    return Unknown("`super()` outside of a method", run.origin(node))


def apply(run: Interpreter, function: Object, arguments: Arguments, node: cst.Call) -> Object:
    """Call ``function`` with ``arguments``; ``node`` is the place to show."""
    if isinstance(function, ExternalName):
        return _call_external(run, function, arguments, node)
    if isinstance(function, FunctionObject):
        return call_function(run, function, arguments, node)
    if isinstance(function, ClassObject):
        return instantiate(run, function, arguments, node)
    if isinstance(function, Partial):
        merged = Arguments(
            [*function.positional, *arguments.positional], {**function.named, **arguments.named}, arguments.open
        )
        return apply(run, function.function, merged, node)
    if isinstance(function, UserInstance) and isinstance(method := function.cls.find("__call__"), FunctionObject):
        return call_function(run, method, Arguments([function, *arguments.positional], arguments.named), node)
    if isinstance(function, BoundMethod):
        return _call_method(run, function, arguments, node)
    if isinstance(function, SdkObject) and function.cls.kind == "step_decorator":
        return call_decorator(run, function, arguments, node)
    if isinstance(function, PropertiesObject) and function.path and str(function.path[-1]) == ".to_string":
        return _as_text(run, PropertiesObject(function.step, function.path[:-1], function.origin), node)
    if isinstance(function, StampText):
        return StampText(function.reason, run.origin(node), function.function)
    if run.machine is None:
        request = sdk_calls.of_session(run, node, arguments.positional, arguments.named, arguments.open)
        if request is not None:
            return request
    called = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if run.machine is not None and isinstance(called, cst.Name):
        answer = run.machine.method(run, function, called.value, arguments, node)
        if answer is not None:
            return answer
    _escape(arguments, called.value if isinstance(called, cst.Name) else "")
    reason = function.reason if isinstance(function, Unknown) else "the result of a call that cannot be followed"
    return Unknown(reason, run.origin(node))


def _call_external(run: Interpreter, function: ExternalName, arguments: Arguments, node: cst.Call) -> Object:
    cls = find_class(function.dotted)
    if cls is None and function.package == "sagemaker" and function.last.endswith("Step"):
        cls = SdkClass(function.last, "step", ("name",))
    if cls is not None:
        return sdk_calls.finished(make(run, cls, function.dotted, arguments, node))
    if run.machine is not None and (found := run.machine.called(run, function.dotted, arguments, node)) is not None:
        return found
    run.fuel -= sum(len(one.items) for one in arguments.all() if isinstance(one, ListObject)) // ITEMS_A_UNIT
    yielded = sdk_calls.function(function.dotted, arguments.positional)
    if yielded is not None:
        return yielded
    applied = python_calls.called(run, function.dotted, arguments, node)
    if applied is not None:
        return applied
    facts.given_to(run, function.dotted, arguments.positional, node)
    job_facts.image_looked_up(run, function.dotted, arguments, node)
    stamp = stamps.called(run, function.dotted, arguments, node)
    if stamp is not None:
        return stamp
    known = builtin_calls.FUNCTIONS.get(function.dotted)
    if known is not None:
        result = known(run, node, arguments.positional, arguments.named)
        if result is not None:
            return facts.carried(run, result, arguments.positional)
    if function.package not in HARMLESS:
        _escape(arguments, function.last)
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
    made = SdkObject(cls, dotted, {}, run.origin(node.func), arguments.open, receiver, {}, run.depth == 0, run.depth)
    made.world = run.world
    for key, value in {**by_position(made, arguments.positional), **arguments.named}.items():
        # The member of an enumeration of texts is a text.
        plain = value.plain if isinstance(value, UserInstance) else None
        made.arguments[key] = value if plain is None else plain
    run.remember(made)
    return made


def _escape(arguments: Arguments, name: str = "") -> None:
    """Give up on what an unknown function called ``name`` may have changed: all it is given, but what it only reads."""
    only_reads = name.lower().startswith(_READING)
    pending = list(arguments.all())
    seen: set[int] = set()
    while pending:
        value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, ListObject):
            value.complete = value.complete and value.kind == "tuple"
            pending += value.items
        elif isinstance(value, DictObject):
            pending += value.entries.values()
            if only_reads:
                value.complete = False
            else:
                value.overlay(f"perhaps changed by `{name or 'a function'}`, which is not known")
        elif isinstance(value, UserInstance) and not only_reads:
            pending += value.attributes.values()
            changed = Unknown(f"perhaps changed by `{name or 'a function'}`, which is not known")
            value.attributes = dict.fromkeys(value.attributes, changed)


_READING = tuple(
    "log print info debug warn show display save dump write put_ check validate assert get_ describe".split()
)
"""How the names of functions begin that do not change the dicts and objects they are given."""


def _call_method(run: Interpreter, method: BoundMethod, arguments: Arguments, node: cst.Call) -> Object:
    receiver = method.receiver
    if method.function is not None:
        static = is_decorated(method.function, "staticmethod")
        if is_decorated(method.function, "classmethod") and isinstance(receiver, UserInstance):
            receiver = receiver.cls
        bound = arguments if static else Arguments([receiver, *arguments.positional], arguments.named, arguments.open)
        return call_function(run, method.function, bound, node)
    if isinstance(receiver, SuperObject):
        if method.name == "__init__" and isinstance(receiver.receiver, SdkObject):
            fill(receiver.receiver, arguments)
        return Literal(None)
    if isinstance(receiver, SdkObject):
        return _call_sdk_method(run, receiver, method.name, arguments, node)
    if run.machine is not None:
        answer = run.machine.method(run, receiver, method.name, arguments, node)
        if answer is not None:
            return answer
    facts.put_into_text(run, receiver, method.name, arguments.all(), node)
    found = stamps.method(run, receiver, method.name, arguments, node) or builtin_calls.method(
        run, node, receiver, method.name, arguments.positional, arguments.named
    )
    if found is not None:
        return found
    if not isinstance(receiver, (ListObject, DictObject, Literal)):
        _escape(arguments, method.name)
    return Unknown(f"the result of `.{method.name}(…)`", run.origin(node))


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
    facts.method_called(run, receiver, name, node)
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
