"""Texts: formatting, methods, and what is cut out of them; all folded only where every part is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import libcst as cst

from pipelint.linter.source.binding import items_of
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import ListObject, Object
from pipelint.pipeline.values import Literal, Scalar

TEXT_BOUND = 10_000
"""Longest text that is folded, in characters."""

_TO_TEXT = frozenset(
    "lower upper title capitalize swapcase casefold strip lstrip rstrip replace removeprefix removesuffix zfill center"
    " ljust rjust".split()
)
_TO_LIST = frozenset("split rsplit splitlines partition rpartition".split())
_TO_SCALAR = frozenset("startswith endswith find rfind count isdigit isalpha isalnum islower isupper isspace".split())
_CONVERSIONS: Mapping[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}
_WIDE = re.compile(r"[0-9]{4,}")  # a width that would make a huge text
_WIDTH_GIVEN = re.compile(r"\{[^{}]*:[^{}]*\{")  # a width that is an argument


def _any_large(values: Iterable[Scalar]) -> bool:
    return any(isinstance(value, int) and value > TEXT_BOUND for value in values)


def scalars(values: Sequence[Object]) -> list[Scalar] | None:
    """Return the scalars that ``values`` are, or None where one is something else."""
    found = [value.value for value in values if isinstance(value, Literal)]
    return found if len(found) == len(values) else None


def formatted(run: Interpreter, node: cst.CSTNode, value: Object, conversion: str | None, spec: str) -> Object | None:
    """Return ``value`` as ``{value!conversion:spec}`` shows it; None where that is not known."""
    if not isinstance(value, Literal) or _WIDE.search(spec):
        return None
    show = _CONVERSIONS.get(conversion or "")
    shown = show(value.value) if show is not None else value.value
    try:
        return Literal(format(shown, spec), run.origin(node))
    except (TypeError, ValueError):
        return None


def percent(run: Interpreter, node: cst.CSTNode, text: str, right: Object) -> Object | None:
    """Return ``text % right``; None where that is not known."""
    values = right.items if isinstance(right, ListObject) else [right]
    known = scalars(values) if not isinstance(right, ListObject) or right.complete else None
    if known is None or _WIDE.search(text) or ("*" in text and _any_large(known)):
        return None
    try:
        return Literal(text % tuple(known), run.origin(node))
    except (TypeError, ValueError, KeyError):
        return None


def method(
    run: Interpreter,
    node: cst.Call,
    text: str,
    name: str,
    positional: Sequence[Object],
    named: Mapping[str, Object],
) -> Object | None:
    """Call a method of a text; None when the result is not known."""
    if name == "format":
        return _format(run, node, text, positional, named)
    if name == "join" and positional:
        items, complete = items_of(positional[0])
        words = [item.value for item in items if isinstance(item, Literal) and isinstance(item.value, str)]
        return Literal(text.join(words), run.origin(node)) if complete and len(words) == len(items) else None
    known = scalars(positional)
    if known is None or named or name not in _TO_TEXT | _TO_LIST | _TO_SCALAR:
        return None
    if any(isinstance(value, int) and value > TEXT_BOUND for value in known):
        return None
    try:
        result = getattr(text, name)(*known)
    except (TypeError, ValueError):
        return None
    if name in _TO_LIST:
        return ListObject([Literal(part) for part in result], True, run.depth, run.origin(node))
    return Literal(result, run.origin(node)) if not isinstance(result, str) or len(result) <= TEXT_BOUND else None


def _format(
    run: Interpreter, node: cst.Call, text: str, positional: Sequence[Object], named: Mapping[str, Object]
) -> Object | None:
    known = scalars(positional)
    by_name = {key: value.value for key, value in named.items() if isinstance(value, Literal)}
    if known is None or len(by_name) < len(named) or _WIDE.search(text):
        return None
    if _WIDTH_GIVEN.search(text) and _any_large([*known, *by_name.values()]):
        return None
    try:
        return Literal(text.format(*known, **by_name), run.origin(node))
    except (LookupError, ValueError, AttributeError, TypeError):
        return None
