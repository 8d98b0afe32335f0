"""What is surely known of a value, for rules that judge values: the unknown is passed over.

A parameter is judged by its default and by the values that it allows: those are what the pipeline itself says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelint.pipeline.model import Parameter, Pipeline, Step
from pipelint.pipeline.record import record
from pipelint.pipeline.remembering import remembered
from pipelint.pipeline.storage import joined
from pipelint.pipeline.values import Join, ListValue, Literal, Origin, ParameterReference, Record, Scalar, Value
from pipelint.rules.wording import shown_scalar


@record
class Known:
    """A value that an execution may have: ``words`` tell it as a message does, ``at`` is where it is written."""

    value: Scalar
    words: str
    at: Origin | None


def known_values(value: Value | None, pipeline: Pipeline) -> Iterator[Known]:
    """Yield the scalars that ``value`` may be: itself, or the default and the legal values of a parameter.

    Nothing is yielded for what only an execution knows, such as a property of a step, and for what is not there.
    """
    if isinstance(value, Literal):
        yield Known(value.value, shown_scalar(value.value), value.origin)
    elif isinstance(value, ParameterReference):
        parameter = _sole_parameters(pipeline).get(value.name)
        if parameter is not None:
            yield from _of_parameter(parameter)
    elif isinstance(value, Join):
        text, whole = known_text(value, pipeline)
        if whole:
            yield Known(text, shown_scalar(text), value.origin)


def known_text(value: Value, pipeline: Pipeline) -> tuple[str, bool]:
    """Return the text that ``value`` begins with, parameters by their defaults, and whether that is all of it."""
    pieces: list[str] = []
    for leaf in joined(value):
        parameter = _sole_parameters(pipeline).get(leaf.name) if isinstance(leaf, ParameterReference) else None
        known = parameter.default if parameter is not None else leaf
        if not isinstance(known, Literal) or known.value is None:
            return "".join(pieces), False
        pieces.append(str(known.value))
    return "".join(pieces), True


def lacks(step: Step, path: str) -> bool:
    """Tell whether the request of ``step`` surely has nothing at ``path``, such as ``NetworkConfig.VpcConfig``.

    A definition says all. Source leaves out what the SDK adds by itself, so there it is known only of some members, and
    never where arguments are unpacked from what cannot be known.
    """
    here: Value = step.arguments
    for key in path.split("."):
        if not isinstance(here, Record):
            return False
        value = here.entries.get(key)
        if value is None or (isinstance(value, Literal) and value.value is None):
            return here.complete or is_left_out(step, path)
        here = value
    return False


def is_left_out(step: Step, path: str) -> bool:
    """Tell whether the source surely does not ask for ``path``, or for what it is a part of."""
    parts = path.split(".")
    return any(".".join(parts[:count]) in step.left_out for count in range(1, len(parts) + 1))


@remembered
def _sole_parameters(pipeline: Pipeline) -> Mapping[str, Parameter]:
    """Map each name that only one parameter bears to that parameter."""
    names = [parameter.name for parameter in pipeline.parameters]
    return {one.name: one for one in pipeline.parameters if names.count(one.name) == 1}


def _of_parameter(parameter: Parameter) -> Iterator[Known]:
    allowed = parameter.enum_values.items if isinstance(parameter.enum_values, ListValue) else ()
    seen: set[Scalar] = set()
    for value, what in ((parameter.default, "the default"), *((one, "a legal value") for one in allowed)):
        if isinstance(value, Literal) and value.value is not None and value.value not in seen:
            seen.add(value.value)
            words = f'{shown_scalar(value.value)}, {what} of parameter "{parameter.name}",'
            yield Known(value.value, words, value.origin or parameter.origin)
