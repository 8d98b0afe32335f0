"""Every class of faults that source can show, and the faults planted of each.

``python -m tests.faults.source.table`` plants all of them and prints how many are found: ``make faults``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from tests.faults.source import planted, variants
from tests.faults.source.fault import Fault, Variant
from tests.faults.source.planting import found_with, place_of
from tools.failure_modes.known import KNOWN


def _gathered(package: ModuleType, name: str) -> Iterator[Any]:
    for module in iter_modules(package.__path__):
        yield from getattr(import_module(f"{package.__name__}.{module.name}"), name)


FAULTS: tuple[Fault, ...] = tuple(_gathered(planted, "FAULTS"))
VARIANTS: tuple[Variant, ...] = tuple(_gathered(variants, "VARIANTS"))

CLASSES: Mapping[str, str] = {key: mode.what for key, mode in KNOWN.items()}
"""Rows of the table of failure modes; the other classes are named in the faults."""


def is_found(fault: Fault) -> bool:
    """Tell whether ``fault`` is found where and as it must be."""
    findings, place = found_with(fault.base, fault.edits, fault)
    told = [(one.code, one.severity.value, place_of(one, fault.base)) for one in findings]
    return (fault.code, fault.severity, place) in told


def main() -> int:
    """Print, for each class, how many faults are planted and how many are found, and those that are missed."""
    by_class: dict[str, list[Fault]] = {kind: [] for kind in CLASSES}
    for fault in FAULTS:
        by_class.setdefault(fault.kind, []).append(fault)
    by_class = {kind: faults for kind, faults in by_class.items() if faults}
    missed: list[Fault] = []
    sys.stdout.write(f"{'planted':>7} {'found':>5}  class\n")
    for kind, faults in by_class.items():
        unseen = [fault for fault in faults if not is_found(fault)]
        missed += unseen
        name = f"{kind}: {CLASSES[kind]}" if kind in CLASSES else kind
        sys.stdout.write(f"{len(faults):7} {len(faults) - len(unseen):5}  {name}\n")
    found = len(FAULTS) - len(missed)
    bases = len({fault.base for fault in FAULTS})
    sys.stdout.write(f"{len(FAULTS):7} {found:5}  in all ({found / len(FAULTS):.1%}), in {bases} projects\n")
    for fault in missed:
        sys.stdout.write(f"missed: {fault.kind}, {fault.what}: {fault.missed or 'nobody knows why'}\n")
    return int(any(not fault.missed for fault in missed))


if __name__ == "__main__":
    sys.exit(main())
