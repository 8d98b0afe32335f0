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
from pipelint.linter.engine import check
from tests.faults.definitions import planted
from tests.faults.definitions.fault import Fault
from tests.faults.definitions.planting import pointer, read
from tests.faults.every_rule import EVERY_RULE
from tools.failure_modes.known import KNOWN

FAULTS: tuple[Fault, ...] = tuple(
    fault
    for module in iter_modules(planted.__path__)
    for fault in import_module(f"{planted.__name__}.{module.name}").FAULTS
)

_ROWS = (
    "1 2 3 10 11 12 13 15 16 17 18 19 20 23 26 27 28 31 32 33 37 38 49 50 51 52 53 54 58 59 60 63 64 21 22 41 47 55 62"
)
CLASSES: Mapping[str, str] = {key: KNOWN[key].what for key in _ROWS.split()}
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
    return tuple(check([], EVERY_RULE, stdin=(f"{base}.json", text.encode())).findings)


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
