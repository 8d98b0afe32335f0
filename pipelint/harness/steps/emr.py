"""EMR: the ``Step`` of the EMR API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.steps.made import Begun, Made, mapping, mappings


def emr_step(begun: Begun, known: Mapping[str, Any]) -> Made:
    """Return a completed step; the request lists the properties that the response maps."""
    jar = dict(mapping(mapping(known.get("StepConfig")).get("HadoopJarStep")))
    if "Properties" in jar:
        jar["Properties"] = {str(item.get("Key")): item.get("Value") for item in mappings(jar["Properties"])}
    members = {"Id": f"s-{begun.name}", "Name": begun.name, "Config": jar, "Status": {"State": "COMPLETED"}}
    return Made(members, frozenset({("Id",), ("Name",)}))
