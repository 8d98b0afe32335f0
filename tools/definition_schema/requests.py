"""The shapes of the AWS API as JSON Schema, in each slot a literal or an expression."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipelint.pipeline.service.patterns import readable
from pipelint.pipeline.service.shapes import Shape, shape
from tools.definition_schema.words import Schema, closed, or_expression, ref

# What the SDK's local mode calls its instances; definitions made for it are definitions all the same.
LOCAL_MODE = ["local", "local_gpu"]
_TYPES: dict[str, list[str]] = {
    "string": ["string", "null"],  # the SDK writes null for what was left out (TransformOutput.S3OutputPath)
    "integer": ["integer", "null"],
    "long": ["integer", "null"],
    "float": ["number", "null"],
    "double": ["number", "null"],
    "boolean": ["boolean", "null"],
    "timestamp": ["string", "number", "null"],
    "blob": ["string", "null"],
}
# Escapes that ECMA 262 does not know in its Unicode mode, which editors match with, and flags within a pattern.
_PYTHON_ONLY = re.compile(r"\\[^\^$\\.*+?()\[\]{}|/\-dDwWsSbBnrtfvux0-9]|\(\?[a-zA-Z]")


def name_of(shape_name: str) -> str:
    """Return the name of the schema of a shape: some shapes are called as parts of a definition are."""
    return f"api.{shape_name}"


def arguments(request: str) -> Schema:
    """Return the schema of the request ``request`` without what it requires: the service names jobs and clusters."""
    return closed({name: ref(name_of(target)) for name, target in _found(request).members.items()})


def members(request: str) -> list[str]:
    """Return the names of the shapes that the members of ``request`` have."""
    return _leads_to(_found(request))


def definitions(roots: Iterable[str]) -> dict[str, Schema]:
    """Return the schema of every shape that the shapes ``roots`` lead to, and of themselves."""
    schemas: dict[str, Schema] = {}
    pending = list(roots)
    while pending:
        name = pending.pop()
        if name_of(name) not in schemas:
            found = _found(name)
            schemas[name_of(name)] = _schema(found)
            pending += _leads_to(found)
    return dict(sorted(schemas.items()))


def _leads_to(found: Shape) -> list[str]:
    return [*found.members.values(), *(name for name in (found.member, found.value, found.key) if name is not None)]


def _found(name: str) -> Shape:
    found = shape(name)
    if found is None:
        raise LookupError(f"the digest has no shape {name}")
    return found


def _schema(found: Shape) -> Schema:
    if found.type == "anything":
        return {}
    if found.type in _TYPES:
        return or_expression(_scalar(found))
    literal = {"structure": _structure, "map": _map, "list": _list}[found.type](found)
    return {"if": ref("LooksLikeExpression"), "then": ref("Expression"), "else": literal}


def _scalar(found: Shape) -> Schema:
    schema: dict[str, Any] = {"type": _TYPES[found.type]}
    if found.enum:
        local = LOCAL_MODE if "ml.m5.large" in found.enum else []
        return {"enum": [*found.enum, *local, None]}
    least, most = ("minLength", "maxLength") if found.type == "string" else ("minimum", "maximum")
    schema |= {key: bound for key, bound in ((least, found.minimum), (most, found.maximum)) if bound is not None}
    # A service that a step hands something on to is the judge of its own identifiers.
    if (
        "." not in found.name
        and found.pattern is not None
        and readable(found.pattern)
        and not _PYTHON_ONLY.search(found.pattern)
    ):
        schema["pattern"] = f"^(?:{found.pattern})$"
    return schema


def _structure(found: Shape) -> Schema:
    schema = closed({name: ref(name_of(target)) for name, target in found.members.items()}, found.required)
    if found.union:
        schema["maxProperties"] = 1
    return schema


def _map(found: Shape) -> Schema:
    most = {} if found.maximum is None else {"maxProperties": found.maximum}
    names = {"propertyNames": ref(name_of(found.key or "")), "additionalProperties": ref(name_of(found.value or ""))}
    return {"type": "object", **names, **most}


def _list(found: Shape) -> Schema:
    limits = {"minItems": found.minimum, "maxItems": found.maximum}
    return {
        "type": ["array", "null"],
        "items": ref(name_of(found.member or "")),
        **{key: bound for key, bound in limits.items() if bound is not None},
    }
