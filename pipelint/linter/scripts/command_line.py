"""The command line of a script, as :mod:`argparse` reads it."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from pipelint.linter.scripts.handles import Parser
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import ClassObject, Frame, ListObject, Object, UserInstance
from pipelint.pipeline.values import Literal, Unknown

_PARSES = ("parse_args", "parse_known_args")
_INNER = ("add_argument_group", "add_mutually_exclusive_group")


def method(
    run: Interpreter,
    parser: Parser,
    name: str,
    arguments: Arguments,
    node: cst.Call,
    passed: Mapping[str, Object] | None,
) -> Object | None:
    """Call a method of a parser; ``passed`` is the command line, None where it is not known."""
    if name == "add_argument":
        _add(run, parser, arguments, node)
        return Literal(None)
    if name in _INNER:
        return parser
    if name == "set_defaults":
        parser.defaults.update(arguments.named)
        return Literal(None)
    if name not in _PARSES:
        return None
    values = {key: _value(key, default, passed, run, node) for key, default in parser.defaults.items()}
    namespace = UserInstance(ClassObject("Namespace", Frame(), ()), values, run.depth)
    return (
        namespace if name == "parse_args" else ListObject([namespace, Unknown("other arguments")], True, kind="tuple")
    )


def _add(run: Interpreter, parser: Parser, arguments: Arguments, node: cst.Call) -> None:
    flags = [one.value for one in arguments.positional if isinstance(one, Literal) and isinstance(one.value, str)]
    long = next((flag for flag in flags if flag.startswith("--")), flags[0] if flags else None)
    given = arguments.named.get("dest")
    name = given.value if isinstance(given, Literal) else long.lstrip("-").replace("-", "_") if long else None
    if not isinstance(name, str):
        return
    action = arguments.named.get("action")
    switch = {"store_true": False, "store_false": True}.get(str(action.value)) if isinstance(action, Literal) else None
    default = arguments.named.get("default", Literal(switch) if switch is not None else None)
    if default is None:
        default = Unknown(f"`{flags[0]}` has no default", run.origin(node))
    parser.defaults[name] = default


def _value(name: str, default: Object, passed: Mapping[str, Object] | None, run: Interpreter, node: cst.Call) -> Object:
    if passed is None:
        return Unknown("the command line is not known", run.origin(node))
    return passed.get(name, default)
