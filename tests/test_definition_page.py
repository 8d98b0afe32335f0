"""The page on the definition format says what the schema says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pipelint.linter.definition.form import SCHEMA
from pipelint.pipeline.service.step_types import STEP_TYPES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "definition.md"
ON_ALL = {"Name", "Type", "Arguments", "DisplayName", "Description", "DependsOn"}


def rows() -> dict[str, list[str]]:
    """Return the rows of the table of step types, by type."""
    table = PAGE.read_text(encoding="utf-8").split("| Type | other keys")[1].split("\n\n")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {row[0]: row[1:] for row in cells}


def test_the_table_of_step_types_is_the_schemas() -> None:
    named = json.loads(SCHEMA.read_bytes())["$defs"]
    assert rows().keys() == STEP_TYPES.keys()
    for kind, (keys, cache, retry, arguments) in rows().items():
        frame = named[f"{kind}Step"]
        written = [key.strip() for key in keys.split(",") if key.strip()]
        told = {key.strip("*") for key in written}
        told |= {key for key, there in (("CacheConfig", cache), ("RetryPolicies", retry)) if there == "yes"}
        assert told == frame["properties"].keys() - ON_ALL, kind
        assert {key.strip("*") for key in written if key.startswith("**")} == set(frame["required"]) - ON_ALL, kind
        request = STEP_TYPES[kind].request
        members = named[f"{kind}Arguments"].get("properties", {})
        assert arguments == request if request else set(re.findall(r"`(\w+)`", arguments)) == members.keys(), kind
