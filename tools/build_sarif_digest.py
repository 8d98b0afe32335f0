"""Build ``tests/linter/report/sarif.json``: what the official JSON Schema asks of the parts of SARIF that are written.

    python -m tools.build_sarif_digest sarif-schema-2.1.0.json

The schema is published by OASIS: https://github.com/oasis-tcs/sarif-spec (sarif-2.1/schema/sarif-schema-2.1.0.json).
Of each object in it that the report uses, the digest keeps the members that the report may have, with all that is asked
of them; any other member is refused, so a report that has more needs another digest.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

DIGEST = Path(__file__).parent.parent / "tests" / "linter" / "report" / "sarif.json"

_ROOT = {"$schema", "version", "runs"}
_MEMBERS: dict[str, set[str]] = {
    "run": {"tool", "columnKind", "invocations", "results"},
    "tool": {"driver"},
    "toolComponent": {"name", "version", "informationUri", "rules"},
    "reportingDescriptor": {
        "id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"
    },
    "reportingConfiguration": {"level"},
    "multiformatMessageString": {"text", "markdown"},
    "invocation": {"executionSuccessful"},
    "result": {
        "ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "partialFingerprints",
        "baselineState", "suppressions", "fixes",
    },
    "message": {"text"},
    "location": {"id", "physicalLocation", "logicalLocations", "message"},
    "physicalLocation": {"artifactLocation", "region"},
    "logicalLocation": {"name", "fullyQualifiedName", "kind"},
    "artifactLocation": {"uri"},
    "region": {"startLine", "startColumn", "endLine", "endColumn"},
    "suppression": {"kind", "status", "justification"},
    "fix": {"description", "artifactChanges"},
    "artifactChange": {"artifactLocation", "replacements"},
    "replacement": {"deletedRegion", "insertedContent"},
    "artifactContent": {"text"},
}  # fmt: skip
_FOR_PEOPLE = {"description", "default"}


def build(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the digest of the official ``schema``."""
    definitions = {name: _kept(schema["definitions"][name], members) for name, members in _MEMBERS.items()}
    return {
        "$schema": schema["$schema"],
        "$comment": "Digest of the OASIS schema of SARIF 2.1.0, made by tools/build_sarif_digest.py.",
        **_kept({name: schema[name] for name in ("type", "properties", "required")}, _ROOT),
        "definitions": definitions,
    }


def _kept(part: dict[str, Any], members: set[str]) -> dict[str, Any]:
    properties = {name: _bare(member) for name, member in part["properties"].items() if name in members}
    if members - properties.keys():
        raise ValueError(f"the schema does not know {members - properties.keys()}")
    others = {key: _bare(value) for key, value in part.items() if key not in _FOR_PEOPLE | {"properties"}}
    return {**others, "properties": properties, "additionalProperties": False}


def _bare(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _bare(value) for key, value in part.items() if key not in _FOR_PEOPLE}
    return [_bare(item) for item in part] if isinstance(part, list) else part


def main(argv: list[str] | None = None) -> int:
    """Write the digest; return the exit status."""
    parser = argparse.ArgumentParser(description="Build the digest of the official SARIF schema.")
    parser.add_argument("schema", type=Path)
    text = json.dumps(build(json.loads(parser.parse_args(argv).schema.read_text(encoding="utf-8"))), indent=1) + "\n"
    DIGEST.write_text(text, encoding="utf-8")
    print(f"{DIGEST}: {len(text)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
