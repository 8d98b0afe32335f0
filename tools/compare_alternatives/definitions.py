"""What a JSON Schema says of a definition with a fault that it does not say of the clean one."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from tests.faults.definitions.planting import read
from tests.faults.definitions.table import FAULTS, found_in, is_found
from tools.compare_alternatives.figures import Figures, alarms, counted

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED, OURS = "the published schema", "`pipelint schema`"


def measured(published: Path | None) -> Figures:
    """Return what the schemas and pipelint tell of the definitions' faults."""
    bases = sorted({fault.base for fault in FAULTS})
    figures = Figures(len(bases), counted(fault.kind for fault in FAULTS))
    figures.add("pipelint", (fault.kind for fault in FAULTS if is_found(fault)), alarms(map(found_in, bases)))
    schemas: dict[str, Any] = {OURS: json.loads((ROOT / "pipelint/linter/definition/schema.json").read_text())}
    if published is not None:
        schemas[PUBLISHED] = json.loads(published.read_text(encoding="utf-8"))
    for name, schema in schemas.items():
        validator = jsonschema.validators.validator_for(schema)(schema)

        @cache
        def of_base(base: str, validator: Any = validator) -> frozenset[str]:
            return _errors(validator, read(base))

        told = []
        for fault in FAULTS:
            definition = read(fault.base)
            for edit in fault.edits:
                edit.apply(definition)
            if _errors(validator, definition) - of_base(fault.base):
                told.append(fault.kind)
        figures.add(name, told, sum(bool(of_base(base)) for base in bases))
    return figures


def _errors(validator: Any, definition: Any) -> frozenset[str]:
    """Return the errors of a definition, each by its place and the part of the schema that it breaks.

    Places in a list are one: where every step is refused, one more step that is refused says nothing.
    """
    return frozenset(
        re.sub(r"\[\d+\]", "[]", error.json_path) + f" {list(error.absolute_schema_path)}"
        for error in validator.iter_errors(definition)
    )
