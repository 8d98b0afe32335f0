"""The command line of a script, as :mod:`argparse` reads it."""

from __future__ import annotations

import libcst as cst

from pipelint.linter.scripts.code import Passed
from pipelint.linter.scripts.handles import Parser, ParserState
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import ClassObject, ExternalName, Frame, ListObject, Object, UserInstance
from pipelint.pipeline.scripts import CommandLine, Option
from pipelint.pipeline.values import Literal, Unknown

_PARSES = ("parse_args", "parse_known_args")
_INNER = ("add_argument_group", "add_mutually_exclusive_group")
_SWITCHES = {"store_true": False, "store_false": True}
_CONVERTERS = {f"builtins.{name}": name for name in ("int", "float", "bool")}
_PLAIN_ARGUMENTS = frozenset({"description", "prog", "usage", "epilog", "formatter_class"})
"""Arguments of ``ArgumentParser`` that change nothing of what it takes."""


def parser(run: Interpreter, arguments: Arguments, node: cst.Call) -> Parser:
    """``argparse.ArgumentParser(…)``."""
    made = Parser("a parser of the command line", run.origin(node))
    made.state.whole = not arguments.open and arguments.named.keys() <= _PLAIN_ARGUMENTS
    return made


def method(
    run: Interpreter,
    parser: Parser,
    name: str,
    arguments: Arguments,
    node: cst.Call,
    passed: Passed | None,
) -> Object | None:
    """Call a method of a parser; ``passed`` is the command line, None where it is not known."""
    if name == "add_argument":
        _add(run, parser.state, arguments, node)
        return Literal(None)
    if name in _INNER:
        return parser
    if name == "set_defaults":
        parser.state.defaults.update(arguments.named)
        return Literal(None)
    if name not in _PARSES:
        parser.state.whole = False
        return None
    values = {key: _value(key, default, passed, run, node) for key, default in parser.state.defaults.items()}
    namespace = UserInstance(ClassObject("Namespace", Frame(), ()), values, run.depth)
    return (
        namespace if name == "parse_args" else ListObject([namespace, Unknown("other arguments")], True, kind="tuple")
    )


def taken(parser: Parser, name: str, arguments: Arguments) -> CommandLine | None:
    """Return what a script takes that calls the method ``name`` of a parser; None where it takes anything."""
    strict = name == "parse_args" and not list(arguments.all()) and not arguments.open
    return CommandLine(tuple(parser.state.options)) if strict and parser.state.whole else None


def _add(run: Interpreter, state: ParserState, arguments: Arguments, node: cst.Call) -> None:
    flags = [one.value for one in arguments.positional if isinstance(one, Literal) and isinstance(one.value, str)]
    action = arguments.named.get("action")
    known = len(flags) == len(arguments.positional) > 0 and not arguments.open
    state.whole = state.whole and known and run.depth == 0 and (action is None or isinstance(action, Literal))
    if not known:
        return
    long = next((flag for flag in flags if flag.startswith("--")), flags[0])
    given = arguments.named.get("dest")
    name = given.value if isinstance(given, Literal) else long.lstrip("-").replace("-", "_")
    switch = _SWITCHES.get(str(action.value)) if isinstance(action, Literal) else None
    missing = Unknown(f"`{long}` has no default", run.origin(node)) if switch is None else Literal(switch)
    state.defaults[str(name)] = arguments.named.get("default", missing)
    state.options.append(_option(run, tuple(flag for flag in flags if flag.startswith("-")), arguments, node))


def _option(run: Interpreter, flags: tuple[str, ...], arguments: Arguments, node: cst.Call) -> Option:
    required, choices = arguments.named.get("required"), arguments.named.get("choices")
    legal: list[str] = []
    if isinstance(choices, ListObject) and choices.complete:
        words = [one.value if isinstance(one, Literal) else None for one in choices.items]
        legal = [word for word in words if isinstance(word, str)]
        legal = legal if len(legal) == len(words) else []
    needed = isinstance(required, Literal) and required.value is True
    kind, action = arguments.named.get("type"), arguments.named.get("action")
    converter = _CONVERTERS.get(kind.dotted, "") if isinstance(kind, ExternalName) else ""
    switch = isinstance(action, Literal) and action.value in _SWITCHES
    return Option(flags, needed, tuple(legal), converter, switch, run.origin(node))


def _value(name: str, default: Object, passed: Passed | None, run: Interpreter, node: cst.Call) -> Object:
    if passed is None:
        return Unknown("the command line is not known", run.origin(node))
    return passed.named.get(name, default)
