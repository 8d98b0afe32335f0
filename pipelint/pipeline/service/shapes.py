"""The shapes of the AWS API: a digest of botocore's service models, read once, when the first shape is asked for.

``digest.json`` is written by ``tools/build_service_digest.py``, which stamps it with the botocore version it was made
from. A shape of a service other than SageMaker carries its name: ``emr.Step``, ``emr-serverless.StartJobRunRequest``.
The properties that only pipelines have stand in :mod:`~pipelint.pipeline.service.pipeline_shapes`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipelint.pipeline.record import field, record

_DIGEST = Path(__file__).with_name("digest.json")


@record
class Shape:
    """One shape. ``members``, ``member``, ``key`` and ``value`` name further shapes: :func:`shape` looks them up.

    ``type`` is structure, list, map, string, integer, long, float, double, boolean, timestamp or blob as in botocore,
    or ``anything`` for a value of which nothing is known. ``minimum`` and ``maximum`` bound a number, the length of a
    string, or the size of a list or map. ``pattern`` is AWS's, in Java's dialect, to be matched against the whole text.
    In a ``union`` exactly one member may be set.
    """

    name: str
    type: str
    members: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    member: str | None = None
    key: str | None = None
    value: str | None = None
    enum: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    union: bool = False


@cache
def shape(name: str) -> Shape | None:
    """Return the shape called ``name``, or None when neither the digest nor the pipeline's own shapes have it."""
    from pipelint.pipeline.service.pipeline_shapes import PIPELINE_SHAPES

    own = PIPELINE_SHAPES.get(name)
    if own is not None:
        return own
    entry = _digest()[1].get(name)
    return None if entry is None else _from_entry(name, json.loads("{" + entry.rstrip(",") + "}")[name])


def botocore_version() -> str:
    """Return the version of botocore that the digest was made from."""
    version: str = json.loads(_digest()[0] + "}}")["botocore"]
    return version


@cache
def _digest() -> tuple[str, Mapping[str, str]]:
    """Return the first line of the digest, and the others by the names of their shapes, of which a run needs few."""
    first, *lines = _DIGEST.read_text(encoding="utf-8").splitlines()
    return first, {line.split('"', 2)[1]: line for line in lines[:-1]}


def _from_entry(name: str, entry: Mapping[str, Any]) -> Shape:
    return Shape(
        name=name,
        type=_type(entry),
        members=entry.get("members", {}),
        required=tuple(entry.get("required", ())),
        member=entry.get("member"),
        key=entry.get("key"),
        value=entry.get("value"),
        enum=tuple(entry.get("enum", ())),
        pattern=entry.get("pattern"),
        minimum=entry.get("min"),
        maximum=entry.get("max"),
        union=entry.get("union", False),
    )


def _type(entry: Mapping[str, Any]) -> str:
    """Return the type, which the digest leaves out where the rest of the entry tells it."""
    told = (kind for key, kind in (("members", "structure"), ("member", "list"), ("value", "map")) if key in entry)
    return entry.get("type") or next(told, "string")
