"""The few JSON Schema phrases that all parts of the definition's schema are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = Mapping[str, Any]


def ref(name: str) -> Schema:
    """Return a reference to the definition called ``name``."""
    return {"$ref": f"#/$defs/{name}"}


def closed(properties: Mapping[str, Schema], required: Sequence[str] = (), description: str = "") -> dict[str, Any]:
    """Return the schema of an object that has ``properties`` and no others."""
    told = {"description": description} if description else {}
    needed = {"required": list(required)} if required else {}
    return {**told, "type": "object", "properties": dict(properties), **needed, "additionalProperties": False}


def array(items: Schema, **limits: int) -> Schema:
    """Return the schema of a list of ``items``; ``limits`` are ``minItems`` and ``maxItems``."""
    return {"type": "array", "items": items, **limits}


def or_expression(literal: Schema) -> Schema:
    """Return the schema of a single value: ``literal``, or an expression that yields it when the pipeline runs."""
    return {"if": {"type": "object"}, "then": ref("Expression"), "else": literal}


def by_type(names: Mapping[str, str]) -> list[Schema]:
    """Return the choice among ``names``, definition by ``Type``: a validator tries one of them, not all."""
    return [
        {"if": {"properties": {"Type": {"const": kind}}, "required": ["Type"]}, "then": ref(name)}
        for kind, name in names.items()
    ]
