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


def _gathered(package: ModuleType, name: str) -> Iterator[Any]:
    for module in iter_modules(package.__path__):
        yield from getattr(import_module(f"{package.__name__}.{module.name}"), name)


FAULTS: tuple[Fault, ...] = tuple(_gathered(planted, "FAULTS"))
VARIANTS: tuple[Variant, ...] = tuple(_gathered(variants, "VARIANTS"))

CLASSES: Mapping[str, str] = {
    "1": "a parameter that is no string in the place of a string",
    "2": "a number or a truth value in the place of a string",
    "3": "a single value in the place of a list",
    "4": "Python's text of a pipeline variable",
    "5": "a job that is changed after its call",
    "6": "a job that starts at once",
    "7": "a test of a pipeline variable",
    "8": "a local file named by a pipeline variable",
    "9": "a default that is built in",
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
    "24": "an image that is looked up by a pipeline variable",
    "25": "a json path that is none",
    "26": "a step that stands in two places",
    "27": "two steps of one name",
    "28": "names that the service does not take",
    "29": "an instance type that is hard-coded",
    "30": "a wrong call of JsonGet",
    "31": "steps that wait for each other",
    "32": "a step after a Fail step",
    "33": "a file in S3 that is read without a dependency",
    "34": "a dependency that is no list of steps",
    "36": "the name of a step in the place of a model's",
    "37": "a default of the wrong type",
    "38": "a default that is none of the values",
    "44": "an output that hides another",
    "45": "an attribute that the step does not have",
    "46": "an output object that is used in the place of a property",
    "49": "more, longer or other than the API takes",
    "50": "members that the API or the service does not know",
    "51": "the wrong kind of JSON",
    "52": "a condition inside another",
    "53": "a condition that compares different kinds",
    "54": "a condition that decides nothing",
    "57": "a step that is not listed",
    "58": "a time that is frozen when the pipeline is compiled",
    "59": "a place that concurrent executions overwrite",
    "60": "a join that spells no S3 URI",
    "61": "the place of a model in the place of its archive",
    "63": "retries out of bounds",
    "64": "retries and caches without effect",
    "65": "how many steps run at once, told wrongly",
    "69": "a step function that is given or gives what it cannot",
    "70": "a command that does not start the script",
    "71": "what SDK v3 refuses",
}
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
