"""Lineage: the ARNs of the entities that a step creates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.steps.made import Begun, Made, mappings


def lineage(begun: Begun, known: Mapping[str, Any]) -> Made:
    """Return the ARN of every action, artifact and context by its name, and the associations as they were asked for."""
    members: dict[str, Any] = {"Associations": known.get("Associations", [])}
    for kind in ("Action", "Artifact", "Context"):
        names = [str(entity.get(f"{kind}Name")) for entity in mappings(known.get(f"{kind}s"))]
        members[f"{kind}Arns"] = {name: begun.surroundings.arn(f"{kind.lower()}/{name}") for name in names}
    return Made(members, frozenset({("ActionArns",), ("ArtifactArns",), ("ContextArns",)}))
