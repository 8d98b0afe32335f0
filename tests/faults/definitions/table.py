"""Every class of faults that a compiled definition can show, and the faults planted of each.

``python -m tests.faults.definitions.table`` plants all of them and prints how many are found: ``make faults``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pipelint.findings import Finding
from pipelint.linter.engine import Settings, check
from tests.faults.definitions import planted
from tests.faults.definitions.fault import Fault
from tests.faults.definitions.planting import pointer, read

FAULTS: tuple[Fault, ...] = tuple(
    fault
    for module in iter_modules(planted.__path__)
    for fault in import_module(f"{planted.__name__}.{module.name}").FAULTS
)

CLASSES: Mapping[str, str] = {
    "1": "a parameter that is no string in the place of a string",
    "2": "a number or a truth value in the place of a string",
    "3": "a single value in the place of a list",
    "10": "a parameter that is not declared",
    "11": "a property file that is not registered",
    "12": "a property file in an output that is not there",
    "13": "a step or a property file that is not there",
    "15": "an output, an input or a property that is not there",
    "16": "a step that waits for both branches of a condition",
    "17": "a step that depends on a condition",
    "18": "a step that waits for a branch it is not in",
    "19": "two steps that share a place in S3, and no order",
    "20": "a cache that never hits",
    "23": "the expiry of a cache",
    "26": "a step that stands in two places",
    "27": "two steps of one name",
    "28": "names that the service does not take",
    "31": "steps that wait for each other",
    "32": "a step after a Fail step",
    "33": "a file in S3 that is read without a dependency",
    "37": "a default of the wrong type",
    "38": "a default that is none of the values",
    "49": "more, longer or other than the API takes",
    "50": "members that the API or the service does not know",
    "51": "the wrong kind of JSON",
    "52": "a condition inside another",
    "53": "a condition that compares different kinds",
    "54": "a condition that decides nothing",
    "58": "a time that is frozen when the pipeline is compiled",
    "59": "a place that concurrent executions overwrite",
    "60": "a join that spells no S3 URI",
    "63": "retries out of bounds",
    "64": "retries and caches without effect",
}
"""Rows of the table of failure modes; the other classes, named in the faults, are what the SDKs let pass unseen."""


@cache
def found_in(base: str) -> tuple[Finding, ...]:
    """Return the findings of ``base`` without a fault."""
    return _check(base, json.dumps(read(base)))


def found_with(fault: Fault) -> tuple[str, tuple[Finding, ...]]:
    """Plant ``fault``; return the JSON Pointer where it must be found, and all findings."""
    definition = read(fault.base)
    for edit in fault.edits:
        edit.apply(definition)
    return pointer(definition, fault.place), _check(fault.base, json.dumps(definition))


def is_found(fault: Fault) -> bool:
    """Tell whether ``fault`` is found where and as it must be."""
    place, findings = found_with(fault)
    return (fault.code, place, fault.severity) in [told(finding) for finding in findings]


def told(finding: Finding) -> tuple[str, str, str]:
    """Return the code, the JSON Pointer and the severity of ``finding``."""
    return finding.code, finding.span.pointer or "", finding.severity.value


def _check(base: str, text: str) -> tuple[Finding, ...]:
    return tuple(check([], Settings(), stdin=(f"{base}.json", text.encode())).findings)


def main() -> int:
    """Print, for each class, how many faults are planted and how many are found."""
    by_class: dict[str, list[Fault]] = {kind: [] for kind in CLASSES}
    for fault in FAULTS:
        by_class.setdefault(fault.kind, []).append(fault)
    found = 0
    print(f"{'planted':>7} {'found':>5}  class")
    for kind, faults in by_class.items():
        hits = sum(map(is_found, faults))
        found += hits
        name = f"{kind}: {CLASSES[kind]}" if kind in CLASSES else kind
        print(f"{len(faults):7} {hits:5}  {name}")
    print(f"{len(FAULTS):7} {found:5}  in all, in {len({fault.base for fault in FAULTS})} definitions")
    return 0 if found == len(FAULTS) else 1


if __name__ == "__main__":
    sys.exit(main())
