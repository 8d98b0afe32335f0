"""Functions that click, typer and fire call with what stands on the command line.

click reads the options from decorators (https://click.palletsprojects.com/en/stable/options/), typer and fire from the
signature (https://typer.tiangolo.com/tutorial/, https://github.com/google/python-fire/blob/master/docs/guide.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from pipelint.linter.scripts.code import Passed
from pipelint.linter.scripts.handles import App, Choices, Command, Declared
from pipelint.linter.source.functions import Arguments, call_function
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import ExternalName, Frame, FunctionObject, ListObject, Object
from pipelint.pipeline.scripts import CommandLine, Option
from pipelint.pipeline.values import Literal, Unknown

_CONVERTERS = {
    **{f"builtins.{name}": name for name in ("int", "float")},
    **{"click.INT": "int", "click.FLOAT": "float"},
}
_OPEN = frozenset({"nargs", "multiple", "cls", "callback", "count", "prompt", "envvar", "flag_value"})
"""Arguments of ``click.option`` that make what it takes something else than one value."""


def made(run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call) -> Object | None:
    """Call a function of click or typer that makes something; None for all others."""
    if dotted == "click.Choice" and arguments.positional:
        return Choices("a choice", run.origin(node), _texts(arguments.positional[0]))
    if dotted == "typer.Typer":
        return App("an application of typer", run.origin(node))
    if dotted in ("typer.Option", "typer.Argument"):
        return Declared("a parameter of typer", run.origin(node), arguments, dotted == "typer.Option")
    return None


def decorated(run: Interpreter, function: FunctionObject, frame: Frame) -> Object | None:
    """Return what click or typer makes of a function; None where neither of them decorates it."""
    options: list[Command] = []
    is_command = False
    for item in function.node.decorators if isinstance(function.node, cst.FunctionDef) else ():
        node = item.decorator
        called = node.func if isinstance(node, cst.Call) else node
        if isinstance(called, cst.Attribute) and isinstance(app := run.evaluate(called.value, frame), App):
            app.functions.append(function)
            return function
        value = run.evaluate(called, frame)
        if not isinstance(value, ExternalName) or value.package != "click":
            return None
        is_command = is_command or value.last == "command"
        if value.last in ("option", "argument") and isinstance(node, cst.Call):
            options.append(_declared(run, value.last, node, frame))
        elif value.last not in ("command", "version_option", "help_option"):
            return None
    if not is_command:
        return None
    return Command("a command", run.origin(function.node), function, *_joined(options))


def _declared(run: Interpreter, kind: str, node: cst.Call, frame: Frame) -> Command:
    """Return the part of a command that one decorator declares."""
    given = [run.evaluate(one.value, frame) for one in node.args if one.keyword is None and not one.star]
    named = {one.keyword.value: run.evaluate(one.value, frame) for one in node.args if one.keyword is not None}
    texts = [str(one.value) for one in given if isinstance(one, Literal)]
    if len(texts) < len(given) or any(one.star for one in node.args) or not texts:
        return Command("", None, None, whole=False)
    if kind == "argument":
        return Command("", None, None, defaults={_name(texts): named.get("default", _absent(run, node))})
    flags = tuple(flag for text in texts for flag in text.split("/") if flag.startswith("-"))
    switch = any("/" in text for text in texts) or _is_true(named.get("is_flag"))
    default = named.get("default", Literal(False) if switch else Literal(None))
    required = _is_true(named.get("required"))
    option = Option(flags, required, _legal(named), _converter(named.get("type")), switch, run.origin(node))
    whole = not named.keys() & _OPEN
    return Command("", None, None, (option,), {_name(texts): default}, whole)


def _joined(parts: Sequence[Command]) -> tuple[tuple[Option, ...], dict[str, Object], bool]:
    defaults = {name: value for part in parts for name, value in part.defaults.items()}
    return tuple(one for part in parts for one in part.options), defaults, all(part.whole for part in parts)


def _name(texts: Sequence[str]) -> str:
    """Return the parameter that click passes an option as: a name without dashes, or the first with two of them."""
    plain = [text for text in texts if not text.startswith("-")]
    long = [text for text in texts if text.startswith("--")]
    chosen = (plain or long or list(texts))[0].partition("/")[0]
    return chosen.lstrip("-").replace("-", "_").lower()


def of_signature(run: Interpreter, function: FunctionObject, frame: Frame, toolkit: str) -> Command:
    """Return the command that typer or fire make of the parameters of a function."""
    parameters = function.node.params
    options: list[Option] = []
    defaults: dict[str, Object] = {}
    for one in (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params):
        name = one.name.value
        default = function.defaults.get(name)
        declared = _typer_parameter(run, one, default, frame)
        default = default if declared is None else _default_of(declared, default)
        defaults[name] = default if default is not None else _absent(run, one)
        if toolkit == "fire" or (default is not None if declared is None else declared.is_option):
            options.append(_of_parameter(run, one, name, default, declared, toolkit))
    whole = parameters.star_kwarg is None and not isinstance(parameters.star_arg, cst.Param)
    return Command("a command", run.origin(function.node), function, tuple(options), defaults, whole)


def _typer_parameter(run: Interpreter, parameter: cst.Param, default: Object | None, frame: Frame) -> Declared | None:
    if isinstance(default, Declared):
        return default
    annotation = parameter.annotation.annotation if parameter.annotation is not None else None
    if not isinstance(annotation, cst.Subscript):
        return None
    parts = [one.slice.value for one in annotation.slice if isinstance(one.slice, cst.Index)]
    values = [run.evaluate(part, frame) for part in parts if isinstance(part, cst.Call)]
    return next((one for one in values if isinstance(one, Declared)), None)


def _default_of(declared: Declared, default: Object | None) -> Object | None:
    """Return the default of a parameter; None where it has none and must be given."""
    if not isinstance(default, Declared):
        return default
    first = next(iter(declared.arguments.positional), declared.arguments.named.get("default"))
    return first if isinstance(first, Literal) else None


def _of_parameter(
    run: Interpreter, parameter: cst.Param, name: str, default: Object | None, declared: Declared | None, toolkit: str
) -> Option:
    annotation = parameter.annotation.annotation if parameter.annotation is not None else None
    while isinstance(annotation, cst.Subscript):  # Annotated[int, …]
        first = annotation.slice[0].slice
        annotation = first.value if isinstance(first, cst.Index) else None
    kind = annotation.value if isinstance(annotation, cst.Name) else ""
    told = [str(one.value) for one in declared.arguments.positional if isinstance(one, Literal)] if declared else []
    flags = [flag for text in told for flag in text.split("/") if flag.startswith("-")]
    if not flags:
        flags = [f"--{name}"] if toolkit == "fire" else []
        flags.append(f"--{name.replace('_', '-')}")
    switch = kind == "bool" and toolkit == "typer"
    if switch and len(flags) == 1:
        flags.append(f"--no-{flags[0][2:]}")
    required = default is None and toolkit == "typer"  # to fire the value may be passed without its name
    converter = kind if kind in ("int", "float") and toolkit == "typer" else ""
    return Option(tuple(dict.fromkeys(flags)), required, (), converter, switch, run.origin(parameter.name))


def command_line(command: Command) -> CommandLine | None:
    """Return what a command takes; None where that is not known."""
    return CommandLine(command.options, abbreviations=False) if command.whole else None


def called(run: Interpreter, command: Command, passed: Passed | None, node: cst.CSTNode) -> None:
    """Call the function of ``command`` with what is passed."""
    if command.function is None:
        return
    named: dict[str, Object] = {}
    for name, default in command.defaults.items():
        flags = [flag for one in command.options for flag in one.flags if _name([flag]) == name]
        keys = [name, *(flag.lstrip("-").replace("-", "_") for flag in flags)]
        given = list(_given(keys, passed))
        unknown: Object = Unknown("the command line is not known", run.origin(node))
        named[name] = (given or [default])[0] if passed is not None else unknown
    call_function(run, command.function, Arguments([], named), node)


def _given(keys: Sequence[str], passed: Passed | None) -> Iterator[Object]:
    for key in keys:
        if passed is not None and key in passed.named:
            yield passed.named[key]


def _legal(named: dict[str, Object]) -> tuple[str, ...]:
    kind = named.get("type")
    return kind.texts if isinstance(kind, Choices) else ()


def _converter(kind: Object | None) -> str:
    return _CONVERTERS.get(kind.dotted, "") if isinstance(kind, ExternalName) else ""


def _texts(value: Object) -> tuple[str, ...]:
    items = value.items if isinstance(value, ListObject) and value.complete else []
    texts = [one.value for one in items if isinstance(one, Literal)]
    return tuple(one for one in texts if isinstance(one, str)) if len(texts) == len(items) else ()


def _is_true(value: Object | None) -> bool:
    return isinstance(value, Literal) and value.value is True


def _absent(run: Interpreter, node: cst.CSTNode) -> Unknown:
    return Unknown("an argument without a default", run.origin(node))
