"""What changed between two pipelines, for programs: one object, whose keys are a promise."""

from __future__ import annotations

import json
from typing import Any, TextIO

from pipelint.changes.changes import FieldChange
from pipelint.changes.compared import ComparedPipeline, Comparison
from pipelint.pipeline.record import fields

VERSION = 1


def write(comparison: Comparison, stream: TextIO) -> None:
    """Write the comparison as JSON."""
    found = {
        "version": VERSION,
        "old": comparison.old,
        "new": comparison.new,
        "differs": bool(comparison),
        "pipelines": list(map(_pipeline, comparison.pipelines)),
        "notes": list(comparison.notes),
    }
    json.dump(found, stream, indent=2)
    stream.write("\n")


def _pipeline(compared: ComparedPipeline) -> dict[str, Any]:
    head = {"name": compared.name, "kind": compared.kind}
    return {**head, **_plain(compared.changes)}


def _plain(value: Any) -> Any:
    """Return records as objects, and what they hold in turn."""
    if isinstance(value, tuple):
        return list(map(_plain, value))
    if isinstance(value, FieldChange):
        of_field = {"field": value.text, "old": value.old, "new": value.new}
        return {**of_field, "only": list(value.only), "certain": value.certain}
    if hasattr(value, "__record_fields__"):
        return {name: _plain(getattr(value, name)) for name in fields(value)}
    return value
