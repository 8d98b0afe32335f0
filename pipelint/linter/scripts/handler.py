"""The surroundings of a Lambda function: its event is what the step sends."""

from __future__ import annotations

import re

import libcst as cst

from pipelint.linter.scripts.code import Passed
from pipelint.linter.scripts.container import Container
from pipelint.linter.scripts.functions import Functions
from pipelint.linter.scripts.shapes import shape_of
from pipelint.linter.source.flow import Flow
from pipelint.linter.source.functions import Arguments, bind_parameters
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import ExternalName, Frame, FunctionObject, ModuleObject, Object
from pipelint.pipeline.handlers import EventKey, Handler, Returned
from pipelint.pipeline.scripts import DocumentShape
from pipelint.pipeline.values import Literal, Unknown

_EVENT = ExternalName("the event")
_TAKERS = frozenset({f"{_EVENT.dotted}.pop", f"{_EVENT.dotted}.__getitem__"})


class Surroundings(Container):
    """Sees what a function takes of its event, besides what a script does anywhere."""

    def __init__(self, functions: Functions) -> None:
        super().__init__(Passed({}), functions)
        self.takes: list[EventKey] = []

    def called(self, run: Interpreter, dotted: str, arguments: Arguments, node: cst.Call) -> Object | None:
        """Call a function of a package, or a method of the event."""
        if not dotted.startswith(f"{_EVENT.dotted}."):
            return super().called(run, dotted, arguments, node)
        if dotted in _TAKERS and len(arguments.positional) == 1:
            self._take(run, arguments.positional[0], node)
        return Unknown("part of the event", run.origin(node))

    def item(self, run: Interpreter, dotted: str, key: Object, node: cst.Subscript) -> Object:
        """Take an item of the event, or of ``os.environ``."""
        if dotted != _EVENT.dotted:
            return super().item(run, dotted, key, node)
        self._take(run, key, node)
        return Unknown("an item of the event", run.origin(node))

    def _take(self, run: Interpreter, key: Object, node: cst.CSTNode) -> None:
        if isinstance(key, Literal) and run.depth == 0 and not run.guarded:
            self.takes.append(EventKey(str(key.value), run.origin(node)))


def follow(run: Interpreter, own: ModuleObject, name: str, data: bytes) -> Handler:
    """Call the function ``name`` of a module that has been walked, as Lambda does."""
    function = own.names.variables.get(name)
    if not isinstance(function, FunctionObject) or not isinstance(function.node, cst.FunctionDef):
        said = re.search(rb"\b%s\b" % re.escape(name.encode()), data)  # it may be made in a way that is not followed
        return Handler(name, missing=function is None and said is None)
    surroundings = run.machine
    frame = Frame(parent=function.scope)
    bind_parameters(run, function, Arguments([_EVENT, Unknown("the context of a Lambda function")]), frame)
    with run.inside(frame):
        flow = run.execute(function.node.body.body, frame)
    returned = [_returned(one) for one in frame.returned]
    whole = flow is not Flow.NEXT and None not in returned
    taken = surroundings.takes if isinstance(surroundings, Surroundings) else []
    return Handler(name, False, tuple(taken), tuple(one for one in returned if one is not None) if whole else ())


def _returned(value: Object) -> Returned | None:
    """Return the keys of what is returned; None where it is no dict, or not known."""
    shape = shape_of(value)
    if shape.kind != "object":
        return None
    inner = tuple((key, one) for key, part in shape.members.items() for one in _members(part))
    nested = tuple((key, part.kind) for key, part in shape.members.items() if part.kind in ("object", "list"))
    return Returned(tuple(shape.members), inner, nested, shape.complete, getattr(value, "origin", None))


def _members(shape: DocumentShape) -> tuple[str, ...]:
    return tuple(shape.members) if shape.kind == "object" else ()
