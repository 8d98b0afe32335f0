"""QualityCheck and ClarifyCheck: the baselines they calculate, the one they check against, and violations.

They always calculate new baselines. The one "used for drift check" afterwards is the new one where
``RegisterNewBaseline`` says so, else the one that was supplied, or that of the latest approved model package in the
group, which no definition holds
(https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-quality-clarify-baseline-lifecycle.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelint.harness.steps.made import Begun, Made, mapping, mappings

_FILES: Mapping[str, tuple[str, ...]] = {
    "QualityCheck": ("Constraints", "Statistics"),
    "ClarifyCheck": ("Constraints",),
}


def baselines(begun: Begun, known: Mapping[str, Any]) -> Made:
    """Return the baselines that a check leaves behind."""
    outputs = mappings(mapping(begun.arguments.get("ProcessingOutputConfig")).get("Outputs"))
    folder = mapping(outputs[0].get("S3Output")).get("S3Uri") if outputs else None
    members: dict[str, Any] = {}
    made_up: set[tuple[str, ...]] = set()
    for kind in _FILES.get(begun.step.type or "", ()):
        used, calculated = f"BaselineUsedForDriftCheck{kind}", f"CalculatedBaseline{kind}"
        if isinstance(folder, str):
            members[calculated] = f"{folder.rstrip('/')}/{kind.lower()}.json"
            made_up.add((calculated,))
        supplied = begun.attributes.get(f"SuppliedBaseline{kind}")
        if begun.attributes.get("RegisterNewBaseline") is True:
            if calculated in members:
                members[used] = members[calculated]
                made_up.add((used,))
        elif isinstance(supplied, str):
            members[used] = supplied
    return Made(members, frozenset(made_up))


def fails_on_violation(attributes: Mapping[str, Any]) -> bool:
    """Tell whether a violation makes the step fail: not where it skips the check, or is told to go on."""
    return attributes.get("SkipCheck") is not True and attributes.get("FailOnViolation") is not False
