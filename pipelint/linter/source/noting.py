"""What expressions mean, for whoever asks about a place in the source: an editor.

A reading tells what a pipeline is made of. Here is noted, besides, what the names and attributes on the way there stand
for, and what was made and not yet used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst

from pipelint.linter.reading import Mention
from pipelint.linter.source.interpreter import ExpressionHandler, Interpreter
from pipelint.linter.source.objects import Frame, Object, PropertiesObject, SdkObject
from pipelint.linter.source.step_groups import is_step
from pipelint.linter.source.steps import StepReader
from pipelint.pipeline.values import Origin

Seen = dict[int, tuple[Origin, Object]]
"""What nodes stood for when they were first evaluated, with their places; by the ``id`` of the node."""

_NOTED = (cst.Name, cst.Attribute, cst.Subscript)


def noting(
    handlers: Mapping[type[cst.CSTNode], ExpressionHandler], seen: Seen
) -> Mapping[type[cst.CSTNode], ExpressionHandler]:
    """Return ``handlers`` that add to ``seen`` which expressions stand for steps, parameters and properties."""
    return {**handlers, **{kind: _noting(handlers[kind], seen) for kind in _NOTED}}


def _noting(handler: ExpressionHandler, seen: Seen) -> ExpressionHandler:
    def evaluate(run: Interpreter, node: cst.BaseExpression, frame: Frame) -> Object:
        value = handler(run, node, frame)
        if isinstance(value, (SdkObject, PropertiesObject)):
            seen.setdefault(id(node), (run.origin(node), value))
        return value

    return evaluate


def mentions(run: Interpreter, seen: Seen) -> tuple[Mention, ...]:
    """Return what the expressions that were seen mean, and the json paths that were made."""
    return tuple(_mentions(run, seen))


def _mentions(run: Interpreter, seen: Seen) -> Iterator[Mention]:
    lowering = StepReader().lowering
    for at, value in seen.values():
        if isinstance(value, PropertiesObject):
            yield Mention(at, value=lowering.value(value))
        elif isinstance(value, SdkObject) and is_step(value):
            yield Mention(at, made=value.origin)
        elif isinstance(value, SdkObject) and value.cls.kind == "parameter":
            yield Mention(at, made=value.made_at or value.origin, value=lowering.value(value))
    for made in run.created:
        if made.cls.kind == "json_get":
            yield Mention(made.origin, value=lowering.value(made))
