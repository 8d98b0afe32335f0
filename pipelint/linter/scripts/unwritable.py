"""What a script hands to ``json`` that it cannot write, or writes as what is no JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import libcst as cst

from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ExternalName, ListObject, Object
from pipelint.linter.source.unknowns import PathObject
from pipelint.pipeline.record import record
from pipelint.pipeline.scripts import UnwritableValue
from pipelint.pipeline.values import Literal, Unknown


@record
class OfNumpy(Unknown):
    """An array, or a number or truth value of a class of numpy's own, which is none of Python's; ``noun`` names it."""

    noun: str = ""


_ARRAY, _INTEGER, _TRUTH = "a numpy array", "a numpy integer", "a numpy truth value"
_FUNCTIONS: Mapping[str, str] = {
    **{
        f"numpy.{name}": _ARRAY
        for name in "arange argsort array asarray concatenate cumsum diff full hstack linspace ones zeros".split()
    },
    **{f"numpy.{name}": _INTEGER for name in "argmax argmin int8 int16 int32 int64 uint8 uint16 uint32 uint64".split()},
    **{f"numpy.{name}": _TRUTH for name in "all any bool_ isfinite isinf isnan".split()},
    "numpy.float16": "a numpy float16",
    "numpy.float32": "a numpy float32",
    "sklearn.metrics.confusion_matrix": _ARRAY,
}
"""Functions that never yield what json writes; ``numpy.float64`` is a float, so that what ``mean`` yields is fine."""

_NO_NUMBERS = frozenset({"numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan", "numpy.inf", "math.inf"})
_ENCODERS = frozenset({"default", "cls"})
"""Arguments of ``json.dump`` by which the script writes such values itself."""
_DEEPEST = 40


def called(run: Interpreter, dotted: str, node: cst.Call) -> OfNumpy | None:
    """Return what a function yields that json cannot write; None of any other function."""
    noun = _FUNCTIONS.get(dotted)
    return OfNumpy(f"the result of `{dotted}(…)`", run.origin(node), noun) if noun is not None else None


def unwritable(
    run: Interpreter, value: Object, named: Mapping[str, Object], node: cst.Call
) -> Iterator[UnwritableValue]:
    """Yield what json cannot write of ``value``, which is handed to it at ``node``."""
    if not named.keys() & _ENCODERS:
        certain = run.depth == 0 and not run.guarded
        for path, noun in _found(value, (), set()):
            yield UnwritableValue(".".join(path), noun, certain, run.origin(node))


def _found(value: Object, path: tuple[str, ...], seen: set[int]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what cannot be written with the path to it; of what is held in several places, the first."""
    if isinstance(value, (DictObject, ListObject)):
        if len(path) > _DEEPEST or id(value) in seen:
            return
        seen.add(id(value))
    if isinstance(value, DictObject):
        for key, inner in value.entries.items():
            yield from _found(inner, (*path, str(key)), seen)
    elif isinstance(value, ListObject):
        if value.kind == "set":
            yield path, "a set"
        for position, inner in enumerate(value.items if value.kind != "set" else ()):
            yield from _found(inner, (*path, str(position)), seen)
    elif isinstance(value, OfNumpy):
        yield path, value.noun
    elif isinstance(value, PathObject):
        yield path, "a path"
    elif _is_no_number(value):
        yield path, "NaN"


def _is_no_number(value: Object) -> bool:
    if isinstance(value, ExternalName):
        return value.dotted in _NO_NUMBERS
    return isinstance(value, Literal) and isinstance(value.value, float) and not math.isfinite(value.value)
