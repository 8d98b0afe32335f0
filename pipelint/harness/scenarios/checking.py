"""Whether what a scenario file holds makes sense: against the JSON Schema that editors use, too.

The words of the schema that it uses are followed here, because loading a validator takes longer than all the rest of a
simulation. A test holds this against jsonschema.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipelint.pipeline.spelling import did_you_mean

SCHEMA = Path(__file__).with_name("schema.json")

LARGEST_NUMBER = 4096
"""The most bits of a whole number: Python itself refuses to spell one of more than 4300 digits, which YAML can say."""

_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
}
_NOUNS = {"object": "an object", "array": "a list", "string": "a text"}


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of scenario files."""
    read: Mapping[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return read


def faults(content: Any) -> list[str]:
    """Return what is wrong with the content of a scenario file, each with its place in it."""
    several = isinstance(content, dict) and "scenarios" in content
    return [*_data_faults(content, ""), *_faults(content, schema()["then" if several else "else"], "")]


def _faults(value: Any, asked: Mapping[str, Any], place: str) -> Iterator[str]:
    if "$ref" in asked:
        asked = schema()["$defs"][asked["$ref"].rpartition("/")[2]]
    if "enum" in asked and value not in asked["enum"]:
        guess = did_you_mean(value, asked["enum"]) if isinstance(value, str) else ""
        yield f"{_at(place)}{_shown(value)} was not expected;{guess} it is one of {', '.join(asked['enum'])}"
    kinds = asked.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    if kinds and not any(_KINDS[kind](value) for kind in kinds):
        nouns = " or ".join(_NOUNS[kind] for kind in kinds)
        yield f"{_at(place)}{nouns} was expected, not {_shown(value)}: {asked['description']}"
    elif isinstance(value, dict):
        yield from _object_faults(value, asked, place)
    elif isinstance(value, list):
        if len(value) < asked.get("minItems", 0):
            yield f"{_at(place)}the list is empty: {asked['description']}"
        for index, item in enumerate(value):
            yield from _faults(item, asked.get("items", {}), f"{place}[{index}]")
    elif isinstance(value, str) and len(value) < asked.get("minLength", 0):
        yield f"{_at(place)}the text is empty: {asked['description']}"


def _object_faults(value: Mapping[str, Any], asked: Mapping[str, Any], place: str) -> Iterator[str]:
    known = asked.get("properties", {})
    others = asked.get("additionalProperties", {})
    for key in asked.get("required", ()):
        if key not in value:
            yield f'{_at(place)}"{key}" is missing: {known[key]["description"]}'
    if len(value) < asked.get("minProperties", 0):
        yield f"{_at(place)}nothing is said: {asked['description']}"
    for key, inner in value.items():
        below = f"{place}.{key}" if place else str(key)
        if key in known:
            yield from _faults(inner, known[key], below)
        elif others is False:
            yield f'{_at(place)}there is no "{key}" here;{did_you_mean(str(key), known)} it takes {", ".join(known)}'
        else:
            yield from _faults(inner, others, below)


def _data_faults(value: Any, place: str) -> Iterator[str]:
    """Yield what YAML can say and JSON cannot: keys that are no texts, numbers that are none, dates and sets."""
    if isinstance(value, dict):
        for key, inner in value.items():
            below = f"{place}.{key}" if place else str(key)
            if not isinstance(key, str):
                yield f"{_at(place)}the key {_shown(key)} is no text; put it in quotes"
            yield from _data_faults(inner, below)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _data_faults(item, f"{place}[{index}]")
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{_at(place)}{value} is no number that JSON can hold"
    elif isinstance(value, int) and value.bit_length() > LARGEST_NUMBER:
        yield f"{_at(place)}a number of thousands of digits is none that JSON can hold"
    elif value is not None and not isinstance(value, (str, int, float)):
        yield f"{_at(place)}a value of type {type(value).__name__} cannot be JSON"


def _at(place: str) -> str:
    return f"{place}: " if place else ""


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return _NOUNS["object" if isinstance(value, dict) else "array"]
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"
