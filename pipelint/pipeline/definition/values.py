"""Read the values of a definition: scalars, lists, objects, and the three expressions ``Get``, ``Std:Join`` and
``Std:JsonGet`` (``sagemaker/workflow/functions.py:67-154`` of sagemaker 2.257).
"""

from __future__ import annotations

from typing import Any, Union

from pipelint.pipeline.definition.notes import DEEPEST_PLACE, Pointer, kind
from pipelint.pipeline.definition.spelling import JOIN_KEYS, JSON_GET_KEYS, keys_of_json_get, spelled
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.values import Join, JsonGet, ListValue, Literal, Origin, Record, Unknown, Value

_PLAIN = frozenset({str, int, float, bool, type(None)})
_TEXT = frozenset({str})


def read_value(content: object, document: str, pointer: Pointer) -> Value:
    """Return the value that the JSON ``content`` at ``pointer`` spells; nothing is raised.

    An expression is an object with that single key; one that is not well formed stays a :class:`Record`. What JSON
    cannot hold (a set, a date) is an :class:`Unknown`.
    """
    if not isinstance(content, (dict, list, tuple)):
        return _scalar(content, Origin(document, pointer))
    if len(pointer) >= DEEPEST_PLACE:
        return _read_deep(content, Origin(document, pointer))
    inside: dict[Any, Value] = {}
    for key, item in content.items() if isinstance(content, dict) else enumerate(content):
        place = (*pointer, key)
        if type(item) in _PLAIN:  # most are: a call for each of them would take as long as all the rest
            inside[key] = Literal(item, Origin(document, place))
        else:
            inside[key] = read_value(item, document, place)
    return _compose(content, inside, Origin(document, pointer))


def _read_deep(content: Any, origin: Origin) -> Value:
    """Return the value that ``content`` spells, to any depth and without recursion; all of it is shown at one place."""
    # Outer containers come before the inner ones they hold. A piece of a container is a value, or the number of an
    # inner container; built from the last to the first, an inner one is always there when it is needed.
    containers = [content]
    pieces: list[list[Union[Value, int]]] = []
    for container in containers:
        here: list[Union[Value, int]] = []
        for item in container.values() if isinstance(container, dict) else container:
            if isinstance(item, (dict, list, tuple)):
                here.append(len(containers))
                containers.append(item)
            else:
                here.append(_scalar(item, origin))
        pieces.append(here)
    built: dict[int, Value] = {}
    for number in range(len(containers) - 1, -1, -1):
        container = containers[number]
        inside = [built.pop(piece) if isinstance(piece, int) else piece for piece in pieces[number]]
        keys = container if isinstance(container, dict) else range(len(inside))
        built[number] = _compose(container, dict(zip(keys, inside, strict=True)), origin)
    return built[0]


def _scalar(content: object, origin: Origin) -> Value:
    if content is None or isinstance(content, (str, int, float)):
        return Literal(content, origin)
    return Unknown(f"a definition cannot hold a value of type {kind(content)}", origin)


def _compose(container: Any, inside: dict[Any, Value], origin: Origin) -> Value:
    """Return the value of ``container``, whose contents became the values ``inside``, by their keys or indexes."""
    if not isinstance(container, dict):
        return ListValue(tuple(inside.values()), True, origin)
    if len(inside) == 1:
        ((name, content),) = inside.items()
        expression = _expression(name, content, origin)
        if expression is not None:
            return expression
    if not _TEXT.issuperset(map(type, inside)):  # json.dumps turns keys that are no strings into strings; so does this
        inside = {str(key): value for key, value in inside.items()}
    return Record(inside, True, origin)


def _expression(name: object, content: Value, origin: Origin) -> Value | None:
    """Return the expression ``{name: content}``, or None where it is a plain object."""
    if name == "Get":
        text = content.value if isinstance(content, Literal) else None
        return parse_reference(text, origin) if isinstance(text, str) else None
    if not isinstance(content, Record):
        return None
    entries = content.entries
    if name == "Std:Join" and "Values" in entries:
        spelling = spelled(entries, JOIN_KEYS, JOIN_KEYS)
        return Join(entries.get("On", Literal("", origin)), entries["Values"], origin, spelling)
    sources = [entries[key] for key in ("PropertyFile", "S3Uri") if key in entries]
    if name == "Std:JsonGet" and len(sources) == 1:
        spelling = spelled(entries, JSON_GET_KEYS, keys_of_json_get(sources[0]))
        return JsonGet(sources[0], entries.get("Path", Literal(None, origin)), origin, spelling)
    return None
